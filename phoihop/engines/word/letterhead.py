"""The two-column head of a paper (boxes 1 to 5 of Decree 30/2020, Annex I, part I.IV)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day

from lxml.etree import _Element

from phoihop.engines.word.elements import add_cell, add_row, paragraph, table, twips

NATIONAL_TITLE = "Cộng hòa xã hội chủ nghĩa Việt Nam"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_LENGTH = twips(56.5)  # measured at 13 pt bold
BLANK_NUMBER = "\u00a0" * 12  # ordinary spaces would be dropped at the line's end
CAPITAL_WIDTH = 0.68  # of the type size; bold capitals of a Times-metric face, averaged over agencies' names


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Issuers left, the state's title and motto right; then number left, place and date right."""

    issuers: tuple[str, ...]
    superior: str = ""
    number: str = ""
    place: str = ""
    date: Day | None = None
    draft_mark: str | None = None


def letterhead(head: Letterhead, width: int) -> _Element:
    """The head as a table without borders, `width` twips across."""
    # The state's title is 88 mm long at 12 pt bold and must stay on one line; the issuers get what is left over.
    right = max(twips(92), width * 55 // 100)
    left = width - right
    frame = table("Letterhead", (left, right))
    names = add_row(frame)
    add_cell(names, left, _issuers(head, left))
    rule = paragraph("Rule", indent=_centred(MOTTO_LENGTH, right))
    add_cell(names, right, (paragraph("NationalTitle", NATIONAL_TITLE.upper()), paragraph("Motto", MOTTO), rule))
    numbers = add_row(frame)
    add_cell(numbers, left, _number(head, left))
    add_cell(numbers, right, [paragraph("PlaceAndDate", place_and_date(head.place, head.date))])
    return frame


def heading(title: str, subject: str, width: int) -> Iterator[_Element]:
    """The kind of paper, what it is about, and the short rule beneath."""
    yield paragraph("Title", title.upper())
    if subject:
        yield paragraph("Subtitle", subject)
    yield paragraph("Rule", indent=_centred(twips(45), width))
    yield paragraph("Spacer")


def place_and_date(place: str, day: Day | None) -> str:
    """ "Ngã Bảy, ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 take a zero (Annex I, II.4)."""
    if day is None:
        when = "ngày      tháng      năm      "
    else:
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        when = f"ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{place}, {when}" if place else when


def numbered(number: str) -> str:
    """ "Số: 05/QC-UBND": below 10 takes a zero in front (Annex I, II.3); no number yet leaves room for one."""
    return "Số: " + (re.sub(r"^(?=\d(?!\d))", "0", number) or BLANK_NUMBER)


def _issuers(head: Letterhead, width: int) -> Iterator[_Element]:
    if head.superior:
        yield paragraph("ParentIssuer", head.superior.upper())
    for issuer in head.issuers:
        yield paragraph("Issuer", issuer.upper())
    # The rule is a third to a half of the line above it (Annex I, II.2b).
    last = len(head.issuers[-1]) if head.issuers else 20
    line = min(round(last * CAPITAL_WIDTH * 12 * 20), width)
    yield paragraph("Rule", indent=_centred(line * 2 // 5, width))


def _number(head: Letterhead, width: int) -> Iterator[_Element]:
    yield paragraph("DocumentNumber", numbered(head.number))
    if head.draft_mark:
        box = round((len(head.draft_mark) + 4) * 0.5 * 12 * 20)
        yield paragraph("DraftMark", head.draft_mark, indent=_centred(min(box, width), width))


def _centred(length: int, width: int) -> tuple[int, int]:
    side = max((width - length) // 2, 0)
    return side, side
