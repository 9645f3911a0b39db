"""Anyone checks a paper: by the file, or by the code printed on it. The verdict comes first; nothing is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phoihop.agree.signing import verbs
from phoihop.agree.signing.tests.factories import HELD, a_signed_signing, again, the_authority
from phoihop.agree.signing.tests.test_bind import a_first
from phoihop.foundation.files import queries as files
from phoihop.foundation.files.models import StoredFile
from phoihop.publish.verification import limits
from tests.cast import lan, minh

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def url():
    return reverse("verification:show")


@pytest.fixture
def signed(settings):
    """A paper with the best proof there is, and its bytes, in an installation that believes whoever certified it."""
    settings.DEMO, settings.HOME = True, the_authority().trust_folder.parent.parent
    signing = a_signed_signing()
    verbs.raise_level(signing=signing, at=HELD)
    verbs.check_paper(signing=again(signing), at=HELD)
    settings.DEMO, settings.TRUST_ROOTS = False, the_authority().trust_folder
    signing = again(signing)
    with files.open_file(signing.file) as file:
        return signing, file.read()


def handed(data, name="van-ban.pdf"):
    return {"file": SimpleUploadedFile(name, data)}


def test_the_page_asks_for_a_file_or_a_code_and_sets_no_cookie(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies


def test_a_valid_paper_is_told_with_who_and_when(client, url, signed):
    signing, data = signed
    page = client.post(url, handed(data))
    text = page.content.decode()
    assert page.context["report"]["verdict"] == "valid"
    assert text.index("Valid") < text.index("Minh")
    assert signing.code in text  # the very bytes kept here
    assert "B-LTA" in text


def test_one_changed_byte_is_not_valid(client, url, signed):
    _signing, data = signed
    place = data.index(b"/Contents")
    changed = data[: place + 400] + bytes([data[place + 400] ^ 1]) + data[place + 401 :]
    page = client.post(url, handed(changed))
    assert page.context["report"]["verdict"] in ("invalid", "indeterminate", "unreadable")
    assert not page.context["signing"]


def test_nothing_is_kept_of_it(client, url):
    before = StoredFile.objects.count()
    page = client.post(url, handed(b"%PDF-1.7 nothing"))
    assert page.context["report"]["verdict"] == "unreadable"
    assert page.status_code == 200
    assert StoredFile.objects.count() == before


def test_without_a_file_it_says_so(client, url):
    assert client.post(url).status_code == 422


def test_a_code_tells_the_paper_and_its_parties(client, url, signed):
    signing, _data = signed
    groups = " ".join(signing.code[place : place + 4].lower() for place in (0, 4, 8))
    page = client.get(url, {"code": groups})
    assert page.context["report"]["verdict"] == "valid"
    assert "Ủy ban nhân dân phường Ngã Bảy" in page.content.decode()


def test_a_code_nobody_gave_is_told_so(client, url):
    page = client.get(url, {"code": "ABCDEFGHJKLM"})
    assert page.status_code == 404
    assert "letter by letter" in page.content.decode()
    assert "Nothing found yet" in page.content.decode()
    assert client.get(url, {"code": ""}).status_code == 422


def test_a_paper_signed_by_hand_has_no_electronic_signature(client, url):
    signing = a_first(lan(), minh())
    assert "signed by hand" in client.get(url, {"code": signing.code}).content.decode()


def test_too_many_checks_from_one_place_wait_a_minute(client, url, monkeypatch):
    monkeypatch.setattr(limits, "CHECKS_A_MINUTE", 1)
    client.post(url, handed(b"no pdf"), REMOTE_ADDR="192.0.2.1")
    assert client.post(url, handed(b"no pdf"), REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.post(url, handed(b"no pdf"), REMOTE_ADDR="192.0.2.2").status_code == 200


def test_a_file_beyond_the_measure_is_refused(client, url, monkeypatch):
    from phoihop.publish.verification import views

    monkeypatch.setattr(views, "LARGEST", 3)
    page = client.post(url, handed(b"four"))
    assert page.status_code == 422
    assert "50 MB" in page.content.decode()
