"""Counting labels anew."""

import pytest

from phoihop.agree.drafting import queries
from phoihop.agree.drafting.queries.numbering import roman


def node(kind, number="", *children, only_for=None):
    return {
        "kind": kind,
        "number": number,
        "heading": "",
        "body": "x",
        "only_for": only_for,
        "children": list(children),
    }


def keyed(nodes, count=None):
    count = count or iter(range(1, 1000))
    return [{**one, "key": f"n{next(count)}", "children": keyed(one["children"], count)} for one in nodes]


def renumbered(*nodes, form="articles", under=None):
    """All numbers in reading order after counting anew."""
    branches = queries.unfolded(keyed(nodes))
    plan = queries.renumbering(branches, form=form, under=under)
    new = {change.key: change.new for change in plan.changes}
    return [new.get(branch.key, branch.number) for branch in queries.flat(branches)]


def test_articles_run_through_and_clauses_restart():
    chapter = [
        node("article", "9", node("clause", "5"), node("clause", "7")),
        node("article", "9", node("clause", "3")),
    ]
    assert renumbered(node("chapter", "", *chapter), node("chapter", "", *chapter)) == [
        "I", "1", "1", "2", "2", "1", "II", "3", "1", "2", "4", "1",
    ]  # fmt: skip


def test_points_take_vietnamese_letters():
    assert renumbered(node("clause", "1", *[node("point") for _ in range(8)]))[1:] == list("abcdđegh")


def test_dashes_stay():
    assert renumbered(node("paragraph", "-"), node("paragraph", "")) == ["-", ""]


def test_an_annex_starts_anew():
    assert renumbered(node("article", "7"), node("annex", "", node("article", "7"))) == ["1", "", "1"]


def test_several_annexes_are_counted_in_roman():
    assert renumbered(node("annex", "1", node("chapter", "")), node("annex", "2", node("chapter", ""))) == [
        "I",
        "I",
        "II",
        "I",
    ]


def test_sections_keep_the_style_they_were_typed_in():
    assert renumbered(node("section", "II"), node("section", "IV")) == ["I", "II"]
    assert renumbered(node("section", "2"), node("section", "")) == ["1", "2"]
    assert renumbered(node("section", "B"), node("section", "F")) == ["A", "B"]


def test_and_follow_the_form_where_none_has_a_label():
    assert renumbered(node("section"), form="outline") == ["I"]
    assert renumbered(node("section"), form="articles") == ["1"]


def test_parts_by_letter_stay_letters():
    assert renumbered(node("part", "B"), node("part", "G")) == ["A", "B"]
    assert renumbered(node("part", "II")) == ["I"]


def test_clauses_in_clauses_bear_both_numbers():
    assert renumbered(node("clause", "4", node("clause", "4.1"), node("clause", "4.9"))) == ["1", "1.1", "1.2"]


def test_clauses_for_different_parties_bear_the_same_number():
    nodes = [
        node("article", "1"),
        node("article", "", only_for=7),
        node("article", "", only_for=8),
        node("article", ""),
    ]
    assert renumbered(*nodes) == ["1", "2", "2", "3"]


def test_a_number_some_party_will_miss_is_told():
    nodes = [
        node("article", "1"),
        node("article", "2", only_for=7),
        node("article", "3", only_for=7),
        node("article", "2", only_for=8),
        node("article", "4"),
    ]
    assert queries.renumbering(queries.unfolded(keyed(nodes)), form="articles").gaps == ["Article 4"]


def test_only_below_one_node():
    nodes = [node("article", "3", node("clause", "9")), node("article", "4", node("clause", "9"))]
    assert renumbered(*nodes, under="n3") == ["3", "9", "4", "1"]


@pytest.mark.parametrize(
    ("n", "said"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (90, "XC"), (400, "CCCC")]
)
def test_roman(n, said):
    assert roman(n) == said
