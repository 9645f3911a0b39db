"""Working-day arithmetic whose every result can say how it was reached.

Counting follows the Civil Code 2015: the first day is not counted (art. 147.2), and a period whose last day is a day
off ends with the next working day (art. 148.5).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

SATURDAY = 5
ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE = 366
"""Days in a row without one working day after which a calendar is taken to be wrong, not merely festive."""


class NoWorkingDay(ValueError):
    """The calendar closes every day for a year: its list of days off is wrong."""


class Kind(StrEnum):
    """Why a day counts or does not count."""

    WORKING = "working"
    MADE_UP = "made_up"
    WEEKEND = "weekend"
    DAY_OFF = "day_off"


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    kind: Kind
    name: str = ""

    @property
    def is_working(self) -> bool:
        return self.kind in (Kind.WORKING, Kind.MADE_UP)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: a code for the sentence, and what the sentence speaks of. Days are ISO strings.

    Codes: ``after`` ``before`` ``from`` ``between`` (the question), ``weekends`` ``day_off`` ``made_up`` (what was
    skipped or counted against the week's habit), ``moved`` (the day asked for is off), ``result`` ``counted`` (the
    answer), ``basis`` (the rule that asked).
    """

    code: str
    params: Mapping[str, str | int]

    def as_json(self) -> dict[str, str | int]:
        return {"code": self.code, **self.params}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(str(stored["code"]), {key: value for key, value in stored.items() if key != "code"})


@dataclass(frozen=True, slots=True)
class Computed:
    """A date, and the arithmetic that led to it."""

    date: date
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        return {"date": self.date.isoformat(), "steps": [step.as_json() for step in self.steps]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(date.fromisoformat(stored["date"]), tuple(Step.from_json(step) for step in stored["steps"]))


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of working days, and the arithmetic that led to it."""

    days: int
    steps: tuple[Step, ...]


class Calendar:
    """Which days work: Monday to Friday, less the days off, plus the weekend days worked in exchange.

    Both mappings give a day its name ("Tết Nguyên đán", "Làm bù cho ngày 02/01/2026").
    """

    def __init__(self, days_off: Mapping[date, str], working_days: Mapping[date, str] | None = None) -> None:
        self.days_off = dict(days_off)
        self.working_days = dict(working_days or {})
        if both := sorted(self.days_off.keys() & self.working_days.keys()):
            raise ValueError(f"{both[0]} is both a day off and a working day; withdraw one of the two.")

    def look_up(self, day: date) -> Day:
        if day in self.days_off:
            return Day(day, Kind.DAY_OFF, self.days_off[day])
        if day.weekday() < SATURDAY:
            return Day(day, Kind.WORKING)
        if day in self.working_days:
            return Day(day, Kind.MADE_UP, self.working_days[day])
        return Day(day, Kind.WEEKEND)

    def is_working(self, day: date) -> bool:
        return self.look_up(day).is_working

    def next_working_day(self, day: date, *, basis: str = "") -> Computed:
        """``day`` itself if it works, else the first working day after it."""
        passed = self._walk_until(day, ONE_DAY, count=1)
        found = passed[-1].day
        moved = [] if found == day else [_step("moved", day=day)]
        return _computed(found, [_step("from", day=day), *moved, *_remarkable(passed)], basis)

    def add_working_days(self, start: date, count: int, *, basis: str = "") -> Computed:
        """The ``count``-th working day after ``start``, which is not counted itself. Zero: see next_working_day."""
        _require_natural(count)
        if count == 0:
            return self.next_working_day(start, basis=basis)
        passed = self._walk_until(start + ONE_DAY, ONE_DAY, count=count)
        return _computed(passed[-1].day, [_step("after", day=start, count=count), *_remarkable(passed)], basis)

    def working_days_before(self, day: date, count: int, *, basis: str = "") -> Computed:
        """The last working day that leaves ``count`` full working days between itself and ``day``.

        "Papers at least three working days before the meeting": a meeting on Friday the 11th asks for the papers by
        the end of Monday the 7th, for Tuesday, Wednesday and Thursday lie whole between the two.
        """
        _require_natural(count)
        passed = self._walk_until(day - ONE_DAY, -ONE_DAY, count=count + 1)
        steps = [_step("before", day=day, count=count), *_remarkable(passed[::-1])]
        return _computed(passed[-1].day, steps, basis)

    def working_days_between(self, start: date, end: date) -> Counted:
        """Working days after ``start`` up to and including ``end``; below zero when ``end`` comes first.

        The inverse of add_working_days: what is due in five working days is five working days away.
        """
        early, late = sorted((start, end))
        passed = [self.look_up(early + timedelta(days=n)) for n in range(1, (late - early).days + 1)]
        days = sum(day.is_working for day in passed) * (1 if start <= end else -1)
        question = _step("between", start=start, end=end)
        return Counted(days, (question, *_remarkable(passed), _step("counted", count=days)))

    def full_working_days_between(self, start: date, end: date) -> int:
        """Working days that lie whole between two days, neither of which is counted."""
        return max(0, self.working_days_between(start, end - ONE_DAY).days)

    def _walk_until(self, first: date, pace: timedelta, *, count: int) -> list[Day]:
        """Every day walked over, the last one being the ``count``-th working day met."""
        passed: list[Day] = []
        day, met, closed = first, 0, 0
        while met < count:
            passed.append(self.look_up(day))
            met, closed = (met + 1, 0) if passed[-1].is_working else (met, closed + 1)
            if closed > LONGEST_CLOSURE:
                raise NoWorkingDay(f"No working day in the year next to {first}; check the list of days off.")
            day += pace
        return passed


def _require_natural(count: int) -> None:
    if count < 0:
        raise ValueError(f"{count} working days: give zero or more, and use working_days_before to count backwards.")


def _step(code: str, **params: str | int | date) -> Step:
    return Step(code, {key: value.isoformat() if isinstance(value, date) else value for key, value in params.items()})


def _computed(result: date, steps: list[Step], basis: str) -> Computed:
    because = [_step("basis", text=basis)] if basis else []
    return Computed(result, (*steps, _step("result", day=result), *because))


def _remarkable(passed: list[Day]) -> Iterator[Step]:
    """What a reader with a wall calendar would miss: one step per run of days off, one for all the weekends.

    ``passed`` is in the order of the calendar. A weekend inside Tết is told with the weekends, so a run may have gaps;
    an ordinary working day ends it, or "from Monday to Friday" would be said of that Monday and that Friday.
    """
    runs: list[list[Day]] = []
    goes_on = False
    for day in passed:
        if day.kind in (Kind.WORKING, Kind.WEEKEND):
            goes_on = goes_on and day.kind is Kind.WEEKEND
            continue
        if goes_on and (runs[-1][-1].kind, runs[-1][-1].name) == (day.kind, day.name):
            runs[-1].append(day)
        else:
            runs.append([day])
        goes_on = True
    if weekends := sum(day.kind is Kind.WEEKEND for day in passed):
        yield _step("weekends", days=weekends)
    for run in runs:
        yield _step(run[0].kind.value, first=run[0].day, last=run[-1].day, days=len(run), name=run[0].name)
