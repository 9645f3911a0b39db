"""Who is told, and when an agency is reminded."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from phoihop.agree.consultation.queries import accounts_in
from phoihop.agree.programmes.models import Programme
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.carry_out.tasks.models import Duty, Participation
from phoihop.carry_out.tasks.states import PartState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.kit.quarters import Cadence, Period, period_of
from phoihop.kit.workdays import Calendar

#: Working days before and after the due date on which the clock reminds, and from which the head is told too.
REMIND_BEFORE = (3, 1)
REMIND_AFTER = (1, 3, 5)
ESCALATE_AFTER = 5
_FURTHEST = 31
#: How long before a period closes its progress reports are opened, and how many working days after it they are due.
OPEN_REPORTS_AHEAD = dt.timedelta(days=5)
REPORT_WITHIN = 3


def units_of(programme: Programme) -> list[int]:
    """Who accepts and decides: the standing unit, else the lead agency of the framework."""
    return [programme.standing_unit_id or programme.framework.lead_agency_id]


def accounts_of(agencies: Iterable[int], *, may: Permission, on: dt.date) -> list[int]:
    """Accounts that may do this for one of these agencies that day, each once. One query."""
    found = accounts_in(agencies, may=may, on=on)
    return list(dict.fromkeys(account for accounts in found.values() for account in accounts))


def officers_and_heads(agency_id: int, *, on: dt.date) -> tuple[list[int], list[int]]:
    """(those who report and are reminded first, those who head the agency and hear of it when it stays undone).

    Where nobody but a head reports, the head is reminded from the beginning. Two queries.
    """
    heads = accounts_of([agency_id], may=Permission.SETTLE, on=on)
    reporting = accounts_of([agency_id], may=Permission.REPORT, on=on)
    officers = [account for account in reporting if account not in heads]
    return officers or reporting, heads


@dataclass(frozen=True, slots=True)
class ToRemind:
    """`working_days` is below zero before the due date and above zero after it."""

    part: Participation
    working_days: int

    @property
    def escalated(self) -> bool:
        return self.working_days >= ESCALATE_AFTER


def to_remind(*, today: dt.date) -> list[ToRemind]:
    """Parts of which somebody is reminded today, by the working days of the agency that owes them.

    Agencies without days of their own go by the country's calendar: one query for all of them, one for each other.
    """
    own = list(DayOff.objects.exclude(agency=None).values_list("agency_id", flat=True).distinct())
    found = _due_around(calendar_for(), today, own, own_calendar=False)
    for agency_id in own:
        found += _due_around(calendar_for(agency_id), today, [agency_id], own_calendar=True)
    return found


def _due_around(calendar: Calendar, today: dt.date, agencies: list[int], *, own_calendar: bool) -> list[ToRemind]:
    steps = reminding_days(calendar, today=today)
    if not steps:
        return []
    owed = Participation.objects.filter(
        state=PartState.OWED, due_on__in=steps, task__state__in=[State.OPEN, State.DONE]
    )
    owed = owed.filter(agency_id__in=agencies) if own_calendar else owed.exclude(agency_id__in=agencies)
    parts = owed.select_related("task__programme__framework", "agency").order_by("agency_id", "due_on", "pk")
    return [ToRemind(part, steps[part.due_on]) for part in parts if part.due_on]


def reminding_days(calendar: Calendar, *, today: dt.date) -> dict[dt.date, int]:
    """Due dates about which somebody is reminded today, and how far today lies behind them; none on a day off."""
    if not calendar.is_working(today):
        return {}
    steps = {calendar.add_working_days(today, count).date: -count for count in REMIND_BEFORE}
    for back in range(1, _FURTHEST):
        day = today - dt.timedelta(days=back)
        behind = calendar.working_days_between(day, today).days
        if behind in REMIND_AFTER and calendar.is_working(day):
            steps[day] = behind
        if behind > max(REMIND_AFTER):
            break
    return steps


def counting(day: dt.date, *, agency_id: int | None, today: dt.date) -> list[Participation]:
    """Running parts whose due date was counted over that day, of one agency or of all; missed ones stay missed."""
    owed = Participation.objects.filter(state=PartState.OWED, due_on__gte=max(day, today), counted_from__lte=day)
    if agency_id is not None:
        owed = owed.filter(agency_id=agency_id)
    return list(owed.select_related("task__programme__framework", "agency").order_by("pk"))


def duties_to_make() -> list[Duty]:
    """Running duties of programmes in force; for the clock."""
    running = Duty.objects.filter(ended_at=None, programme__framework__state=FrameworkState.IN_FORCE)
    return list(running.order_by("pk"))


@dataclass(frozen=True, slots=True)
class ToReport:
    part: Participation
    period: Period


def reports_to_open(*, today: dt.date) -> list[ToReport]:
    """Lead parts that owe a report for the period that closes soon or has just closed and have none; for the clock."""
    leading = Participation.objects.running().leading().filter(task__state=State.OPEN).exclude(task__reports_every="")
    found = []
    for part in leading.select_related("task__programme__framework", "agency").order_by("pk"):
        cutoff = part.task.programme.framework.cutoff_day or None
        period = period_of(today + OPEN_REPORTS_AHEAD, Cadence(part.task.reports_every), cutoff_day=cutoff)
        if period.last > today + OPEN_REPORTS_AHEAD:
            period = period.previous()
        assigned_on = day_of(part.assigned_at) if part.assigned_at else today
        if assigned_on <= period.last and not part.reports.filter(period=period.key).exists():
            found.append(ToReport(part, period))
    return found
