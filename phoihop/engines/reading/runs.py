"""The words of one Word paragraph: runs, insertions, boxes, note marks, and fonts of before Unicode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from phoihop.engines.reading.lines import tidy
from phoihop.engines.reading.numbering import Styles, W, child_value, font_of, is_on
from phoihop.kit.vietnamese import from_tcvn3, from_vni

_BREAKS: Final = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-", "ptab": " ", "sym": "•"}
# The "./." that our own Word writer sets after the last sentence, in a style of this name: form, not words.
OUR_END_MARK: Final = "EndMark"
_DROPPED: Final = {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "sdtPr", "sdtEndPr", "fldChar"}
_UNICODE_ONLY: Final = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")


def local(element: etree._Element) -> str:
    """A tag without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    bold: bool


@dataclass(slots=True)
class Words:
    """What a paragraph holds: pieces of text, text boxes (their content elements), note marks (part, id)."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> Iterator[tuple[str, int]]:
        """Each line between line breaks, tidied, with the number of its leading bold characters."""
        rows: list[list[Piece]] = [[]]
        for piece in self.pieces:
            first, *others = piece.text.split("\n")
            rows[-1].append(Piece(first, piece.bold))
            rows += [[Piece(other, piece.bold)] for other in others]
        for row in rows:
            bold = ""
            for piece in row:
                if not piece.bold and piece.text.strip():
                    break
                bold += piece.text
            yield tidy("".join(piece.text for piece in row)), len(tidy(bold))


@dataclass(slots=True)
class RunReader:
    styles: Styles
    deleted: int = 0
    pictures: int = 0
    hidden: int = 0
    converted: set[str] = field(default_factory=set)

    def read(self, paragraph: etree._Element) -> Words:
        found = Words()
        style = child_value(paragraph, "pPr", "pStyle") or self.styles.default
        self._walk(paragraph, found, style)
        return found

    def _walk(self, element: etree._Element, found: Words, style: str) -> None:
        for child in element:
            name = local(child)
            if name == "r":
                self._run(child, found, style)
            elif name in {"del", "moveFrom"}:
                self.deleted += 1
            elif name == "AlternateContent":
                for choice in list(child)[:1]:
                    self._drawn(choice, found)
            elif name == "t":  # m:t, the text of a formula
                found.pieces.append(Piece(child.text or "", False))
            elif name not in _DROPPED:
                self._walk(child, found, style)

    def _run(self, run: etree._Element, found: Words, style: str) -> None:
        properties = run.find(W + "rPr")
        if child_value(properties, "rStyle") == OUR_END_MARK:
            return
        bold = is_on(properties, "b")
        if bold is None:
            bold = self.styles.bold(child_value(properties, "rStyle") or "") or self.styles.bold(style)
        self.hidden += bool(is_on(properties, "vanish"))
        text = "".join(self._typed(child, found) for child in run)
        if text:
            found.pieces.append(Piece(self._unicode(text, properties, style), bold))

    def _typed(self, child: etree._Element, found: Words) -> str:
        """The characters of one child of a run; notes and drawings are set aside."""
        name = local(child)
        if name == "t":
            return child.text or ""
        if name in {"footnoteReference", "endnoteReference"}:
            found.notes.append((name.removesuffix("Reference") + "s", child.get(W + "id") or ""))
        elif name in {"drawing", "pict", "object"}:
            self._drawn(child, found)
        elif name == "AlternateContent":
            for choice in list(child)[:1]:
                self._drawn(choice, found)
        return _BREAKS.get(name, "")

    def _drawn(self, element: etree._Element, found: Words) -> None:
        """Text boxes and pictures of a drawing; boxes inside boxes are met when the outer one is read."""
        for child in element:
            name = local(child)
            if name == "txbxContent":
                found.boxes.append(child)
            elif name in {"blip", "imagedata"}:
                self.pictures += 1
            elif name == "AlternateContent":
                for choice in list(child)[:1]:
                    self._drawn(choice, found)
            else:
                self._drawn(child, found)

    def _unicode(self, text: str, properties: etree._Element | None, style: str) -> str:
        font = (font_of(properties) or self.styles.font(style)).lower()
        if (text.isascii() and not font.endswith("h")) or _UNICODE_ONLY.search(text):
            return text
        if font.startswith(".vn"):
            self.converted.add("tcvn3")
            return from_tcvn3(text, capitals=font.endswith("h"))
        if font.startswith("vni-"):
            self.converted.add("vni")
            return from_vni(text)
        return text
