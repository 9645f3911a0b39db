"""The table twin of a picture: plain cells, which a page or a paper sets in its own way."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one cell, and where it leads. `is_number` sets it to the right."""

    text: str
    url: str = ""
    is_number: bool = False


Row = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of each row is its heading. `feet` are rows of totals."""

    key: str
    caption: str
    head: Row
    rows: tuple[Row, ...]
    feet: tuple[Row, ...] = ()


def as_html(table: Table) -> str:
    """A scrolling region with the table in it; its id is the key of the picture and "-table"."""
    name = escape(table.caption)
    head = "".join(f'<th scope="col"{_kind(entry)}>{escape(entry.text, False)}</th>' for entry in table.head)
    feet = f"<tfoot>{_rows(table.feet)}</tfoot>" if table.feet else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}" id="{escape(table.key)}-table"><table>'
        f'<caption class="visually-hidden">{name}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{_rows(table.rows)}</tbody>{feet}</table></div>"
    )


def _rows(rows: Iterable[Row]) -> str:
    return "".join(
        f'<tr><th scope="row"{_kind(row[0])}>{_linked(row[0])}</th>'
        + "".join(f"<td{_kind(entry)}>{_linked(entry)}</td>" for entry in row[1:])
        + "</tr>"
        for row in rows
    )


def _kind(entry: Entry) -> str:
    return " data-number" if entry.is_number else ""


def _linked(entry: Entry) -> str:
    text = escape(entry.text, False)
    return f'<a href="{escape(entry.url)}">{text}</a>' if entry.url else text
