"""A table as .xlsx: text stays text, the header stays in sight."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from phoihop.engines.sheets.content import CannotWriteSheet, Column, Marked, Sheet, Value

# A frozen header freezes all above it too: a long preface would leave no room for rows on a small screen.
PREFACE_ABOVE = 3
PREFACE_SHEET = "Thông tin chung"
LONGEST_CELL = 32_767  # Excel's own limit, in UTF-16 units
_SHORTENED = " […] (đã cắt bớt, xem đầy đủ trong bản Word)"
_FONT = {"font_name": "Times New Roman", "font_size": 12}
_NUMBER_FORMATS = {
    "text": "@",
    "whole": "#,##0",
    "decimal": "#,##0.00",
    "date": "dd/mm/yyyy",
    "time": "dd/mm/yyyy hh:mm",
}
_MARKS: dict[str, dict[str, int | bool]] = {
    "": {},
    "underline": {"underline": 1},
    "strike": {"font_strikeout": True},
    "italic": {"italic": True},
}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_table(sheet: Sheet, *, made_at: datetime) -> bytes:
    """The workbook. Rows stream through a temporary file unless cells are merged, so memory does not grow with them.

    `made_at` goes into the file's properties; equal input gives equal bytes. A preface of more than three lines moves
    to a second sheet. Times are shown as given, in their own zone. Raises CannotWriteSheet for ragged rows.
    """
    _check(sheet)
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {**_OPTIONS, "constant_memory": not sheet.merges})
    book.set_properties({"title": sheet.title, "created": made_at.astimezone(UTC).replace(tzinfo=None)})
    above = sheet.preface if len(sheet.preface) <= PREFACE_ABOVE else ()
    page = book.add_worksheet(_sheet_name(sheet.title))
    _Table(book, page, sheet, above).write()
    if sheet.preface and not above:
        _write_preface(book, sheet)
    book.close()
    return written.getvalue()


class _Table:
    """One table on its way down the sheet; rows must be written in order, or a streamed one is lost."""

    def __init__(self, book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet, above: tuple[str, ...]) -> None:
        self.page, self.sheet, self.above = page, sheet, above
        self.header_row = len(above) + 1
        self.book = book
        self.cells = [_cell_format(book, column) for column in sheet.columns]
        self.text_formats = {mark: book.add_format({**_FONT, **look}) for mark, look in _MARKS.items()}

    def write(self) -> None:
        self._set_page()
        title = self.book.add_format({**_FONT, "bold": True, "font_size": 14})
        self.page.write_string(0, 0, _clipped(self.sheet.title), title)
        for place, line in enumerate(self.above, start=1):
            self.page.write_string(place, 0, _clipped(line), self.text_formats["italic"])
        header = self.book.add_format(
            {**_FONT, "bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        for place, column in enumerate(self.sheet.columns):
            self.page.write_string(self.header_row, place, _clipped(column.title), header)
        for offset, row in enumerate(self.sheet.rows):
            for place, value in enumerate(row):
                self._write_cell(self.header_row + 1 + offset, place, value)
        for merge in self.sheet.merges:
            self._merge(merge.column, merge.first, merge.last)

    def _set_page(self) -> None:
        for place, column in enumerate(self.sheet.columns):
            self.page.set_column(place, place, column.width)
        self.page.freeze_panes(self.header_row + 1, 0)
        self.page.repeat_rows(self.header_row)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&C&P/&N")
        if self.sheet.rows and not self.sheet.merges:
            last = self.header_row + len(self.sheet.rows)
            self.page.autofilter(self.header_row, 0, last, len(self.sheet.columns) - 1)

    def _write_cell(self, row: int, place: int, value: Value) -> None:
        look = self.cells[place]
        if isinstance(value, str) and value:  # nearly every cell, so it is asked first
            self.page.write_string(row, place, _clipped(value), look)
            return
        match value:
            case None | str() | ():
                self.page.write_blank(row, place, None, look)
            case tuple():
                self._write_marked(row, place, value, look)
            case datetime():
                self.page.write_datetime(row, place, value.replace(tzinfo=None), look)
            case date():
                self.page.write_datetime(row, place, datetime.combine(value, time()), look)
            case bool():
                self.page.write_string(row, place, "Có" if value else "Không", look)
            case int() | float() | Decimal():
                self.page.write_number(row, place, value, look)

    def _write_marked(self, row: int, place: int, pieces: Iterable[Marked], look: Format) -> None:
        kept = [(tidy(piece.text), piece.mark) for piece in pieces if tidy(piece.text)]
        plain = "".join(text for text, _ in kept)
        # Excel's rich text needs two runs or more, and one that is too long would be left out without a word.
        if len(kept) < 2 or _units(plain) > LONGEST_CELL:
            self.page.write_string(row, place, _clipped(plain), look)
            return
        runs = [part for text, mark in kept for part in (self.text_formats[mark], text)]
        self.page.write_rich_string(row, place, *runs, look)

    def _merge(self, column: int, first: int, last: int) -> None:
        top, value = self.header_row + 1 + first, self.sheet.rows[first][column]
        self.page.merge_range(top, column, self.header_row + 1 + last, column, "", self.cells[column])
        self._write_cell(top, column, value)


def tidy(text: str) -> str:
    """Text as it may stand in a cell: NFC, no control characters, line feeds for line ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _NOT_IN_XML.sub("", text))


def _cell_format(book: xlsxwriter.Workbook, column: Column) -> Format:
    align = "right" if column.kind in ("whole", "decimal") else "center" if column.kind in ("date", "time") else "left"
    number_format = _NUMBER_FORMATS[column.kind]
    look = {"border": 1, "text_wrap": True, "valign": "top", "align": align, "num_format": number_format}
    return book.add_format({**_FONT, **look})


def _write_preface(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(PREFACE_SHEET)
    page.set_column(0, 0, 110)
    wrapped = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    for place, line in enumerate((sheet.title, *sheet.preface)):
        page.write_string(place, 0, _clipped(line), wrapped)


def _check(sheet: Sheet) -> None:
    width, height = len(sheet.columns), len(sheet.rows)
    if not width:
        raise CannotWriteSheet(f"Bảng “{sheet.title}” chưa có cột nào; cần ít nhất một cột.")
    for place, row in enumerate(sheet.rows, start=1):
        if len(row) != width:
            raise CannotWriteSheet(
                f"Hàng {place} có {len(row)} ô trong khi bảng có {width} cột; cần sửa dữ liệu của hàng."
            )
    for merge in sheet.merges:
        if not (0 <= merge.column < width and 0 <= merge.first < merge.last < height):
            raise CannotWriteSheet(f"Không gộp được ô {merge}; ô gộp phải nằm trong bảng và gồm ít nhất hai hàng.")


def _clipped(text: str) -> str:
    """A cell's worth of text; what is cut is said to be cut."""
    text = tidy(text)
    if len(text) * 2 <= LONGEST_CELL or _units(text) <= LONGEST_CELL:
        return text
    room = (LONGEST_CELL - len(_SHORTENED)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _SHORTENED


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _sheet_name(title: str) -> str:
    """Excel takes 31 characters, none of []:*?/\\ and no apostrophe at the ends."""
    name = _NOT_IN_NAMES.sub(" ", tidy(title)).replace("\n", " ")[:31].strip(" '")
    return name if name and name.lower() not in ("history", PREFACE_SHEET.lower()) else "Bảng"
