"""A difficulty is put to a leadership body, with a day that can explain itself."""

import datetime as dt

import pytest

from phoihop.carry_out.escalations import queries, verbs
from phoihop.carry_out.escalations.models import Referral, ReferralDue
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    awaited,
    body,
    leader,
)
from phoihop.foundation.access.roles import Role
from phoihop.foundation.calendar.words import in_words
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, TODAY, an_agency, lan, minh, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    programme = a_programme(lead, head)
    return lead, head, member, a_difficulty(programme, head)


def test_the_body_is_to_speak_by_a_day_counted_in_working_days(cast):
    lead, _head, _member, difficulty = cast
    referral = a_referral(
        difficulty, lead, working_days=10, advice="Nên đồng ý.", draft_instruction=["Giao UBND.", " "]
    )
    assert referral.due_on == dt.date(2026, 3, 16)  # two weeks of five days after Monday the 2nd
    assert "10" in " ".join(in_words(referral.due_computed).steps)
    assert again(difficulty).state == "REFERRED"
    assert again(difficulty).waits_for == body()
    assert referral.draft_instruction == ["Giao UBND."]
    assert [(one.due_on, one.because) for one in ReferralDue.objects.all()] == [(referral.due_on, "referred")]


def test_members_and_the_reporter_are_told_each_in_their_words(cast):
    lead, head, member, difficulty = cast
    a_referral(difficulty, lead)
    told = dict(Notice.objects.filter(words__code="VM1").values_list("kind", "account_id"))
    assert told["difficulty.referred"] == member.account_id
    assert told["difficulty.put_to_leadership"] == head.account_id
    assert Entry.objects.get(kind="difficulty.referred").details["body"] == body().name


def test_it_is_put_in_the_words_of_that_day(cast):
    lead, head, member, difficulty = cast
    first = a_referral(difficulty, lead)
    verbs.ask_back(referral=first, question="Bao nhiêu hộ?", by=member, at=LATER)
    verbs.return_for_completion(difficulty=again(difficulty), reason="Bao nhiêu hộ?", by=lead, at=LATER)
    verbs.complete(difficulty=again(difficulty), title="1.245 hộ", facts="…", proposal="…", by=head, at=LATER)
    second = a_referral(difficulty, lead, at=LATER)
    assert [one.statement.title for one in Referral.objects.order_by("number")] == [first.statement.title, "1.245 hộ"]
    assert (first.number, second.number) == (1, 2)


def test_after_one_body_refused_another_may_be_asked(cast):
    lead, _head, member, difficulty = cast
    verbs.refuse(referral=a_referral(difficulty, lead), reason="Không thuộc thẩm quyền.", by=member, at=LATER)
    above = an_agency("Thường trực Tỉnh ủy", "party_committee")
    someone("Bảy", agency=above, roles=(Role.LEADER,))
    verbs.refer(difficulty=again(difficulty), body=above, working_days=5, by=lead, at=LATER)
    assert awaited(difficulty).body == above


def test_not_to_an_agency_in_which_nobody_decides(cast):
    lead, head, _member, difficulty = cast
    with pytest.raises(NotAllowed, match="Nobody in"):
        verbs.refer(difficulty=difficulty, body=head.agency, working_days=5, by=lead, at=MONDAY)
    assert not Referral.objects.exists()
    assert again(difficulty).state == "REPORTED"


def test_not_to_a_body_that_has_ended(cast):
    lead, _head, _member, difficulty = cast
    gone = body()
    gone.ended_on = TODAY
    gone.save()
    with pytest.raises(NotAllowed, match="its successor"):
        verbs.refer(difficulty=difficulty, body=gone, working_days=5, by=lead, at=MONDAY)


def test_not_twice_at_a_time(cast):
    lead, _head, _member, difficulty = cast
    a_referral(difficulty, lead)
    with pytest.raises(NotAllowed, match="waits to be triaged"):
        a_referral(difficulty, lead)


def test_not_by_a_party_that_runs_nothing(cast):
    _lead, head, _member, difficulty = cast
    with pytest.raises(NotAllowed, match="Only the standing unit"):
        a_referral(difficulty, head)


def test_bodies_to_choose_from_are_those_with_members_that_day(cast):
    _lead, _head, _member, difficulty = cast
    an_agency("Đảng ủy không ai", "party_committee")
    assert queries.bodies_for(difficulty.programme, on=TODAY) == [body()]
    assert queries.bodies_for(difficulty.programme, on=dt.date(2019, 1, 1)) == []


def test_the_more_urgent_the_fewer_days_are_proposed():
    assert [queries.proposed_days(one) for one in ("normal", "urgent", "express", "flash")] == [10, 5, 3, 1]
