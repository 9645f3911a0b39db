"""A rule set of form and layout as frozen data. Lengths of the page are millimetres, sizes of type points."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Literal

Organ = Literal["state", "party"]
Align = Literal["left", "centre", "right", "justify"]
Language = Literal["vi", "en"]


class UnknownRegime(Exception):
    """No such rule set. The text is Vietnamese: it goes to whoever chose it."""


@dataclass(frozen=True, slots=True)
class Range:
    """The value we set, and the least and most the rule allows (`most` None: no upper limit is given)."""

    used: float
    least: float
    most: float | None = None

    def allows(self, value: float, tolerance: float = 0.0) -> bool:
        """Whether `value` is within the rule, in the range's own unit."""
        return self.least - tolerance <= value and (self.most is None or value <= self.most + tolerance)


@dataclass(frozen=True, slots=True)
class Page:
    """Sheet and margins in mm. The page number stands centred in the top margin, from page `numbered_from` on."""

    width: float
    height: float
    top: Range
    bottom: Range
    left: Range
    right: Range
    numbered_from: int
    landscape_for_wide_tables: bool


@dataclass(frozen=True, slots=True)
class Style:
    """One element of the form."""

    size: Range
    bold: bool = False
    italic: bool = False
    caps: bool = False
    underline: bool = False
    align: Align = "centre"


@dataclass(frozen=True, slots=True)
class Body:
    """Running text. Lines are spaced by `line_spacing` (multiples of single) or, where given, `exact_leading` (pt).

    `before` is the room between paragraphs in pt; `first_line` the indent in mm, one of `first_line_allowed`.
    """

    before: Range
    first_line: float
    first_line_allowed: tuple[float, ...]
    line_spacing: Range | None = None
    exact_leading: Range | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The right-hand head line by line as (style, words) by language, and the marks below both halves.

    `rule` is the share of the last line's length; `issuer_mark` stands under the issuer: a rule of `issuer_rule`'s
    share of the line above it, or a star. `both_committees`: a standing committee's paper names its committee too.
    """

    lines: Mapping[Language, tuple[tuple[str, str], ...]]
    rule: Range
    issuer_mark: Literal["rule", "star"]
    issuer_rule: Range | None = None
    both_committees: bool = False


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How number and symbol are written: "Số: 05/QC-UBND" or "Số 05-QC/ĐU"."""

    colon: bool
    after_number: str
    between_groups: str
    pad_below: int

    def figure(self, number: str) -> str:
        """ "5" -> "05"; anything but a bare figure is kept as given."""
        return f"0{int(number)}" if number.isdecimal() and int(number) < self.pad_below else number

    def symbol(self, *groups: str) -> str:
        """The symbol out of its groups, type first: "QC-UBND", "NQ/ĐU"."""
        return self.between_groups.join(group for group in groups if group)

    def written(self, number: str, symbol: str) -> str:
        """Number and symbol as cited, without the word before them."""
        return f"{self.figure(number)}{self.after_number}{symbol}" if symbol else self.figure(number)


@dataclass(frozen=True, slots=True)
class Series:
    """How numbers run: each `restarts` from 1, together or each type by itself."""

    restarts: Literal["year", "term"]
    per_type: bool


@dataclass(frozen=True, slots=True)
class DateForm:
    """A zero stands before days below `pad_day_below` and months below `pad_month_below`.

    `comma_before_day` is set where citing a paper puts a comma there ("Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026").
    """

    pad_day_below: int
    pad_month_below: int
    comma_before_day: bool

    def day(self, day: Day) -> str:
        return f"{day.day:02}" if day.day < self.pad_day_below else str(day.day)

    def month(self, day: Day) -> str:
        return f"{day.month:02}" if day.month < self.pad_month_below else str(day.month)


@dataclass(frozen=True, slots=True)
class TitleForm:
    """What stands under type and subject: a rule of `rule`'s share of the line above, or `dashes`."""

    rule: Range | None = None
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class LegalBases:
    """Each basis on a line of its own: `lead` before it, `between` after each, `last` after the last."""

    lead: str
    between: str
    last: str


@dataclass(frozen=True, slots=True)
class Authority:
    """The marks of who signs for whom, by our neutral key ("TM" -> "TM." or "T/M").

    `instead` tells which key stands for one the regime does not know; `never_for_collectives` are those a collective
    leadership does not use: its deputy signs on its behalf.
    """

    prefixes: Mapping[str, str]
    instead: Mapping[str, str]
    never_for_collectives: tuple[str, ...] = ()

    def prefix(self, key: str) -> str:
        """The mark as printed; empty where the regime has none and no other in its place."""
        return self.prefixes.get(self.instead.get(key, key), "")


@dataclass(frozen=True, slots=True)
class Signature:
    """Digital signature images (Annex I, II.7d and 8): colours, and how much of the signature the seal covers."""

    person_colour: str
    seal_colour: str
    seal_overlap: float


@dataclass(frozen=True, slots=True)
class Recipients:
    """The list under "Nơi nhận": `dash` before each, `between` after each, and the archive line that ends it.

    `archive_line` has `{unit}` for the drafting unit; `archive_alone` is used without one. `as_above` opens the list
    of a paper that has addressees.
    """

    dash: str
    between: str
    last: str
    archive_line: str
    archive_alone: str
    as_above: str
    minutes_archive_line: str


@dataclass(frozen=True, slots=True)
class AnnexForm:
    """Annexes are numbered in Roman from `numbered_from` on; each counts its own pages.

    `reference_filled_in`: whether number and date of the paper are written in (paper copies) or left blank (files).
    """

    numbered_from: int
    own_pages: bool
    rule: Range | None
    reference_filled_in: bool


@dataclass(frozen=True, slots=True)
class UrgencyMark:
    """A ready-cut stamp: its words and its frame in mm. It is red."""

    words: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of paper and the letters that stand for it in the symbol (empty: the type carries none)."""

    name: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Permission:
    """Which organs may issue a type of paper, under the neutral names committee, standing_committee, cell."""

    symbol: str
    issuers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies: their symbols, and the least a scan must have (dots per inch, percent of the original's size)."""

    kinds: tuple[DocumentType, ...]
    least_dpi: int
    scale_percent: int


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed words of the form in one language. Templates in braces: {place}, {day}, {month}, {year}, {number}, …"""

    number: str
    place_date: str
    subject_dispatch: str
    to: str
    to_leadership: str
    recipients: str
    annex: str
    annex_reference: str
    draft: str
    secretary: str
    chair: str


@dataclass(frozen=True, slots=True)
class Regime:
    """One rule set. It holds from `valid_from` to `valid_until`, both included; None: until further notice."""

    key: str
    name: str
    source: str
    organ: Organ
    confirmed: bool
    valid_from: Day
    valid_until: Day | None
    font: str
    page: Page
    body: Body
    styles: Mapping[str, Style]
    letterhead: Letterhead
    number: NumberForm
    series: Series
    dates: DateForm
    title: TitleForm
    legal_bases: LegalBases
    authority: Authority
    signature: Signature
    recipients: Recipients
    annex: AnnexForm
    after_outline: str
    end_mark: str
    point_letters: str
    urgency: tuple[UrgencyMark, ...]
    circulation: tuple[str, ...]
    copies: Copies
    types: tuple[DocumentType, ...]
    permissions: tuple[Permission, ...]
    words: Mapping[Language, Words]
    spelling: Mapping[str, str]
    doubts: tuple[str, ...]

    def holds_on(self, day: Day) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def symbol_of(self, type_name: str) -> str:
        """ "Chương trình" -> "CTr"; empty for a type the rule set gives no letters."""
        wanted = type_name.casefold()
        return next((one.symbol for one in self.types if one.name.casefold() == wanted), "")

    def may_issue(self, symbol: str, issuer: str) -> bool | None:
        """Whether that organ may issue that type of paper; None where the rule set does not say."""
        found = [one.issuers for one in self.permissions if one.symbol == symbol]
        return issuer in found[0] if found else None
