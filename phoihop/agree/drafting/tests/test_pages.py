"""The pages of a text: what each visitor meets, and what a post does."""

import io
import re
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Import, Node, Text
from phoihop.agree.drafting.tests.factories import a_short_text, a_text, add, an_empty_text, lines, node_at
from phoihop.agree.drafting.tests.test_import import PAPER
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Programme
from phoihop.agree.programmes.tests.factories import a_framework
from phoihop.foundation.access.roles import Role
from tests.cast import LATER, MONDAY, hanh, lan, sign_in, someone, tu

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def lead():
    return lan()


@pytest.fixture
def court():
    return hanh()


@pytest.fixture
def text(lead, court):
    return a_short_text(court.agency, by=lead)


@pytest.fixture
def page(client, lead):
    return sign_in(client, lead)


def at(name, text, *more):
    return reverse(f"drafting:{name}", args=[text.pk, *more])


def said(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def paper():
    return SimpleUploadedFile("quy-che.txt", PAPER)


def asked(text, lead):
    programmes.consult(framework=text.framework, by=lead, at=MONDAY)
    return verbs.freeze(text=text, by=lead, at=LATER)


# ── Beginning ────────────────────────────────────────────────────────────────


def test_a_framework_without_a_text_offers_three_beginnings(page, lead):
    framework = a_framework(by=lead)
    response = page.get(reverse("drafting:begin", args=[framework.pk]))
    assert response.status_code == 200
    assert "an empty sheet" in said(response)
    response = page.post(reverse("drafting:begin", args=[framework.pk]), {"outline": "regulation"})
    text = Text.objects.get()
    assert response.url == at("show", text)
    assert len(lines(text)) > 50


def test_a_framework_with_a_text_leads_there(page, text):
    assert page.get(reverse("drafting:begin", args=[text.framework_id])).url == at("show", text)


def test_beginning_with_a_document(page, lead):
    framework = a_framework(by=lead)
    response = page.post(reverse("drafting:begin_with_document", args=[framework.pk]), {"file": paper()})
    assert response.url == at("preview", Text.objects.get(), Import.objects.get().pk)


def test_beginning_with_what_cannot_be_read(page, lead):
    framework = a_framework(by=lead)
    wrong = SimpleUploadedFile("a.docx", b"PK\x03\x04 broken")
    response = page.post(reverse("drafting:begin_with_document", args=[framework.pk]), {"file": wrong})
    assert response.status_code == 422
    assert not Text.objects.exists()


def test_who_may_not_draft_is_told(client, lead):
    framework = a_framework(by=lead)
    clerk = sign_in(client, someone("Vân", agency=lead.agency, roles=(Role.CLERK,)))
    for name, data in [("begin", {"outline": ""}), ("begin_with_document", {"file": paper()})]:
        response = clerk.post(reverse(f"drafting:{name}", args=[framework.pk]), data)
        assert response.status_code == 422
        assert "right to draft" in said(response)


# ── Reading ──────────────────────────────────────────────────────────────────


def test_the_text_reads_like_the_paper(page, text):
    words = said(page.get(at("show", text)))
    assert "Điều 1. Trao đổi thông tin" in words
    assert "a) vụ việc đã thụ lý;" in words


def test_each_clause_has_an_address(page, text):
    node = node_at(text, "Article 1 clause 2")
    assert f'id="{node.key}"' in page.get(at("show", text)).content.decode()


def test_blanks_still_open_are_listed(page, lead):
    text = a_text(by=lead)
    assert "Still to fill in" in said(page.get(at("show", text)))


def test_an_empty_text_says_how_to_begin(page, lead):
    assert "Begin with an outline or a document" in said(page.get(at("show", an_empty_text(by=lead))))


def test_english_stands_beside_the_clause_with_a_mark_when_out_of_date(page, text, lead):
    node = node_at(text, "Article 3")
    page.post(at("english", text, node.key), {"heading": "Effect", "body": "From the day of signing."})
    assert "From the day of signing." in said(page.get(at("show", text) + "?language=en"))
    assert "moved on" not in said(page.get(at("show", text) + "?language=en"))
    verbs.reword(text=text, node=node, heading="", body="Khác.", seen_revision=1, by=lead, at=LATER)
    assert "moved on" in said(page.get(at("show", text) + "?language=en"))
    assert "moved on" in said(page.get(at("node", text, node.key)))


def test_while_opinions_are_gathered_it_says_what_may_change(page, text, lead):
    asked(text, lead)
    assert "Opinions are being gathered on a frozen version" in said(page.get(at("show", text)))


def test_a_settled_text_offers_no_edit(page, text, lead):
    verbs.settle(text=text, by=lead, at=LATER)
    response = page.get(at("show", text))
    assert "cannot be changed" in said(response)
    assert 'class="anchor"' not in response.content.decode()


def test_three_hundred_clauses_cost_a_fixed_number_of_queries(
    page, lead, django_assert_num_queries, django_assert_max_num_queries
):
    text = an_empty_text(by=lead)
    article = add(text, lead, "article", "1", "Một.")
    page.get(at("show", text))
    with django_assert_max_num_queries(14) as few:
        page.get(at("show", text))
    rows = [
        Node(text=text, key=f"n{n}", parent=article, position=n * 2**20, kind="clause", number=str(n), body="Lời " * 30)
        for n in range(2, 301)
    ]
    Node.objects.bulk_create(rows)
    with django_assert_num_queries(len(few)):
        start = time.process_time()
        response = page.get(at("show", text))
        spent = time.process_time() - start
    assert response.content.count(b'class="clause"') == 300
    assert spent < 0.4, f"{spent * 1000:.0f} ms"  # ten times the budget: a laptop may be busy


# ── Who sees it ──────────────────────────────────────────────────────────────


def test_a_party_reads_the_last_frozen_version(client, text, lead, court):
    visitor = sign_in(client, court)
    assert visitor.get(at("show", text)).status_code == 404
    version = asked(text, lead)
    response = visitor.get(at("show", text), follow=True)
    assert response.redirect_chain[0][0] == at("version", text, version.pk)
    assert "Điều 1. Trao đổi thông tin" in said(response)


def test_a_party_does_not_see_the_working_text(client, text, lead, court):
    asked(text, lead)
    visitor = sign_in(client, court)
    key = node_at(text, "Article 1").key
    for name, more in [
        ("history", []),
        ("node", [key]),
        ("add", []),
        ("numbering", []),
        ("upload", []),
        ("library", []),
    ]:
        assert visitor.get(at(name, text, *more)).status_code == 404


def test_a_party_sees_only_its_own_clauses_on_every_way(client, lead, court):
    committee = tu()
    text = a_short_text(court.agency, committee.agency, by=lead)
    add(text, lead, "article", "4", "Chỉ với bên thứ hai.", only_for=Programme.objects.order_by("pk").last())
    version = asked(text, lead)
    visitor = sign_in(client, court)
    assert "bên thứ hai" not in said(visitor.get(at("version", text, version.pk)))
    assert visitor.get(at("content", text, version.pk)).status_code == 404
    document = visitor.get(at("document", text, version.pk)).content
    assert "bên thứ hai" not in zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()


def test_a_stranger_sees_nothing(client, text, lead):
    version = asked(text, lead)
    visitor = sign_in(client, tu())
    for name, more in [("show", []), ("versions", []), ("version", [version.pk]), ("comparison", [])]:
        assert visitor.get(at(name, text, *more)).status_code == 404


def test_one_must_be_signed_in(client, text):
    assert client.get(at("show", text)).status_code == 302


# ── Changing ─────────────────────────────────────────────────────────────────


def wording(node, **more):
    return {"number": node.number, "heading": node.heading, "body": node.body, "seen_revision": node.revision, **more}


def test_a_clause_is_reworded(page, text):
    node = node_at(text, "Article 1 clause 1")
    assert page.get(at("node", text, node.key)).status_code == 200
    response = page.post(at("node", text, node.key), wording(node, body="Lời mới.", reason="Gọn hơn"))
    assert response.url == f"{at('show', text)}#{node.key}"
    assert "  1. Lời mới." in lines(text)
    assert "Gọn hơn" in said(page.get(at("node", text, node.key)))


def test_in_place_where_the_browser_can(page, text):
    node = node_at(text, "Article 1 clause 1")
    form = page.get(at("node", text, node.key), headers={"HX-Request": "true"})
    assert "<html" not in form.content.decode()
    response = page.post(at("node", text, node.key), wording(node, body="Mới."), headers={"HX-Request": "true"})
    assert response.content.decode().strip().startswith(f'<div class="clause" id="{node.key}"')
    assert "1. Mới." in said(response)


def test_the_slower_of_two_sees_both_wordings_and_loses_nothing(page, text, lead):
    node = node_at(text, "Article 1 clause 1")
    verbs.reword(text=text, node=node, heading="", body="Của người kia.", seen_revision=1, by=lead, at=LATER)
    response = page.post(at("node", text, node.key), wording(node, body="Của người này."))
    assert response.status_code == 422
    words = said(response)
    assert "1. Của người này." in words
    assert "1. Của người kia." in words
    assert 'name="seen_revision" value="2"' in response.content.decode()
    again = page.post(at("node", text, node.key), wording(node, body="Của người này.", seen_revision=2))
    assert again.status_code == 302
    assert "  1. Của người này." in lines(text)


def test_a_refusal_is_told_in_the_form(page, text):
    node = node_at(text, "Article 1 clause 1")
    response = page.post(at("node", text, node.key), wording(node))
    assert response.status_code == 422
    assert "Nothing was changed" in said(response)


def test_a_clause_is_added_at_a_chosen_place(page, text):
    first = node_at(text, "Article 1 clause 1")
    assert (
        f'value="after:{first.key}" selected'
        in page.get(at("add", text) + f"?place=after:{first.key}").content.decode()
    )
    fields = {"kind": "clause", "number": "1a", "heading": "", "body": "Chen vào.", "only_for": ""}
    page.post(at("add", text), {**fields, "place": f"after:{first.key}"})
    page.post(at("add", text), {**fields, "kind": "article", "place": "first"})
    page.post(at("add", text), {**fields, "place": f"under:{node_at(text, 'Article 2').key}"})
    assert [line for line in lines(text) if "Chen vào" in line] == [
        "Điều 1a. Chen vào.",
        "  1a. Chen vào.",
        "  1a. Chen vào.",
    ]


def test_a_clause_moves_splits_joins_and_goes(page, text):
    third = node_at(text, "Article 3")
    seen = {"seen_revision": third.revision}
    assert page.get(at("place", text, third.key)).status_code == 200
    page.post(at("place", text, third.key), {**seen, "place": "first"})
    assert lines(text)[0].startswith("Điều 3.")
    clause = node_at(text, "Article 1 clause 2")
    cut = queries.cuts(clause.body)[0].place
    assert page.get(at("split", text, clause.key)).status_code == 200
    page.post(at("split", text, clause.key), {"seen_revision": 1, "place": cut, "number": "3"})
    assert "  3. các bên cung cấp số liệu gồm:" in lines(text)
    assert page.get(at("junction", text, clause.key)).status_code == 200
    page.post(at("junction", text, clause.key), {"seen_revision": 2})
    assert "  3. các bên cung cấp số liệu gồm:" not in lines(text)
    assert page.get(at("removal", text, clause.key)).status_code == 200
    page.post(at("removal", text, clause.key), {"seen_revision": 3, "reason": ""})
    assert not any("Hằng quý" in line for line in lines(text))


def test_whom_a_clause_is_meant_for(page, text):
    node, programme = node_at(text, "Article 3"), Programme.objects.get()
    assert page.get(at("audience", text, node.key)).status_code == 200
    page.post(at("audience", text, node.key), {"seen_revision": 1, "programme": programme.pk})
    assert f"Only for {programme.name}" in said(page.get(at("show", text)))


def test_the_title_changes(page, text):
    assert page.get(at("title", text)).status_code == 200
    page.post(at("title", text), {"title": "Tên mới"})
    assert Text.objects.get().title == "Tên mới"


def test_labels_are_shown_before_they_change(page, text, lead):
    assert "nothing to renumber" in said(page.get(at("numbering", text)))
    node = node_at(text, "Article 2")
    verbs.remove_node(text=text, node=node, seen_revision=1, by=lead, at=LATER)
    assert "1 label changes" in said(page.get(at("numbering", text)))
    assert page.post(at("numbering", text)).url == at("show", text)
    assert any(line.startswith("Điều 2. Hiệu lực") for line in lines(text))
    assert page.post(at("numbering", text)).url == at("numbering", text)


def test_too_many_points_are_told(page, text, lead):
    clause = node_at(text, "Article 1 clause 2")
    for n in range(22):
        add(text, lead, "point", str(n), "x", under=clause)
    assert page.get(at("numbering", text)).url == at("show", text)


def test_undoing_and_bringing_back(page, text, lead):
    before = lines(text)
    node = node_at(text, "Article 2")
    edit = verbs.reword(text=text, node=node, heading="", body="x", seen_revision=1, by=lead, at=LATER)
    after = lines(text)
    page.post(at("undoing", text))
    assert lines(text) == before
    page.post(at("redoing", text))
    assert lines(text) == after
    response = page.post(at("undoing_one", text, edit.seq), follow=True)
    assert "already been undone" in said(response)


def test_the_history_tells_every_change(page, text, lead):
    node = node_at(text, "Article 2")
    verbs.reword(text=text, node=node, heading="Họp", body="x", seen_revision=1, by=lead, at=LATER, reason="Gọn")
    verbs.retitle(text=text, title="Tên mới", by=lead, at=LATER)
    verbs.remove_node(text=text, node=node_at(text, "Article 1"), seen_revision=1, by=lead, at=LATER)
    verbs.undo(text=text, by=lead, at=LATER)
    words = said(page.get(at("history", text)))
    for part in ("reworded Article 2", "changed the title", "removed (5 clauses)", "undid change 4", "Gọn"):
        assert part in words
    one = said(page.get(at("history", text) + f"?node={node.key}"))
    assert "History of Article 2" in one
    assert "changed the title" not in one
    assert page.get(at("history", text) + "?node=@text").status_code == 200


def test_the_history_of_a_clause_tells_its_own_part_of_a_document_taken_over(page, text, lead):
    paper = "QUY CHẾ PHỐI HỢP về một việc\nĐiều 1. Một\nLời mới hẳn.\nĐiều 2. Hai\nLời khác.\n".encode()
    preview = verbs.preview_import(text=text, data=paper, name="moi.txt", by=lead, at=LATER)
    verbs.accept_import(preview=preview, by=lead, at=LATER)
    first = said(page.get(at("node", text, node_at(text, "Article 1").key)))
    assert "Lời mới hẳn." in first.partition("took over a document")[2]
    assert "Lời khác." not in first


def test_a_clause_goes_to_the_library_and_into_another_text(page, text, lead):
    assert "No clause is kept yet" in said(page.get(at("library", text)))
    node = node_at(text, "Article 1")
    assert page.get(at("keep", text, node.key)).status_code == 200
    page.post(at("keep", text, node.key), {"name": "Trao đổi thông tin"})
    other = an_empty_text(by=lead)
    assert "Trao đổi thông tin" in said(page.get(at("library", other)))
    clause = lead.agency.library_clauses.get()
    page.post(at("library", other), {"clause": clause.pk, "place": "first", "number": "1"})
    assert lines(other) == lines(text)[:5]


def test_whoever_is_too_late_to_remove_is_told(page, text, lead):
    node = node_at(text, "Article 2")
    verbs.reword(text=text, node=node, heading="", body="x", seen_revision=1, by=lead, at=LATER)
    response = page.post(at("removal", text, node.key), {"seen_revision": 1, "reason": ""})
    assert response.status_code == 422
    assert "Someone else changed this clause" in said(response)


def test_a_clause_may_have_no_next_to_join(page, text):
    node = node_at(text, "Article 3")
    response = page.post(at("junction", text, node.key), {"seen_revision": 1})
    assert "no clause after this one" in said(response)


# ── Versions ─────────────────────────────────────────────────────────────────


def test_a_draft_is_frozen_and_read(page, text):
    assert "No version is frozen yet" in said(page.get(at("versions", text)))
    response = page.post(at("versions", text), {"note": "Gửi lấy ý kiến"}, follow=True)
    version = text.versions.get()
    assert version.sha256 in said(response)
    assert "Draft 1" in said(page.get(at("versions", text)))


def test_a_note_has_an_end(page, text):
    assert "at most 300" in said(page.post(at("versions", text), {"note": "x" * 301}, follow=True))


def test_an_empty_text_is_not_frozen(page, lead):
    response = page.post(at("versions", an_empty_text(by=lead)), {"note": ""}, follow=True)
    assert "text is empty" in said(response)


def test_a_version_as_a_word_document(page, text, lead):
    version = verbs.freeze(text=text, by=lead, at=LATER)
    response = page.get(at("document", text, version.pk))
    words = zipfile.ZipFile(io.BytesIO(response.content)).read("word/document.xml").decode()
    assert "Trao đổi thông tin" in words
    assert page.get(at("content", text, version.pk)).content.decode() == version.content


def test_two_versions_side_by_side(page, text, lead):
    assert "only one version" in said(page.get(at("comparison", text)))
    old = verbs.freeze(text=text, by=lead, at=LATER)
    assert "do not differ" in said(page.get(at("comparison", text)))
    node = node_at(text, "Article 2")
    verbs.reword(
        text=text, node=node, heading="Giao ban", body="Các bên họp mỗi tháng.", seen_revision=1, by=lead, at=LATER
    )
    verbs.remove_node(text=text, node=node_at(text, "Article 3"), seen_revision=1, by=lead, at=LATER)
    response = page.get(at("comparison", text), {"old": old.pk, "new": "now"})
    words = said(response)
    assert "Reworded 1" in words
    assert "Taken out 1" in words
    assert "Trao đổi thông tin" not in words
    assert "Trao đổi thông tin" in said(page.get(at("comparison", text), {"old": old.pk, "new": "now", "all": "1"}))
    assert "<del>" in response.content.decode()
    assert page.get(at("comparison", text), {"old": 999, "new": "now"}).status_code == 422


def test_no_such_version(page, text):
    assert page.get(at("version", text, 999)).status_code == 404


# ── Importing ────────────────────────────────────────────────────────────────


def test_a_document_is_checked_put_right_and_accepted(page, text):
    assert page.get(at("upload", text)).status_code == 200
    response = page.post(at("upload", text), {"file": paper()})
    preview = Import.objects.get()
    assert response.url == at("preview", text, preview.pk)
    words = said(page.get(response.url))
    assert "Accept as the text" in words
    assert "keep what was said about them" in words
    eid = next(n["eid"] for _d, n in queries.reading_order(preview.outline) if n["kind"] == "clause")
    assert "Put right" in said(page.get(response.url, {"node": eid}))
    fix = {"act": "relabel", "eid": eid, "seen_revision": 1, "kind": "clause", "number": "9", "heading": ""}
    assert page.post(at("corrections", text, preview.pk), fix).url == f"{response.url}?done={eid}#{eid}"
    too_long = page.post(at("corrections", text, preview.pk), {**fix, "seen_revision": 2, "number": "9" * 21})
    assert too_long.status_code == 422
    assert "too long" in said(too_long)
    assert "waits to be checked" in said(page.get(at("show", text)))
    assert page.post(at("acceptance", text, preview.pk)).url == at("show", text)
    assert "  9. Các bên kịp thời thông tin cho nhau." in lines(text)
    assert page.post(at("acceptance", text, preview.pk)).url == response.url


def test_or_discarded(page, text):
    before = lines(text)
    page.post(at("upload", text), {"file": paper()})
    page.post(at("discarding", text, Import.objects.get().pk))
    assert lines(text) == before


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken"])
def test_what_cannot_be_read_is_one_sentence_and_leaves_nothing(page, text, data):
    response = page.post(at("upload", text), {"file": SimpleUploadedFile("a.docx", data)})
    assert response.status_code == 422
    assert not Import.objects.exists()


def test_a_settled_text_takes_no_document(page, text, lead):
    verbs.settle(text=text, by=lead, at=LATER)
    response = page.post(at("upload", text), {"file": paper()})
    assert response.status_code == 422
    assert "settled" in said(response)


def test_a_huge_document_is_refused_before_it_is_read(page, text, monkeypatch):
    monkeypatch.setattr("phoihop.agree.drafting.views.seeing.MAX_BYTES", 10)
    response = page.post(at("upload", text), {"file": paper()})
    assert response.status_code == 422
    assert not Import.objects.exists()
