"""Tables of official papers: heads in two columns, signatures in two columns, tables of text, tables of figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from phoihop.engines.reading.labels import ARTICLE
from phoihop.engines.reading.lines import Line, Place
from phoihop.kit.vietnamese import fold

Cell = list[Line]

NATION: Final = re.compile(r"cong hoa xa hoi chu nghia|doc lap\s*-?\s*tu do|dang cong san viet nam|^viet nam$")
SIGNING: Final = re.compile(
    r"(?:(?:TM|KT|TL|TUQ|Q)\.|T/M|K/T|T/L|T/UQ)\s*[^\W\d_]|(?:Nơi nhận|NƠI NHẬN)\b|ĐẠI DIỆN\b|QUYỀN HẠN, CHỨC VỤ"
    r"|\((?:Đã ký|Chữ ký|Ký)"
)


def arranged(rows: Sequence[Sequence[Cell]]) -> Iterator[Line]:
    """A table's lines as a person reads them: heads and signatures by column, text as text, figures by row."""
    cells = [line for row in rows for cell in row for line in cell]
    if all(len(row) <= 1 for row in rows):
        yield from cells
    elif any(NATION.search(fold(line.text)) for line in cells):
        yield from _by_column(rows, "head")
    elif any(SIGNING.match(line.text) for line in cells):
        yield from _by_column(rows, "signature")
    elif any(_is_article(line) for line in cells):
        yield from cells
    else:
        for row in rows:
            yield from _as_row(row)


def _is_article(line: Line) -> bool:
    found = ARTICLE.match(line.full)
    return bool(found and found["sep"].strip())


def _by_column(rows: Sequence[Sequence[Cell]], place: Place) -> Iterator[Line]:
    for column in range(max(len(row) for row in rows)):
        for row in rows:
            for line in row[column] if column < len(row) else ():
                yield replace(line, place=place, hard=True) if line.place == "body" else line


def _as_row(row: Sequence[Cell]) -> Iterator[Line]:
    texts = [" ".join(line.full.replace("\t", " ") for line in cell if line.place != "note") for cell in row]
    if any(texts):
        yield Line(0, "\t".join(texts), place="row")
    yield from (line for cell in row for line in cell if line.place == "note")
