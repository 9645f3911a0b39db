"""Ruled tables: columns that keep their widths, cells that cover several, a head that returns on each page."""

from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

from phoihop.engines.papers import Cell, Column, Piece, Table
from phoihop.engines.papers.shapes import Change
from phoihop.engines.word.elements import Run, add_cell, add_row, paragraph, table
from phoihop.engines.word.errors import CannotWrite

# A row longer than about half a page may break, or Word would leave the other half white.
_KEEP_WHOLE_BELOW: Final = 900
_CHANGE_STYLES: Final[dict[Change, str]] = {"same": "", "insert": "Inserted", "delete": "Deleted"}
_ALIGNED: Final = {"left": "TableText", "centre": "TableCentre", "right": "TableRight", "justify": "TableJustify"}
_PROPOSED: Final[Run] = ("Đề nghị sửa thành: ", "Quiet")


def ruled(given: Table, across: int, *, keep: bool = False) -> _Element:
    """The table `across` twips wide; with `keep` its last row stays on the page of what follows.

    Raises CannotWrite where a row does not fit its columns.
    """
    whole = sum(column.share for column in given.columns)
    widths = tuple(across * column.share // whole for column in given.columns)
    grid = table("TableGrid", widths, title=given.title)
    head = add_row(grid, repeat=True, whole=True)
    for column, wide in zip(given.columns, widths, strict=True):
        add_cell(head, wide, [paragraph("TableHead", column.name)], place="center")
    covered = [_Covered() for _ in widths]
    for row in given.rows:
        _add_row(grid, given, widths, row, covered)
    for properties in grid[-1].iter(qn("w:pPr")) if keep else ():
        properties.insert(1, OxmlElement("w:keepNext"))
    return grid


class _Covered:
    """How many rows a cell above still reaches into a column, and how many columns it takes there."""

    __slots__ = ("across", "rows")

    def __init__(self) -> None:
        self.rows, self.across = 0, 1


def _add_row(
    grid: _Element, given: Table, widths: tuple[int, ...], cells: tuple[Cell, ...], covered: list[_Covered]
) -> None:
    row = add_row(grid, whole=all(_length(cell) < _KEEP_WHOLE_BELOW for cell in cells))
    place, waiting = 0, list(cells)
    while place < len(widths):
        above = covered[place]
        if above.rows:
            above.rows -= 1
            wide = sum(widths[place : place + above.across])
            add_cell(row, wide, [paragraph("TableText")], merge="continue", span=above.across)
            place += above.across
            continue
        if not waiting or place + waiting[0].across > len(widths):
            raise CannotWrite(f"Một dòng của bảng “{given.title}” không khớp với {len(widths)} cột.")
        cell = waiting.pop(0)
        wide = sum(widths[place : place + cell.across])
        merge = "restart" if cell.down > 1 else ""
        add_cell(row, wide, _content(cell, given.columns[place]), merge=merge, span=cell.across)
        above.rows, above.across = cell.down - 1, cell.across
        place += cell.across
    if waiting:
        raise CannotWrite(f"Một dòng của bảng “{given.title}” có nhiều ô hơn {len(widths)} cột.")


def _content(cell: Cell, column: Column) -> Iterator[_Element]:
    style = "TableLabel" if cell.bold else _ALIGNED[cell.align or column.align]
    if cell.text or not (cell.note or cell.proposed):
        for words in cell.text.split("\n"):
            yield paragraph(style, words)
    for words in cell.note.split("\n") if cell.note else ():
        yield paragraph("TableNote", words)
    if cell.proposed:
        pieces = ((text, _CHANGE_STYLES[change]) for text, change in spaced(cell.proposed))
        yield paragraph("TableText", _PROPOSED, *pieces)


def spaced(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, Change]]:
    """The pieces with a space wherever struck and added words touch: "20" before "25" would read as 2025."""
    before = Piece(" ")
    for piece in pieces:
        touching = before.change != piece.change and "same" not in (before.change, piece.change)
        if touching and not (before.text[-1:].isspace() or piece.text[:1].isspace()):
            yield " ", "same"
        yield piece.text, piece.change
        before = piece


def _length(cell: Cell) -> int:
    return len(cell.text) + sum(len(piece.text) for piece in cell.proposed)
