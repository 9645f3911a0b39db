"""Paragraphs, runs and tables as elements: python-docx looks styles up per call, which 300 nodes would feel."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

# Text, or text with the id of a character style.
Run = str | tuple[str, str]

TWIPS_PER_MM = 1440 / 25.4
_NOT_IN_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_BREAKS = re.compile("([\n\t])")
_BREAK_TAGS = {"\n": "w:br", "\t": "w:tab"}
_name = cache(qn)


def twips(millimetres: float) -> int:
    """Twentieths of a point, the unit of widths and indents in Word."""
    return round(millimetres * TWIPS_PER_MM)


def tidy(text: str) -> str:
    """Text as it may stand in XML: NFC, one kind of line end, no control characters."""
    return unicodedata.normalize("NFC", _NOT_IN_XML.sub("", _LINE_ENDS.sub("\n", text)))


def child(parent: _Element, tag: str, **attributes: str | int) -> _Element:
    """Append `<w:tag w:attribute=…>`; `tag` carries its prefix, attributes do not."""
    element: _Element = parent.makeelement(
        _name(tag), {_name(f"w:{key}"): str(value) for key, value in attributes.items()}
    )
    parent.append(element)
    return element


def paragraph(style: str, *runs: Run, indent: tuple[int, int] | None = None, keep: bool = False) -> _Element:
    """A paragraph in a named style, with `keep` on the page of the next one.

    `indent` (left, right, in twips) only where a place on the line follows the length of other words.
    """
    element: _Element = OxmlElement("w:p")
    properties = child(element, "w:pPr")
    child(properties, "w:pStyle", val=style)
    if keep:
        child(properties, "w:keepNext")
    if indent is not None:
        child(properties, "w:ind", left=indent[0], right=indent[1])
    for run in runs:
        add_run(element, run)
    return element


def add_run(parent: _Element, run: Run) -> None:
    """Append a run; line breaks and tabs become Word's own, an empty text leaves nothing."""
    text, style = (run, "") if isinstance(run, str) else run
    text = tidy(text)
    if not text:
        return
    element = child(parent, "w:r")
    if style:
        child(child(element, "w:rPr"), "w:rStyle", val=style)
    for part in _BREAKS.split(text):
        if part in _BREAK_TAGS:
            child(element, _BREAK_TAGS[part])
        elif part:
            words = child(element, "w:t")
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            words.text = part


def add_field(parent: _Element, instruction: str) -> None:
    """A field Word computes itself, such as PAGE, in the long form Word writes: more readers know it."""
    child(child(parent, "w:r"), "w:fldChar", fldCharType="begin")
    child(child(parent, "w:r"), "w:instrText").text = instruction
    child(child(parent, "w:r"), "w:fldChar", fldCharType="separate")
    add_run(parent, "1")
    child(child(parent, "w:r"), "w:fldChar", fldCharType="end")


def table(style: str, widths: Sequence[int], *, title: str = "") -> _Element:
    """An empty table of fixed layout. Both grid and cells carry the widths, else Word evens the columns out."""
    element: _Element = OxmlElement("w:tbl")
    properties = child(element, "w:tblPr")
    child(properties, "w:tblStyle", val=style)
    child(properties, "w:tblW", w=sum(widths), type="dxa")
    child(properties, "w:tblLayout", type="fixed")
    child(properties, "w:tblLook", val="0420", firstRow=1, noHBand=0, noVBand=1)
    if title:
        child(properties, "w:tblCaption", val=title)
    grid = child(element, "w:tblGrid")
    for width in widths:
        child(grid, "w:gridCol", w=width)
    return element


def add_row(parent: _Element, *, repeat: bool = False, whole: bool = False) -> _Element:
    """A row; `repeat` prints it on each page, `whole` keeps it on one."""
    row = child(parent, "w:tr")
    if repeat or whole:
        properties = child(row, "w:trPr")
        if whole:
            child(properties, "w:cantSplit")
        if repeat:
            child(properties, "w:tblHeader")
    return row


def add_cell(
    row: _Element, width: int, paragraphs: Iterable[_Element], *, merge: str = "", span: int = 1, place: str = ""
) -> None:
    """A cell. `merge` is "restart" on the first row of a vertical merge and "continue" below it.

    `place` is where the words stand in its height: "center", "bottom", "" for the top.
    """
    cell = child(row, "w:tc")
    properties = child(cell, "w:tcPr")
    child(properties, "w:tcW", w=width, type="dxa")
    if span > 1:
        child(properties, "w:gridSpan", val=span)
    if merge:
        child(properties, "w:vMerge", val=merge)
    if place:
        child(properties, "w:vAlign", val=place)
    for inner in paragraphs:
        cell.append(inner)
