"""Word files (.docx, ECMA-376): paragraphs as a reader sees them, with automatic numbers, tables, boxes and notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from posixpath import dirname, join, normpath
from typing import Final

from lxml import etree

from phoihop.engines.reading.lines import Line, Reading, starts_small, tidy
from phoihop.engines.reading.numbering import Numbering, Styles, W, child_value, read_numbering
from phoihop.engines.reading.outline import Warning
from phoihop.engines.reading.package import Package, parse_xml
from phoihop.engines.reading.plain import converted
from phoihop.engines.reading.refusals import Unreadable
from phoihop.engines.reading.runs import Piece, RunReader, local
from phoihop.engines.reading.tables import arranged

_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_THROUGH: Final = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}
_MARK_DELETED: Final = (W + "rPr", W + "del")


def read_word(package: Package) -> Reading:
    """Lines of a .docx in reading order. Raises Unreadable if its parts are not there or not well formed."""
    main = _main_part(package)
    parts = _related(package, main)
    styles = Styles(_optional(package, parts.get("styles")))
    numbering = read_numbering(_optional(package, parts.get("numbering")), styles)
    body = _xml(package, main).find(W + "body")
    if body is None:
        raise Unreadable("damaged")
    notes = {kind: _notes(_optional(package, parts.get(kind)), RunReader(styles)) for kind in ("footnotes", "endnotes")}
    reader = _Body(RunReader(styles), numbering, notes)
    lines = list(reader.blocks(body))
    lines += _running(package, RunReader(styles))
    comments = _optional(package, parts.get("comments"))
    warnings = reader.warnings(comments=0 if comments is None else len(comments))
    return Reading([replace(line, number=at) for at, line in enumerate(lines, start=1)], warnings)


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _related(package: Package, main: str) -> dict[str, str]:
    rels = join(dirname(main), "_rels", main.rpartition("/")[2] + ".rels")
    if rels not in package:
        return {}
    found: dict[str, str] = {}
    for relation in package.xml(rels):
        target = relation.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(main), target))
        found.setdefault((relation.get("Type") or "").rpartition("/")[2], path)
    return found


def _xml(package: Package, name: str) -> etree._Element:
    if name not in package:
        raise Unreadable("damaged")
    return parse_xml(package.read(name).replace(_STRICT, _TRANSITIONAL))


def _optional(package: Package, name: str | None) -> etree._Element | None:
    return _xml(package, name) if name is not None and name in package else None


def _notes(root: etree._Element | None, reader: RunReader) -> dict[str, str]:
    found = {}
    for note in root if root is not None else ():
        if note.get(W + "type") in {None, "normal"}:
            text = " ".join(piece.text for p in note.iter(W + "p") for piece in reader.read(p).pieces)
            found[note.get(W + "id") or ""] = tidy(text.replace("\n", " "))
    return found


def _running(package: Package, reader: RunReader) -> Iterator[Line]:
    """Words of page heads and feet once each; page numbers are counted by Word and are nobody's text."""
    seen: set[str] = set()
    for name in package.names:
        if not re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            continue
        for paragraph in _xml(package, name).iter(W + "p"):
            if any("PAGE" in (field.text or "") for field in paragraph.iter(W + "instrText")):
                continue
            text = tidy("".join(piece.text for piece in reader.read(paragraph).pieces).replace("\n", " "))
            if text and text not in seen:
                seen.add(text)
                yield Line(0, text, place="running")


@dataclass(slots=True)
class _Body:
    """Walks block content; counts numbers in document order, also inside tables that are laid out otherwise."""

    runs: RunReader
    numbering: Numbering
    notes: dict[str, dict[str, str]]
    foreign: int = 0
    _noted: int = 0
    _carried: list[Piece] = field(default_factory=list)

    def blocks(self, container: etree._Element) -> Iterator[Line]:
        for element in container:
            name = local(element)
            if name == "p":
                yield from self.paragraph(element)
            elif name == "tbl":
                yield from arranged([list(self._cells(row)) for row in self._rows(element)])
            elif name in _THROUGH:
                yield from self.blocks(element)
            elif name == "AlternateContent":
                for choice in list(element)[:1]:
                    yield from self.blocks(choice)
            elif name == "altChunk":
                self.foreign += 1

    def _rows(self, table: etree._Element) -> Iterator[etree._Element]:
        for element in table:
            if local(element) == "tr":
                yield element
            elif local(element) in _THROUGH:
                yield from self._rows(element)

    def _cells(self, row: etree._Element) -> Iterator[list[Line]]:
        for element in row:
            if local(element) == "tc":
                yield list(self.blocks(element))
            elif local(element) in _THROUGH:
                yield from self._cells(element)

    def paragraph(self, element: etree._Element) -> Iterator[Line]:
        properties = element.find(W + "pPr")
        found = self.runs.read(element)
        found.pieces[:0], self._carried = self._carried, []
        deleted = properties is not None and properties.find("/".join(_MARK_DELETED)) is not None
        if deleted:
            # The paragraph mark was deleted with changes tracked: its words run on in the next paragraph.
            self._carried = found.pieces
            return
        auto, level = self.numbering.label(properties)
        centred = self._centred(properties)
        for at, (text, bold) in enumerate(found.lines()):
            label = auto if at == 0 else ""
            if text or label:
                hard = at == 0 or not starts_small(text)
                yield Line(0, text, auto=label, hard=hard, bold=bold, level=level, centred=centred)
        for box in found.boxes:
            yield from self.blocks(box)
        for kind, name in found.notes:
            text = self.notes[kind].get(name, "")
            if text:
                self._noted += 1
                yield Line(0, text, auto=f"[{self._noted}]", place="note")

    def _centred(self, properties: etree._Element | None) -> bool:
        justified = child_value(properties, "jc")
        if justified is not None:
            return justified == "center"
        return self.numbering.styles.centred(child_value(properties, "pStyle") or "")

    def warnings(self, *, comments: int) -> list[Warning]:
        told = []
        if self.runs.deleted:
            told.append(
                Warning("deleted-text", "Tệp còn dấu vết sửa đổi (track changes): chữ đã xóa không được đưa vào.")
            )
        if comments:
            told.append(Warning("comments", f"Tệp có {comments} ghi chú (comment) của Word; không được đưa vào cây."))
        if self.runs.pictures:
            told.append(
                Warning("pictures", f"Tệp có {self.runs.pictures} hình; chữ trong hình (nếu có) không đọc được.")
            )
        if self.runs.hidden:
            told.append(Warning("hidden-text", "Tệp có chữ ẩn; chữ ẩn vẫn được đưa vào, cần xem lại."))
        if self.foreign:
            told.append(Warning("foreign", "Tệp nhúng một tệp khác; nội dung tệp nhúng không được đưa vào."))
        return [*told, *map(converted, sorted(self.runs.converted))]
