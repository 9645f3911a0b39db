"""What a directive ordered is taken up; the reporter says whether it helped."""

import pytest

from phoihop.agree.signing.tests.test_bind import a_first, a_later
from phoihop.agree.signing.verbs import Bound
from phoihop.carry_out.escalations import queries, verbs
from phoihop.carry_out.escalations.models import Order
from phoihop.carry_out.escalations.origins import DIRECTIVE
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    awaited,
    decided,
    leader,
    order_of,
)
from phoihop.carry_out.escalations.verbs import Ordered
from phoihop.carry_out.tasks import queries as tasks
from phoihop.carry_out.tasks.models import Task
from phoihop.carry_out.tasks.shares import Share
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import LATER, MONDAY, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    programme = a_programme(lead, head)
    difficulty = a_difficulty(programme, head)
    a_referral(difficulty, lead)
    return lead, head, member, difficulty


def test_a_task_is_made_of_an_order_without_typing_it_again(cast):
    lead, head, member, difficulty = cast
    directive = decided(difficulty, member, Ordered("Cấp quyền tạm thời", agency=head.agency))
    task = verbs.take_up(order=order_of(directive), lead=Share(head.agency, working_days=5), by=lead, at=LATER)
    assert (task.title, task.code) == ("Cấp quyền tạm thời", "CĐ1")
    assert (task.origin, task.origin_type, task.origin_id) == ("directive", DIRECTIVE, str(directive.pk))
    assert order_of(directive).task == task
    assert Entry.objects.get(kind="difficulty.task_ordered").details["task"] == "CĐ1"


def test_task_and_directive_lead_to_each_other(cast):
    lead, head, member, difficulty = cast
    directive = decided(difficulty, member, Ordered("Cấp quyền tạm thời", agency=head.agency))
    task = verbs.take_up(order=order_of(directive), lead=Share(head.agency, working_days=5), by=lead, at=LATER)
    source = tasks.source_of(task)
    assert source.url.startswith(difficulty.get_absolute_url())
    assert difficulty.code in source.said
    assert queries.tasks_of(directive, head) == [task]


def test_an_order_is_taken_up_once(cast):
    lead, head, member, difficulty = cast
    directive = decided(difficulty, member, Ordered("Cấp quyền", agency=head.agency))
    stale = order_of(directive)
    verbs.take_up(order=order_of(directive), lead=Share(head.agency, working_days=5), by=lead, at=LATER)
    with pytest.raises(NotAllowed, match="taken up already"):
        verbs.take_up(order=order_of(directive), lead=Share(head.agency, working_days=5), by=lead, at=LATER)
    with pytest.raises(StateMoved):
        verbs.take_up(order=stale, lead=Share(head.agency, working_days=5), by=lead, at=LATER)
    assert Task.objects.count() == 1


def test_a_party_that_runs_nothing_takes_up_nothing(cast):
    _lead, head, member, difficulty = cast
    directive = decided(difficulty, member, Ordered("Cấp quyền", agency=head.agency))
    with pytest.raises(NotAllowed):
        verbs.take_up(order=order_of(directive), lead=Share(head.agency, working_days=5), by=head, at=LATER)
    assert Order.objects.get().taken_up_at is None


def test_an_amendment_is_no_task_and_a_task_no_amendment(cast):
    lead, head, member, difficulty = cast
    directive = decided(difficulty, member, Ordered("Sửa khoản 2", kind="amendment"))
    with pytest.raises(NotAllowed, match="not a task"):
        verbs.take_up(order=order_of(directive), lead=Share(head.agency, working_days=5), by=lead, at=LATER)


@pytest.mark.slow
def test_an_amendment_is_named_by_the_signing_that_changes_a_text_of_the_programme(cast):
    lead, head, member, _difficulty = cast
    first = a_first(lead, head)
    programme = first.version.text.framework.programmes.select_related("framework__lead_agency", "standing_unit").get()
    difficulty = a_difficulty(programme, head)
    a_referral(difficulty, lead)
    directive = decided(difficulty, member, Ordered("Sửa khoản 2", kind="amendment"))
    later = a_later(lead, head, Bound(first, "amendment"))
    assert queries.amendments_for(programme) == [later]
    verbs.take_up_amendment(order=order_of(directive), signing=later, by=lead, at=LATER)
    assert order_of(directive).signing == later
    assert Notice.objects.filter(kind="difficulty.amendment_begun", account_id=head.account_id).exists()


def test_resolved_it_is_over(cast):
    lead, head, member, difficulty = cast
    decided(difficulty, member)
    done = verbs.resolve(difficulty=again(difficulty), note="Đã có số liệu.", by=head, at=LATER)
    assert (done.state, done.closed_at) == ("RESOLVED", LATER)
    assert [one.account_id for one in Notice.objects.filter(kind="difficulty.resolved")] == [lead.account_id]


def test_not_resolved_it_opens_again_and_only_once(cast):
    lead, head, member, difficulty = cast
    decided(difficulty, member)
    opened = verbs.reopen(difficulty=again(difficulty), reason="Chưa cấp quyền.", by=head, at=LATER)
    assert (opened.state, opened.waits_for, opened.reopened_at) == ("REOPENED", lead.agency, LATER)
    verbs.answer(difficulty=again(difficulty), text="Đã cấp.", by=lead, at=LATER)
    with pytest.raises(NotAllowed, match="once already"):
        verbs.reopen(difficulty=again(difficulty), reason="Vẫn chưa.", by=head, at=LATER)
    assert verbs.resolve(difficulty=again(difficulty), by=head, at=LATER).state == "RESOLVED"


def test_a_refusal_may_be_objected_to(cast):
    lead, head, member, difficulty = cast
    verbs.refuse(referral=awaited(difficulty), reason="Không.", by=member, at=LATER)
    assert verbs.reopen(difficulty=again(difficulty), reason="Có căn cứ mới.", by=head, at=LATER).state == "REOPENED"
    assert a_referral(difficulty, lead, at=LATER).number == 2


def test_only_the_reporter_says_so(cast):
    lead, _head, member, difficulty = cast
    decided(difficulty, member)
    with pytest.raises(NotAllowed, match="agency that reported"):
        verbs.resolve(difficulty=again(difficulty), by=lead, at=LATER)


def test_withdrawn_the_body_need_not_decide(cast):
    lead, head, member, difficulty = cast
    gone = verbs.withdraw(difficulty=again(difficulty), reason="Đã tự giải quyết.", by=head, at=LATER)
    assert (gone.state, gone.waits_for, gone.closed_at) == ("WITHDRAWN", None, LATER)
    assert difficulty.referrals.get().state == "LAPSED"
    told = set(Notice.objects.filter(kind="difficulty.withdrawn").values_list("account_id", flat=True))
    assert told == {lead.account_id, member.account_id}


def test_decided_it_is_not_withdrawn(cast):
    _lead, head, member, difficulty = cast
    decided(difficulty, member)
    with pytest.raises(NotAllowed, match="still to speak"):
        verbs.withdraw(difficulty=again(difficulty), reason="…", by=head, at=MONDAY)
