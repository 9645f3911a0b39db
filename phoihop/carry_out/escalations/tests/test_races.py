"""Two people at the same moment, with real commits: one wins, the other is told, the ledger is intact."""

import pytest

from phoihop.agree.consultation.tests.test_races import at_once
from phoihop.carry_out.escalations import verbs
from phoihop.carry_out.escalations.models import Difficulty, Directive, Order, Referral, Turn
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    awaited,
    body,
    decided,
    leader,
    order_of,
)
from phoihop.carry_out.escalations.verbs import Ordered
from phoihop.carry_out.tasks.models import Task
from phoihop.carry_out.tasks.shares import Share
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, lan, minh, someone

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    programme = a_programme(lead, head)
    difficulty = a_difficulty(programme, head)
    return lead, head, member, difficulty


def kinds(difficulty, *wanted):
    return [entry.kind for entry in ledger.chain(difficulty.ledger_chain) if entry.kind in wanted]


def told_no(outcomes):
    return [isinstance(one, NotAllowed) for one in outcomes].count(True)


def test_two_members_decide_and_refuse_at_once(cast):
    lead, _head, member, difficulty = cast
    other = leader("Bảy")
    a_referral(difficulty, lead)
    outcomes = at_once(
        lambda: verbs.decide(referral=awaited(difficulty), text="Đồng ý.", by=member, at=MONDAY),
        lambda: verbs.refuse(referral=awaited(difficulty), reason="Không.", by=other, at=MONDAY),
    )
    assert told_no(outcomes) == 1
    is_decided = again(difficulty).state == "DECIDED"
    assert awaited(difficulty).state == ("DECIDED" if is_decided else "REFUSED")
    assert Directive.objects.count() == is_decided
    wanted = kinds(difficulty, "difficulty.decided", "difficulty.refused")
    assert wanted == ["difficulty.decided" if is_decided else "difficulty.refused"]
    assert Turn.objects.filter(verb__in=["decide", "refuse"]).count() == 1
    assert ledger.verify().intact


def test_the_body_decides_while_the_reporter_withdraws(cast):
    lead, head, member, difficulty = cast
    a_referral(difficulty, lead)
    outcomes = at_once(
        lambda: verbs.decide(referral=awaited(difficulty), text="Đồng ý.", by=member, at=MONDAY),
        lambda: verbs.withdraw(difficulty=again(difficulty), reason="Đã xong.", by=head, at=MONDAY),
    )
    assert told_no(outcomes) == 1
    state = again(difficulty).state
    assert awaited(difficulty).state == {"DECIDED": "DECIDED", "WITHDRAWN": "LAPSED"}[state]
    assert ledger.verify().intact


def test_two_officers_refer_and_answer_at_once(cast):
    lead, _head, _member, difficulty = cast
    colleague = someone("Diễm", agency=lead.agency)
    outcomes = at_once(
        lambda: verbs.refer(difficulty=again(difficulty), body=body(), working_days=5, by=lead, at=MONDAY),
        lambda: verbs.answer(difficulty=again(difficulty), text="Xong.", by=colleague, at=MONDAY),
    )
    assert told_no(outcomes) == 1
    assert Referral.objects.count() == (again(difficulty).state == "REFERRED")
    assert ledger.verify().intact


def test_two_officers_take_up_the_same_order(cast):
    lead, head, member, difficulty = cast
    colleague = someone("Diễm", agency=lead.agency)
    a_referral(difficulty, lead)
    directive = decided(difficulty, member, Ordered("Cấp quyền", agency=head.agency))
    share = Share(head.agency, working_days=5)
    outcomes = at_once(
        *(
            lambda by=by: verbs.take_up(order=order_of(directive), lead=share, by=by, at=MONDAY)
            for by in (lead, colleague)
        )
    )
    assert told_no(outcomes) == 1
    assert Task.objects.count() == 1
    assert Order.objects.get().task == Task.objects.get()
    assert ledger.verify().intact


def test_two_report_at_once_and_both_have_a_number(cast):
    lead, head, _member, difficulty = cast
    outcomes = at_once(*(lambda by=by: a_difficulty(difficulty.programme, by) for by in (lead, head)))
    assert told_no(outcomes) == 0
    assert sorted(Difficulty.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert ledger.verify().intact
