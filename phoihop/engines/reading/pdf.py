"""PDF files with text, read by PDFium in a process of its own: hostile files may crash or hang it, never us."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

from phoihop.engines.reading.lines import UNFINISHED, Line, Reading, starts_small, tidy
from phoihop.engines.reading.outline import Warning
from phoihop.engines.reading.refusals import Unreadable
from phoihop.kit.vietnamese import fold, nfc

SECONDS: Final = 40
_WORKER: Final = Path(__file__).with_name("pdf_worker.py")
_INDENT: Final = 6.0  # points; Decree 30 asks for 1 cm (28 pt), wrapped lines differ by rounding only
_FULL: Final = 0.88
_LONGEST_HEAD: Final = 120
_MARGIN: Final = 0.072  # 2 cm of A4, less what letters stand above their line
_APART: Final = 1.8
_LEAST_LETTERS: Final = 20
_COVERED: Final = 0.5
_STAMPED: Final = 150
"""A page that a picture covers and that has fewer letters is a scan with a stamp, a signature's text or a footer."""


def read_pdf(data: bytes) -> Reading:
    """Lines of a text PDF. Raises Unreadable: "password", "damaged", "no-text" for scans, "timeout"."""
    pages = _pages(data)
    _mark_running_heads(pages)
    lines = [line for page in pages for line in _page_lines(page)]
    scanned = [_is_scan(page) for page in pages]
    if all(scanned) or sum(map(_letters, pages)) < _LEAST_LETTERS:
        raise Unreadable("no-text")
    told = []
    if any(scanned):
        sentence = f"Có {sum(scanned)} trang chỉ là hình quét, không đọc được chữ ở các trang đó."
        told.append(Warning("scanned-pages", sentence))
    return Reading(_joined_over_pages(lines), told)


def _is_scan(page: dict[str, Any]) -> bool:
    return bool(page["picture"] >= _COVERED and _letters(page) < _STAMPED)


def _letters(page: dict[str, Any]) -> int:
    return sum(letter.isalpha() for row in page["lines"] for letter in row["text"])


def _pages(data: bytes) -> list[dict[str, Any]]:
    command = [sys.executable, "-I", "-X", "utf8", str(_WORKER)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        raise Unreadable("timeout") from late
    try:
        answer = json.loads(done.stdout)
    except ValueError as wrong:
        raise Unreadable("damaged") from wrong
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return list(answer["pages"])


def _page_lines(page: dict[str, Any]) -> list[Line]:
    """Lines of a page; a paragraph begins at an indent, after a short line, or where the space between lines grows."""
    rows = [row for row in page["lines"] if not row.get("running")]
    made = [Line(0, _text(row), page=page["number"], place="running") for row in page["lines"] if row.get("running")]
    if not rows:
        return made
    span = min(row["left"] for row in rows), max(row["right"] for row in rows)
    margin = _margin(rows, span[0])
    steps = [above["bottom"] - below["bottom"] for above, below in pairwise(rows)]
    step = median([gap for gap in steps if gap > 0] or [0.0])
    before: dict[str, Any] | None = None
    for row in rows:
        hard = before is None or _begins(row, before, margin, span, step)
        made.append(Line(0, _text(row), hard=hard, page=page["number"], bold=row["bold"]))
        before = row
    return made


def _text(row: dict[str, Any]) -> str:
    return nfc(tidy(row["text"].replace("\t", " ")))


def _margin(rows: Sequence[dict[str, Any]], left: float) -> float:
    """Where wrapped lines start: the commonest left edge."""
    edges = Counter(round(row["left"]) for row in rows)
    edge, count = edges.most_common(1)[0]
    return float(edge) if count * 4 >= len(rows) else left


def _begins(row: dict[str, Any], before: dict[str, Any], margin: float, span: tuple[float, float], step: float) -> bool:
    if starts_small(row["text"]) and UNFINISHED.search(before["text"].strip()) and not before["text"].isupper():
        return False
    if row["left"] - margin > _INDENT or before["bottom"] - row["bottom"] > 1.4 * step > 0:
        return True
    left, right = span
    return bool(before["right"] < left + _FULL * (right - left))


def _mark_running_heads(pages: Sequence[dict[str, Any]]) -> None:
    """Rows in the top or bottom margin that recur on most pages, digits aside, and numbers that rise with the pages."""
    edges = [(page, row) for page in pages for row in _edges(page["lines"])]
    shapes = Counter(_shape(row["text"]) for page, row in edges if _in_margin(page, row))
    often = max(3, len(pages) // 2)
    offsets = Counter(int(number) - page["number"] for page, row in edges if (number := _page_number(row)))
    for page, row in edges:
        number = _page_number(row)
        if number:
            row["running"] = offsets[int(number) - page["number"]] >= min(2, len(pages))
        elif _in_margin(page, row) and shapes[_shape(row["text"])] >= often and len(row["text"]) <= _LONGEST_HEAD:
            row["running"] = True


def _in_margin(page: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether a row stands where Decree 30 leaves paper blank, or clearly apart from the rest of its page."""
    height = float(page["height"])
    if not _MARGIN * height < row["bottom"] < (1 - _MARGIN) * height:
        return True
    heights = sorted(float(other["bottom"]) for other in page["lines"])
    gaps = [above - below for below, above in pairwise(heights) if above > below]
    nearest = min((abs(other - row["bottom"]) for other in heights if other != row["bottom"]), default=height)
    return bool(gaps) and nearest > _APART * median(gaps)


def _edges(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: float(row["bottom"]))
    return ordered if len(ordered) <= 4 else [*ordered[:2], *ordered[-2:]]


def _shape(text: str) -> str:
    return "".join("#" if letter.isdigit() else letter for letter in fold(text))


def _page_number(row: dict[str, Any]) -> str:
    digits = str(row["text"]).strip(" -–—").removeprefix("Trang ").partition("/")[0].strip()
    return digits if digits.isdigit() and len(digits) <= 4 else ""


def _joined_over_pages(lines: Sequence[Line]) -> list[Line]:
    """Lines numbered; a sentence that a page breaks off goes on with the next page's first line."""
    made: list[Line] = []
    above: Line | None = None
    for number, line in enumerate(lines, start=1):
        line = replace(line, number=number)
        if line.place == "body":
            turned = above is not None and above.page != line.page
            if turned and above is not None and starts_small(line.text) and UNFINISHED.search(above.text):
                line = replace(line, hard=False)
            above = line
        made.append(line)
    return made
