"""A frozen version as a Word document, and the lines of a page."""

import datetime as dt

import pytest

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Node
from phoihop.agree.drafting.templatetags.drafting import paper, paper_in_two, paper_to_edit
from phoihop.agree.drafting.tests.factories import a_short_text, a_text, add, an_empty_text
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Programme
from phoihop.engines import reading, word
from phoihop.foundation.agencies.models import Agency, Locality
from tests.cast import LATER, hanh, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return lan()


def document(text, by):
    version = verbs.freeze(text=text, by=by, at=LATER)
    return queries.text_document(version, queries.branches_of(version))


# ── Word ─────────────────────────────────────────────────────────────────────


def test_legal_bases_and_the_title_find_their_places(lead):
    paper = document(a_text(by=lead, outline="programme"), lead)
    assert (paper.title, paper.subject) == ("CHƯƠNG TRÌNH PHỐI HỢP", "Giai đoạn 2026 – 2030")
    assert [basis.split()[0] for basis in paper.legal_bases] == ["Căn", "Căn", "Xét"]
    assert paper.nodes[0].text.startswith("[Tên các cơ quan] thống nhất")
    assert paper.draft_mark == "Dự thảo lần 1"


def test_a_text_of_bases_alone(lead):
    text = an_empty_text(by=lead)
    add(text, lead, "paragraph", "", "Căn cứ Luật Tổ chức chính quyền địa phương;")
    paper = document(text, lead)
    assert (len(paper.legal_bases), paper.nodes) == (1, [])


def test_a_draft_without_bases_has_those_its_framework_cites(lead):
    text = a_short_text(by=lead)
    for number, title, issuer, day in [
        ("72/2025/QH15", "Luật Tổ chức chính quyền địa phương", "Quốc hội", dt.date(2025, 6, 16)),
        ("30/2020/NĐ-CP", "Nghị định về công tác văn thư", "Chính phủ", dt.date(2020, 1, 5)),
        ("01-QC/TU", "Quy chế làm việc", "", None),
    ]:
        basis = programmes.register_basis(
            number=number, title=title, issued_by=issuer, issued_on=day, by=lead, at=LATER
        )
        programmes.cite(framework=text.framework, basis=basis, by=lead, at=LATER)
    assert document(text, lead).legal_bases == (
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025 của Quốc hội",
        "Căn cứ Nghị định về công tác văn thư số 30/2020/NĐ-CP ngày 05 tháng 01 năm 2020 của Chính phủ",
        "Căn cứ Quy chế làm việc số 01-QC/TU",
    )
    (whole,) = verbs.settle(text=text, by=lead, at=LATER)
    assert queries.text_document(whole, queries.branches_of(whole)).legal_bases == ()  # only what was settled


def test_a_title_of_its_own_stays_whole(lead):
    text = a_short_text(by=lead)
    verbs.retitle(text=text, title="về thi hành án dân sự", by=lead, at=LATER)
    assert document(text, lead).subject == "Về thi hành án dân sự"


def test_who_issues_it(lead):
    court, committee = hanh().agency, minh().agency
    assert document(a_short_text(court, by=lead), lead).issuers == (lead.agency.name, court.name)
    assert document(a_short_text(court, committee, by=lead), lead).issuers == (lead.agency.name,)


def test_its_place_and_the_organ_above_a_single_issuer(lead):
    above = Agency.objects.create(
        name="Đảng ủy phường", kind="party_committee", regime="party", folded="dang uy phuong"
    )
    place = Locality.objects.create(code="31340", name="Phường Ngã Bảy", folded="phuong nga bay", level="commune")
    Agency.objects.filter(pk=lead.agency_id).update(parent=above, locality=place)
    paper = document(a_short_text(hanh().agency, minh().agency, by=lead), lead)
    assert (paper.superior, paper.place) == ("Đảng ủy phường", "Phường Ngã Bảy")
    assert document(a_short_text(hanh().agency, by=lead), lead).superior == ""  # between parties none stands above


def test_a_settled_text_bears_no_draft_mark(lead):
    text = a_short_text(by=lead)
    (whole,) = verbs.settle(text=text, by=lead, at=LATER)
    assert queries.text_document(whole, queries.branches_of(whole)).draft_mark is None


def test_what_was_written_is_read_back(lead):
    """The Word document of a version, read again, gives the same clauses under the same labels."""
    text = a_text(by=lead, outline="regulation")
    again = reading.read(word.write_text(document(text, lead), made_at=LATER), filename="quy-che.docx")
    labels = [(b.kind, b.number) for b in queries.flat(queries.tree(text)) if b.kind != "paragraph"]
    assert [(node.kind, node.number) for node in again.walk() if node.kind != "paragraph"] == labels


def test_parts_by_letter_are_set_as_they_were_typed(lead):
    text = an_empty_text(by=lead)
    add(text, lead, "part", "A", heading="Tình hình")
    assert document(text, lead).nodes[0].kind == "section"


# ── On screen ────────────────────────────────────────────────────────────────


def lines(text, **more):
    return queries.paper(queries.sketch(text), programmes=queries.programme_names(text), **more)


def test_a_sketch_reads_like_the_tree(lead):
    text = a_text(by=lead)
    told = [(b.key, b.label, b.words) for b in queries.flat(queries.sketch(text))]
    assert told == [(b.key, b.label, b.words) for b in queries.flat(queries.tree(text))]


def test_what_people_typed_is_escaped(lead):
    text = an_empty_text(by=lead)
    add(text, lead, "article", "<1>", "<script>x</script>", heading="<b>Đậm</b>")
    for html in (paper(lines(text)), paper_to_edit(lines(text), "/x/"), paper_in_two(lines(text), "/x/", "en", True)):
        assert "<script>" not in html
        assert "<b>" not in html
        assert "&lt;1&gt;" in html


def test_a_chapter_has_its_name_below_its_number(lead):
    text = an_empty_text(by=lead)
    add(text, lead, "chapter", "I", heading="Quy định chung")
    add(text, lead, "section", "IV", heading="Kinh phí")
    add(text, lead, "annex", "", body="Danh mục.")
    html = paper(lines(text))
    assert "<h2>Chương I <span data-below>Quy định chung</span></h2>" in html
    assert "<h2>IV. <span>Kinh phí</span></h2>" in html
    assert "<h2>Phụ lục <span></span></h2><p>Danh mục.</p>" in html


def test_paragraphs_are_indented_by_where_they_stand(lead):
    text = an_empty_text(by=lead)
    under = None
    for kind in ("paragraph", "article", "paragraph", "clause", "paragraph", "point", "paragraph"):
        node = add(text, lead, kind, "", kind, under=under)
        under = under if kind == "paragraph" else node
    assert [line.rank for line in lines(text)] == ["clause", "article", "clause", "clause", "point", "point", "dash"]


def test_whom_a_clause_is_for_stands_above_it(lead):
    text = a_short_text(hanh().agency, by=lead)
    Node.objects.filter(text=text, kind="article", number="3").update(only_for=Programme.objects.get())
    assert paper(lines(text)).count('<p class="own">') == 1


def test_a_reader_is_not_offered_to_translate(lead):
    text = a_short_text(by=lead)
    assert 'class="anchor"' not in paper_in_two(lines(text), "/x/", "en", False)


@pytest.mark.parametrize(
    ("body", "places"),
    [("Một. Hai; ba.", ["Hai; ba.", "ba."]), ("Một, hai ba", ["hai ba"]), ("Một hai", ["hai"]), ("Một", [])],
)
def test_where_a_wording_can_be_cut(body, places):
    cuts = queries.cuts(body)
    assert [cut.after for cut in cuts] == places
    assert [body[cut.place :] for cut in cuts] == places


def test_a_long_half_is_shown_by_its_ends():
    (cut,) = queries.cuts("Lời " * 30 + "cuối. " + "đầu " * 30)
    assert cut.before.startswith("…")
    assert cut.after.endswith("…")
