"""Adding, removing, moving, splitting, joining and renumbering."""

import pytest

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Node
from phoihop.agree.drafting.tests.factories import a_short_text, add, an_empty_text, lines, node_at
from phoihop.agree.drafting.verbs.changing import GAP
from phoihop.agree.programmes.models import Programme
from phoihop.agree.programmes.tests.factories import a_framework_with
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, an_agency, lan

pytestmark = pytest.mark.django_db

SHORT = [
    "Điều 1. Trao đổi thông tin",
    "  1. Các bên kịp thời thông tin cho nhau.",
    "  2. Hằng quý, các bên cung cấp số liệu gồm:",
    "    a) vụ việc đã thụ lý;",
    "    b) kiến nghị đã trả lời.",
    "Điều 2. Giao ban | Các bên họp giao ban mỗi quý một lần.",
    "Điều 3. Hiệu lực | Quy chế có hiệu lực từ ngày ký.",
]


@pytest.fixture
def lead():
    return lan()


@pytest.fixture
def text(lead):
    return a_short_text(by=lead)


def seen(node, by):
    return {"text": node.text, "node": node, "seen_revision": node.revision, "by": by, "at": LATER}


def test_nodes_stand_where_they_were_put(text):
    assert lines(text) == SHORT


# ── Adding ───────────────────────────────────────────────────────────────────


def test_a_clause_is_added_behind_another(text, lead):
    first = node_at(text, "Article 1 clause 1")
    verbs.add_node(
        text=text,
        parent=first.parent,
        after=first,
        kind="clause",
        number="1a",
        heading="",
        body="Thêm.",
        by=lead,
        at=LATER,
    )
    assert lines(text)[1:4] == [SHORT[1], "  1a. Thêm.", SHORT[2]]
    assert Entry.objects.filter(kind="text.node_added").last().details["label"] == "Điều 1 khoản 1a"


def test_adding_touches_no_other_row(text, lead):
    before = dict(Node.objects.values_list("key", "revision"))
    add(text, lead, "article", "4", "Thêm.")
    after = dict(Node.objects.values_list("key", "revision"))
    assert {key: after[key] for key in before} == before


def test_first_place_again_and_again(text, lead):
    """Until there is no room between two siblings: then they are spaced anew, and order stays."""
    for n in range(30):
        verbs.add_node(
            text=text, parent=None, after=None, kind="article", number=str(n), heading="", body="x", by=lead, at=LATER
        )
    heads = [line for line in lines(text) if line.startswith("Điều")]
    assert [head.split(".")[0] for head in heads] == [f"Điều {n}" for n in [*range(29, -1, -1), 1, 2, 3]]
    assert max(Node.objects.values_list("position", flat=True)) >= 20 * GAP


def test_words_are_needed(text, lead):
    with pytest.raises(NotAllowed, match="Write a heading"):
        add(text, lead, "article", "4")


def test_a_chapter_does_not_fit_under_a_clause(text, lead):
    with pytest.raises(NotAllowed, match="not wider"):
        add(text, lead, "chapter", "I", "x", under=node_at(text, "Article 1 clause 1"))


def test_an_annex_stands_under_nothing(text, lead):
    with pytest.raises(NotAllowed, match="annex"):
        add(text, lead, "annex", "I", "x", under=node_at(text, "Article 1"))


def test_dashes_and_clauses_may_nest(text, lead):
    dash = add(text, lead, "paragraph", "-", "gạch", under=node_at(text, "Article 1 clause 1"))
    add(text, lead, "paragraph", "+", "cộng", under=dash)
    assert lines(text)[2:4] == ["    - gạch", "      + cộng"]


def test_a_place_that_is_gone_is_told(text, lead):
    first = node_at(text, "Article 1")
    clause = node_at(text, "Article 1 clause 1")
    verbs.remove_node(**seen(first, lead))
    for parent, after in [(first, None), (None, first), (None, clause)]:
        with pytest.raises(NotAllowed, match="no longer there"):
            verbs.add_node(
                text=text, parent=parent, after=after, kind="clause", number="", heading="", body="x", by=lead, at=LATER
            )


def test_a_clause_may_be_meant_for_one_programme(lead):
    court, front = an_agency("Tòa án nhân dân khu vực", "court"), an_agency("Mặt trận", "front")
    text = a_short_text(court, front, by=lead)
    ours, theirs = Programme.objects.order_by("pk")
    add(text, lead, "article", "4", "Chỉ với tòa án.", only_for=ours)
    assert len(lines(text, programme=ours)) == len(SHORT) + 1
    assert lines(text, programme=theirs) == SHORT


def test_but_not_for_one_of_another_framework(text, lead):
    a_framework_with(an_agency("Tòa án nhân dân khu vực", "court"), by=lead)
    with pytest.raises(NotAllowed, match="another framework"):
        add(text, lead, "article", "4", "x", only_for=Programme.objects.get())


# ── Removing ─────────────────────────────────────────────────────────────────


def test_removing_takes_everything_under_it(text, lead):
    edit = verbs.remove_node(**seen(node_at(text, "Article 1"), lead), reason="Trùng với Điều 2")
    assert lines(text) == SHORT[5:]
    assert len(edit.after) == 5
    assert Entry.objects.get(kind="text.node_removed").details["nodes"] == 5


def test_removing_an_older_sight_of_it_is_refused(text, lead):
    node = node_at(text, "Article 2")
    verbs.reword(**seen(node, lead), heading="Họp", body="x")
    with pytest.raises(verbs.Overtaken):
        verbs.remove_node(**seen(node, lead))


# ── Moving ───────────────────────────────────────────────────────────────────


def test_moving_takes_everything_along_and_keeps_keys_and_labels(text, lead):
    first, third = node_at(text, "Article 1"), node_at(text, "Article 3")
    verbs.move_node(**seen(first, lead), parent=None, after=third)
    assert lines(text) == SHORT[5:] + SHORT[:5]
    assert queries.labels(text)[first.key] == "Article 1"


def test_moving_to_the_front_and_into_another(text, lead):
    verbs.move_node(**seen(node_at(text, "Article 3"), lead), parent=None, after=None)
    point = node_at(text, "Article 1 clause 2 point b")
    verbs.move_node(**seen(point, lead), parent=node_at(text, "Article 1 clause 1"), after=None)
    assert lines(text) == [SHORT[6], *SHORT[:2], SHORT[4], SHORT[2], SHORT[3], SHORT[5]]


def test_not_under_itself(text, lead):
    with pytest.raises(NotAllowed, match="under itself"):
        verbs.move_node(
            **seen(node_at(text, "Article 1 clause 2"), lead),
            parent=node_at(text, "Article 1 clause 2 point a"),
            after=None,
        )


@pytest.mark.parametrize("after", ["Article 1", "Article 2"])
def test_where_it_stands_already_is_no_move(text, lead, after):
    with pytest.raises(NotAllowed, match="already stands"):
        verbs.move_node(**seen(node_at(text, "Article 2"), lead), parent=None, after=node_at(text, after))


def test_the_first_is_already_first(text, lead):
    with pytest.raises(NotAllowed, match="already stands"):
        verbs.move_node(**seen(node_at(text, "Article 1"), lead), parent=None, after=None)


# ── Splitting and joining ────────────────────────────────────────────────────


def test_splitting_cuts_the_words_and_the_rest_takes_what_hangs_under_it(text, lead):
    node = node_at(text, "Article 1 clause 2")
    verbs.split_node(**seen(node, lead), place=len("Hằng quý,"), number="3")
    assert lines(text)[2:6] == ["  2. Hằng quý,", "  3. các bên cung cấp số liệu gồm:", *SHORT[3:5]]
    assert node_at(text, "Article 1 clause 2").key == node.key


@pytest.mark.parametrize("place", [0, 9999])
def test_both_halves_need_words(text, lead, place):
    with pytest.raises(NotAllowed, match="both halves"):
        verbs.split_node(**seen(node_at(text, "Article 2"), lead), place=place)


def test_joining_is_the_other_way_round(text, lead):
    verbs.split_node(**seen(node_at(text, "Article 1 clause 2"), lead), place=len("Hằng quý,"), number="3")
    verbs.merge_nodes(**seen(node_at(text, "Article 1 clause 2"), lead))
    assert lines(text)[2:] == ["  2. Hằng quý,\ncác bên cung cấp số liệu gồm:".replace("\n", " | "), *SHORT[3:]]


def test_joining_keeps_the_reading_order(text, lead):
    """Words that followed the points of the first go on following them."""
    add(text, lead, "clause", "3", "Số liệu gửi trước ngày 14.", under=node_at(text, "Article 1"))
    verbs.merge_nodes(**seen(node_at(text, "Article 1 clause 2"), lead))
    assert lines(text)[2:6] == [*SHORT[2:5], "    Số liệu gửi trước ngày 14."]


def test_joining_takes_over_what_hung_under_the_second(text, lead):
    verbs.merge_nodes(**seen(node_at(text, "Article 1 clause 1"), lead))
    assert lines(text)[1:4] == [f"{SHORT[1]} | {SHORT[2].strip()[3:]}", *SHORT[3:5]]


def test_a_heading_is_not_lost_in_joining(text, lead):
    verbs.merge_nodes(**seen(node_at(text, "Article 2"), lead))
    assert lines(text)[-1] == f"{SHORT[5]} | Hiệu lực | Quy chế có hiệu lực từ ngày ký."


def test_headings_alone_can_be_joined(text, lead):
    add(text, lead, "article", "4", heading="Thi hành")
    add(text, lead, "article", "5", heading="Sửa đổi")
    verbs.merge_nodes(**seen(node_at(text, "Article 4"), lead))
    assert lines(text)[-1] == "Điều 4. Thi hành | Sửa đổi"


def test_joining_points_without_words_of_their_own(text, lead):
    clause = add(text, lead, "clause", "3", heading=" ", body="x", under=node_at(text, "Article 1"))
    add(text, lead, "point", "a", "điểm", under=clause)
    Node.objects.filter(pk=clause.pk).update(body="")
    verbs.merge_nodes(**seen(node_at(text, "Article 1 clause 2"), lead))
    assert lines(text)[3:6] == [*SHORT[3:5], "    a) điểm"]


def test_there_must_be_a_next_one(text, lead):
    with pytest.raises(NotAllowed, match="no clause after"):
        verbs.merge_nodes(**seen(node_at(text, "Article 3"), lead))


def test_only_the_same_kind_is_joined(text, lead):
    add(text, lead, "annex", "", heading="Danh mục")
    with pytest.raises(NotAllowed, match="one kind"):
        verbs.merge_nodes(**seen(node_at(text, "Article 3"), lead))


# ── Renumbering ──────────────────────────────────────────────────────────────


def test_labels_are_counted_anew_when_asked(text, lead):
    verbs.remove_node(**seen(node_at(text, "Article 2"), lead))
    verbs.remove_node(**seen(node_at(text, "Article 1 clause 2 point a"), lead))
    verbs.renumber(text=text, by=lead, at=LATER)
    assert [line.split(".")[0].split(")")[0] for line in lines(text)] == ["Điều 1", "  1", "  2", "    a", "Điều 2"]


def test_nothing_to_renumber_is_told(text, lead):
    with pytest.raises(NotAllowed, match="already follow"):
        verbs.renumber(text=text, by=lead, at=LATER)


def test_renumbering_below_one_node_leaves_the_rest(text, lead):
    verbs.remove_node(**seen(node_at(text, "Article 2"), lead))
    verbs.remove_node(**seen(node_at(text, "Article 1 clause 1"), lead))
    verbs.renumber(text=text, under=node_at(text, "Article 1"), by=lead, at=LATER)
    assert [line.split(".")[0] for line in lines(text)] == [
        "Điều 1",
        "  1",
        "    a) vụ việc đã thụ lý;",
        "    b) kiến nghị đã trả lời",
        "Điều 3",
    ]


def test_more_points_than_letters(lead):
    text = an_empty_text(by=lead)
    clause = add(text, lead, "clause", "1", "x")
    for n in range(24):
        add(text, lead, "point", str(n), "x", under=clause)
    with pytest.raises(NotAllowed, match="more points than there are letters"):
        verbs.renumber(text=text, by=lead, at=LATER)


# ── For whom ─────────────────────────────────────────────────────────────────


@pytest.fixture
def shared(lead):
    return a_short_text(an_agency("Tòa án", "court"), an_agency("Mặt trận", "front"), by=lead)


def test_what_hangs_under_a_clause_follows_it(shared, lead):
    ours, theirs = Programme.objects.order_by("pk")
    verbs.mark_only_for(**seen(node_at(shared, "Article 1"), lead), programme=ours)
    assert lines(shared, programme=theirs) == SHORT[5:]
    assert lines(shared, programme=ours) == SHORT
    assert {b.only_for for b in queries.flat(queries.tree(shared)[:1])} == {ours.pk}


def test_a_clause_becomes_common_again(shared, lead):
    ours, theirs = Programme.objects.order_by("pk")
    verbs.mark_only_for(**seen(node_at(shared, "Article 1"), lead), programme=ours)
    verbs.mark_only_for(**seen(node_at(shared, "Article 1"), lead), programme=None)
    assert lines(shared, programme=theirs) == SHORT


def test_one_clause_is_not_for_two(shared, lead):
    ours, theirs = Programme.objects.order_by("pk")
    verbs.mark_only_for(**seen(node_at(shared, "Article 1"), lead), programme=ours)
    with pytest.raises(NotAllowed, match="already meant for another"):
        verbs.mark_only_for(**seen(node_at(shared, "Article 1 clause 2"), lead), programme=theirs)


def test_marking_twice_is_no_change(shared, lead):
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        verbs.mark_only_for(**seen(node_at(shared, "Article 1"), lead), programme=None)


def test_marking_for_another_framework(shared, lead):
    other = a_framework_with(an_agency("Đoàn", "front"), by=lead).programmes.get()
    with pytest.raises(NotAllowed, match="another framework"):
        verbs.mark_only_for(**seen(node_at(shared, "Article 1"), lead), programme=other)
