"""What is drawn: frozen data. Totals are always counted from the parts, never given.

`key` names a picture on its page: ids are made of it. A `url` is where the rows behind a figure are listed; empty: no
link. All words are the caller's, in the reader's language.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

CLASSES = ("done", "done-late", "open", "soon", "overdue")
"""The five official classes, in the order of every bar and table."""
NO_URLS = ("",) * len(CLASSES)

State = Literal["done", "late", "missed", "next"]
Shape = Literal["round", "diamond", "square", "line", "tick"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on one day. Table and pointer say `what` and `outcome` ("Giao ban quý III/2021", "không họp").

    `tag` stands under the mark (a quarter's numeral), `label` beside it where there is room. Shapes: "round" for what
    recurs, "diamond" for a deadline, "square" for a signed paper, "line" for what changes everything from that day on
    (drawn through all lanes), "tick" for a lesser event. "next": not come yet.
    """

    on: date
    what: str
    shape: Shape = "round"
    state: State = "done"
    outcome: str = ""
    tag: str = ""
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts: from `first` to `last`, or still (None). `label` says how long ("42 ngày")."""

    first: date
    last: date | None
    what: str
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of a timeline. A threaded lane ties its marks together up to the last one that has come."""

    label: str
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    is_threaded: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """A term from `first` to `last` as seen on `today`. `today_label`: "Hôm nay 16/10/2025" or "Tính đến …".

    `headings` of the table: day, lane, what, outcome.
    """

    key: str
    title: str
    first: date
    last: date
    today: date
    today_label: str
    lanes: tuple[Lane, ...]
    headings: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of each class one agency or clause has; `urls` in the same order, `url` for all of them."""

    label: str
    counts: tuple[int, int, int, int, int]
    urls: tuple[str, ...] = NO_URLS
    url: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Bars:
    """`heading` names the rows ("Cơ quan"), `classes` the five classes, `unit` what is counted ("nhiệm vụ")."""

    key: str
    title: str
    rows: tuple[Bar, ...]
    heading: str
    classes: tuple[str, str, str, str, str]
    unit: str
    total_label: str
    total_urls: tuple[str, ...] = NO_URLS
    total_url: str = ""

    @property
    def totals(self) -> Bar:
        counts = [sum(column) for column in zip(*(row.counts for row in self.rows), strict=True)] or [0] * 5
        return Bar(self.total_label, tuple(counts), self.total_urls, self.total_url)


@dataclass(frozen=True, slots=True)
class Column:
    """A quarter: `label` above the cells ("III"), `group` above that ("2021"), `said` in words ("quý III/2021")."""

    label: str
    group: str
    said: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`part` of `whole`: so many overdue of so many due."""

    part: int
    whole: int
    url: str = ""

    @property
    def share(self) -> float:
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A cell for each column; None or a cell of nothing where nothing fell due, or the quarter has not come."""

    label: str
    cells: tuple[Cell | None, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`heading` names the rows, `part` and `whole` what a cell counts ("quá hạn", "đến hạn")."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[HeatRow, ...]
    heading: str
    part: str
    whole: str
    total_label: str
    total_url: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.key}: every row needs a cell, or None, for each of {len(self.columns)} columns.")

    @property
    def column_totals(self) -> list[Cell]:
        return [summed([row.cells[n] for row in self.rows], one.url) for n, one in enumerate(self.columns)]

    @property
    def totals(self) -> HeatRow:
        return HeatRow(self.total_label, tuple(self.column_totals), self.total_url)


def summed(cells: Sequence[Cell | None], url: str = "") -> Cell:
    there = [cell for cell in cells if cell]
    return Cell(sum(cell.part for cell in there), sum(cell.whole for cell in there), url)


@dataclass(frozen=True, slots=True)
class Case:
    """Something put to a leadership body: since when, decided when (None: not yet), after how many days so far.

    The caller counts the days, for it knows whether working or calendar days are meant.
    """

    what: str
    since: date
    until: date | None
    days: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class LeadTimeWords:
    """`ninth` speaks of the 90th percentile ("90 % được quyết trong"), `nothing` of a picture without a case."""

    what: str
    since: str
    until: str
    days: str
    unit: str
    decided: str
    waiting: str
    median: str
    ninth: str
    nothing: str


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """How long decisions took. Those not yet taken are no part of median and percentile: they are shown beside."""

    key: str
    title: str
    cases: tuple[Case, ...]
    words: LeadTimeWords

    @property
    def decided(self) -> list[int]:
        return sorted(case.days for case in self.cases if case.until)

    @property
    def waiting(self) -> list[Case]:
        """Longest silence first."""
        return sorted((case for case in self.cases if not case.until), key=lambda case: (-case.days, case.what))

    @property
    def median(self) -> float | None:
        return statistics.median(self.decided) if self.decided else None

    @property
    def ninth(self) -> int | None:
        """The nearest-rank 90th percentile: the shortest time within which nine in ten were decided."""
        return self.decided[math.ceil(0.9 * len(self.decided)) - 1] if self.decided else None
