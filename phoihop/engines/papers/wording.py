"""Turns of phrase that papers share: days and hours as Decree 30/2020 wants them written, lists, numbered items."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from phoihop.engines.papers.shapes import Node


def spoken_day(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 take a zero (Annex I, II.4b)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def spoken_time(at: datetime) -> str:
    """ "08 giờ 30 phút, ngày 05 tháng 02 năm 2026", in the zone `at` is given in."""
    return f"{at.hour:02} giờ {at.minute:02} phút, {spoken_day(at.date())}"


def ended(words: str, mark: str = ".") -> str:
    """The words with one mark at their end, whatever they ended in before."""
    bare = words.rstrip(" ;,.")
    return bare if bare.endswith(("!", "?", ":")) else bare + mark


def paragraph(words: str) -> Node:
    return Node("paragraph", text=words)


def paragraphs(words: str) -> Iterator[Node]:
    """One paragraph per line of what somebody typed."""
    for line in words.split("\n"):
        if line.strip():
            yield paragraph(line.strip())


def dashes(items: Iterable[str]) -> tuple[Node, ...]:
    """ "- …;" lines, the last ending in a full stop."""
    given = tuple(items)
    last = len(given) - 1
    return tuple(
        Node("paragraph", "-", text=ended(item, "." if place == last else ";")) for place, item in enumerate(given)
    )


def numbered(items: Iterable[str]) -> tuple[Node, ...]:
    """ "1. …" clauses."""
    return tuple(Node("clause", str(place), text=ended(item)) for place, item in enumerate(items, start=1))


def roman(number: int) -> str:
    """1 to 39, which is further than any paper's sections go."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def lowered(name: str) -> str:
    """A common noun's first letter made small in mid-sentence: "Hội nghị giao ban" -> "hội nghị giao ban"."""
    return name[:1].lower() + name[1:]
