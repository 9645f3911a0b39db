"""Reporting periods: calendar ones, and those of Decree 09/2019/NĐ-CP that close on the 14th of the month."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from phoihop.kit.workdays import Calendar, Computed

DECREE_09_CUTOFF = 14
"""Decree 09/2019, art. 12: month 15th to 14th, quarter, half-year and year alike (year: 15 December to 14 December)."""
DECREE_09_DUE = 17
"""The usual day on which sector circulars ask for the report of a period closed on the 14th (TT 55/2020/TT-BCT)."""

ROMAN = ("I", "II", "III", "IV")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Cadence(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        return {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}[self.value]


_KEY = re.compile(r"(\d{4})(?:-(M|Q|H)(\d{1,2}))?")
_LETTER = {Cadence.MONTHLY: "M", Cadence.QUARTERLY: "Q", Cadence.HALF_YEARLY: "H"}


@dataclass(frozen=True, slots=True)
class Period:
    """The ``number``-th month, quarter, half or whole of ``year``.

    ``cutoff_day`` is the last day of the month that still counts (14 under Decree 09); None closes with the month.
    """

    cadence: Cadence
    year: int
    number: int
    cutoff_day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // self.cadence.months:
            raise ValueError(f"There is no {self.cadence} period number {self.number} in a year.")
        if self.cutoff_day is not None and not 1 <= self.cutoff_day <= 28:
            raise ValueError(
                f"Cut-off day {self.cutoff_day}: give a day from 1 to 28, or none for the end of the month."
            )

    @property
    def last_month(self) -> int:
        return self.number * self.cadence.months

    @property
    def last(self) -> date:
        return _closing(self.year, self.last_month, self.cutoff_day)

    @property
    def first(self) -> date:
        return self._shifted(-1).last + timedelta(days=1)

    @property
    def key(self) -> str:
        """For addresses and file names: 2026, 2026-H1, 2026-Q3, 2026-M11. Does not tell the cut-off."""
        if self.cadence is Cadence.YEARLY:
            return str(self.year)
        return f"{self.year}-{_LETTER[self.cadence]}{self.number}"

    @classmethod
    def from_key(cls, key: str, *, cutoff_day: int | None = None) -> Self:
        if not (match := _KEY.fullmatch(key)):
            raise ValueError(f"“{key}” names no period; write 2026, 2026-H1, 2026-Q3 or 2026-M11.")
        year, letter, number = match.groups()
        cadence = next((c for c, sign in _LETTER.items() if sign == letter), Cadence.YEARLY)
        return cls(cadence, int(year), int(number or 1), cutoff_day)

    @property
    def label_vi(self) -> str:
        match self.cadence:
            case Cadence.MONTHLY:
                return f"tháng {self.number}/{self.year}"
            case Cadence.QUARTERLY:
                return f"quý {ROMAN[self.number - 1]}/{self.year}"
            case Cadence.HALF_YEARLY:
                return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
            case _:
                return f"năm {self.year}"

    @property
    def label_en(self) -> str:
        match self.cadence:
            case Cadence.MONTHLY:
                return f"{MONTHS[self.number - 1]} {self.year}"
            case Cadence.QUARTERLY:
                return f"Q{self.number} {self.year}"
            case Cadence.HALF_YEARLY:
                return f"{'first' if self.number == 1 else 'second'} half of {self.year}"
            case _:
                return str(self.year)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def next(self) -> Self:
        return self._shifted(1)

    def previous(self) -> Self:
        return self._shifted(-1)

    def due(self, day: int, calendar: Calendar, *, basis: str = "") -> Computed:
        """When its report is due: the first ``day`` of a month on or after the close, moved to a working day.

        A day that the month does not have means its last day: 31 is "the end of the month".
        """
        if not 1 <= day <= 31:
            raise ValueError(f"Due day {day}: give a day of the month, from 1 to 31.")
        asked = _closing(self.last.year, self.last.month, day)
        if asked < self.last:
            year, month = _month_after(self.last.year, self.last.month)
            asked = _closing(year, month, day)
        return calendar.next_working_day(asked, basis=basis)

    def _shifted(self, by: int) -> Self:
        years, rest = divmod(self.number - 1 + by, 12 // self.cadence.months)
        return type(self)(self.cadence, self.year + years, rest + 1, self.cutoff_day)


def period_of(day: date, cadence: Cadence = Cadence.QUARTERLY, *, cutoff_day: int | None = None) -> Period:
    """The period in which a day falls. Under Decree 09 the 15th of December is already of next year's first quarter."""
    year, month = day.year, day.month
    if cutoff_day is not None and day.day > cutoff_day:
        year, month = _month_after(year, month)
    return Period(cadence, year, (month - 1) // cadence.months + 1, cutoff_day)


def periods_between(
    first: date, last: date, cadence: Cadence = Cadence.QUARTERLY, *, cutoff_day: int | None = None
) -> Iterator[Period]:
    """Every period that shares a day with the term from ``first`` to ``last``, in order."""
    period = period_of(first, cadence, cutoff_day=cutoff_day)
    while period.first <= last:
        yield period
        period = period.next()


def _month_after(year: int, month: int) -> tuple[int, int]:
    return year + month // 12, month % 12 + 1


def _closing(year: int, month: int, day: int | None) -> date:
    """That day of that month, or the month's last day when it is shorter or no day is named."""
    end = date(*_month_after(year, month), 1) - timedelta(days=1)
    return end if day is None or day >= end.day else end.replace(day=day)
