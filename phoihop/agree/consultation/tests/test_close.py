import datetime as dt

import pytest

from phoihop.agree.consultation import verbs
from phoihop.agree.consultation.states import Answer, State
from phoihop.agree.consultation.tests.factories import AFTER, a_round, an_opinion, fresh, invitation_of
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db

LATE = dt.date(2026, 3, 31)


def test_when_the_deadline_has_passed_silence_counts_as_agreement():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    an_opinion(round_, head)
    verbs.close(round=round_, by=lead, at=AFTER)
    assert (fresh(round_).state, fresh(round_).closed_at) == (State.CLOSED, AFTER)
    assert [invitation_of(round_, one).state for one in (head, court)] == [Answer.ANSWERED, Answer.DEEMED]
    assert fresh(round_).text.framework.state == FrameworkState.COMPLETING
    assert Entry.objects.get(kind="consultation.deemed_agreed").details["agency"] == court.agency.name
    assert Entry.objects.get(kind="consultation.closed").details["unanswered"] == 1


def test_where_the_round_says_so_silence_is_only_noted():
    lead, court = lan(), hanh()
    round_ = a_round(lead, court, silence_agrees=False)
    verbs.close(round=round_, by=lead, at=AFTER)
    assert invitation_of(round_, court).state == Answer.SILENT


def test_closing_early_needs_a_reason_unless_all_have_answered():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    an_opinion(round_, head)
    with pytest.raises(NotAllowed, match="closed early"):
        verbs.close(round=round_, by=lead, at=MONDAY)
    an_opinion(round_, court)
    verbs.close(round=round_, by=lead, at=MONDAY)
    assert fresh(round_).state == State.CLOSED


def test_an_agency_cut_off_before_its_own_deadline_is_not_taken_to_agree():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    verbs.extend(invitation=invitation_of(round_, court), to_on=LATE, reason="Xin lùi", by=lead, at=MONDAY)
    verbs.close(round=fresh(round_), reason="Thường trực yêu cầu", by=lead, at=AFTER)
    assert [invitation_of(round_, one).state for one in (head, court)] == [Answer.DEEMED, Answer.SILENT]
    assert Entry.objects.get(kind="consultation.closed").details["reason"] == "Thường trực yêu cầu"


def test_two_people_close_it_at_once_and_one_wins():
    lead = lan()
    mine = a_round(lead, minh())
    theirs = fresh(mine)
    verbs.close(round=mine, by=lead, at=AFTER)
    with pytest.raises(StateMoved):
        verbs.close(round=theirs, by=lead, at=AFTER)


def test_reopening_asks_again_those_who_were_silent():
    lead, head, court = lan(), minh(), hanh()
    round_ = a_round(lead, head, court)
    an_opinion(round_, head)
    verbs.close(round=round_, by=lead, at=AFTER)
    verbs.reopen(round=round_, to_on=LATE, reason="Công văn đến muộn", by=lead, at=AFTER)
    round_ = fresh(round_)
    assert (round_.state, round_.closed_at, round_.due_on) == (State.OPEN, None, LATE)
    assert round_.text.framework.state == FrameworkState.CONSULTING
    asked = invitation_of(round_, court)
    assert (asked.state, asked.due_on, asked.extensions.get().reason) == (Answer.AWAITED, LATE, "Công văn đến muộn")
    assert invitation_of(round_, head).state == Answer.ANSWERED
    an_opinion(round_, court, at=AFTER)


def test_reopening_needs_a_closed_round_and_a_day_to_come():
    lead = lan()
    round_ = a_round(lead, minh())
    with pytest.raises(NotAllowed, match="Only a closed round"):
        verbs.reopen(round=round_, to_on=LATE, reason="…", by=lead, at=AFTER)
    verbs.close(round=round_, by=lead, at=AFTER)
    with pytest.raises(NotAllowed, match="after today"):
        verbs.reopen(round=round_, to_on=AFTER.date(), reason="…", by=lead, at=AFTER)
