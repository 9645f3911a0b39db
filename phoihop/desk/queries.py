"""One person's day, gathered from every stage. Each stage answers for itself; here it is only put in order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from phoihop.agree.consultation import queries as consultations
from phoihop.agree.signing import queries as signings
from phoihop.carry_out.briefings import queries as briefings
from phoihop.carry_out.escalations import queries as escalations
from phoihop.carry_out.tasks import queries as tasks
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.due import Due, sort_key
from phoihop.kit.workdays import Calendar

STRIP_DAYS = 14


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the desk under one heading: `key` is overdue, today, week, later or undated."""

    key: str
    rows: tuple["Row", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """`left` counts working days to the deadline: 0 is today, negative is late, None has no deadline."""

    due: Due
    left: int | None

    @property
    def late_by(self) -> int:
        return -(self.left or 0)


@dataclass(frozen=True, slots=True)
class StripDay:
    date: dt.date
    off: bool
    why_off: str
    today: bool
    count: int


def waiting_on(actor: Actor, *, on: dt.date) -> list[Due]:
    """Everything that waits for this person, the earliest deadline first."""
    stages = (
        consultations.waiting_on,
        signings.waiting_on,
        tasks.waiting_on,
        escalations.waiting_on,
        briefings.waiting_on,
    )
    return sorted((due for waiting_on in stages for due in waiting_on(actor, on=on)), key=sort_key)


def grouped(dues: Sequence[Due], calendar: Calendar, *, on: dt.date) -> list[Group]:
    """Overdue, today, this week, later, without a deadline: in this order, empty ones left out."""
    found: dict[str, list[Row]] = {"overdue": [], "today": [], "week": [], "later": [], "undated": []}
    sunday = on + dt.timedelta(days=6 - on.weekday())
    for due in dues:
        found[_place(due.due_on, on, sunday)].append(Row(due, _left(due.due_on, calendar, on)))
    return [Group(key, tuple(rows)) for key, rows in found.items() if rows]


def strip(dues: Sequence[Due], calendar: Calendar, *, on: dt.date) -> list[StripDay]:
    """Two weeks from Monday of this one, with how many deadlines fall on each day."""
    monday = on - dt.timedelta(days=on.weekday())
    days = [monday + dt.timedelta(days=n) for n in range(STRIP_DAYS)]
    counts = {day: sum(due.due_on == day for due in dues) for day in days}
    seen = {day: calendar.look_up(day) for day in days}
    return [StripDay(day, not seen[day].is_working, seen[day].name, day == on, counts[day]) for day in days]


def _place(due_on: dt.date | None, on: dt.date, sunday: dt.date) -> str:
    if due_on is None:
        return "undated"
    if due_on < on:
        return "overdue"
    if due_on == on:
        return "today"
    return "week" if due_on <= sunday else "later"


def _left(due_on: dt.date | None, calendar: Calendar, on: dt.date) -> int | None:
    if due_on is None:
        return None
    if due_on < on:
        return -calendar.working_days_between(due_on, on).days
    return calendar.working_days_between(on, due_on).days
