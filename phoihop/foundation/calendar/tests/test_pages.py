import datetime as dt

import pytest

from phoihop.foundation.access.roles import Role
from phoihop.foundation.calendar import queries
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.tests.cast import MARCH_9, a_day_off, diem, the_shipped_days
from tests.cast import an_agency, lan, minh, sign_in, someone

pytestmark = pytest.mark.django_db

ADD = {"day": "2026-03-09", "name": "Quốc tang", "what": "off", "whose": "everyone", "source": "Thông báo 12"}


def page(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_year_shows_its_days_with_their_source(client):
    the_shipped_days()
    shown = page(sign_in(client, minh()).get("/calendar/?year=2026"))
    assert "National Day" in shown
    assert "Worked in exchange for 31/08/2026" in shown
    assert "Bộ luật Lao động 2019, Điều 112 khoản 1 điểm đ" in shown
    assert "02/09/2025" not in shown


def test_a_computed_day_is_marked(client):
    the_shipped_days()
    sign_in(client, minh())
    assert "the Government has not announced them" in page(client.get("/calendar/?year=2027"))
    assert "the Government has not announced them" not in page(client.get("/calendar/?year=2025"))


def test_the_page_of_a_full_year_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    the_shipped_days()
    sign_in(client, minh())
    with django_assert_max_num_queries(12):
        client.get("/calendar/?year=2026")


def test_a_year_of_which_nothing_is_known_says_so_and_what_to_do(client):
    keeper = diem()
    assert "An administrator can add the holidays" in page(sign_in(client, minh()).get("/calendar/?year=2026"))
    assert "Add the holidays announced for it" in page(sign_in(client, keeper).get("/calendar/?year=2026"))


@pytest.mark.parametrize("year", ["", "?year=abc", "?year=99999"])
def test_no_year_or_a_strange_one_is_this_year(client, year):
    assert sign_in(client, minh()).get(f"/calendar/{year}").status_code == 200


def test_an_agency_sees_its_own_days_and_no_others(client):
    keeper = diem()
    a_day_off(by=keeper, own=True)
    assert "Ngày truyền thống" in page(sign_in(client, keeper).get("/calendar/?year=2026"))
    assert "Ngày truyền thống" not in page(sign_in(client, minh()).get("/calendar/?year=2026"))


@pytest.mark.parametrize(("whose", "seen"), [("own", True), ("everyone", False), ("", True)])
def test_the_list_can_be_narrowed(client, whose, seen):
    keeper = diem()
    a_day_off(by=keeper, own=True)
    shown = page(sign_in(client, keeper).get(f"/calendar/?year=2026&whose={whose}"))
    assert ("Ngày truyền thống" in shown) is seen


def test_an_administrator_adds_a_day(client):
    response = sign_in(client, diem()).post("/calendar/days/", ADD)
    assert (response.status_code, response.url) == (302, "/calendar/?year=2026")
    added = DayOff.objects.get()
    assert (added.day, added.kind, added.agency, added.source) == (MARCH_9, "public", None, "Thông báo 12")


@pytest.mark.parametrize(
    ("what", "whose", "kind"),
    [("off", "own", "agency"), ("worked", "own", "working_swap"), ("worked", "everyone", "working_swap")],
)
def test_the_form_says_which_kind_of_day(client, what, whose, kind):
    keeper = diem()
    sign_in(client, keeper).post("/calendar/days/", ADD | {"what": what, "whose": whose, "day": "2026-03-14"})
    added = DayOff.objects.get()
    assert (added.kind, added.agency) == (kind, keeper.agency if whose == "own" else None)


def test_the_form_comes_empty_and_comes_back_with_what_is_wrong(client):
    sign_in(client, diem())
    assert client.get("/calendar/days/").status_code == 200
    response = client.post("/calendar/days/", ADD | {"day": "32/13/2026"})
    assert response.status_code == 422
    assert "Enter a valid date" in page(response)
    refused = client.post("/calendar/days/", ADD | {"what": "worked"})
    assert refused.status_code == 422
    assert "This is a working day already" in page(refused)


def test_an_administrator_withdraws_a_day(client):
    keeper = diem()
    day_off = a_day_off(by=keeper)
    response = sign_in(client, keeper).post(f"/calendar/days/{day_off.pk}/withdrawal/")
    assert (response.status_code, DayOff.objects.count()) == (302, 0)


def test_the_days_of_another_agency_do_not_exist(client):
    day_off = a_day_off(by=diem(), own=True)
    elsewhere = someone("Quý", agency=an_agency("Sở Giao thông", "other"), roles=(Role.ADMINISTRATOR,))
    assert sign_in(client, elsewhere).post(f"/calendar/days/{day_off.pk}/withdrawal/").status_code == 404
    assert DayOff.objects.count() == 1


def test_the_forms_do_not_exist_for_others(client):
    day_off = a_day_off(by=diem())
    sign_in(client, lan())
    assert client.get("/calendar/days/").status_code == 404
    assert client.post(f"/calendar/days/{day_off.pk}/withdrawal/").status_code == 404


@pytest.mark.parametrize("path", ["", "days/", "computation/"])
def test_nobody_else_comes_in(client, path):
    response = client.get(f"/calendar/{path}")
    assert response.status_code == 302
    assert "login" in response.url


def test_a_date_is_computed_and_explained_in_the_calendar_of_ones_agency(client):
    keeper = diem()
    a_day_off(by=keeper, own=True)
    asked = "/calendar/computation/?day=2026-03-06&count=1&way=after"
    ours = page(sign_in(client, keeper).get(asked))
    assert "10/03/2026" in ours
    assert "Monday 09/03/2026 is left out: Ngày truyền thống." in ours
    assert "Ngày truyền thống" not in page(sign_in(client, minh()).get(asked))


def test_papers_before_a_meeting_are_computed_too(client):
    shown = page(sign_in(client, minh()).get("/calendar/computation/?day=2026-12-11&count=3&way=before"))
    assert "The result is Monday 07/12/2026." in shown


def test_the_question_comes_back_when_it_cannot_be_understood(client):
    sign_in(client, minh())
    assert client.get("/calendar/computation/").status_code == 200
    assert client.get("/calendar/computation/?day=&count=3&way=after").status_code == 422
    late = client.get("/calendar/computation/?day=9999-12-31&count=3&way=after")
    assert late.status_code == 422
    assert "between the years 1900 and 2200" in page(late)


def test_the_years_offered_run_from_the_first_known_to_the_last():
    assert queries.years(today=dt.date(2026, 3, 2)) == [2026]
    DayOff.objects.create(day=dt.date(2024, 4, 30), name="Ngày Chiến thắng", kind="public")
    assert queries.years(today=dt.date(2026, 3, 2)) == [2024, 2025, 2026]
