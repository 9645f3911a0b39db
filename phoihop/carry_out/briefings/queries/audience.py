"""Who is told, what the clock has to do, and under which programme a conclusion becomes a task."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation.queries import accounts_in
from phoihop.agree.programmes.models import Framework, Party, Programme
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.carry_out.briefings.models import Briefing, OwedPaper, Series
from phoihop.carry_out.briefings.states import AHEAD, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.models import Account, Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.workdays import Calendar

#: Working days before and after the day papers are due on which the agency is reminded.
REMIND_PAPERS_BEFORE: Final = (3, 1)
REMIND_PAPERS_AFTER: Final = (1, 2)


def accounts_of(agencies: Iterable[int], *, may: Iterable[Permission], on: dt.date) -> list[int]:
    """Accounts that may do one of these things for one of these agencies that day, each once."""
    wanted, found = set(agencies), {}
    for permission in may:
        for accounts in accounts_in(wanted, may=permission, on=on).values():
            found.update(dict.fromkeys(accounts))
    return list(found)


def preparing_accounts(series: Series, *, on: dt.date) -> list[int]:
    return accounts_of([series.host_id], may=[Permission.MINUTE], on=on)


def invited_accounts(briefing: Briefing, *, on: dt.date) -> list[int]:
    """Heads and officers of every agency with a seat, and whoever holds a seat in person."""
    seats = list(briefing.seats.values_list("agency_id", "tenure_id"))
    agencies = {agency for agency, _tenure in seats}
    found = accounts_of(agencies, may=[Permission.REPORT, Permission.CHAIR], on=on)
    own = Account.objects.filter(person__tenures__in=[tenure for _agency, tenure in seats if tenure], is_active=True)
    return list(dict.fromkeys([*found, *own.values_list("pk", flat=True)]))


def chair_accounts(briefing: Briefing, *, on: dt.date) -> list[int]:
    if briefing.chair_tenure_id:
        own = Account.objects.filter(person__tenures=briefing.chair_tenure_id, is_active=True)
        if found := list(own.values_list("pk", flat=True)):
            return found
    agencies = [briefing.chair_agency_id] if briefing.chair_agency_id else []
    return accounts_of(agencies, may=[Permission.CHAIR], on=on)


# ── For the clock and for reactions ──────────────────────────────────────────


def to_begin() -> list[Framework]:
    """In force without a plan of briefings: from before this stage was installed."""
    planned = Series.objects.filter(framework=OuterRef("pk"))
    return list(Framework.objects.filter(~Exists(planned), state=FrameworkState.IN_FORCE).order_by("pk"))


def series_running_of(framework: Framework) -> list[Series]:
    running = Series.objects.filter(framework=framework, ended_at=None)
    return list(running.select_related("framework", "programme").order_by("pk"))


def series_of_framework(framework: Framework) -> Series | None:
    found = Series.objects.filter(framework=framework, programme=None)
    return found.select_related("framework", "programme").order_by("-pk").first()


def counting(day: dt.date, *, agency_id: int | None, today: dt.date) -> list[Briefing]:
    """Briefings ahead, of one host or of all, whose days may have been counted over that day."""
    ahead = Briefing.objects.filter(state__in=AHEAD, held_at__date__gte=max(today, day - dt.timedelta(days=40)))
    found = ahead.filter(held_at__date__lte=day + dt.timedelta(days=120))
    rows = found.select_related("series__framework", "series__programme").order_by("held_at", "pk")
    return [one for one in rows if agency_id in (None, one.series.host_id)]


@dataclass(frozen=True, slots=True)
class PaperToRemind:
    """`working_days` is below zero before the day it is due."""

    owed: OwedPaper
    working_days: int


def papers_to_remind(*, today: dt.date) -> list[PaperToRemind]:
    """Papers not handed in of briefings still ahead, of which somebody is reminded today. Two queries."""
    calendar = calendar_for()
    steps = _steps(calendar, today)
    owed = OwedPaper.objects.filter(
        file=None, dropped_at=None, briefing__state__in=AHEAD, briefing__papers_due_on__in=steps
    )
    rows = owed.select_related("briefing__series__framework", "briefing__series__programme", "agency")
    return [PaperToRemind(one, steps[one.briefing.papers_due_on]) for one in rows.order_by("agency_id", "pk")]


def _steps(calendar: Calendar, today: dt.date) -> dict[dt.date, int]:
    if not calendar.is_working(today):
        return {}
    steps = {calendar.add_working_days(today, count).date: -count for count in REMIND_PAPERS_BEFORE}
    for count in REMIND_PAPERS_AFTER:
        steps[calendar.working_days_before(today, count - 1).date] = count
    return steps


def to_remind(*, today: dt.date) -> list[Briefing]:
    """Called briefings held on the next working day."""
    calendar = calendar_for()
    if not calendar.is_working(today):
        return []
    coming = calendar.add_working_days(today, 1).date
    called = Briefing.objects.filter(state=State.CALLED).exclude(reminded_on=today)
    rows = called.select_related("series__framework", "series__programme").order_by("held_at", "pk")
    return [one for one in rows.filter(held_at__date=coming) if day_of(one.held_at) == coming]


# ── Conclusions ──────────────────────────────────────────────────────────────


def programme_for(series: Series, agencies: Sequence[Agency]) -> Programme:
    """The programme under which these agencies can be given a task: the one of which all are parties.

    Raises NotAllowed when there is none: a task has one programme, and only its parties have parts in it.
    """
    programmes = (
        [series.programme] if series.programme else list(series.framework.programmes.order_by("position", "pk"))
    )
    members: dict[int, set[int]] = {}
    for pk, agency in Party.objects.filter(programme__in=programmes).values_list("programme_id", "agency_id"):
        members.setdefault(pk, set()).add(agency)
    wanted = {agency.pk for agency in agencies}
    for programme in programmes:
        if wanted <= members.get(programme.pk, set()):
            programme.framework = series.framework
            return programme
    raise NotAllowed(
        _("No programme has all of these agencies as parties: give each its own conclusion, or leave one out.")
    )
