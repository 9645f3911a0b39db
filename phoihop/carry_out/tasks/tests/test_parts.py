"""Cancelling, joining, releasing, succeeding."""

import datetime as dt

import pytest

from phoihop.carry_out.tasks import verbs
from phoihop.carry_out.tasks.models import Participation
from phoihop.carry_out.tasks.shares import Share
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, fresh, handed_in, part_of
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, an_agency, hanh, lan, minh

pytestmark = pytest.mark.django_db
LAW = "Luật số 81/2025/QH15"


@pytest.fixture
def cast():
    lead, head, court = lan(), minh(), hanh()
    return lead, head, court, a_task(a_programme(lead, head, court), lead, head, court)


def test_a_cancelled_task_is_owed_by_nobody_and_stays_in_the_record(cast):
    lead, head, court, task = cast
    evidence = handed_in(task, court)
    verbs.cancel(task=task, reason="Trùng nhiệm vụ khác.", by=lead, at=LATER)
    assert (fresh(task).state, fresh(task).cancelled_at) == ("CANCELLED", LATER)
    assert set(task.parts.values_list("state", "ended_at")) == {("ENDED", LATER)}
    assert fresh(evidence).state == "LAPSED"
    told = Notice.objects.filter(kind="task.cancelled").values_list("account_id", flat=True)
    assert {head.account_id, court.account_id} <= set(told)


def test_what_was_done_before_the_cancellation_stays_done(cast):
    lead, _head, court, task = cast
    verbs.accept(evidence=handed_in(task, court), by=lead, at=MONDAY)
    verbs.cancel(task=task, reason="…", by=lead, at=LATER)
    part = Participation.objects.get(task=task, agency=court.agency)
    assert (part.state, part.ended_at) == ("DONE", LATER)


def test_a_completed_task_is_not_cancelled(cast):
    lead, head, _court, task = cast
    verbs.accept(evidence=handed_in(task, head), by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="Only a task under way"):
        verbs.cancel(task=fresh(task), reason="…", by=lead, at=LATER)


def test_an_agency_joins_and_is_due_with_the_lead():
    lead, head, court = lan(), minh(), hanh()
    task = a_task(a_programme(lead, head, court), lead, head)
    part = verbs.join(task=task, share=Share(court.agency), by=lead, at=MONDAY)
    assert (part.role, part.due_on) == ("support", DUE)
    with pytest.raises(NotAllowed, match="has a part in the task already"):
        verbs.join(task=task, share=Share(court.agency), by=lead, at=MONDAY)


def test_a_supporting_agency_is_released_and_may_join_again(cast):
    lead, head, court, task = cast
    verbs.release(part=part_of(task, court), reason="Đã có số liệu.", by=lead, at=MONDAY)
    assert not task.parts.filter(agency=court.agency, ended_at=None).exists()
    verbs.join(task=task, share=Share(court.agency), by=lead, at=LATER)
    assert task.parts.filter(agency=court.agency).count() == 2
    with pytest.raises(NotAllowed, match="cancel the task, or let its successor"):
        verbs.release(part=part_of(task, head), reason="…", by=lead, at=MONDAY)


def test_the_successor_takes_the_part_over_with_its_due_date(cast):
    lead, head, _court, task = cast
    old = part_of(task, head)
    new = verbs.transfer(part=old, to=an_agency("UBND phường mới", "peoples_committee"), reason=LAW, by=lead, at=LATER)
    assert (new.role, new.due_on, new.state) == ("lead", DUE, "OWED")
    assert (fresh(old).state, fresh(old).succeeded_by) == ("ENDED", new)
    assert new.due_dates.get().because == "transferred"


def test_a_successor_outside_the_programme_sees_the_task_it_took_over(cast):
    from phoihop.carry_out.tasks.models import Task
    from tests.cast import tu

    lead, head, _court, task = cast
    stranger = tu()
    other = a_task(task.programme, lead, head)
    assert not Task.objects.visible_to(stranger).exists()
    verbs.transfer(part=part_of(task, head), to=stranger.agency, reason=LAW, by=CLOCK, at=LATER)
    assert list(Task.objects.visible_to(stranger)) == [task]
    assert other in Task.objects.visible_to(head)


def test_a_lead_that_merges_into_a_supporter_makes_it_lead(cast):
    lead, head, court, task = cast
    new = verbs.transfer(part=part_of(task, head), to=court.agency, reason=LAW, by=lead, at=LATER)
    running = task.parts.filter(ended_at=None)
    assert list(running) == [new]
    assert new.role == "lead"
    assert task.parts.filter(succeeded_by=new).count() == 2


def test_a_supporter_that_merges_into_the_lead_leaves_the_lead(cast):
    lead, head, court, task = cast
    kept = verbs.transfer(part=part_of(task, court), to=head.agency, reason=LAW, by=lead, at=LATER)
    assert kept == part_of(task, head)
    assert task.parts.filter(ended_at=None).count() == 1


def test_a_supporter_that_was_done_becomes_lead_and_owes_it(cast):
    lead, head, court, task = cast
    verbs.accept(evidence=handed_in(task, court), by=lead, at=MONDAY)
    new = verbs.transfer(part=part_of(task, head), to=court.agency, reason=LAW, by=lead, at=LATER)
    assert (new.state, new.role) == ("OWED", "lead")
    done = Participation.objects.get(task=task, agency=court.agency, state="DONE")
    assert (done.ended_at, done.succeeded_by) == (LATER, new)


def test_an_agency_does_not_succeed_itself(cast):
    lead, head, _court, task = cast
    with pytest.raises(NotAllowed, match="cannot succeed itself"):
        verbs.transfer(part=part_of(task, head), to=head.agency, reason=LAW, by=lead, at=LATER)


def test_everything_an_agency_owes_passes_on_at_once(cast):
    lead, head, court, task = cast
    second = a_task(task.programme, lead, court, head)
    done = a_task(task.programme, lead, head)
    verbs.accept(evidence=handed_in(done, head), by=lead, at=MONDAY)
    duty = verbs.begin_duty(
        programme=task.programme, title="Báo cáo", cadence="quarterly", lead=head.agency,
        supports=[(court.agency, 0)], begins_on=dt.date(2026, 1, 1), by=lead, at=MONDAY,
    )  # fmt: skip
    to = an_agency("UBND phường mới", "peoples_committee")
    assert verbs.pass_on(agency=head.agency, to=to, reason=LAW, by=CLOCK, at=LATER) == 3
    for one in (task, second):
        assert one.parts.filter(agency=to, ended_at=None).exists()
    assert part_of(done, head).state == "DONE"
    assert duty.parts.get(role="lead").agency == to


@pytest.mark.parametrize("leads", [True, False])
def test_an_agency_that_merges_into_its_partner_in_a_duty_is_in_it_once(cast, leads):
    lead, head, court, task = cast
    chief, helper = (head, court) if leads else (court, head)
    duty = verbs.begin_duty(
        programme=task.programme, title="Báo cáo", cadence="quarterly", lead=chief.agency,
        supports=[(helper.agency, 0)], begins_on=dt.date(2026, 1, 1), by=lead, at=MONDAY,
    )  # fmt: skip
    verbs.pass_on(agency=head.agency, to=court.agency, reason=LAW, by=CLOCK, at=LATER)
    assert [(part.agency, part.role) for part in duty.parts.select_related("agency")] == [(court.agency, "lead")]
    [made] = duty.tasks.all()
    assert [part.role for part in made.parts.filter(ended_at=None)] == ["lead"]
