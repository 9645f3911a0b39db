"""Run as a program: a PDF on standard input, its lines as JSON on standard output. Holds itself to time and memory.

Answers {"pages": [{"number", "height", "picture", "lines": [{"text", "left", "right", "bottom", "bold"}]}]}, where
"picture" is the part of the page that its largest picture covers, or {"refused": code}.
"""

import json
import re
import sys
from ctypes import c_double, c_int, create_string_buffer
from itertools import groupby
from typing import Any, Final

MEMORY: Final = 280 * 2**20  # address space; the interpreter with PDFium takes 30 MB of it
CPU_SECONDS: Final = 30
MAX_PAGES: Final = 1_000
MAX_LETTERS: Final = 4_000_000
_COLUMN_GAP: Final = 18.0
_BLANK: Final = re.compile(r"(?:tháng|năm)\b")
"""What follows the blanks of a date still to come: "ngày      tháng      năm 2026" is one line, not three columns."""


def main() -> int:
    _limit()
    data = sys.stdin.buffer.read()
    try:
        answer = _read(data)
    except MemoryError:
        answer = {"refused": "too-large"}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the parent's time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as wrong:
        return {"refused": "password" if "password" in str(wrong).lower() else "damaged"}
    if len(document) > MAX_PAGES:
        return {"refused": "too-large"}
    pages: list[dict[str, Any]] = []
    letters = 0
    for at in range(len(document)):
        try:
            page = document[at]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            return {"refused": "damaged"}
        lines = _lines(text)
        letters += sum(len(line["text"]) for line in lines)
        if letters > MAX_LETTERS:
            return {"refused": "too-large"}
        pages.append({"number": at + 1, "height": page.get_height(), "picture": _picture(page), "lines": lines})
        text.close()
        page.close()
    return {"pages": pages}


def _picture(page: Any) -> float:
    """The part of the page, from 0 to 1, that its largest picture covers."""
    import pypdfium2.raw as pdfium

    whole = page.get_width() * page.get_height()
    largest = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return min(1.0, largest / whole) if whole else 0.0


def _lines(page: Any) -> list[dict[str, Any]]:
    """Lines with their edges in points; two columns side by side (heads, signatures) are read one after the other."""
    text = page.get_text_range()
    rows: list[dict[str, Any]] = []
    place = 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        if line.strip():
            rows += _row(page, line, place)
        place += len(raw) + 1
    return _columns(rows)


def _row(page: Any, line: str, place: int) -> list[dict[str, Any]]:
    """A line as one row, or as several where a wide gap parts columns."""
    starts = [0]
    for at, letter in enumerate(line):
        if letter.isspace() and 0 < at < len(line) - 1 and not line[at + 1].isspace():
            before = len(line[:at].rstrip()) - 1
            if (
                before >= 0
                and not _BLANK.match(line, at + 1)
                and _edge(page, place + at + 1)[0] - _edge(page, place + before)[1] > _COLUMN_GAP
            ):
                starts.append(at + 1)
    rows = []
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        piece = line[start:end]
        first = place + start + len(piece) - len(piece.lstrip())
        last = place + start + len(piece.rstrip()) - 1
        left, _, bottom = _edge(page, first)
        _, right, _ = _edge(page, last)
        bold = _bold(page, piece.strip(), first)
        rows.append({"text": piece.strip(), "left": left, "right": right, "bottom": bottom, "bold": bold})
    return rows


def _edge(page: Any, at: int) -> tuple[float, float, float]:
    """Left, right and baseline of a character, in points; the baseline does not jump with the tails of letters."""
    import pypdfium2.raw as pdfium

    left, _, right, bottom = page.get_charbox(at, loose=False)
    x, y = c_double(), c_double()
    if pdfium.FPDFText_GetCharOrigin(page.raw, at, x, y):
        return left, right, y.value
    return left, right, bottom


def _bold(page: Any, text: str, first: int) -> int:
    """How many leading characters are set in a bold font, counted by words."""
    bold = 0
    at = 0
    for word in text.split(" "):
        if word:
            if not _is_bold(page, first + at):
                break
            bold = at + len(word)
        at += len(word) + 1
    return bold


def _is_bold(page: Any, at: int) -> bool:
    import pypdfium2.raw as pdfium

    name = create_string_buffer(128)
    flags = c_int()
    length = pdfium.FPDFText_GetFontInfo(page.raw, at, name, 128, flags)
    return bool(length) and (b"bold" in name.value.lower() or bool(flags.value & 1 << 18))


def _columns(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows side by side on one baseline are columns: all of the left one first, while such lines follow each other."""
    lines: list[list[dict[str, Any]]] = []
    for row in rows:
        if lines and abs(row["bottom"] - lines[-1][0]["bottom"]) < 3 and row["left"] > lines[-1][-1]["right"]:
            lines[-1].append(row)
        else:
            lines.append([row])
    ordered: list[dict[str, Any]] = []
    for parted, block in groupby(lines, key=lambda line: len(line) > 1):
        together = list(block)
        widest = max(len(line) for line in together) if parted else 1
        ordered += [line[at] for at in range(widest) for line in together if at < len(line)]
    return ordered


if __name__ == "__main__":
    sys.exit(main())
