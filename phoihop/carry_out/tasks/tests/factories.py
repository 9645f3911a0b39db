"""A programme in force, and tasks in it brought to where a test begins by the verbs people use."""

import datetime as dt

from phoihop.agree.consultation.tests.factories import CLAUSES, a_text, fresh
from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import verbs
from phoihop.carry_out.tasks.models import Evidence, Participation, Task
from phoihop.carry_out.tasks.shares import Share
from phoihop.foundation.agencies.actor import Actor
from tests.cast import MONDAY

__all__ = ["DUE", "a_programme", "a_task", "at", "clause", "fresh", "handed_in", "part_of"]

DUE = dt.date(2026, 3, 31)  # a Tuesday


def at(day: dt.date, hour: int = 2) -> dt.datetime:
    """Nine in the morning here on that day."""
    return dt.datetime.combine(day, dt.time(hour), dt.UTC)


def a_programme(lead: Actor, *partners: Actor, clauses=CLAUSES) -> Programme:
    """In force on MONDAY; the lead's agency is its standing unit, the partners' agencies are parties."""
    text = a_text(lead, partners=[one.agency for one in partners], clauses=clauses)
    framework = text.framework
    programmes.consult(framework=framework, by=lead, at=MONDAY)
    programmes.complete(framework=framework, by=lead, at=MONDAY)
    programmes.settle(framework=framework, by=lead, at=MONDAY)
    programmes.put_in_force(framework=framework, by=lead, at=MONDAY)
    return Programme.objects.select_related("framework__lead_agency", "standing_unit").get(framework=framework)


def clause(programme: Programme, number: str = "2", article: str = "5") -> Node:
    return Node.objects.get(text__framework=programme.framework, parent__number=article, number=number)


def a_task(
    programme: Programme, by: Actor, lead: Actor, *supports: Actor, due_on: dt.date = DUE, at=MONDAY, **more
) -> Task:
    """Under way, led by one person's agency and supported by others, all due the same day."""
    fields = {"title": "Cung cấp số liệu quý I", **more}
    return verbs.assign(
        programme=programme,
        lead=Share(lead.agency, due_on=due_on),
        supports=[Share(one.agency) for one in supports],
        by=by,
        at=at,
        **fields,
    )


def part_of(task: Task, actor: Actor) -> Participation:
    """As another request would load it."""
    return Participation.objects.select_related("agency", "task__programme__framework").get(
        task=task, agency=actor.agency, ended_at=None
    )


def handed_in(task: Task, by: Actor, *, at=MONDAY, body: str = "Đã gửi số liệu kèm công văn.") -> Evidence:
    evidence = verbs.hand_in(part=part_of(task, by), body=body, by=by, at=at)
    return seen(evidence)


def seen(evidence: Evidence) -> Evidence:
    """As another request would load it."""
    return Evidence.objects.select_related("participation__agency", "participation__task__programme__framework").get(
        pk=evidence.pk
    )
