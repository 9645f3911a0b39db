"""What an official paper says: frozen data, nothing of its looks. The regime and the writer decide those.

Words are given as spoken ("Ủy ban nhân dân phường Ngã Bảy"): capitals, prefixes and end marks come from the regime.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date as Day
from datetime import datetime
from typing import Any, Literal

from phoihop.engines.papers.shapes import NodeLike, Piece

Kind = Literal[
    "programme",
    "agency_summary",
    "response_table",
    "invitation",
    "minutes",
    "conclusions",
    "period_report",
    "review_report",
    "submission",
    "agency_event",
]
Language = Literal["vi", "en"]
Authority = Literal["", "TM", "KT", "TL", "TUQ", "Q"]
Align = Literal["left", "centre", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """An organ whose name heads the paper; `superior` is the organ directly above it, if it is to be printed."""

    name: str
    superior: str = ""


@dataclass(frozen=True, slots=True)
class SignerBlock:
    """Who signs for one party, in the order of the printed lines.

    `on_behalf_of` is the collective ("Ủy ban nhân dân phường"), printed after TM.; `substitute_for` the post stood in
    for ("Chủ tịch"), printed after KT., TL. or TUQ.; both together give the usual three lines of a deputy who signs
    for a collective. With "Q" the prefix stands before `title`. `other_post` is box 7b, above the name.
    `slot` and `seal` name the signature fields; empty: no field is made (`seal` also: no room is kept for a seal).
    """

    party: str
    title: str
    name: str
    slot: str = ""
    authority: Authority = ""
    on_behalf_of: str = ""
    substitute_for: str = ""
    other_post: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """Where anyone can check this paper: the address behind the QR code and the short code to type."""

    url: str
    code: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name in the head row and its share of the width."""

    name: str
    share: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: lines of text, then lines in italics, then proposed wording with its changes marked.

    `down` and `across` count the rows and columns it covers; covered places are left out of the rows.
    """

    text: str = ""
    note: str = ""
    proposed: tuple[Piece, ...] = ()
    down: int = 1
    across: int = 1
    bold: bool = False
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose head row repeats on each page. `title` is for those who hear the paper read."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as an SVG that carries its own paint, as wide as the text. `alternative` says it in words.

    Set in PDF only: whoever goes on writing in Word has the table of the same figures, which always stands beside it.
    """

    svg: str
    alternative: str


#: A paper's words in reading order: nodes of a text, with tables and pictures between them.
Block = NodeLike | Table | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    """Phụ lục, on pages of its own counted from 1. `number` is Roman and empty where there is only one annex."""

    blocks: tuple[Block, ...]
    title: str = ""
    number: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every paper has, whichever kind it is: given once to a builder.

    An empty `number` or a missing `on` leaves room, and slots, for the clerk. `number` is the figure alone ("5"),
    `symbol` what follows it ("QCPH-UBND-TAKV12"). `recipients` go without dash, semicolon and the archive line, whose
    drafting unit is `filed_by`. `made_at` dates the file; nothing else in it depends on the clock. `fingerprint` is the
    SHA-256 of the agreed text, printed at the foot of every page.
    """

    regime_key: str
    issuers: tuple[Issuer, ...]
    made_at: datetime
    number: str = ""
    symbol: str = ""
    place: str = ""
    on: Day | None = None
    signers: tuple[SignerBlock, ...] = ()
    recipients: tuple[str, ...] = ()
    filed_by: str = ""
    language: Language = "vi"
    draft_mark: str = ""
    circulation: str = ""
    urgency: str = ""
    verification: Verification | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Head):
    """One official paper. Without `type_name` it is a dispatch (công văn) and the subject stands under the number.

    `authority_line` is the organ or post that decides, in capitals above the legal bases (Mẫu 1.1, 1.2).
    `dated` is False for minutes, which carry no place and date at the head.
    """

    kind: Kind
    type_name: str
    subject: str = ""
    addressed_to: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    authority_line: str = ""
    blocks: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    dated: bool = True
    end_mark: bool = True

    def tables(self) -> Iterator[Table]:
        """Every table of the paper and its annexes, in reading order."""
        for blocks in (self.blocks, *(annex.blocks for annex in self.annexes)):
            yield from (block for block in blocks if isinstance(block, Table))


def head_of(head: Head) -> dict[str, Any]:
    """The head's fields by name, for a builder to pass on: `Paper(**head_of(head), kind=…)`."""
    return {field.name: getattr(head, field.name) for field in fields(Head)}
