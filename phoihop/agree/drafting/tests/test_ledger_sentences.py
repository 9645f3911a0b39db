"""Each thing done to a text is told in one sentence."""

import pytest

from phoihop.agree.drafting import verbs
from phoihop.agree.drafting.models import LibraryClause
from phoihop.agree.drafting.tests.factories import a_short_text, add, node_at
from phoihop.agree.programmes.models import Programme
from phoihop.foundation.ledger import kinds
from phoihop.foundation.ledger.models import Entry
from tests.cast import LATER, hanh, lan

pytestmark = pytest.mark.django_db


def told(kind):
    entry = Entry.objects.filter(kind=kind).latest("seq")
    return kinds.say("ledger", kind, {**entry.details, "by_name": "Lan"})


def seen(node, by):
    return {"text": node.text, "node": node, "seen_revision": node.revision, "by": by, "at": LATER}


def test_sentences():
    lead = lan()
    text = a_short_text(hanh().agency, by=lead)
    assert told("text.begun") == "Lan began the text."
    add(text, lead, "point", "c", "việc còn tồn.", under=node_at(text, "Article 1 clause 2"))
    assert told("text.node_added") == "Lan added Điều 1 khoản 2 điểm c."
    verbs.undo(text=text, by=lead, at=LATER)
    verbs.reword(**seen(node_at(text, "Article 2"), lead), heading="", body="x")
    assert told("text.reworded") == "Lan reworded Điều 2."
    verbs.undo(text=text, by=lead, at=LATER)
    assert told("text.undone") == "Lan undid change 4."
    verbs.mark_only_for(**seen(node_at(text, "Article 3"), lead), programme=Programme.objects.get())
    assert told("text.audience_changed") == "Lan made Điều 3 a clause of one programme alone."
    verbs.mark_only_for(**seen(node_at(text, "Article 3"), lead), programme=None)
    assert told("text.audience_changed") == "Lan made Điều 3 common to all programmes."
    verbs.keep_in_library(node=node_at(text, "Article 3"), name="Hiệu lực", by=lead, at=LATER)
    assert told("text.clause_kept") == "Lan kept Điều 3 in the clause library as “Hiệu lực”."
    clause = LibraryClause.objects.get()
    verbs.insert_from_library(text=text, clause=clause, parent=None, after=None, number="9", by=lead, at=LATER)
    assert told("text.clause_inserted") == "Lan inserted Điều 9 from the clause library."
    verbs.renumber(text=text, by=lead, at=LATER)
    assert told("text.renumbered") == "Lan renumbered 4 clauses."
    verbs.remove_node(**seen(node_at(text, "Article 4"), lead))
    assert told("text.node_removed") == "Lan removed Điều 4."
    verbs.remove_node(**seen(node_at(text, "Article 2"), lead))
    assert told("text.node_removed") == "Lan removed Điều 2 with all under it (5 clauses)."
    version = verbs.freeze(text=text, by=lead, at=LATER)
    assert told("text.frozen") == f"Lan froze draft 1 (SHA-256 {version.sha256})."
    add(text, lead, "article", "5", "x")
    verbs.settle(text=text, by=lead, at=LATER)
    assert told("text.settled").startswith("Lan settled the text for good (SHA-256 ")


def test_every_kind_that_verbs_record_has_one():
    own = {kind for kind, app, _source in kinds.declared() if app == "drafting"}
    assert len(own) == 22
