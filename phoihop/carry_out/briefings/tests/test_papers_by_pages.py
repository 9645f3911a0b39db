"""Minutes and notice of conclusions the whole way by the pages: set, numbered, signed elsewhere, brought back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phoihop.agree.signing.tests.factories import the_key
from phoihop.carry_out.briefings.models import Document
from phoihop.carry_out.briefings.tests.factories import a_briefing, a_clerk, a_conclusion, minuted, secretary_of
from phoihop.carry_out.briefings.tests.test_documents import content, signed_by
from phoihop.engines.pdf_signing.updating import form_fields, update
from phoihop.foundation.numbers import verbs as numbers
from tests.cast import MONDAY, lan, minh, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def over():
    """(secretary, clerk, briefing): over, with minutes of an item and one conclusion; the clerk has a book."""
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="MINUTED")
    secretary, clerk = secretary_of(briefing), a_clerk(lead.agency)
    minuted(briefing, secretary)
    a_conclusion(briefing, partner, secretary)
    numbers.name_symbol(agency=lead.agency, text="BXDĐ", from_on=MONDAY.date(), by=clerk, at=MONDAY)
    numbers.open_term(agency=lead.agency, name="2025–2030", from_on=MONDAY.date(), by=clerk, at=MONDAY)
    return secretary, clerk, briefing


@pytest.mark.parametrize("kind", ["minutes", "conclusions"])
def test_a_paper_is_made_numbered_and_brought_back_signed(client, over, kind):
    secretary, clerk, briefing = over
    sign_in(client, secretary)
    made = client.post(reverse("briefings:making", args=[briefing.pk, kind]), follow=True)
    assert made.context["document"].kind == kind
    sign_in(client, clerk)
    first = made.context["document"]
    numbered = client.post(reverse("briefings:numbering", args=[briefing.pk, first.pk]), follow=True)
    paper = numbered.context["document"]
    assert (paper.version, paper.number != "") == (2, True)
    fields = sorted(form_fields(update(content(paper.pdf))))
    signed = signed_by(the_key("Lan", "Ban Xây dựng Đảng"), content(paper.pdf), fields[0])
    file = SimpleUploadedFile("bien-ban.pdf", signed, "application/pdf")
    back = client.post(reverse("briefings:signed", args=[briefing.pk, paper.pk]), {"file": file}, follow=True)
    assert back.redirect_chain == [(reverse("briefings:document", args=[briefing.pk, paper.pk]), 302)]
    kept = Document.objects.get(pk=paper.pk)
    assert [one["field"] for one in kept.report["signatures"]] == [fields[0]]
    read = client.get(reverse("briefings:reading", args=[briefing.pk, paper.pk]))
    assert (read["Content-Type"], read.content) == ("application/pdf", signed)


def test_a_file_without_a_signature_comes_back_with_the_reason(client, over):
    secretary, clerk, briefing = over
    sign_in(client, secretary)
    made = client.post(reverse("briefings:making", args=[briefing.pk, "minutes"]), follow=True).context["document"]
    sign_in(client, clerk)
    file = SimpleUploadedFile("bien-ban.pdf", content(made.pdf), "application/pdf")
    page = client.post(reverse("briefings:signed", args=[briefing.pk, made.pk]), {"file": file})
    assert page.status_code == 422
    assert "no signature in this file" in page.content.decode()


def test_whoever_may_not_make_or_number_is_told_and_nothing_is_made(client, over):
    secretary, clerk, briefing = over
    sign_in(client, clerk)
    made = client.post(reverse("briefings:making", args=[briefing.pk, "minutes"]), follow=True).context["document"]
    page = sign_in(client, secretary).post(reverse("briefings:numbering", args=[briefing.pk, made.pk]), follow=True)
    assert "kept by the records clerk" in page.content.decode()
    assert Document.objects.count() == 1
