"""The workbook of tasks: one set of columns to write and to read, so that what was exported can be taken in again."""

import datetime as dt
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile

from phoihop.kit.vietnamese import fold, nfc

#: Name in code, title on the sheet, width; the last three are told and not taken in.
COLUMNS: Final = (
    ("code", "Mã", 14.0, "text"),
    ("clause", "Điều khoản", 18.0, "text"),
    ("title", "Nội dung nhiệm vụ", 56.0, "text"),
    ("lead", "Cơ quan chủ trì", 28.0, "text"),
    ("supports", "Cơ quan phối hợp", 34.0, "text"),
    ("due", "Thời hạn", 13.0, "date"),
    ("deliverable", "Sản phẩm", 26.0, "text"),
    ("result", "Kết quả", 22.0, "text"),
    ("done", "Ngày hoàn thành", 13.0, "date"),
    ("note", "Ghi chú", 26.0, "text"),
)
TAKEN_IN: Final = ("code", "clause", "title", "lead", "supports", "due", "deliverable")
NEEDED: Final = ("title", "lead", "due")
#: Other words that offices write over the same columns, as they are looked for.
_ALSO: Final = {
    "noi dung": "title", "nhiem vu": "title", "ten nhiem vu": "title", "noi dung cong viec": "title",
    "chu tri": "lead", "don vi chu tri": "lead", "phoi hop": "supports", "don vi phoi hop": "supports",
    "han": "due", "han hoan thanh": "due", "thoi gian": "due", "thoi gian hoan thanh": "due", "dieu, khoan": "clause",
    "can cu": "clause", "san pham, ket qua": "deliverable", "ma nhiem vu": "code", "ma so": "code",
}  # fmt: skip
MOST_LINES: Final = 5_000
_HEADER_WITHIN: Final = 15
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class Unreadable(ValueError):
    """Not a workbook with a table of tasks. `why` names what is wrong: no_workbook, no_header, no_lines, too_many."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read: its number on the sheet, and words by column."""

    line: int
    cells: Mapping[str, str]


def written(title: str, rows: Iterable[Mapping[str, Any]], *, preface: Sequence[str], made_at: dt.datetime) -> bytes:
    """`rows` map the names of columns to text, days or nothing."""
    # Here and below: what reads and writes workbooks is large, and every process loads this module.
    from phoihop.engines.sheets import Column, Sheet, write_table

    columns = tuple(Column(name, width, kind) for _key, name, width, kind in COLUMNS)  # type: ignore[arg-type]
    keys = [key for key, *_rest in COLUMNS]
    values = tuple(tuple(row.get(key) or None for key in keys) for row in rows)
    return write_table(Sheet(title, columns, values, preface=tuple(preface)), made_at=made_at)


def read(data: bytes) -> list[Line]:
    """The lines below the header of the first sheet that has one. Empty lines are passed over. Raises Unreadable."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions it leaves out; only values are read here.
        warnings.simplefilter("ignore", UserWarning)
        try:
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as broken:
            raise Unreadable("no_workbook") from broken
        try:
            return _lines(book)
        finally:
            book.close()


def _lines(book: Any) -> list[Line]:
    for sheet in book.worksheets:
        rows = enumerate(sheet.iter_rows(values_only=True), 1)
        columns = _header(rows)
        if columns:
            found = list(_below(rows, columns))
            if not found:
                raise Unreadable("no_lines")
            return found
    raise Unreadable("no_header")


def _header(rows: Iterator[tuple[int, Sequence[Any]]]) -> dict[int, str]:
    """{place: name of the column} of the first line that names all that is needed."""
    known = {fold(title): key for key, title, *_rest in COLUMNS} | _ALSO
    for number, row in rows:
        found: dict[int, str] = {}
        for place, cell in enumerate(row):
            key = known.get(" ".join(fold(str(cell or "")).split()))
            if key and key not in found.values():
                found[place] = key
        if set(NEEDED) <= set(found.values()):
            return found
        if number >= _HEADER_WITHIN:
            break
    return {}


def _below(rows: Iterator[tuple[int, Sequence[Any]]], columns: Mapping[int, str]) -> Iterator[Line]:
    read = 0
    for number, row in rows:
        cells = {key: _words(row[place]) for place, key in columns.items() if place < len(row) and key in TAKEN_IN}
        if not any(cells.values()):
            continue
        read += 1
        if read > MOST_LINES:
            raise Unreadable("too_many")
        yield Line(number, {key: words for key, words in cells.items() if words})


def _words(cell: Any) -> str:
    """Days as an office writes them; a code typed as a number keeps no ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(nfc(str(cell)).split(" ")).strip()


def day(words: str) -> dt.date | None:
    """31/3/2026, 31.03.2026 or 2026-03-31; None for anything else."""
    found = _DAY.fullmatch(words.strip())
    try:
        if found:
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date.fromisoformat(words.strip())
    except ValueError:
        return None


def listed(words: str) -> list[tuple[str, str]]:
    """(agency, day or "") of "Tòa án nhân dân khu vực (20/3/2026); Viện kiểm sát nhân dân khu vực"."""
    found = []
    for one in re.split(r"[;\n]", words):
        match = re.fullmatch(r"(.*?)\s*(?:\(\s*([\d/.-]+)\s*\))?", one.strip().strip(",").strip())
        if match and match[1]:
            found.append((match[1], match[2] or ""))
    return found
