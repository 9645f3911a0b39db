"""Every change can be taken back, and what was taken back can be brought back."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoihop.agree.drafting import queries, verbs
from phoihop.agree.drafting.models import Text
from phoihop.agree.drafting.tests.factories import a_short_text, a_text, add, an_empty_text, lines, node_at
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return lan()


@pytest.fixture
def text(lead):
    return a_short_text(by=lead)


def reword(text, by, label, body):
    node = node_at(text, label)
    return verbs.reword(text=text, node=node, heading="", body=body, seen_revision=node.revision, by=by, at=LATER)


def undo(text, by, edit=None):
    return verbs.undo(text=text, edit=edit, by=by, at=LATER)


def test_the_last_change_first(text, lead):
    before = lines(text)
    reword(text, lead, "Article 2", "Một.")
    reword(text, lead, "Article 2", "Hai.")
    undo(text, lead)
    assert "Điều 2. Một." in lines(text)
    undo(text, lead)
    assert lines(text) == before


def test_undoing_is_itself_told(text, lead):
    edit = reword(text, lead, "Article 2", "Một.")
    undoing = undo(text, lead)
    edit.refresh_from_db()
    assert (undoing.verb, edit.undone_by) == ("undo", undoing)
    assert Entry.objects.get(kind="text.undone").details["of_edit"] == edit.seq


def test_undoing_an_undo_is_redoing(text, lead):
    reword(text, lead, "Article 2", "Một.")
    undoing = undo(text, lead)
    assert undo(text, lead, undoing).verb == "redo"
    assert "Điều 2. Một." in lines(text)
    undo(text, lead)
    assert "Điều 2. Một." not in lines(text)


def test_redo_brings_back_what_was_undone_last(text, lead):
    reword(text, lead, "Article 2", "Một.")
    reword(text, lead, "Article 3", "Hai.")
    after = lines(text)
    undo(text, lead)
    undo(text, lead)
    verbs.redo(text=text, by=lead, at=LATER)
    verbs.redo(text=text, by=lead, at=LATER)
    assert lines(text) == after
    with pytest.raises(NotAllowed, match="nothing to bring back"):
        verbs.redo(text=text, by=lead, at=LATER)


def test_nothing_is_brought_back_over_new_words(text, lead):
    reword(text, lead, "Article 2", "Một.")
    undo(text, lead)
    reword(text, lead, "Article 3", "Hai.")
    with pytest.raises(NotAllowed, match="nothing to bring back"):
        verbs.redo(text=text, by=lead, at=LATER)


def test_an_older_change_can_be_undone_alone(text, lead):
    first = reword(text, lead, "Article 2", "Một.")
    reword(text, lead, "Article 3", "Hai.")
    undo(text, lead, first)
    assert lines(text)[-2:] == ["Điều 2. Giao ban | Các bên họp giao ban mỗi quý một lần.", "Điều 3. Hai."]


def test_but_not_under_a_later_one(text, lead):
    first = reword(text, lead, "Article 2", "Một.")
    reword(text, lead, "Article 2", "Hai.")
    with pytest.raises(NotAllowed, match="A later change touched the same clause"):
        undo(text, lead, first)


def test_not_twice(text, lead):
    first = reword(text, lead, "Article 2", "Một.")
    undo(text, lead, first)
    with pytest.raises(NotAllowed, match="already been undone"):
        undo(text, lead, first)


def test_a_clause_that_holds_others_is_not_unmade_under_them(text, lead):
    node = add(text, lead, "article", "4", "Bốn.")
    adding = text.edits.order_by("-seq").first()
    add(text, lead, "clause", "1", "Một.", under=node)
    with pytest.raises(NotAllowed, match="changed since"):
        undo(text, lead, adding)


def test_a_clause_does_not_come_back_under_one_that_is_gone(text, lead):
    clause = node_at(text, "Article 1 clause 1")
    removing = verbs.remove_node(text=text, node=clause, seen_revision=1, by=lead, at=LATER)
    article = node_at(text, "Article 1")
    verbs.remove_node(text=text, node=article, seen_revision=1, by=lead, at=LATER)
    with pytest.raises(NotAllowed, match="changed since"):
        undo(text, lead, removing)


def test_a_title_comes_back(text, lead):
    before = text.title
    verbs.retitle(text=text, title="Tên khác", by=lead, at=LATER)
    undo(text, lead)
    assert Text.objects.get().title == before


def test_an_outline_goes_as_one(lead):
    text = a_text(by=lead)
    undo(text, lead)
    assert lines(text) == []


def test_an_untouched_text_has_nothing_to_undo(lead):
    with pytest.raises(NotAllowed, match="nothing to undo"):
        undo(an_empty_text(by=lead), lead)


def test_another_agency_may_not(text):
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        undo(text, minh())


# ── Any sequence of edits ────────────────────────────────────────────────────

ACTS = ["reword", "add", "remove", "move", "split", "merge", "renumber", "retitle", "undo", "redo"]
step = st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.integers(0, 30))


def act(text, by, name, one, other):
    """The nth node, perhaps with the mth; what is refused does nothing."""
    nodes = [branch.node for branch in queries.flat(queries.tree(text))]
    common = {"text": text, "by": by, "at": LATER}
    if name in ("undo", "redo", "renumber"):
        getattr(verbs, name)(**common)
    elif name == "retitle":
        verbs.retitle(title=f"Tên {one}", **common)
    elif nodes:
        node, near = nodes[one % len(nodes)], nodes[other % len(nodes)]
        seen = {"node": node, "seen_revision": node.revision, **common}
        if name == "reword":
            verbs.reword(heading=node.heading, body=f"Lời {other}", number=str(other), **seen)
        elif name == "add":
            fields = {"kind": near.kind, "number": "9", "heading": "", "body": "Thêm."}
            verbs.add_node(parent=node.parent, after=node if other % 2 else None, **fields, **common)
        elif name == "remove":
            verbs.remove_node(**seen)
        elif name == "move":
            verbs.move_node(parent=near if one % 2 else near.parent, after=None if one % 2 else near, **seen)
        elif name == "split":
            verbs.split_node(place=other, **seen)
        elif name == "merge":
            verbs.merge_nodes(**seen)


def content(text, by):
    """The whole as a frozen version has it; the version itself is not kept."""
    if not lines(text):
        return ""
    version = verbs.freeze(text=text, by=by, at=LATER)
    found = version.content
    version.delete()
    return found


def undoable(text, floor):
    """The last change still in effect that is younger than `floor`."""
    return text.edits.filter(undone_by=None, seq__gt=floor).exclude(verb="undo").order_by("-seq").first()


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=1, max_size=12))
def test_undoing_everything_gives_the_first_text_back(text, lead, steps):
    first, floor = content(text, lead), text.edits.order_by("-seq").first().seq
    for name, one, other in steps:
        if name != "undo" or undoable(text, floor):
            with contextlib.suppress(NotAllowed):
                act(text, lead, name, one, other)
    while undoable(text, floor):
        undo(text, lead)
    text.refresh_from_db()
    assert content(text, lead) == first
