"""Who has not spoken, since when, and for how many working days: for any day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from phoihop.carry_out.escalations.models import Difficulty, Referral, ReferralDue, Turn
from phoihop.carry_out.escalations.states import WAITING, ReferralState
from phoihop.carry_out.tasks.queries import end_of
from phoihop.foundation.calendar.models import DayOff
from phoihop.kit.workdays import Calendar, Step

#: A DifficultyQuerySet whose rows have `day_state`, `day_waits_for`, `day_since` and `day_held_by`, the agencies' names
#: as `day_waited_for` and `day_holder`; mypy knows no word for that.
Told = Any
LONGEST: Final = 3700
"""Days back beyond which nobody asks how long somebody has been silent."""


def as_of(difficulties: QuerySet[Difficulty], *, on: dt.date, then: bool = False) -> Told:
    """Each difficulty reported by that day: its state of that day, whose it was, who was to speak, and since when.

    With `then` the day is past and told as it was; without, it is told by what is known now, which costs less.
    """
    if not then:
        return difficulties.annotate(
            day_state=F("state"),
            day_waits_for=F("waits_for_id"),
            day_waited_for=F("waits_for__name"),
            day_since=F("since_on"),
            day_held_by=F("held_by_id"),
            day_holder=F("held_by__name"),
        )
    after = end_of(on)
    last = Turn.objects.filter(difficulty=OuterRef("pk"), at__lt=after).order_by("-at", "-pk")
    # The turn is found once and joined by its key; each column of it asked for by itself would find it again.
    told = difficulties.filter(reported_at__lt=after, turns__pk=Subquery(last.values("pk")[:1]))
    return told.annotate(
        day_state=F("turns__state"),
        day_waits_for=F("turns__waits_for_id"),
        day_waited_for=F("turns__waits_for__name"),
        day_since=F("turns__on_day"),
        day_held_by=Coalesce("turns__held_by_id", "held_by_id"),
        day_holder=Coalesce("turns__held_by__name", "held_by__name"),
    )


@dataclass(frozen=True, slots=True)
class Silence:
    """`agency_id` has been silent since a day, for so many working days of its own calendar."""

    agency_id: int
    since: dt.date
    days: int


class Silences:
    """Lengths of silence up to a day. One query for all calendars, those without days of their own share one.

    Whoever knows which agencies will be spoken of names them, so that the days of all others are not read.
    """

    def __init__(self, on: dt.date, agencies: Iterable[int | None] | None = None) -> None:
        self.on = on
        self._agencies = None if agencies is None else {one for one in agencies if one}
        self._country: _Counted | None = None
        self._own: dict[int, _Counted] = {}

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
        if self._country is None:
            country, own = calendars_of(self._agencies, until=self.on)
            self._country = _Counted(country, self.on)
            self._own = {key: _Counted(calendar, self.on) for key, calendar in own.items()}
        return self._own.get(agency_id, self._country)


def calendars_of(agencies: Iterable[int] | None, *, until: dt.date) -> tuple[Calendar, dict[int, Calendar]]:
    """The country's calendar, and that of each agency which has days of its own, up to a day. One query.

    As calendar.queries.calendar_for: where both speak of a day, the agency has the last word.
    """
    found = DayOff.objects.filter(day__lte=until)
    if agencies is not None:
        found = found.filter(Q(agency=None) | Q(agency_id__in=agencies))
    said: dict[int | None, dict[dt.date, tuple[str, str]]] = {None: {}}
    for agency_id, day, name, kind in found.values_list("agency_id", "day", "name", "kind"):
        said.setdefault(agency_id, {})[day] = (name, kind)
    country = said.pop(None)
    return _calendar(country), {key: _calendar(country | own) for key, own in said.items() if key}


def _calendar(said: dict[dt.date, tuple[str, str]]) -> Calendar:
    worked = DayOff.Kind.WORKING_SWAP
    return Calendar(
        days_off={day: name for day, (name, kind) in said.items() if kind != worked},
        working_days={day: name for day, (name, kind) in said.items() if kind == worked},
    )


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


def longer_than(found: Told, days: int, *, on: dt.date) -> Told:
    """Rows of `as_of` on which somebody has been silent for more than so many working days of its own calendar.

    Two queries: whom these rows wait for, and those agencies' days.
    """
    waiting = found.filter(day_state__in=WAITING, day_waits_for__isnull=False)
    agencies = set(waiting.order_by().values_list("day_waits_for", flat=True).distinct())
    country, own = calendars_of(agencies, until=on)
    long = Q(day_since__lt=_bound(country, days, on)) & ~Q(day_waits_for__in=list(own))
    for agency_id, calendar in own.items():
        long |= Q(day_since__lt=_bound(calendar, days, on), day_waits_for=agency_id)
    return waiting.filter(long)


def _bound(calendar: Calendar, days: int, on: dt.date) -> dt.date:
    """The first day since which no more than so many working days have passed on `on`."""
    first, counted = on, 0
    for _back in range(LONGEST):
        counted += calendar.is_working(first)
        if counted > days:
            return first
        first -= dt.timedelta(days=1)
    return first


def silent_referrals(
    referrals: QuerySet[Referral], *, on: dt.date, then: bool = False
) -> list[tuple[Referral, Silence]]:
    """Those a body had not answered at the end of that day, the longest silence first; `day_due` is set on each."""
    found = list(_awaited(referrals, on=on, then=then).select_related("difficulty__programme", "difficulty__held_by"))
    silences = Silences(on, {one.body_id for one in found})
    rows = [(one, silences.of(one.body_id, one.referred_on)) for one in found]
    return sorted(rows, key=lambda row: (-row[1].days, row[0].referred_on, row[0].pk))


def _awaited(referrals: QuerySet[Referral], *, on: dt.date, then: bool) -> Any:
    if not then:
        return referrals.filter(state=ReferralState.AWAITED).annotate(day_due=F("due_on"))
    after = end_of(on)
    due = ReferralDue.objects.filter(referral=OuterRef("pk"), since_at__lt=after).order_by("-since_at", "-pk")
    open_ = referrals.filter(referred_at__lt=after).filter(Q(closed_at=None) | Q(closed_at__gte=after))
    return open_.annotate(day_due=Subquery(due.values("due_on")[:1], output_field=DateField()))
