"""A .docx as facts: every line with its look, every section with its margins and page numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Final

from lxml import etree

from phoihop.engines.format_check.facts import Cell, Document, Line, Page, PageNumber, Run
from phoihop.engines.format_check.looks import MM_PER_TWIP, StyleSheet
from phoihop.engines.reading.numbering import Numbering, Styles, W, child_value, is_on, read_numbering, whole
from phoihop.engines.reading.package import Package, parse_xml
from phoihop.engines.reading.refusals import MAX_LINES, Unreadable

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _R[1:-1].encode(),
}
_THROUGH: Final = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "hyperlink",
    "fldSimple",
    "bdo",
    "dir",
}
_DRAWN: Final = {"drawing", "pict", "object", "AlternateContent"}
_BREAKS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_LONGEST_LABEL: Final = 200
_PAGE: Final = re.compile(r"\bPAGE\b")


def read_facts(package: Package) -> Document:
    """Raises Unreadable where parts are missing or broken."""
    parts = _Parts(package)
    document = parts.xml(parts.main)
    body = document.find(W + "body")
    if body is None:
        raise Unreadable("damaged")
    styles, theme = parts.optional("styles"), parts.optional("theme")
    numbering = read_numbering(parts.optional("numbering"), Styles(styles))
    reader = _Reader(StyleSheet(styles, theme), numbering)
    reader.blocks(body)
    if not any(line.text.strip() for line in reader.lines):
        raise Unreadable("no-words")
    final = body.find(W + "sectPr")
    reader.sections += [(reader.begun, final)] if final is not None else []
    return Document(tuple(reader.lines), tuple(_pages(reader, parts)))


class _Parts:
    """The parts of a document by the role they play."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.main = "word/document.xml"
        if "_rels/.rels" in package:
            for relation in package.xml("_rels/.rels"):
                if (relation.get("Type") or "").endswith("/officeDocument"):
                    self.main = (relation.get("Target") or "").lstrip("/")
        self._by_role: dict[str, str] = {}
        self.by_id: dict[str, str] = {}
        rels = join(dirname(self.main), "_rels", self.main.rpartition("/")[2] + ".rels")
        for relation in package.xml(rels) if rels in package else ():
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(self.main), target))
            self._by_role.setdefault((relation.get("Type") or "").rpartition("/")[2], path)
            self.by_id[relation.get("Id") or ""] = path

    def xml(self, name: str) -> etree._Element:
        if name not in self._package:
            raise Unreadable("damaged")
        data = self._package.read(name)
        for strict, transitional in _STRICT.items():
            data = data.replace(strict, transitional)
        return parse_xml(data)

    def optional(self, role: str) -> etree._Element | None:
        name = self._by_role.get(role, "")
        return self.xml(name) if name in self._package else None

    def related(self, key: str) -> etree._Element | None:
        name = self.by_id.get(key, "")
        return self.xml(name) if name in self._package else None


@dataclass(slots=True)
class _Reader:
    """Walks block content once, in reading order."""

    sheet: StyleSheet
    numbering: Numbering
    lines: list[Line] = field(default_factory=list)
    sections: list[tuple[int, etree._Element]] = field(default_factory=list)
    begun: int = 1
    _paragraphs: int = 0
    _tables: int = 0

    def blocks(self, container: etree._Element, cell: Cell | None = None, table: str = "") -> None:
        for element in container:
            name = _local(element)
            if name == "p":
                self._paragraph(element, cell, table)
            elif name == "tbl":
                self._table(element, cell)
            elif name in _THROUGH:
                self.blocks(element, cell, table)

    def _table(self, element: etree._Element, outer: Cell | None) -> None:
        style, table = self.sheet.table_style(element), self._tables
        self._tables += 1
        for row, tr in enumerate(_inside(element, "tr")):
            column = 0
            for tc in _inside(tr, "tc"):
                # A table within a table is still the outer one's cell: heads are sometimes laid out that way.
                self.blocks(tc, outer or Cell(table, row, column), style)
                column += whole(child_value(tc, "tcPr", "gridSpan")) or 1

    def _paragraph(self, element: etree._Element, cell: Cell | None, table: str) -> None:
        self._paragraphs += 1
        if len(self.lines) > MAX_LINES:
            raise Unreadable("too-long")
        properties = element.find(W + "pPr")
        setting = self.sheet.setting(properties, table=table)
        auto = self._number(properties)
        words = _Words(self.sheet, child_value(properties, "pStyle") or "", table)
        words.walk(element)
        for place, runs in enumerate(words.lines()):
            given = "" if place else auto
            self.lines.append(Line(self._paragraphs, runs, setting, given, cell, words.drawn))
        for box in words.boxes:
            self.blocks(box, cell, table)
        section = properties.find(W + "sectPr") if properties is not None else None
        if section is not None:
            self.sections.append((self.begun, section))
            self.begun = self._paragraphs + 1

    def _number(self, properties: etree._Element | None) -> str:
        """What Word counts; a list that begins beyond any count is no list of a clerk's."""
        try:
            auto, _ = self.numbering.label(properties)
        except (OverflowError, MemoryError) as wrong:
            raise Unreadable("damaged") from wrong
        if len(auto) > _LONGEST_LABEL:
            raise Unreadable("damaged")
        return auto


@dataclass(slots=True)
class _Words:
    """The runs of one paragraph."""

    sheet: StyleSheet
    style: str
    table: str
    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    drawn: bool = False

    def walk(self, element: etree._Element) -> None:
        for child in element:
            name = _local(child)
            if name == "r":
                self._run(child)
            elif name in _THROUGH:
                self.walk(child)
            elif name == "AlternateContent":
                self._draw(child)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(W + "rPr")
        if is_on(properties, "vanish"):
            return
        text = ""
        for child in run:
            name = _local(child)
            if name == "t":
                text += child.text or ""
            elif name in _DRAWN:
                self._draw(child)
            else:
                text += _BREAKS.get(name, "")
        if text:
            look = self.sheet.look(self.style, properties, table=self.table, ascii_only=text.isascii())
            self.runs.append(Run(text, look))

    def _draw(self, element: etree._Element) -> None:
        """A drawn line has no words; of the two forms of one shape (DrawingML, VML) the first is read."""
        self.drawn = True
        for child in list(element)[:1] if _local(element) == "AlternateContent" else element:
            if _local(child) == "txbxContent":
                self.boxes.append(child)
            else:
                self._draw(child)

    def lines(self) -> Iterator[tuple[Run, ...]]:
        row: list[Run] = []
        for run in self.runs:
            first, *others = run.text.split("\n")
            row += [Run(first, run.look)] if first else []
            for other in others:
                yield tuple(row)
                row = [Run(other, run.look)] if other else []
        yield tuple(row)


def _pages(reader: _Reader, parts: _Parts) -> Iterator[Page]:
    """The sections with their heads and feet; what a section does not say of these it takes from the one before."""
    told: dict[tuple[str, str], str] = {}
    numbers: dict[str, tuple[PageNumber, ...]] = {}
    for first, section in reader.sections:
        size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
        for kind in ("header", "footer"):
            for reference in section.iterfind(f"{W}{kind}Reference"):
                told[kind, reference.get(W + "type") or "default"] = reference.get(_R + "id") or ""

        def of(type: str) -> tuple[PageNumber, ...]:
            found: tuple[PageNumber, ...] = ()
            for kind in ("header", "footer"):
                key = told.get((kind, type), "")
                if key and key not in numbers:
                    numbers[key] = tuple(_numbers(parts.related(key), reader.sheet, on_top=kind == "header"))
                found += numbers.get(key, ())
            return found

        counted = section.find(W + "pgNumType")
        yield Page(
            width=_mm(size, "w"),
            height=_mm(size, "h"),
            top=abs(_mm(margins, "top")),
            bottom=abs(_mm(margins, "bottom")),
            left=_mm(margins, "left"),
            right=_mm(margins, "right"),
            first=first,
            other_first_page=bool(is_on(section, "titlePg")),
            starts_at=whole(counted.get(W + "start")) if counted is not None else None,
            numbers=of("default"),
            first_page_numbers=of("first"),
        )


def _numbers(root: etree._Element | None, sheet: StyleSheet, *, on_top: bool) -> Iterator[PageNumber]:
    for paragraph in root.iter(W + "p") if root is not None else ():
        fields = [text.text or "" for text in paragraph.iter(W + "instrText")]
        fields += [simple.get(W + "instr") or "" for simple in paragraph.iter(W + "fldSimple")]
        if not any(map(_PAGE.search, fields)):
            continue
        properties = paragraph.find(W + "pPr")
        setting = sheet.setting(properties)
        tabs = sum(1 for _ in paragraph.iter(W + "tab")) - sum(1 for _ in paragraph.iter(W + "tabs"))
        run = next((text.getparent() for text in paragraph.iter(W + "instrText")), None)
        own = run.find(W + "rPr") if run is not None else None
        look = sheet.look(child_value(properties, "pStyle") or "", own, ascii_only=True)
        centred = setting.framed_centre or (setting.align == "center" and tabs <= 0) or _tabbed(paragraph)
        yield PageNumber(on_top, centred, look.size)


def _tabbed(paragraph: etree._Element) -> bool:
    """One tab before the number: Word's own header style has a centred stop there."""
    typed = [tab for tab in paragraph.iter(W + "tab") if _local(tab.getparent()) == "r"]
    aligned = [tab for tab in paragraph.iter(W + "ptab") if tab.get(W + "alignment") == "center"]
    return len(typed) == 1 or bool(aligned)


def _inside(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in element:
        if _local(child) == wanted:
            yield child
        elif _local(child) in _THROUGH:
            yield from _inside(child, wanted)


def _mm(element: etree._Element | None, name: str) -> float:
    try:
        return float(element.get(W + name) or 0) * MM_PER_TWIP if element is not None else 0.0
    except ValueError:
        return 0.0


def _local(element: etree._Element | None) -> str:
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
