"""Who has not spoken, since when, and for how many working days: for any day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from phoihop.carry_out.escalations.models import Difficulty, Referral, ReferralDue, Turn
from phoihop.carry_out.escalations.states import WAITING, ReferralState
from phoihop.carry_out.tasks.queries import end_of
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.kit.workdays import Calendar, Step

#: A DifficultyQuerySet whose rows have `day_state`, `day_waits_for` and `day_since`; mypy knows no word for that.
Told = Any
LONGEST: Final = 3700
"""Days back beyond which nobody asks how long somebody has been silent."""


def as_of(difficulties: QuerySet[Difficulty], *, on: dt.date, then: bool = False) -> Told:
    """Each difficulty reported by that day with its state of that day, the agency that was to speak, and since when.

    With `then` the day is past and told as it was; without, it is told by what is known now, which costs less.
    """
    if not then:
        return difficulties.annotate(day_state=F("state"), day_waits_for=F("waits_for_id"), day_since=F("since_on"))
    after = end_of(on)
    last = Turn.objects.filter(difficulty=OuterRef("pk"), at__lt=after).order_by("-at", "-pk")
    return difficulties.filter(reported_at__lt=after).annotate(
        day_state=Subquery(last.values("state")[:1], output_field=CharField()),
        day_waits_for=Subquery(last.values("waits_for_id")[:1], output_field=IntegerField()),
        day_since=Subquery(last.values("on_day")[:1], output_field=DateField()),
    )


@dataclass(frozen=True, slots=True)
class Silence:
    """`agency_id` has been silent since a day, for so many working days of its own calendar."""

    agency_id: int
    since: dt.date
    days: int


class Silences:
    """Lengths of silence up to a day; each calendar is looked up once, and those without own days share one."""

    def __init__(self, on: dt.date) -> None:
        self.on = on
        self._own: set[int] | None = None
        self._country: _Counted | None = None
        self._calendars: dict[int, _Counted] = {}

    def of(self, agency_id: int, since: dt.date) -> Silence:
        return Silence(agency_id, since, self.between(agency_id, since, self.on))

    def between(self, agency_id: int, since: dt.date, until: dt.date) -> int:
        """Working days of the agency after one day, up to and including another; `until` is no later than `on`."""
        counted = self._of(agency_id)
        return max(counted.since(since) - counted.since(until), 0)

    def steps(self, silence: Silence) -> tuple[Step, ...]:
        """How the length of this one was counted."""
        return self._of(silence.agency_id).calendar.working_days_between(silence.since, self.on).steps

    def _of(self, agency_id: int) -> "_Counted":
        if self._own is None:
            self._own = set(_with_own_days())
        if agency_id in self._own:
            if agency_id not in self._calendars:
                self._calendars[agency_id] = _Counted(calendar_for(agency_id), self.on)
            return self._calendars[agency_id]
        if self._country is None:
            self._country = _Counted(calendar_for(), self.on)
        return self._country


class _Counted:
    """Working days from any day up to one, each day of the calendar walked over once however many ask."""

    def __init__(self, calendar: Calendar, on: dt.date) -> None:
        self.calendar = calendar
        self._known = {on: 0}
        self._first = on

    def since(self, day: dt.date) -> int:
        """Working days after `day`, up to the day counted to; none when that comes first."""
        while self._first > day:
            before = self._first - dt.timedelta(days=1)
            self._known[before] = self._known[self._first] + self.calendar.is_working(self._first)
            self._first = before
        return self._known.get(day, 0)


def silence_of(told: Any, silences: Silences) -> Silence | None:
    """Of one row of `as_of`: None where nobody is to speak."""
    if told.day_waits_for is None or told.day_state not in WAITING:
        return None
    return silences.of(told.day_waits_for, told.day_since)


def longer_than(days: int, *, on: dt.date) -> Q:
    """Rows of `as_of` on which somebody has been silent for more than so many working days of its own calendar."""
    own = _with_own_days()
    waiting = Q(day_state__in=WAITING, day_waits_for__isnull=False)
    found = Q(day_since__lt=_bound(calendar_for(), days, on)) & ~Q(day_waits_for__in=own)
    for agency_id in own:
        found |= Q(day_since__lt=_bound(calendar_for(agency_id), days, on), day_waits_for=agency_id)
    return waiting & found


def _bound(calendar: Calendar, days: int, on: dt.date) -> dt.date:
    """The first day since which no more than so many working days have passed on `on`."""
    first, counted = on, 0
    for _back in range(LONGEST):
        counted += calendar.is_working(first)
        if counted > days:
            return first
        first -= dt.timedelta(days=1)
    return first


def _with_own_days() -> list[int]:
    return list(
        DayOff.objects.exclude(agency=None).order_by("agency_id").values_list("agency_id", flat=True).distinct()
    )


def silent_referrals(
    referrals: QuerySet[Referral], *, on: dt.date, then: bool = False
) -> list[tuple[Referral, Silence]]:
    """Those a body had not answered at the end of that day, the longest silence first; `day_due` is set on each."""
    found = _awaited(referrals, on=on, then=then).select_related("difficulty__programme", "difficulty__held_by", "body")
    silences = Silences(on)
    rows = [(one, silences.of(one.body_id, one.referred_on)) for one in found]
    return sorted(rows, key=lambda row: (-row[1].days, row[0].referred_on, row[0].pk))


def _awaited(referrals: QuerySet[Referral], *, on: dt.date, then: bool) -> Any:
    if not then:
        return referrals.filter(state=ReferralState.AWAITED).annotate(day_due=F("due_on"))
    after = end_of(on)
    due = ReferralDue.objects.filter(referral=OuterRef("pk"), since_at__lt=after).order_by("-since_at", "-pk")
    open_ = referrals.filter(referred_at__lt=after).filter(Q(closed_at=None) | Q(closed_at__gte=after))
    return open_.annotate(day_due=Subquery(due.values("due_on")[:1], output_field=DateField()))
