"""A document becomes text: read, put right, accepted."""

import pytest

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Import, LibraryClause, Text
from phoihop.agree.drafting.tests.factories import a_short_text, an_empty_text, lines, node_at
from phoihop.agree.programmes.tests.factories import a_framework
from phoihop.engines.reading import Unreadable
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed, StateMoved
from phoihop.kit.vietnamese import words
from tests import samples
from tests.cast import LATER, lan, minh

pytestmark = pytest.mark.django_db

PAPER = """QUY CHẾ PHỐI HỢP
Căn cứ Luật Tổ chức chính quyền địa phương;
Căn cứ chức năng, nhiệm vụ của các cơ quan;
Điều 1. Trao đổi thông tin
1. Các bên kịp thời thông tin cho nhau.
2. Hằng quý, các bên cung cấp số liệu gồm:
a) vụ việc đã thụ lý;
b) kiến nghị đã trả lời.
Điều 2. Giao ban
Các bên họp giao ban mỗi tháng một lần.
""".encode()


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
def preview(lead):
    return read(an_empty_text(by=lead), lead)


def read(text, by, data=PAPER, name="quy-che.txt"):
    return verbs.preview_import(text=text, data=data, name=name, by=by, at=LATER)


def correct(preview, by, eid, act, **more):
    fields = {"seen_revision": preview.revision, "by": by, "at": LATER, **more}
    return verbs.correct_import(preview=preview, eid=eid, act=act, **fields)


def outline(preview):
    branches = queries.flat(queries.unfolded(verbs.as_snapshot(preview.outline)))
    return ["  " * branch.depth + branch.words.replace("\n", " | ") for branch in branches]


def eid(preview, number, kind):
    found = [
        b.key
        for b in queries.flat(queries.unfolded(verbs.as_snapshot(preview.outline)))
        if (b.number, b.kind) == (number, kind)
    ]
    return found[0]


# ── Reading ──────────────────────────────────────────────────────────────────


def test_a_document_is_read_beside_the_text(preview):
    assert preview.state == Import.State.PREVIEW
    assert outline(preview)[2:] == [
        "Điều 1. Trao đổi thông tin",
        "  1. Các bên kịp thời thông tin cho nhau.",
        "  2. Hằng quý, các bên cung cấp số liệu gồm:",
        "    a) vụ việc đã thụ lý;",
        "    b) kiến nghị đã trả lời.",
        "Điều 2. Giao ban | Các bên họp giao ban mỗi tháng một lần.",
    ]
    assert lines(preview.text) == []


def test_legal_bases_are_paragraphs_one_can_have_an_opinion_on(preview):
    assert [line for line in outline(preview) if line.startswith("Căn cứ")] == [
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ chức năng, nhiệm vụ của các cơ quan;",
    ]


def test_the_source_stays_beside_it(preview):
    said = " ".join(text for _number, text, _eid in preview.source)
    assert words(said) == words(PAPER.decode())


def test_the_file_is_kept_by_its_hash(preview):
    assert preview.file == StoredFile.objects.get()
    assert Entry.objects.get(kind="text.import_read").details["file_sha256"] == preview.file_id


def test_what_cannot_be_read_leaves_nothing_behind(lead):
    text = an_empty_text(by=lead)
    with pytest.raises(Unreadable):
        read(text, lead, data=b"", name="trong.docx")
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_framework_may_begin_with_a_document(lead):
    preview = verbs.begin_by_import(framework=a_framework(by=lead), data=PAPER, name="a.txt", by=lead, at=LATER)
    assert preview.text.framework.lead_agency == lead.agency


def test_but_not_with_one_that_cannot_be_read(lead):
    with pytest.raises(Unreadable):
        verbs.begin_by_import(framework=a_framework(by=lead), data=b"", name="a.docx", by=lead, at=LATER)
    assert not Text.objects.exists()


def test_another_agency_may_not(lead):
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        read(an_empty_text(by=lead), minh())


# ── Putting right ────────────────────────────────────────────────────────────


def test_a_label_is_corrected(preview, lead):
    correct(
        preview, lead, eid(preview, "2", "article"), "relabel", kind="article", number=" 3 ", heading="Họp giao ban"
    )
    assert outline(preview)[-1].startswith("Điều 3. Họp giao ban")
    assert preview.revision == 2


def test_promoting_takes_the_rest_along(preview, lead):
    correct(preview, lead, eid(preview, "1", "clause"), "promote")
    assert outline(preview)[2:5] == [
        "Điều 1. Trao đổi thông tin",
        "1. Các bên kịp thời thông tin cho nhau.",
        "  2. Hằng quý, các bên cung cấp số liệu gồm:",
    ]


def test_demoting_is_the_way_back(preview, lead):
    before = outline(preview)
    correct(preview, lead, eid(preview, "2", "clause"), "promote")
    correct(preview, lead, eid(preview, "2", "clause"), "demote")
    assert outline(preview) == before


def test_joining_loses_no_word(preview, lead):
    correct(preview, lead, eid(preview, "2", "clause"), "join")
    assert outline(preview)[3] == "  1. Các bên kịp thời thông tin cho nhau. 2. Hằng quý, các bên cung cấp số liệu gồm:"
    assert outline(preview)[4] == "    a) vụ việc đã thụ lý;"


def test_joining_the_first_with_what_it_stands_under(preview, lead):
    correct(preview, lead, eid(preview, "a", "point"), "join")
    assert outline(preview)[4:6] == [
        "  2. Hằng quý, các bên cung cấp số liệu gồm: a) vụ việc đã thụ lý;",
        "    b) kiến nghị đã trả lời.",
    ]
    correct(preview, lead, eid(preview, "1", "clause"), "join")
    assert outline(preview)[2].startswith("Điều 1. Trao đổi thông tin 1. Các bên")


def test_joining_with_the_end_of_what_stands_before(preview, lead):
    correct(preview, lead, eid(preview, "2", "article"), "join")
    assert outline(preview)[-1].startswith("    b) kiến nghị đã trả lời. Điều 2. Giao ban Các bên họp")


@pytest.mark.parametrize(
    ("act", "why"),
    [("promote", "already stands at the top"), ("demote", "no clause before"), ("join", "Nothing stands before")],
)
def test_the_first_can_do_none_of_it(preview, lead, act, why):
    with pytest.raises(NotAllowed, match=why):
        correct(preview, lead, preview.outline[0]["eid"], act)


def test_what_was_joined_is_gone(preview, lead):
    gone = eid(preview, "2", "clause")
    correct(preview, lead, gone, "join")
    with pytest.raises(NotAllowed, match="no longer in the list"):
        correct(preview, lead, gone, "demote")


def test_of_two_who_correct_one_is_told(preview, lead):
    correct(preview, lead, eid(preview, "1", "clause"), "join")
    with pytest.raises(StateMoved):
        correct(preview, lead, eid(preview, "2", "clause"), "join", seen_revision=1)


# ── Accepting ────────────────────────────────────────────────────────────────


def test_accepted_it_is_the_text(preview, lead):
    before = outline(preview)
    text = verbs.accept_import(preview=preview, by=lead, at=LATER)
    assert lines(text) == before
    assert text.title == "QUY CHẾ PHỐI HỢP"
    assert (preview.state, preview.settled_at) == (Import.State.ACCEPTED, LATER)
    assert Entry.objects.get(kind="text.imported").details["name"] == "quy-che.txt"


def test_clauses_that_were_there_keep_their_keys(lead):
    text = a_short_text(by=lead)
    clause, meeting = node_at(text, "Article 1 clause 2"), node_at(text, "Article 2")
    last = node_at(text, "Article 3")
    verbs.accept_import(preview=read(text, lead), by=lead, at=LATER)
    again = {b.label: b.node for b in queries.flat(queries.tree(text))}
    assert again["Article 1 clause 2"].key == clause.key
    assert again["Article 2"].key == meeting.key
    assert again["Article 2"].body.startswith("Các bên họp giao ban mỗi tháng")
    assert last.key not in {node.key for node in again.values()}


def test_accepting_is_undone_as_one(lead):
    text = a_short_text(by=lead)
    before = lines(text)
    verbs.accept_import(preview=read(text, lead), by=lead, at=LATER)
    verbs.undo(text=text, by=lead, at=LATER)
    assert lines(text) == before


def test_a_discarded_one_changes_nothing(preview, lead):
    verbs.discard_import(preview=preview, by=lead, at=LATER)
    assert (preview.state, lines(preview.text)) == (Import.State.DISCARDED, [])


def test_it_is_over_once(preview, lead):
    stale = Import.objects.get(pk=preview.pk)
    verbs.accept_import(preview=preview, by=lead, at=LATER)
    for verb in (verbs.accept_import, verbs.discard_import):
        with pytest.raises(NotAllowed, match="already been accepted or discarded"):
            verb(preview=stale, by=lead, at=LATER)


def test_nothing_to_accept_is_told(preview, lead):
    Import.objects.update(outline=[])
    with pytest.raises(NotAllowed, match="no clauses"):
        verbs.accept_import(preview=preview, by=lead, at=LATER)


@pytest.mark.slow
@samples.needed
@pytest.mark.parametrize("name", samples.TEXTS)
def test_no_word_of_a_real_document_is_lost(lead, name):
    data = (samples.FOLDER / name).read_bytes()
    preview = read(an_empty_text(by=lead), lead, data=data, name=name)
    text = verbs.accept_import(preview=preview, by=lead, at=LATER)
    said = "\n".join([*preview.about["head"], *lines(text)])
    missing = set(words(data.decode())) - set(words(said))
    assert not missing


# ── The library ──────────────────────────────────────────────────────────────


def test_a_clause_is_kept_with_all_under_it_and_put_elsewhere(lead):
    text = a_short_text(by=lead)
    clause = verbs.keep_in_library(node=node_at(text, "Article 1"), name="Thông tin", by=lead, at=LATER)
    assert Entry.objects.get(kind="text.clause_kept").details["label"] == "Điều 1"
    other = an_empty_text(by=lead)
    verbs.insert_from_library(text=other, clause=clause, parent=None, after=None, number="1", by=lead, at=LATER)
    assert lines(other) == lines(text)[:5]


def test_a_clause_needs_a_name(lead):
    with pytest.raises(NotAllowed, match="Give the clause a name"):
        verbs.keep_in_library(node=node_at(a_short_text(by=lead), "Article 1"), name=" ", by=lead, at=LATER)


def test_a_removed_clause_is_not_kept(lead):
    text = a_short_text(by=lead)
    node = node_at(text, "Article 1")
    verbs.remove_node(text=text, node=node, seen_revision=1, by=lead, at=LATER)
    with pytest.raises(NotAllowed, match="has been removed"):
        verbs.keep_in_library(node=node, name="x", by=lead, at=LATER)


def test_another_agency_s_library_is_closed(lead):
    committee = minh()
    clause = LibraryClause.objects.create(agency=committee.agency, name="x", kind="article", heading="x", at=LATER)
    with pytest.raises(NotAllowed, match="another agency's library"):
        verbs.insert_from_library(
            text=an_empty_text(by=lead), clause=clause, parent=None, after=None, by=lead, at=LATER
        )
