"""Two people at the same moment, with real commits: one wins, the other is told, the ledger is intact."""

import datetime as dt

import pytest

from phoihop.agree.consultation.tests.test_races import at_once
from phoihop.carry_out.tasks import verbs
from phoihop.carry_out.tasks.models import Evidence, Extension, Participation, Task
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, clause, fresh, handed_in, part_of, seen
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, lan, minh, someone

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]


@pytest.fixture
def cast():
    lead, head = lan(), minh()
    colleague = someone("Diễm", agency=lead.agency)
    return lead, colleague, head, a_programme(lead, head)


def kinds(programme, *wanted):
    return [entry.kind for entry in ledger.chain(programme.ledger_chain) if entry.kind in wanted]


def is_intact():
    return ledger.verify().intact


def test_one_accepts_and_one_returns_the_same_evidence(cast):
    lead, colleague, head, programme = cast
    task = a_task(programme, lead, head)
    evidence = handed_in(task, head)
    outcomes = at_once(
        lambda: verbs.accept(evidence=seen(evidence), by=lead, at=MONDAY),
        lambda: verbs.return_evidence(evidence=seen(evidence), reason="Thiếu.", by=colleague, at=MONDAY),
    )
    assert sorted(type(one) is Evidence for one in outcomes) == [False, True]
    assert any(isinstance(one, NotAllowed) for one in outcomes)
    accepted = fresh(evidence).state == "ACCEPTED"
    assert part_of(task, head).state == ("DONE" if accepted else "OWED")
    assert fresh(task).state == ("DONE" if accepted else "OPEN")
    assert kinds(programme, "task.accepted", "task.returned") == ["task.accepted" if accepted else "task.returned"]
    assert is_intact()


def test_one_approves_and_one_refuses_the_same_extension(cast):
    lead, colleague, head, programme = cast
    task = a_task(programme, lead, head)
    asked = verbs.ask_extension(
        part=part_of(task, head), to_on=DUE + dt.timedelta(days=10), reason="…", by=head, at=MONDAY
    )

    def again():
        with_part = Extension.objects.select_related(
            "participation__agency", "participation__task__programme__framework"
        )
        return with_part.get(pk=asked.pk)

    outcomes = at_once(
        lambda: verbs.approve_extension(extension=again(), by=lead, at=MONDAY),
        lambda: verbs.refuse_extension(extension=again(), reason="Không.", by=colleague, at=MONDAY),
    )
    assert sorted(type(one) is Extension for one in outcomes) == [False, True]
    approved = fresh(asked).state == "APPROVED"
    assert part_of(task, head).due_on == (DUE + dt.timedelta(days=10) if approved else DUE)
    assert len(kinds(programme, "task.extension_approved", "task.extension_refused")) == 1
    assert is_intact()


def test_two_hand_in_at_once_and_one_evidence_waits(cast):
    lead, _colleague, head, programme = cast
    task = a_task(programme, lead, head)
    deputy = someone("Phúc", agency=head.agency)
    outcomes = at_once(
        *(
            lambda by=by: verbs.hand_in(part=part_of(task, head), body=by.name, by=by, at=MONDAY)
            for by in (head, deputy)
        )
    )
    assert sorted(type(one) is Evidence for one in outcomes) == [False, True]
    assert Evidence.objects.get().number == 1
    assert is_intact()


def test_cancelling_and_accepting_end_in_one_of_the_two(cast):
    lead, colleague, head, programme = cast
    task = a_task(programme, lead, head)
    evidence = handed_in(task, head)
    outcomes = at_once(
        lambda: verbs.accept(evidence=seen(evidence), by=lead, at=MONDAY),
        lambda: verbs.cancel(task=fresh(task), reason="Trùng.", by=colleague, at=MONDAY),
    )
    assert sum(not isinstance(one, NotAllowed) for one in outcomes) == 1
    part = Participation.objects.get(task=task)
    assert (fresh(task).state, part.state) in [("DONE", "DONE"), ("CANCELLED", "ENDED")]
    assert is_intact()


def test_two_assign_from_one_clause_and_the_letters_differ(cast):
    lead, colleague, head, programme = cast
    node = clause(programme)
    outcomes = at_once(*(lambda by=by: a_task(programme, by, head, node=node) for by in (lead, colleague)))
    assert all(isinstance(one, Task) for one in outcomes)
    assert sorted(Task.objects.values_list("code", flat=True)) == ["5.2-a", "5.2-b"]


def test_the_clock_and_a_person_begin_a_period_and_one_task_comes_of_it(cast):
    from phoihop.foundation.agencies.actor import CLOCK

    lead, _colleague, head, programme = cast
    duty = verbs.begin_duty(
        programme=programme, title="Q", cadence="quarterly", lead=head.agency, begins_on=dt.date(2026, 1, 1),
        by=lead, at=MONDAY,
    )  # fmt: skip
    later = MONDAY + dt.timedelta(days=20)
    at_once(*(lambda: verbs.make_tasks(duty=fresh(duty), by=CLOCK, at=later) for _ in range(2)))
    assert sorted(duty.tasks.values_list("period", flat=True)) == ["2026-Q1", "2026-Q2"]
