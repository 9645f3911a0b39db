"""The five official classes, derived by the database for any day.

Done in time or late: by the day on which the accepted evidence was handed in. Still owed: overdue, due soon or within
the time limit, by the due date as it was that day. What was handed in by its due date and waits for acceptance is
within the time limit however long that takes: waiting is not the agency's doing.
"""

import datetime as dt
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from phoihop.carry_out.tasks.models import DueDate, Evidence, Participation
from phoihop.carry_out.tasks.models.tasks import ParticipationQuerySet
from phoihop.carry_out.tasks.states import PartState

SOON_DAYS: Final = int(getattr(settings, "DUE_SOON_DAYS", 5))
"""Days before the due date from which a task is due soon: the column that Party organs' tables use."""


class Klass(StrEnum):
    """As the table of the reports has them, and `ui` names and draws them."""

    DONE = "done"
    DONE_LATE = "done-late"
    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"


LATE: Final = (Klass.DONE_LATE, Klass.OVERDUE)

#: A ParticipationQuerySet whose rows have `klass` and `day_due`; the type checker knows no word for that.
Classified = Any


def end_of(day: dt.date) -> dt.datetime:
    """The first moment that no longer belongs to that day here."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(settings.TIME_ZONE))


def existing(parts: ParticipationQuerySet, *, on: dt.date, then: bool = False) -> ParticipationQuerySet:
    """Those that were owed or done on that day: assigned by then, and not cancelled, released or passed on by then.

    With `then` the day is past and told as it was; without, it is told by what is known now, which costs less.
    """
    if not then:
        return parts.filter(ended_at=None).exclude(state=PartState.DRAFT)
    after = end_of(on)
    return parts.filter(assigned_at__lt=after).filter(Q(ended_at=None) | Q(ended_at__gte=after))


def classified(parts: ParticipationQuerySet, *, on: dt.date, then: bool = False) -> Classified:
    """Each part that existed that day, with `klass`, and `day_due`, its due date of that day."""
    parts = existing(parts, on=on, then=then)
    if then:
        after = end_of(on)
        parts = parts.annotate(day_due=_due_before(after))
        done = Q(closed_at__lt=after)
        waits = Q(Exists(_waiting_before(after).filter(handed_on__lte=OuterRef("day_due"))))
    else:
        parts = parts.annotate(day_due=F("due_on"))
        done = Q(state=PartState.DONE)
        waits = Q(state=PartState.HANDED_IN, handed_on__lte=F("day_due"))
    return parts.annotate(klass=_klass(done, waits, on))


def arrivals(parts: Classified, *, on: dt.date, then: bool = False) -> Classified:
    """With `arrived_on`: the day on which what was accepted, or waits for acceptance, was handed in; else None."""
    if not then:
        return parts.annotate(arrived_on=Coalesce("done_on", "handed_on"))
    after = end_of(on)
    waiting = _waiting_before(after).order_by("-handed_at").values("handed_on")[:1]
    done = When(closed_at__lt=after, then=F("done_on"))
    return parts.annotate(arrived_on=Case(done, default=Subquery(waiting), output_field=DateField()))


def _klass(done: Q, waits: Q, on: dt.date) -> Case:
    return Case(
        When(done & Q(done_on__lte=F("day_due")), then=Value(Klass.DONE.value)),
        When(done, then=Value(Klass.DONE_LATE.value)),
        When(waits, then=Value(Klass.OPEN.value)),
        When(day_due__lt=on, then=Value(Klass.OVERDUE.value)),
        When(day_due__lte=on + dt.timedelta(days=SOON_DAYS), then=Value(Klass.SOON.value)),
        default=Value(Klass.OPEN.value),
        output_field=CharField(),
    )


def _due_before(after: dt.datetime) -> Subquery:
    history = DueDate.objects.filter(participation=OuterRef("pk"), since_at__lt=after).order_by("-since_at", "-pk")
    return Subquery(history.values("due_on")[:1], output_field=DateField())


def _waiting_before(after: dt.datetime) -> QuerySet[Evidence]:
    """Evidence that waited for a decision at the end of that day."""
    handed_in = Evidence.objects.filter(participation=OuterRef("pk"), handed_at__lt=after)
    return handed_in.filter(Q(decided_at=None) | Q(decided_at__gte=after))


def klass_of(part: Participation, *, on: dt.date) -> Klass:
    """The same of one row in hand, by what is known now."""
    due = part.due_on or dt.date.max
    if part.state == PartState.DONE and part.done_on:
        return Klass.DONE if part.done_on <= due else Klass.DONE_LATE
    if part.state == PartState.HANDED_IN and part.handed_on and part.handed_on <= due:
        return Klass.OPEN
    if due < on:
        return Klass.OVERDUE
    return Klass.SOON if due <= on + dt.timedelta(days=SOON_DAYS) else Klass.OPEN
