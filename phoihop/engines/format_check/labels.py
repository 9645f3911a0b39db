"""What a line of the text opens, by the words it begins with: for looks and for counting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from phoihop.engines.format_check.facts import Line

Family = Literal["part", "chapter", "section", "subsection", "article", "outline", "clause", "point"]

_WORDS: Final[dict[str, Family]] = {"phần": "part", "chương": "chapter", "mục": "section", "tiểu mục": "subsection"}
_DIVISION: Final = re.compile(
    r"(Phần|Chương|Mục|Tiểu mục|PHẦN|CHƯƠNG|MỤC|TIỂU MỤC)\s+([IVXLCivxlc]+|\d{1,3}|thứ\s+\w+)\s*[.:]?"
)
_ARTICLE: Final = re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,3})([a-zđ]?)\s*([.:)\-–/]|$)(?=\s|$|[A-ZĐÀ-Ỹ])")
_OUTLINE: Final = re.compile(r"([IVXLC]+)(\s?[.:)\-–/])\s+\S")
_CLAUSE: Final = re.compile(r"(\d{1,2})(\s?[.)/:\-–])(?:\s+\S|$)")
_POINT: Final = re.compile(r"([a-zđ])(\s?[.)/:\-–])(?:\s+\S|$)")

_NAMED_BELOW: Final = {"part", "chapter", "section"}


@dataclass(frozen=True, slots=True)
class Label:
    """ "Điều 5.": family, number as typed, the mark after it (empty for divisions)."""

    family: Family
    number: str
    mark: str = ""


def label_of(line: Line) -> Label | None:
    """The label a line begins with, or None for running text."""
    text = line.text.strip()
    if found := _DIVISION.fullmatch(text):
        return Label(_WORDS[found[1].lower()], found[2])
    if found := _ARTICLE.match(text):
        return Label("article", found[1] + found[2], found[3])
    if (found := _OUTLINE.match(text)) and text.isupper():
        return Label("outline", found[1], found[2])
    if found := _CLAUSE.match(text):
        return Label("clause", found[1], found[2])
    if found := _POINT.match(text):
        return Label("point", found[1], found[2])
    return None


def kinds_of(lines: Sequence[Line]) -> list[str]:
    """The regime's element each line of a text is to look like, in order; "body" for running text, "" for no rule.

    An article whose words run on after its number is running text, the number apart. The name of a chapter stands on
    the lines below its number; other centred lines ("QUYẾT ĐỊNH:") have no element of their own.
    """
    kinds: list[str] = []
    above = ""
    for line in lines:
        label = label_of(line)
        if label is not None:
            family = "section" if label.family == "subsection" else label.family
            above = family if family in _NAMED_BELOW else ""
            kinds.append("body" if family == "article" and not _is_heading(line) else family)
        elif above and line.text.strip().isupper():
            kinds.append(f"{above}_title")
        else:
            above = ""
            kinds.append("" if line.setting.align == "center" else "body")
    return kinds


def _is_heading(line: Line) -> bool:
    """A name is short and has no full stop; words are a sentence."""
    text = line.text.strip()
    return len(text) < 160 and not text.endswith((".", ";", ":", "./."))
