"""What goes into a workbook: plain frozen data."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "whole", "decimal", "date", "time"]
Mark = Literal["", "underline", "strike", "italic"]


@dataclass(frozen=True, slots=True)
class Marked:
    """Some words of a cell, and how they look."""

    text: str
    mark: Mark = ""


Value = str | int | float | Decimal | date | datetime | None | tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters of the sheet's type; `kind` says how the values below are shown and aligned."""

    title: str
    width: float = 20
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells of one column that show as one. Rows count from 0 below the header; both ends belong to it."""

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `preface` lines stand above it, or on a second sheet when there are many (see `write_table`)."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    preface: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()


class CannotWriteSheet(ValueError):
    """The data given does not make a table."""
