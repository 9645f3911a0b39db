"""Shapes that every writer of papers shares: frozen data, no behaviour beyond plain reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Literal, Protocol

Change = Literal["same", "insert", "delete"]


class NodeLike(Protocol):
    """Any tree with these five names can be written: ours, the reader's, a model's."""

    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def children(self) -> "Sequence[NodeLike]": ...


@dataclass(frozen=True, slots=True)
class Node:
    """One piece of a text. `number` is the label as typed, without its punctuation: "1", "đ", "IV", "-"."""

    kind: str
    number: str = ""
    heading: str = ""
    text: str = ""
    children: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A joint text. `issuers` are stacked on the left; `superior` is the organ above a single issuer.

    An empty `number` or a missing `date` leaves room for the clerk to fill it in by hand.
    """

    issuers: tuple[str, ...]
    title: str
    subject: str = ""
    number: str = ""
    place: str = ""
    date: Day | None = None
    legal_bases: tuple[str, ...] = ()
    nodes: "Sequence[NodeLike]" = ()
    draft_mark: str | None = None
    recipients: tuple[str, ...] = ()
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of proposed wording: kept, added or struck out."""

    text: str
    change: Change = "same"


@dataclass(frozen=True, slots=True)
class Counts:
    """The six outcomes that head the response table."""

    agreed: int = 0
    accepted: int = 0
    partly_accepted: int = 0
    explained: int = 0
    unanswered: int = 0
    put_to_leadership: int = 0

    def named(self) -> tuple[tuple[str, int], ...]:
        """The counts in the fixed order, under the names the table prints."""
        return (
            ("thống nhất", self.agreed),
            ("tiếp thu", self.accepted),
            ("tiếp thu một phần", self.partly_accepted),
            ("giải trình (không tiếp thu)", self.explained),
            ("chưa giải trình", self.unanswered),
            ("xin ý kiến lãnh đạo", self.put_to_leadership),
        )


@dataclass(frozen=True, slots=True)
class AgreeingAgency:
    """An agency that agrees with the draft, and its dispatch ("Công văn số 12/UBND-VX ngày 05/02/2026"), if any."""

    name: str
    dispatch: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One remark of one agency and what became of it."""

    agency: str
    content: str
    response: str = ""
    dispatch: str = ""
    proposed: tuple[Piece, ...] | None = None


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """The remarks on one clause; `label` fills the merged first cell."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ResponseTable:
    """Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý. `subject` names the draft that was consulted on."""

    issuer_lines: tuple[str, ...]
    subject: str
    asked: int
    received: int
    counts: Counts
    groups: tuple[ClauseGroup, ...]
    number: str = ""
    place: str = ""
    date: Day | None = None
    bases: tuple[str, ...] = ()
    agreeing: tuple[AgreeingAgency, ...] = ()
    silence_sentence: str = ""
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the text asks of one agency; `role` and `due` in people's words ("Chủ trì", "Ngày 20 hằng tháng")."""

    clause: str
    content: str
    role: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class AgencySummary:
    """What a draft asks of one agency: the duties, and the other clauses that name it."""

    issuer_lines: tuple[str, ...]
    agency: str
    subject: str
    duties: tuple[Duty, ...]
    mentions: tuple[str, ...] = ()
    reply_by: Day | None = None
    reply_to: str = ""
    number: str = ""
    place: str = ""
    date: Day | None = None
    superior: str = ""
    notes: tuple[str, ...] = ()
