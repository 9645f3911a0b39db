"""What changed between two versions, clause by clause."""

import pytest

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.tests.factories import a_short_text, add, node_at
from tests.cast import LATER, lan

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return lan()


@pytest.fixture
def text(lead):
    return a_short_text(by=lead)


@pytest.fixture
def old(text, lead):
    return verbs.freeze(text=text, by=lead, at=LATER)


def compare(old, text):
    return [(change.op, change.label) for change in queries.compare(old, queries.tree(text))]


def seen(node, by):
    return {"text": node.text, "node": node, "seen_revision": node.revision, "by": by, "at": LATER}


def test_nothing_changed(text, old):
    assert compare(old, text) == []


def test_the_whole_text_with_what_stayed(text, old, lead):
    verbs.remove_node(**seen(node_at(text, "Article 1 clause 2 point a"), lead))
    changes = queries.compare(old, queries.tree(text), whole=True)
    assert [(change.op, change.label) for change in changes] == [
        ("same", "Article 1"),
        ("same", "Article 1 clause 1"),
        ("same", "Article 1 clause 2"),
        ("removed", "Article 1 clause 2 point a"),
        ("same", "Article 1 clause 2 point b"),
        ("same", "Article 2"),
        ("same", "Article 3"),
    ]


def test_a_reworded_clause(text, old, lead):
    node = node_at(text, "Article 1 clause 1")
    verbs.reword(**seen(node, lead), heading="", body="Các bên thông tin ngay cho nhau.")
    (change,) = queries.compare(old, queries.tree(text))
    assert (change.op, change.key, change.label) == ("changed", node.key, "Article 1 clause 1")
    assert change.old_text == "1. Các bên kịp thời thông tin cho nhau."
    assert change.new_text == "1. Các bên thông tin ngay cho nhau."


def test_added_and_removed_in_reading_order(text, old, lead):
    verbs.remove_node(**seen(node_at(text, "Article 1 clause 2 point b"), lead))
    verbs.remove_node(**seen(node_at(text, "Article 3"), lead))
    add(text, lead, "article", "4", "Bốn.")
    assert compare(old, text) == [
        ("removed", "Article 1 clause 2 point b"),
        ("removed", "Article 3"),
        ("added", "Article 4"),
    ]


def test_what_stood_first_is_told_first(text, old, lead):
    verbs.remove_node(**seen(node_at(text, "Article 1"), lead))
    assert compare(old, text)[0] == ("removed", "Article 1")


def test_one_that_moved_is_one_change(text, old, lead):
    verbs.move_node(**seen(node_at(text, "Article 1"), lead), parent=None, after=node_at(text, "Article 3"))
    assert compare(old, text) == [("moved", "Article 1")]


def test_one_that_hangs_elsewhere_moved_too(text, old, lead):
    point = node_at(text, "Article 1 clause 2 point b")
    verbs.move_node(**seen(point, lead), parent=node_at(text, "Article 1 clause 1"), after=None)
    assert compare(old, text) == [("moved", "Article 1 clause 1 point b")]


def test_renumbered_only(text, old, lead):
    verbs.reword(
        **seen(node_at(text, "Article 3"), lead), heading="Hiệu lực", body="Quy chế có hiệu lực từ ngày ký.", number="4"
    )
    assert compare(old, text) == [("renumbered", "Article 4")]


def test_two_versions(text, old, lead):
    verbs.reword(**seen(node_at(text, "Article 3"), lead), heading="", body="x")
    new = verbs.freeze(text=text, by=lead, at=LATER)
    assert [change.op for change in queries.compare(old, new)] == ["changed"]
    assert queries.compare(new, new) == []


def tree(*nodes):
    return queries.unfolded(nodes)


def node(key, number, body):
    return {
        "key": key,
        "kind": "article",
        "number": number,
        "heading": "",
        "body": body,
        "only_for": None,
        "children": [],
    }


SENTENCE = "Các bên họp giao ban mỗi quý một lần tại trụ sở"


def test_another_document_is_matched_by_its_words():
    old, new = (
        tree(node("a", "1", SENTENCE)),
        tree(node("x", "2", "Điều mới hoàn toàn khác hẳn"), node("y", "3", SENTENCE)),
    )
    assert [(c.op, c.key) for c in queries.compare(old, new)] == [("added", "x"), ("renumbered", "y")]


def test_or_by_its_place_when_the_words_are_alike():
    old, new = tree(node("a", "1", SENTENCE)), tree(node("x", "1", SENTENCE + " cơ quan chủ trì"))
    assert [c.op for c in queries.compare(old, new)] == ["changed"]


def test_but_not_when_they_have_nothing_in_common():
    old, new = tree(node("a", "1", SENTENCE)), tree(node("x", "1", "Kinh phí do ngân sách bảo đảm"))
    assert sorted(c.op for c in queries.compare(old, new)) == ["added", "removed"]


def test_two_of_a_kind_are_not_guessed():
    old, new = tree(node("a", "1", SENTENCE), node("b", "2", SENTENCE)), tree(node("x", "7", SENTENCE))
    assert sorted(c.op for c in queries.compare(old, new)) == ["added", "removed", "removed"]
