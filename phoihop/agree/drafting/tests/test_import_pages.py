"""Handing a document in and putting right how it was read, as people meet it on the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Import
from phoihop.agree.drafting.tests.factories import a_short_text, an_empty_text
from phoihop.agree.drafting.tests.test_import import PAPER
from phoihop.agree.drafting.tests.test_pages import said
from phoihop.engines.reading.tests.papers import simple_docx
from phoihop.foundation.access.roles import Role
from tests.cast import LATER, lan, sign_in, someone

pytestmark = pytest.mark.django_db

IN_PLACE = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def lead():
    return lan()


@pytest.fixture
def page(client, lead):
    return sign_in(client, lead)


@pytest.fixture
def text(lead):
    return an_empty_text(by=lead)


@pytest.fixture
def preview(text, lead):
    """Điều 1 with khoản 1 and 2 (điểm a, b), Điều 2; two legal bases before them."""
    return verbs.preview_import(text=text, data=PAPER, name="quy-che.txt", by=lead, at=LATER)


def at(name, preview):
    return reverse(f"drafting:{name}", args=[preview.text_id, preview.pk])


def eid(preview, kind, number):
    nodes = (node for _depth, node in queries.reading_order(preview.outline))
    return next(node["eid"] for node in nodes if (node["kind"], node["number"]) == (kind, number))


def correct(page, preview, act, number="1", *, seen=1, **typed):
    """Press a button in the form of one of the clauses under Điều 1; `typed` is what was changed in it."""
    fields = {"act": act, "eid": eid(preview, "clause", number), "seen_revision": seen, "heading": ""}
    return page.post(at("corrections", preview), {**fields, "kind": "clause", "number": number, **typed})


def signs(preview):
    """What the tree looks like now, one label a node, indented."""
    preview.refresh_from_db()
    nodes = queries.reading_order(preview.outline)
    return ["  " * depth + (queries.sign(node["kind"], node["number"]) or "¶") for depth, node in nodes][2:]


# ── Handing in ───────────────────────────────────────────────────────────────


def hand_in(page, text, **fields):
    return page.post(reverse("drafting:upload", args=[text.pk]), fields)


def test_words_can_be_pasted_instead(page, text):
    response = hand_in(page, text, pasted=PAPER.decode())
    preview = Import.objects.get()
    assert response.url == at("preview", preview)
    assert preview.name == "Pasted text.txt"
    assert signs(preview)[0] == "Điều 1."


@pytest.mark.parametrize("pasted", ["", "  \n "])
def test_nothing_at_all_is_told(page, text, pasted):
    response = hand_in(page, text, pasted=pasted)
    assert response.status_code == 422
    assert "Choose a document, or paste its text." in said(response)


def test_not_both_at_once(page, text):
    response = hand_in(page, text, file=SimpleUploadedFile("a.docx", simple_docx()), pasted="Điều 1. Một")
    assert response.status_code == 422
    assert "not both" in said(response)
    assert not Import.objects.exists()


def test_what_was_pasted_stays_in_the_form_when_it_cannot_be_read(page, text):
    response = hand_in(page, text, pasted="MẬT\nQUY CHẾ\nĐiều 1. Một")
    assert response.status_code == 422
    assert "Luật Bảo vệ bí mật nhà nước" in said(response)
    assert "Điều 1. Một" in response.content.decode()


# ── Reading it through ───────────────────────────────────────────────────────


def test_each_warning_leads_to_its_line_and_to_the_clause(page, text, lead):
    data = "QUY CHẾ\n\nĐiều 1. Một\nLời.\n\n\nĐiều 3. Ba\nLời.\n".encode()
    preview = verbs.preview_import(text=text, data=data, name="a.txt", by=lead, at=LATER)
    shown = page.get(at("preview", preview)).content.decode()
    assert [warning["line"] for warning in preview.warnings] == [7]
    assert 'href="#line-7"' in shown
    assert '<p id="line-7" data-line="7" data-doubt>Điều 3. Ba</p>' in shown
    assert f'<div id="{eid(preview, "article", "3")}" data-doubt>' in shown


def test_who_may_not_draft_reads_it_without_buttons(client, preview, lead):
    clerk = sign_in(client, someone("Vân", agency=lead.agency, roles=(Role.CLERK,)))
    shown = clerk.get(at("preview", preview), {"node": eid(preview, "clause", "1")})
    assert "right to draft" in said(shown)
    assert "Put right" not in said(shown)
    assert 'href="?node=' not in shown.content.decode()


def test_a_long_document_is_shown_with_few_queries(page, text, lead, django_assert_max_num_queries):
    words = "Các bên phối hợp trao đổi thông tin, cung cấp số liệu và cử người tham gia khi được đề nghị. " * 2
    clauses = "".join(
        f"Điều {n}. Nội dung {n}\n" + "".join(f"{k}. {words}\n" for k in range(1, 6)) for n in range(1, 51)
    )
    data = ("QUY CHẾ PHỐI HỢP\n" + clauses).encode()
    preview = verbs.preview_import(text=text, data=data, name="dai.txt", by=lead, at=LATER)
    page.get(at("preview", preview))
    with django_assert_max_num_queries(10):
        response = page.get(at("preview", preview))
    assert response.content.count(b"<li data-depth=") == 300


def test_whatever_a_document_says_is_shown_as_words(page, text, lead):
    data = "QUY CHẾ\nĐiều 1. <b>Đậm</b>\n1. <script>alert(1)</script> và “&lt;”.\n".encode()
    preview = verbs.preview_import(text=text, data=data, name="a.txt", by=lead, at=LATER)
    for more in ({}, {"node": eid(preview, "article", "1")}):
        shown = page.get(at("preview", preview), more).content.decode()
        assert "<script>alert" not in shown
        assert "<b>Đậm" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_a_long_clause_is_cut_between_words(page, text, lead):
    data = ("QUY CHẾ\nĐiều 1. Một\n1. " + "phối hợp " * 40).encode()
    preview = verbs.preview_import(text=text, data=data, name="a.txt", by=lead, at=LATER)
    shown = page.get(at("preview", preview)).content.decode()
    assert "phối hợp…" in shown or "hợp phối…" in shown


# ── Putting right ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("act", "number", "left"),
    [
        ("promote", "2", ["Điều 1.", "  1.", "2.", "  a)", "  b)", "Điều 2."]),
        ("demote", "2", ["Điều 1.", "  1.", "    2.", "      a)", "      b)", "Điều 2."]),
        ("join", "2", ["Điều 1.", "  1.", "    a)", "    b)", "Điều 2."]),
    ],
)
def test_one_button_one_correction(page, preview, act, number, left):
    assert correct(page, preview, act, number=number).status_code == 302
    assert signs(preview) == left


def test_the_corrected_clause_is_shown_afterwards(page, preview):
    response = page.get(correct(page, preview, "relabel", number="1", heading="Thông tin").url)
    assert f'<div id="{eid(preview, "clause", "1")}" data-current>' in response.content.decode()
    assert "Thông tin" in said(response)


def test_the_form_opens_in_its_place_where_the_browser_can(page, preview):
    asked = {"node": eid(preview, "clause", "2")}
    response = page.get(at("preview", preview), asked, headers=IN_PLACE)
    assert response.content.decode().lstrip().startswith("<li data-depth")
    assert 'name="number" value="2"' in response.content.decode()
    assert "HX-Request" in response["Vary"]
    assert page.get(at("preview", preview), {"node": "gone"}, headers=IN_PLACE).status_code == 404
    assert page.get(at("preview", preview), {"node": "gone"}).status_code == 200


def test_the_slower_of_two_is_told_and_keeps_what_was_typed(page, preview, lead):
    first = {"eid": eid(preview, "article", "2"), "act": "relabel", "kind": "article", "number": "3", "heading": "Họp"}
    verbs.correct_import(preview=preview, seen_revision=1, by=lead, at=LATER, **first)
    response = correct(page, preview, "relabel", seen=1, heading="Của người này")
    assert response.status_code == 422
    shown = response.content.decode()
    assert "nothing is lost" in said(response)
    assert 'name="heading" value="Của người này"' in shown
    assert 'name="seen_revision" value="2"' in shown
    assert "Điều 3." in said(response)  # as the faster one left it
    assert correct(page, preview, "relabel", seen=2, heading="Của người này").status_code == 302


def test_a_clause_that_is_gone_meanwhile_is_told(page, preview, lead):
    gone = eid(preview, "clause", "2")
    verbs.correct_import(preview=preview, seen_revision=1, by=lead, at=LATER, eid=gone, act="join")
    response = correct(page, preview, "promote", number="1", seen=2, eid=gone)
    assert response.status_code == 422
    assert "no longer in the list" in said(response)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [("number", "9" * 21, "too long"), ("kind", "", "Choose what kind"), ("act", "burn", "valid choice")],
)
def test_what_makes_no_sense_changes_nothing(page, preview, field, typed, told):
    before = signs(preview)
    fields = {"act": "relabel", "eid": eid(preview, "clause", "1"), "seen_revision": 1, "kind": "clause", "number": "1"}
    response = page.post(at("corrections", preview), {**fields, field: typed})
    assert response.status_code == 422
    assert told in said(response)
    assert signs(preview) == before


def test_an_accepted_import_is_not_corrected_any_more(page, preview, lead):
    verbs.accept_import(preview=preview, by=lead, at=LATER)
    response = correct(page, preview, "promote", number="2")
    assert response.status_code == 422
    assert "already been accepted or discarded" in said(response)


def test_importing_over_a_text_says_what_becomes_of_it(page, lead):
    preview = verbs.preview_import(text=a_short_text(by=lead), data=PAPER, name="a.txt", by=lead, at=LATER)
    assert "The text has 7 clauses already" in said(page.get(at("preview", preview)))
