"""Counts in the five classes, and who caused what is late. Every count opens the rows it counts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks.models import Participation, Role
from phoihop.carry_out.tasks.models.tasks import ParticipationQuerySet
from phoihop.carry_out.tasks.queries.classes import LATE, Classified, Klass, arrivals, classified


@dataclass(slots=True)
class Tally:
    """The five counts of one agency, clause or programme, or of all. `key` is its primary key, None for all."""

    key: int | None = None
    label: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys([one.value for one in Klass], 0))

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def pairs(self) -> list[tuple[str, int]]:
        """(class, count) in the official order."""
        return [(one.value, self.counts[one.value]) for one in Klass]

    def add(self, klass: str, count: int) -> None:
        self.counts[klass] += count


#: By what parts are gathered: (column of the key, column of the label).
BY = {
    "agency": ("agency_id", "agency__name"),
    "clause": ("task__node_id", "task__node__number"),
    "programme": ("task__programme_id", "task__programme__name"),
}


def tally(parts: Classified) -> Tally:
    """All of them together; `parts` are classified. One query."""
    whole = Tally()
    for klass, count in parts.order_by().values_list("klass").annotate(count=Count("pk")):
        whole.add(klass, count)
    return whole


def tallies(parts: Classified, by: str) -> list[Tally]:
    """One for each agency, clause or programme, by label; `parts` are classified. One query."""
    key, label = BY[by]
    found: dict[Any, Tally] = {}
    grouped = parts.order_by().values_list(key, label, "klass").annotate(count=Count("pk"))
    for pk, name, klass, count in grouped:
        found.setdefault(pk, Tally(pk, str(name or ""))).add(klass, count)
    return sorted(found.values(), key=lambda one: (one.label, one.key or 0))


def summed(rows: Iterable[Tally]) -> Tally:
    whole = Tally()
    for row in rows:
        for klass, count in row.pairs:
            whole.add(klass, count)
    return whole


def by_agency(programme: Programme, *, on: dt.date, then: bool = False) -> list[Tally]:
    """Tasks of a programme by the agency that leads them."""
    return tallies(_leading(programme, on=on, then=then), "agency")


def by_clause(programme: Programme, *, on: dt.date, then: bool = False) -> list[Tally]:
    return tallies(_leading(programme, on=on, then=then), "clause")


def _leading(programme: Programme, *, on: dt.date, then: bool) -> Classified:
    parts = Participation.objects.filter(task__programme=programme, role=Role.LEAD)
    return classified(parts, on=on, then=then)


@dataclass(frozen=True, slots=True)
class Late:
    """A task that is, or was completed, late; and the parts that caused it."""

    lead: Participation
    causes: tuple[Participation, ...]


def lateness(leading: ParticipationQuerySet, *, on: dt.date, then: bool = False) -> list[Late]:
    """Who caused what is late: the supporting agencies whose part was due by the lead's due date and had not come in
    by then; where there is none, the lead agency itself. `leading` are the lead parts asked about. Two queries.
    """
    late = list(
        classified(leading, on=on, then=then)
        .filter(klass__in=LATE)
        .select_related("task", "agency")
        .order_by("day_due", "pk")
    )
    supports = Participation.objects.filter(task__in=[part.task_id for part in late], role=Role.SUPPORT)
    classified_supports = arrivals(classified(supports, on=on, then=then), on=on, then=then)
    beside: dict[int, list[Participation]] = {}
    for part in classified_supports.select_related("agency").order_by("pk"):
        beside.setdefault(part.task_id, []).append(part)
    return [_attributed(part, beside.get(part.task_id, [])) for part in late]


def _attributed(lead: Any, supports: Iterable[Any]) -> Late:
    """`day_due` and `arrived_on` are annotated."""
    due = lead.day_due
    causes = tuple(
        part for part in supports if part.day_due <= due and (part.arrived_on is None or part.arrived_on > due)
    )
    return Late(lead, causes or (lead,))
