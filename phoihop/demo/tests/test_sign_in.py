"""One click signs in as anyone of the story, from this machine alone and in demo mode alone."""

from pathlib import Path

import pytest
from django.conf import settings as house
from django.urls import NoReverseMatch, reverse

import phoihop.config.urls  # noqa: F401 — the house's own doors are read before demo mode is switched on
from phoihop.demo import people
from tests.cast import MONDAY, lan

TEMPLATES = Path(people.__file__).with_name("templates")
pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    # Only its templates and doors are put in place: entering an app twice would register its listeners twice.
    settings.TEMPLATES = [house.TEMPLATES[0] | {"DIRS": [TEMPLATES]}]
    settings.ROOT_URLCONF = "phoihop.demo.tests.urls"
    settings.DEMO = True
    return people.appoint(at=MONDAY)


def test_the_list_shows_everyone_by_agency(client, demo):
    page = client.get("/demo/").content.decode()
    assert "Nguyễn Thị Thu Hà" in page
    assert page.index("Ban Tuyên giáo Thành ủy Ngã Bảy") < page.index("Ban Xây dựng Đảng, Đảng ủy phường Ngã Bảy")


def test_one_click_signs_in(client, demo):
    head = demo.people["truongban"]
    assert client.post(f"/demo/{head.account_id}/").url == "/desk/"
    page = client.get("/desk/").content.decode()
    assert "Nguyễn Thị Thu Hà" in page
    assert "/demo/" in page  # the bar that leads back to the list


def test_a_link_alone_signs_nobody_in(client, demo):
    assert client.get(f"/demo/{demo.people['truongban'].account_id}/").status_code == 405


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::1", ""])
def test_from_another_machine_the_page_does_not_exist(client, demo, address):
    head = demo.people["truongban"]
    assert client.get("/demo/", REMOTE_ADDR=address).status_code == 404
    assert client.post(f"/demo/{head.account_id}/", REMOTE_ADDR=address).status_code == 404


def test_only_people_of_the_story_can_be_entered(client, demo):
    assert client.post(f"/demo/{lan().account_id}/").status_code == 404


def test_outside_demo_mode_there_is_no_such_door(client):
    assert client.get("/demo/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo:sign_in")
