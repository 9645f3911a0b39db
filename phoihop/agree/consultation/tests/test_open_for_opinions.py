import datetime as dt

import pytest

from phoihop.agree.consultation import rules, verbs
from phoihop.agree.consultation.models import Round
from phoihop.agree.consultation.states import State
from phoihop.agree.consultation.tests.factories import DUE, a_round, fresh
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, TODAY, lan, minh, tu

pytestmark = pytest.mark.django_db


def test_opening_freezes_the_text_and_shows_the_framework_to_the_parties():
    lead = lan()
    round_ = verbs.open_for_opinions(round=a_round(lead, minh(), state="PREPARED"), by=lead, at=MONDAY)
    round_ = fresh(round_)
    assert (round_.state, round_.version.number, round_.opened_at) == (State.OPEN, 1, MONDAY)
    assert round_.text.framework.state == FrameworkState.CONSULTING
    entry = Entry.objects.get(kind="consultation.opened")
    assert entry.details["sha256"] == round_.version.sha256
    assert entry.details["agencies"] == ["Ủy ban nhân dân phường Ngã Bảy"]
    assert entry.chain == f"framework:{round_.text.framework_id}"


def test_working_days_are_counted_again_from_the_opening():
    lead = lan()
    round_ = a_round(lead, minh(), state="PREPARED", due_on=None, working_days=5)
    assert round_.due_on == dt.date(2026, 3, 9)
    verbs.open_for_opinions(round=round_, by=lead, at=MONDAY + dt.timedelta(days=1))
    assert fresh(round_).due_on == round_.invitations.get().due_on == dt.date(2026, 3, 10)


def test_invited_agencies_see_it_from_then_on_and_strangers_never():
    lead, invited, stranger = lan(), minh(), tu()
    round_ = a_round(lead, invited, state="PREPARED")
    assert not Round.objects.visible_to(invited).exists()
    verbs.open_for_opinions(round=round_, by=lead, at=MONDAY)
    assert Round.objects.visible_to(invited).get() == round_
    assert not Round.objects.visible_to(stranger).exists()


def test_nobody_invited():
    lead = lan()
    round_ = a_round(lead, minh(), state="PREPARED")
    round_.invitations.all().delete()
    with pytest.raises(NotAllowed, match="Invite at least one agency"):
        verbs.open_for_opinions(round=round_, by=lead, at=MONDAY)


def test_a_deadline_that_has_passed():
    lead = lan()
    round_ = a_round(lead, minh(), state="PREPARED")
    assert "must lie after today" in str(rules.may_open(lead, round_, today=DUE).why_not)
    assert rules.may_open(lead, round_, today=TODAY)


def test_an_empty_text():
    lead = lan()
    round_ = a_round(lead, minh(), state="PREPARED", clauses={})
    assert "no clauses yet" in str(rules.may_open(lead, round_, today=TODAY).why_not)


def test_two_people_open_it_at_once_and_one_wins():
    lead = lan()
    mine = a_round(lead, minh(), state="PREPARED")
    theirs = fresh(mine)
    verbs.open_for_opinions(round=mine, by=lead, at=MONDAY)
    with pytest.raises(StateMoved):
        verbs.open_for_opinions(round=theirs, by=lead, at=MONDAY)
    assert Entry.objects.filter(kind="consultation.opened").count() == 1
