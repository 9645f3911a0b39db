"""What reading gives: a tree of clauses, the fields of the head, warnings, and the source beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Form = Literal["articles", "outline", "mixed"]
Kind = Literal["part", "chapter", "section", "article", "clause", "point", "paragraph", "annex"]


@dataclass(frozen=True, slots=True)
class Node:
    """One place of the text. `number` is "1", "đ", "IV", "-"; `label` is the same as typed: "Điều 1.", "đ)", "IV-"."""

    eid: str
    kind: Kind
    number: str
    heading: str
    text: str
    children: tuple["Node", ...] = ()
    label: str = ""

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def as_dict(self) -> dict[str, Any]:
        return {
            "eid": self.eid,
            "kind": self.kind,
            "number": self.number,
            "heading": self.heading,
            "text": self.text,
            "children": [child.as_dict() for child in self.children],
        }


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should look at: a stable code, one Vietnamese sentence, and where it is."""

    code: str
    text: str
    eid: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line as it was read, and the eid of the node its words went to (None: a field of the head)."""

    number: int
    text: str
    eid: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    form: Form
    title: str
    number: str
    issued_on: date | None
    issuers: tuple[str, ...]
    legal_bases: tuple[str, ...]
    nodes: tuple[Node, ...]
    warnings: tuple[Warning, ...]
    source: tuple[SourceLine, ...] = ()
    head: tuple[str, ...] = ()
    """Every line of the head that became a field or is pure form (national name, place and date), as typed."""

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()

    def all_text(self) -> str:
        """Every word of the source once: the head as typed, then each node's label, heading and text."""
        nodes = (part for node in self.walk() for part in (node.label, node.heading, node.text))
        return "\n".join(part for part in (*self.head, *nodes) if part)

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `phoihop outline --json`."""
        return {
            "form": self.form,
            "title": self.title,
            "number": self.number,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "issuers": list(self.issuers),
            "legal_bases": list(self.legal_bases),
            "nodes": [node.as_dict() for node in self.nodes],
            "warnings": [warning.text for warning in self.warnings],
        }
