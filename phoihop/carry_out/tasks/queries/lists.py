"""The list of tasks: one row for each agency's part, the lead's unless asked otherwise."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from phoihop.agree.programmes.models import Party, Programme
from phoihop.carry_out.tasks.models import Participation, Role, Task, label_of
from phoihop.carry_out.tasks.models.tasks import ParticipationQuerySet
from phoihop.carry_out.tasks.queries.classes import Classified, Klass, classified
from phoihop.carry_out.tasks.states import PartState, State
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.vietnamese import fold

#: How the list may be ordered; every order ends with the primary key.
SORTS: Mapping[str, tuple[Any, ...]] = {
    "due": ("day_due",),
    "-due": ("-day_due",),
    "code": ("task__code",),
    "agency": ("agency__folded", "day_due"),
    "newest": ("-task__assigned_at",),
}
_COLUMNS = ("task__programme__framework", "agency")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to. Keys are primary keys; `role` "all" takes in supporting agencies' parts.

    `on` is the day as of which things are told; `then` says that it is past.
    """

    on: dt.date
    then: bool = False
    programme: int | None = None
    framework: int | None = None
    agency: int | None = None
    clause: int | None = None
    duty: int | None = None
    role: str = Role.LEAD
    klass: str = ""
    words: str = ""
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    cancelled: bool = False
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: enough to be drawn, for a page that is drawn often. `klass` "" is a cancelled task."""

    task_id: int
    code: str
    title: str
    period: str
    agency: str
    role: str
    due_on: dt.date
    klass: str
    waits: bool

    @property
    def period_label(self) -> str:
        return label_of(self.period)


def rows(actor: Actor, asked: Asked) -> Classified:
    """What the list shows, each row classified, with its task, programme and agency at hand."""
    found = _ordered(narrowed(actor, asked), asked)
    return found.select_related(*_COLUMNS).defer("due_computed", "task__reading")


def lines(found: Classified, asked: Asked) -> Classified:
    """The same for the eye: of what `narrowed` found, slices give plain tuples for `Row`."""
    columns = ["task_id", "task__code", "task__title", "task__period", "agency__name", "role", "day_due"]
    columns += [] if asked.cancelled else ["klass", "state"]
    return _ordered(found, asked).values_list(*columns)


def as_rows(lines: Iterable[tuple[Any, ...]], asked: Asked) -> list[Row]:
    """A past day knows nothing here of what waited for acceptance then; the class has taken it into account."""
    return [_row(line, asked) for line in lines]


def _row(line: tuple[Any, ...], asked: Asked) -> Row:
    task_id, code, title, period, agency, role, due_on, *more = line
    klass, state = more or ("", "")
    waits = state == PartState.HANDED_IN and not asked.then
    return Row(task_id, code, title, period, agency, role, due_on, klass, waits)


def _ordered(found: Classified, asked: Asked) -> Classified:
    if asked.klass and not asked.cancelled:
        found = found.filter(klass=asked.klass)
    return found.order_by(*SORTS.get(asked.sort, SORTS["due"]), "pk")


def narrowed(actor: Actor, asked: Asked) -> Classified:
    """The same before it is narrowed to one class: what the five-class bar counts."""
    seen = _cancelled(actor) if asked.cancelled else classified(seen_by(actor), on=asked.on, then=asked.then)
    fields = {
        "task__programme_id": asked.programme,
        "task__programme__framework_id": asked.framework,
        "agency_id": asked.agency,
        "task__node_id": asked.clause,
        "task__duty_id": asked.duty,
        "day_due__gte": asked.due_from,
        "day_due__lte": asked.due_to,
        "role": "" if asked.role == "all" else asked.role,
    }
    found = seen.filter(**{name: value for name, value in fields.items() if value})
    for word in fold(asked.words).split():
        found = found.filter(task__folded__contains=word)
    return found


def seen_by(actor: Actor) -> ParticipationQuerySet:
    return Participation.objects.visible_to(actor)


def _cancelled(actor: Actor) -> Classified:
    """Tasks that were cancelled, as they ended; they are in no class."""
    ended = seen_by(actor).filter(task__state=State.CANCELLED, ended_at=F("task__cancelled_at"))
    return ended.annotate(day_due=F("due_on"))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed to, as far as this actor sees it: (key, label)."""

    programmes: list[tuple[int, str]]
    agencies: list[tuple[int, str]]


def choices(actor: Actor) -> Choices:
    """One query over the programmes this actor is a party of."""
    mine = Party.objects.filter(agency_id=actor.agency_id).values("programme_id")
    columns = ("programme_id", "programme__name", "agency_id", "agency__name")
    found = Party.objects.filter(programme__in=mine).order_by("-programme__framework__begins_on", "programme_id", "pk")
    programmes, agencies = dict[int, str](), dict[int, str]()
    for programme, name, agency, agency_name in found.values_list(*columns):
        programmes[programme], agencies[agency] = name, agency_name
    return Choices(list(programmes.items()), sorted(agencies.items(), key=lambda one: fold(one[1])))


def visible(actor: Actor) -> Any:
    return Task.objects.visible_to(actor).select_related("programme__framework__lead_agency", "node", "duty")


def part_in(task: Task, pk: int) -> Participation | None:
    """One part of a task with what rules and pages ask of it."""
    found = task.parts.filter(pk=pk).select_related("agency").first()
    if found is not None:
        found.task = task
    return found


def own_part(task: Task, actor: Actor) -> Participation | None:
    found = (
        task.parts.filter(agency_id=actor.agency_id, ended_at=None)
        .exclude(state=PartState.DRAFT)
        .select_related("agency")
        .first()
    )
    if found is not None:
        found.task = task
    return found


def late_in(programme: Programme, *, on: dt.date, then: bool = False) -> Classified:
    return in_programme(programme, on=on, then=then).filter(klass=Klass.OVERDUE)


def in_programme(programme: Programme, *, on: dt.date, then: bool = False) -> Classified:
    """Every agency's part under a programme, classified; for briefings and reports, which have asked who may see."""
    parts = Participation.objects.filter(task__programme=programme)
    return classified(parts, on=on, then=then).select_related(*_COLUMNS).order_by("day_due", "pk")


def due_between(programme: Programme, first: dt.date, last: dt.date, *, on: dt.date, then: bool = False) -> Classified:
    """Lead parts due in those days and not done: what comes next."""
    still = (Klass.OPEN, Klass.SOON, Klass.OVERDUE)
    return in_programme(programme, on=on, then=then).filter(
        klass__in=still, role=Role.LEAD, day_due__range=(first, last)
    )
