"""The standing unit returns, answers, merges."""

import pytest

from phoihop.carry_out.escalations import verbs
from phoihop.carry_out.escalations.models import Turn
from phoihop.carry_out.escalations.tests.factories import a_difficulty, a_programme, a_referral, again, decided, leader
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import LATER, MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    lead, head = lan(), minh()
    programme = a_programme(lead, head)
    return lead, head, a_difficulty(programme, head)


def told(kind):
    return list(Notice.objects.filter(kind=kind).values_list("account_id", flat=True))


def test_returned_it_waits_for_the_reporter(cast):
    lead, head, difficulty = cast
    verbs.return_for_completion(difficulty=difficulty, reason="Nêu rõ số hộ.", by=lead, at=LATER)
    assert (difficulty.state, difficulty.waits_for, difficulty.since_on) == ("RETURNED", head.agency, LATER.date())
    assert Turn.objects.latest("pk").text == "Nêu rõ số hộ."
    assert Entry.objects.get(kind="difficulty.returned").details["reason"] == "Nêu rõ số hộ."
    assert told("difficulty.returned") == [head.account_id]


def test_answered_it_waits_for_nobody(cast):
    lead, head, difficulty = cast
    verbs.answer(difficulty=difficulty, text="Dùng mẫu số 2.", by=lead, at=LATER)
    assert (difficulty.state, difficulty.waits_for) == ("ANSWERED", None)
    assert told("difficulty.answered") == [head.account_id]


@pytest.mark.parametrize(
    ("verb", "field", "said"),
    [("return_for_completion", "reason", "to be completed"), ("answer", "text", "Write the answer")],
)
def test_the_words_are_required(cast, verb, field, said):
    lead, _head, difficulty = cast
    with pytest.raises(NotAllowed, match=said):
        getattr(verbs, verb)(difficulty=difficulty, by=lead, at=LATER, **{field: " "})


def test_a_party_does_not_triage(cast):
    _lead, head, difficulty = cast
    with pytest.raises(NotAllowed, match="Only the standing unit"):
        verbs.answer(difficulty=difficulty, text="…", by=head, at=LATER)


def test_whoever_comes_second_is_told(cast):
    lead, _head, difficulty = cast
    stale = again(difficulty)
    verbs.answer(difficulty=difficulty, text="Xong.", by=lead, at=LATER)
    with pytest.raises(StateMoved):
        verbs.return_for_completion(difficulty=stale, reason="Thiếu.", by=lead, at=LATER)
    assert not Entry.objects.filter(kind="difficulty.returned").exists()


def test_merged_it_is_over_and_follows_the_other(cast):
    lead, head, difficulty = cast
    other = a_difficulty(difficulty.programme, lead)
    verbs.merge(difficulty=difficulty, into=other, by=lead, at=LATER)
    assert (difficulty.state, difficulty.merged_into, difficulty.closed_at) == ("MERGED", other, LATER)
    assert told("difficulty.merged") == [head.account_id]


def test_whoever_reported_the_merged_one_hears_of_the_decision(cast):
    lead, _head, _difficulty = cast
    court, member = hanh(), leader()
    programme = a_programme(lead, court)
    mine, theirs = a_difficulty(programme, lead), a_difficulty(programme, court)
    verbs.merge(difficulty=theirs, into=mine, by=lead, at=MONDAY)
    a_referral(mine, lead)
    decided(mine, member)
    assert court.account_id in told("difficulty.decided")
    assert Notice.objects.get(kind="difficulty.decided", account_id=court.account_id).words["code"] == mine.code


def test_not_into_itself_nor_another_programme_nor_one_that_is_over(cast):
    lead, head, difficulty = cast
    with pytest.raises(NotAllowed, match="into itself"):
        verbs.merge(difficulty=difficulty, into=difficulty, by=lead, at=LATER)
    elsewhere = a_difficulty(a_programme(lead, head), head)
    with pytest.raises(NotAllowed, match="same programme"):
        verbs.merge(difficulty=difficulty, into=elsewhere, by=lead, at=LATER)
    gone = a_difficulty(difficulty.programme, head)
    verbs.withdraw(difficulty=gone, reason="Đã xong.", by=head, at=LATER)
    with pytest.raises(NotAllowed, match="is over"):
        verbs.merge(difficulty=difficulty, into=gone, by=lead, at=LATER)
    assert again(difficulty).state == "REPORTED"
