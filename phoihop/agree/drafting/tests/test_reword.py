"""Rewording: one editor after another, and two at once."""

import pytest

from phoihop.agree.drafting import verbs
from phoihop.agree.drafting.models import Node
from phoihop.agree.drafting.tests.factories import a_short_text, node_at
from phoihop.agree.drafting.verbs.changing import sha256_of
from phoihop.foundation.access.roles import Role
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, lan, minh, someone

pytestmark = pytest.mark.django_db


def reword(node, by, body="Lời văn mới.", heading="", **more):
    fields = {"seen_revision": node.revision, "at": LATER, **more}
    return verbs.reword(text=node.text, node=node, heading=heading, body=body, by=by, **fields)


def test_the_lead_agency_rewords_a_clause():
    lead = lan()
    node = node_at(a_short_text(by=lead), "Article 1 clause 1")
    edit = reword(node, lead, body="Các bên thông tin cho nhau ngay.  \r\n", reason="Theo ý kiến của tòa án")
    again = Node.objects.get(pk=node.pk)
    assert (again.body, again.revision) == ("Các bên thông tin cho nhau ngay.", node.revision + 1)
    assert (again.number, again.key) == (node.number, node.key)
    assert (edit.verb, edit.by_name, edit.reason) == ("reword", "Lan", "Theo ý kiến của tòa án")


def test_the_ledger_has_hashes_and_the_name_of_the_place_but_no_wording():
    lead = lan()
    node = node_at(a_short_text(by=lead), "Article 1 clause 1")
    edit = reword(node, lead)
    entry = Entry.objects.get(kind="text.reworded")
    assert entry.details["label"] == "Điều 1 khoản 1"
    assert entry.details["key"] == node.key
    assert entry.details["after"] == sha256_of(edit.after)
    assert entry.details["before"] != entry.details["after"]
    assert "Lời văn mới" not in str(entry.details)


def test_a_label_changes_only_when_asked():
    lead = lan()
    node = node_at(a_short_text(by=lead), "Article 2")
    reword(node, lead, heading="Họp", number="2a")
    assert Node.objects.get(pk=node.pk).number == "2a"


def test_who_saw_an_older_wording_is_told_and_loses_nothing():
    lead = lan()
    node = node_at(a_short_text(by=lead), "Article 1 clause 1")
    reword(node, lead, body="Người thứ nhất.")
    with pytest.raises(verbs.Overtaken, match="Nothing was overwritten") as caught:
        reword(node, lead, body="Người thứ hai.")
    assert caught.value.theirs.body == "Người thứ nhất."
    assert caught.value.mine.body == "Người thứ hai."
    reword(caught.value.theirs, lead, body=caught.value.mine.body)
    assert Node.objects.get(pk=node.pk).body == "Người thứ hai."


def test_a_removed_clause_cannot_be_reworded():
    lead = lan()
    node = node_at(a_short_text(by=lead), "Article 1 clause 1")
    verbs.remove_node(text=node.text, node=node, seen_revision=node.revision, by=lead, at=LATER)
    with pytest.raises(verbs.Overtaken):
        reword(node, lead, seen_revision=node.revision + 1)


def test_the_same_words_again_are_no_change():
    lead = lan()
    node = node_at(a_short_text(by=lead), "Article 1 clause 1")
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        reword(node, lead, body=node.body)


def test_a_clause_keeps_some_words():
    lead = lan()
    node = node_at(a_short_text(by=lead), "Article 1 clause 1")
    with pytest.raises(NotAllowed, match="remove it instead"):
        reword(node, lead, body="  ")


def test_another_agency_may_not():
    node = node_at(a_short_text(by=lan()), "Article 1 clause 1")
    with pytest.raises(NotAllowed, match="Only the lead agency"):
        reword(node, minh())


def test_a_clerk_of_the_lead_agency_may_not():
    lead = lan()
    node = node_at(a_short_text(by=lead), "Article 1 clause 1")
    with pytest.raises(NotAllowed, match="right to draft"):
        reword(node, someone("Vân", agency=lead.agency, roles=(Role.CLERK,)))


def test_a_settled_text_stays():
    lead = lan()
    text = a_short_text(by=lead)
    verbs.settle(text=text, by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="settled"):
        reword(node_at(text, "Article 2"), lead)


def test_the_title_can_be_corrected():
    lead = lan()
    text = a_short_text(by=lead)
    verbs.retitle(text=text, title=" Quy chế phối hợp ", by=lead, at=LATER)
    text.refresh_from_db()
    assert text.title == "Quy chế phối hợp"


@pytest.mark.parametrize(("title", "why"), [("  ", "needs a title"), ("Quy chế", "Nothing was changed")])
def test_a_title_must_be_a_new_one(title, why):
    lead = lan()
    text = a_short_text(by=lead)
    verbs.retitle(text=text, title="Quy chế", by=lead, at=LATER)
    with pytest.raises(NotAllowed, match=why):
        verbs.retitle(text=text, title=title, by=lead, at=LATER)
