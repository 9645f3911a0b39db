"""What goes upward from a briefing: a disagreement, or a conclusion nobody around the table can settle."""

import datetime as dt
from dataclasses import dataclass

from phoihop.carry_out.briefings import queries
from phoihop.carry_out.briefings.models import Conclusion, Dissent, Item
from phoihop.carry_out.escalations import verbs as escalations
from phoihop.carry_out.escalations.models import Difficulty, Referral
from phoihop.carry_out.escalations.verbs import Ordered
from phoihop.carry_out.tasks.models import Task
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency

DIFFICULTY = "escalations.difficulty"
DIRECTIVE = "escalations.directive"
#: How long the leadership has, when nobody says otherwise.
DECIDE_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Raised:
    """Where it went: model label, primary key, and how it is cited."""

    type: str
    id: str
    said: str


def raise_dissent(dissent: Dissent, *, by: Actor, at: dt.datetime, body: Agency | None = None) -> Raised:
    """As a difficulty, with the minutes as its facts; put to `body` at once where one is named."""
    item = dissent.item
    programme = queries.programme_for(item.briefing.series, [dissent.agency])
    difficulty = escalations.report(
        programme=programme,
        title=f"{dissent.agency_name} không thống nhất: {item.title}"[:400],
        facts=f"{_told(item)}\n{dissent.agency_name} không thống nhất.",
        cause=dissent.body,
        proposal=dissent.body,
        tasks=_tasks_of(item, programme.pk),
        by=by,
        at=at,
    )
    return _put(difficulty, body, by=by, at=at)


def raise_conclusion(conclusion: Conclusion, *, by: Actor, at: dt.datetime, body: Agency | None = None) -> Raised:
    item = conclusion.item
    agencies = [conclusion.lead] if conclusion.lead else []
    programme = queries.programme_for(conclusion.briefing.series, agencies)
    difficulty = escalations.report(
        programme=programme,
        title=conclusion.text,
        facts=_told(item),
        proposal=conclusion.text,
        tasks=_tasks_of(item, programme.pk),
        by=by,
        at=at,
    )
    return _put(difficulty, body, by=by, at=at)


def _told(item: Item) -> str:
    said = f"{item.briefing.occasion}, nội dung {item.position}: {item.title}."
    return f"{said}\n{item.body}".strip()


def _tasks_of(item: Item, programme: int) -> list[Task]:
    """Tasks that came of this item's conclusions so far."""
    tasks = Task.objects.filter(pk__in=item.conclusions.exclude(task=None).values("task_id"))
    return list(tasks.filter(programme_id=programme).order_by("pk"))


def _put(difficulty: Difficulty, body: Agency | None, *, by: Actor, at: dt.datetime) -> Raised:
    if body is not None:
        escalations.refer(difficulty=difficulty, body=body, working_days=DECIDE_WITHIN, by=by, at=at)
    return Raised(DIFFICULTY, str(difficulty.pk), difficulty.code)


def direct_by_conclusion(conclusion: Conclusion, referral: Referral, *, by: Actor, at: dt.datetime) -> Raised:
    """The body's directive, in the words of the conclusion; with an agency that leads it orders a task."""
    ordered = [Ordered(conclusion.text, agency=conclusion.lead, due_on=conclusion.due_on)] if conclusion.lead else []
    directive = escalations.decide(referral=referral, text=conclusion.text, orders=ordered, by=by, at=at)
    return Raised(DIRECTIVE, str(directive.pk), f"Chỉ đạo số {directive.number}")
