"""A document as lines: what every reader of a format hands over, and what is put right before the tree is built."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from phoihop.engines.reading.outline import Warning

Place = Literal["body", "head", "signature", "row", "note", "running"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source.

    `auto` is a number that Word computes, not typed. `hard` says that a paragraph begins here; a line that is not
    hard may be the wrapped rest of the one above. `bold` counts leading bold characters, None where the format
    does not tell. `level` is the depth in an automatic list.
    """

    number: int
    text: str
    auto: str = ""
    hard: bool = True
    bold: int | None = None
    place: Place = "body"
    page: int | None = None
    level: int = 0
    centred: bool = False

    @property
    def full(self) -> str:
        return f"{self.auto} {self.text}".strip() if self.auto else self.text


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines in reading order, with what the reader of the format has to say about them."""

    lines: list[Line]
    warnings: list[Warning] = field(default_factory=list)


UNFINISHED = re.compile(r"[^.;:!?…”\")\]/]$")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:[Tt]rang\s*)?(\d{1,3})(?:\s*/\s*\d{1,3})?[-–—\s]*")
_SMALL_LABEL = re.compile(r"\(?(?:[a-zđ]|[ivx]{1,4})[).]")
_SPACES = re.compile(r"[ \xa0\u2000-\u200b\u3000]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\ufeff\u200b-\u200f\u2060\ufffe\uffff]")


def tidy(text: str) -> str:
    """One line with single spaces and no invisible characters; tabs stay, they part the cells of a row."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def starts_small(text: str) -> bool:
    """Whether a text goes on with a small letter, as the rest of a sentence does."""
    return text.lstrip("(")[:1].islower() and not _SMALL_LABEL.match(text)


def set_page_numbers_aside(lines: Sequence[Line]) -> list[Line]:
    """Marks lines that are only a page number as running text; lines around one are joined again if a sentence goes on.

    Without pages known, a number alone counts when such numbers rise by one far apart, or when one stands in the
    middle of a sentence.
    """
    found = [(at, int(match[1])) for at, line in enumerate(lines) if (match := _candidate(line))]
    pages = {at for at, _ in found if lines[at].page is not None}
    pages |= _rising(found) | {at for at, _ in found if _inside_a_sentence(lines, at)}
    if not pages:
        return list(lines)
    marked = []
    before = ""
    for at, line in enumerate(lines):
        if at in pages:
            marked.append(replace(line, place="running", hard=True))
            continue
        if at - 1 in pages and line.place == "body" and starts_small(line.text) and UNFINISHED.search(before):
            line = replace(line, hard=False)
        marked.append(line)
        before = line.text
    return marked


def _candidate(line: Line) -> re.Match[str] | None:
    return _PAGE_NUMBER.fullmatch(line.text) if line.place == "body" and not line.auto else None


def _rising(found: Sequence[tuple[int, int]]) -> set[int]:
    numbers: set[int] = set()
    for (at, value), (after, following) in pairwise(found):
        if following == value + 1 and after - at >= 8:
            numbers |= {at, after}
    return numbers


def _inside_a_sentence(lines: Sequence[Line], at: int) -> bool:
    if not 0 < at < len(lines) - 1:
        return False
    return bool(UNFINISHED.search(lines[at - 1].text)) and starts_small(lines[at + 1].text)


def inside_quotes(texts: Sequence[str], reach: int = 80) -> set[int]:
    """The lines of a quoted passage (“… over several lines …”): its articles and clauses are not this document's."""
    quoted: set[int] = set()
    for at, text in enumerate(texts):
        if at in quoted or text[:1] not in '“"' or not text or _closes(text, text[0]):
            continue
        for end in range(at + 1, min(at + reach, len(texts))):
            if _closes(texts[end], text[0]):
                quoted.update(range(at, end + 1))
                break
    return quoted


def _closes(text: str, opening: str) -> bool:
    return len(text) > 1 and text.rstrip(" .;,").endswith("”" if opening == "“" else '"')
