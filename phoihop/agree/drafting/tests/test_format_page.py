"""The page that says what a clerk would send back: of the text as it stands, and of a Word file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phoihop.agree.consultation.tests.factories import a_text
from phoihop.agree.programmes import verbs as programmes
from phoihop.engines import word
from phoihop.engines.papers.tests.samples import TEN
from tests.cast import LATER, MONDAY, lan, minh, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    lead = lan()
    text = a_text(lead)
    sign_in(client, lead)
    return client, reverse("drafting:format", args=[text.pk]), text, lead


def test_the_text_is_checked_at_once_by_the_rules_of_whoever_leads(page):
    client, url, _text, _lead = page
    answer = client.get(url)
    assert answer.context["regime"].organ == "party"
    assert answer.status_code == 200


def test_a_basis_no_longer_in_force_is_told(page):
    client, url, text, lead = page
    basis = programmes.register_basis(
        number="77/2015/QH13", title="Luật Tổ chức chính quyền địa phương", issued_by="Quốc hội", by=lead, at=MONDAY
    )
    programmes.cite(framework=text.framework, basis=basis, by=lead, at=MONDAY)
    programmes.end_basis(basis=basis, in_force_until=MONDAY.date(), by=lead, at=LATER)
    assert any("hết hiệu lực" in one.said for one in client.get(url).context["findings"])


def test_a_word_file_of_ours_has_nothing_to_mend(page):
    client, url, _text, _lead = page
    paper = TEN["programme"]("nd30-2020")
    file = SimpleUploadedFile("ct.docx", word.write_paper(paper))
    answer = client.post(url, {"regime": "nd30-2020", "file": file})
    assert answer.status_code == 200
    assert answer.context["name"] == "ct.docx"
    assert not [one for one in answer.context["findings"] if one.severity == "error"]


def test_what_is_no_word_file_is_one_sentence(page):
    client, url, _text, _lead = page
    answer = client.post(url, {"regime": "nd30-2020", "file": SimpleUploadedFile("ct.docx", b"MZ\x90")})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["file"]) == 1


def test_the_text_in_the_making_is_the_lead_agencys(client, page):
    _client, url, _text, _lead = page
    sign_in(client, minh())
    assert client.get(url).status_code == 404
