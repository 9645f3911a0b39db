"""A paper's blocks as lines for the templates: words, look, and what they cling to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from phoihop.engines.papers import Block, Cell, NodeLike, Picture, Table
from phoihop.engines.papers.content import Language
from phoihop.engines.papers.labels import DIVISIONS, KINDS, is_outline, label
from phoihop.engines.papers.wording import spaced
from phoihop.engines.typesetting.content import CannotTypeset
from phoihop.engines.typesetting.words import breakable, clean

#: Depth in the file's structure, below the title of the paper.
_LEVELS: Final = {"part": 2, "chapter": 2, "section": 3, "article": 4}
#: A row with more characters than this may break over two pages, or half a page would stay white.
_KEEP_WHOLE_BELOW: Final = 900
#: Letters a word in a cell may have before it must break.
CELL: Final = 24
PROPOSED: Final = "Đề nghị sửa thành: "


@dataclass(frozen=True, slots=True)
class Run:
    """Words with a weight of their own, or with their line's."""

    words: str
    bold: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `level` 0 is no heading; `tight` stands close under the line above; `sticky` to the next."""

    style: str
    runs: tuple[Run, ...]
    level: int = 0
    indented: bool = False
    tight: bool = False
    sticky: bool = False

    def ended(self, mark: str) -> "Line":
        """The same line with the end mark: a full stop becomes "./.", words without one are followed by " ./."."""
        *before, last = self.runs
        words = re.sub(r"[\s./]*$", "", last.words) if mark else last.words
        if mark and not words.endswith((":", ";", "!", "?", "”", ")")) and last.words.rstrip().endswith("."):
            return replace(self, runs=(*before, replace(last, words=words + mark)))
        return replace(self, runs=(*before, replace(last, words=f"{last.words.rstrip()} {mark}".rstrip())))


@dataclass(frozen=True, slots=True)
class Wording:
    """What regime and language say about the words of a text: after "I", at the end, in front of an article."""

    after_outline: str = "."
    end_mark: str = "./."
    language: Language = "vi"


def set_blocks(blocks: Sequence[Block], wording: Wording, *, end: bool) -> list[dict[str, Any]]:
    """The blocks in reading order as the templates take them. With `end` the last line carries the end mark."""
    flow: list[Line | Table | Picture] = []
    for block in blocks:
        flow.extend([block] if isinstance(block, Table | Picture) else lines(block, wording))
    if end and flow:
        last = flow[-1]
        if isinstance(last, Line):
            flow[-1] = last.ended(wording.end_mark)
        elif wording.end_mark != ".":
            # A full stop alone under a table would look like a speck; "./." is looked for there (Mẫu 2.1).
            flow.append(Line("end_mark", (Run(wording.end_mark),), tight=True))
    return [_as_part(one) for one in _kept_together(flow)]


def _as_part(one: Line | Table | Picture) -> dict[str, Any]:
    if isinstance(one, Picture):
        return {"form": "picture", "svg": one.svg, "alternative": clean(one.alternative)}
    return ruled(one) if isinstance(one, Table) else as_line(one)


def as_line(line: Line) -> dict[str, Any]:
    return {
        "form": "line",
        "style": line.style,
        "runs": [{"words": breakable(run.words), "bold": run.bold} for run in line.runs],
        "level": line.level,
        "indented": line.indented,
        "tight": line.tight,
        "sticky": line.sticky,
    }


def _kept_together(flow: Sequence[Line | Table | Picture]) -> Iterator[Line | Table | Picture]:
    """What introduces a table or a picture stays with it, and the last lines stay with the signatures below."""
    for place, one in enumerate(flow):
        following = flow[place + 1] if place + 1 < len(flow) else None
        clings = following is None or isinstance(following, Table | Picture)
        yield replace(one, sticky=True) if isinstance(one, Line) and clings else one


def lines(node: NodeLike, wording: Wording, above: tuple[str, ...] = ()) -> Iterator[Line]:
    """Every line of a node and of what hangs under it."""
    if node.kind not in KINDS:
        raise CannotTypeset(f"Không biết loại mục “{node.kind}”. Các loại dùng được: {', '.join(KINDS)}.")
    if node.kind in DIVISIONS:
        yield from _division(node, wording, above)
    elif node.kind == "article":
        yield from _article(node, wording)
    else:
        yield from _item(node, above)
    for below in node.children:
        yield from lines(below, wording, (*above, node.kind))


def _division(node: NodeLike, wording: Wording, above: tuple[str, ...]) -> Iterator[Line]:
    level, name = _LEVELS.get(node.kind, 2), clean(node.heading)
    typed = label(node, above, after_outline=wording.after_outline, language=wording.language)
    if is_outline(node):
        words = f"{typed} {name.upper()}".strip()
        yield Line("outline", (Run(words),), level, indented=True, sticky=True)
    else:
        if typed:
            yield Line(node.kind, (Run(typed),), level, sticky=True)
        if name:
            # One heading on two lines would be read as two: the name is words under the heading, as printed.
            style, level = f"{node.kind}_title", 0 if typed else level
            yield Line(style, (Run(name.upper()),), level, tight=bool(typed), sticky=True)
    yield from _body(node.text)


def _article(node: NodeLike, wording: Wording) -> Iterator[Line]:
    typed, name = label(node, language=wording.language), clean(node.heading)
    if name:
        words = f"{typed} {name}".strip()
        yield Line("article", (Run(words),), _LEVELS["article"], indented=True, sticky=True)
        yield from _body(node.text)
    elif typed:
        first, *rest = clean(node.text).split("\n")
        yield Line("body", (Run(typed, bold=True), Run(f" {first}".rstrip())), indented=True)
        yield from _body("\n".join(rest))
    else:
        yield from _body(node.text)


def _item(node: NodeLike, above: tuple[str, ...]) -> Iterator[Line]:
    typed, name = label(node, above), clean(node.heading)
    if name:
        words = f"{typed} {name}".strip()
        yield Line("clause_title", (Run(words),), 5, indented=True, sticky=True)
        yield from _body(node.text)
    elif typed or node.text.strip():
        first, *rest = clean(node.text).split("\n")
        leads = first.endswith(":")
        yield Line(_style(node), (Run(f"{typed} {first}".strip()),), indented=True, sticky=leads and not rest)
        yield from _body("\n".join(rest))


def _style(node: NodeLike) -> str:
    return node.kind if node.kind in ("clause", "point") else "body"


def _body(text: str) -> Iterator[Line]:
    for words in clean(text).split("\n"):
        if words.strip():
            yield Line("body", (Run(words.strip()),), indented=True)


def ruled(table: Table) -> dict[str, Any]:
    """A table as the template takes it. Raises CannotTypeset where a row does not fill the columns."""
    covered = [0] * len(table.columns)
    rows = [list(_row(table, row, covered)) for row in table.rows]
    return {
        "form": "table",
        "proposed": PROPOSED,
        "columns": [{"name": clean(column.name), "share": column.share} for column in table.columns],
        "rows": rows,
    }


def _row(table: Table, row: tuple[Cell, ...], covered: list[int]) -> Iterator[dict[str, Any]]:
    """The cells of one row with the look of their columns.

    `covered` counts for each column the rows a cell above still reaches into.
    """
    place, waiting = 0, list(row)
    while place < len(covered):
        if covered[place]:
            covered[place] -= 1
            place += 1
            continue
        if not waiting or place + waiting[0].across > len(covered):
            raise CannotTypeset(f"Một dòng của bảng “{table.title}” không khớp với {len(covered)} cột.")
        cell = waiting.pop(0)
        yield _cell(cell, table.columns[place].align)
        for column in range(place, place + cell.across):
            covered[column] = cell.down - 1
        place += cell.across
    if waiting:
        raise CannotTypeset(f"Một dòng của bảng “{table.title}” có nhiều ô hơn {len(covered)} cột.")


def _cell(cell: Cell, align: str) -> dict[str, Any]:
    length = len(cell.text) + sum(len(piece.text) for piece in cell.proposed)
    return {
        "lines": [words for words in breakable(clean(cell.text), CELL).split("\n") if words],
        "notes": [words for words in breakable(clean(cell.note), CELL).split("\n") if words],
        "proposed": [
            {"text": breakable(_piece(text), CELL), "change": change} for text, change in spaced(cell.proposed)
        ],
        "down": cell.down,
        "across": cell.across,
        "bold": cell.bold,
        "align": cell.align or align,
        "breakable": length >= _KEEP_WHOLE_BELOW or cell.down > 1,
    }


def _piece(text: str) -> str:
    """Cleaned, with the space at its ends kept: pieces are parts of one sentence."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{clean(text)}{' ' if text[-1].isspace() else ''}"
