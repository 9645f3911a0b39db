"""A tree of nodes as lines: which words a line starts with, and in which style it stands.

| kind      | line                                                                                     |
|-----------|------------------------------------------------------------------------------------------|
| part      | "Phần I", its name on the next line in capitals; with a letter "A. TÊN PHẦN"             |
| chapter   | "Chương I", its name on the next line in capitals                                        |
| section   | "Mục 1" ("Tiểu mục 1" in a section), its name on the next line; Roman: "I. TÊN MỤC"      |
| article   | "Điều 1. Tên điều", its text below; without a name "Điều 1. lời văn" on one line         |
| clause    | "1. lời văn", inside a clause "1) lời văn"; with a name "1. Tên khoản", its text below   |
| point     | "a) lời văn", with a figure "(1) lời văn"; with a name likewise                          |
| paragraph | "- lời văn" for number "-"; without a number the words alone                             |
| annex     | "Phụ lục I" on a new page, its name on the next line in capitals                         |

The words are as typed: capitals come from the style, so that copying a line gives back what was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from phoihop.engines.word.content import NodeLike
from phoihop.engines.word.elements import Run, paragraph, tidy
from phoihop.engines.word.errors import CannotWrite

KINDS = ("part", "chapter", "section", "article", "clause", "point", "paragraph", "annex")
# word before the number, style of that line, style of the name below
_DIVISIONS = {
    "part": ("Phần", "Heading1", "PartName"),
    "chapter": ("Chương", "Heading2", "ChapterName"),
    "section": ("Mục", "Heading3", "SectionName"),
    "annex": ("Phụ lục", "Annex", "AnnexName"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to be."""

    style: str
    runs: tuple[Run, ...]

    def element(self) -> _Element:
        return paragraph(self.style, *self.runs)

    def ended(self) -> "Line":
        """The same line with the end mark: a full stop becomes "./.", words without one are followed by " ./.".

        What is added is a run of its own style: it belongs to the form of the paper, and our reader leaves it out.
        """
        last = self.runs[-1]
        words = tidy(last if isinstance(last, str) else last[0]).rstrip()
        if words.endswith("./."):
            return self
        bare = words if isinstance(last, str) else (words, last[1])
        mark = "/." if words.endswith(".") and isinstance(last, str) else " ./."
        return Line(self.style, (*self.runs[:-1], bare, (mark, "EndMark")))


def lines(node: NodeLike, above: tuple[str, ...] = ()) -> Iterator[Line]:
    """Every line of a node and of what hangs under it, in reading order. `above` are the kinds it lies in."""
    if node.kind not in KINDS:
        raise CannotWrite(f"Không biết loại mục “{node.kind}”. Các loại dùng được: {', '.join(KINDS)}.")
    if node.kind in _DIVISIONS:
        yield from _division(node, above)
    elif node.kind == "article":
        yield from _article(node)
    else:
        yield from _item(node, above)
    for below in node.children:
        yield from lines(below, (*above, node.kind))


def label(node: NodeLike, above: tuple[str, ...] = ()) -> str:
    """The typed label in front of a node's words: "Điều 5.", "1.", "đ)", "-"; empty when it has no number."""
    number = node.number
    if not number or node.kind == "paragraph":
        return number
    if node.kind in _DIVISIONS:
        inner = node.kind == "section" and "section" in above
        word = "Tiểu mục" if inner else _DIVISIONS[node.kind][0]
        return f"{number}." if _is_outline(node) else f"{word} {number}"
    if node.kind == "article":
        return f"Điều {number}."
    if node.kind == "point":
        return f"({number})" if number.isdigit() else f"{number})"
    return f"{number})" if "clause" in above and number.isdigit() else f"{number}."


def _is_outline(node: NodeLike) -> bool:
    """Whether a division is of the outline form: a section "I." or a part "A.", label and name on one line."""
    shape = {"section": "[IVXLC]+", "part": "[A-HĐKMN]"}.get(node.kind)
    return shape is not None and re.fullmatch(shape, node.number) is not None


def _division(node: NodeLike, above: tuple[str, ...]) -> Iterator[Line]:
    word, style, name_style = _DIVISIONS[node.kind]
    if _is_outline(node):
        yield Line("OutlineHeading", (_joined(label(node), node.heading),))
    else:
        typed = label(node, above) or (word if node.kind == "annex" else "")
        if typed:
            yield Line(style, (typed,))
        if node.heading:
            yield Line(name_style, (node.heading,))
    if node.text:
        yield Line("BodyText", (node.text,))


def _article(node: NodeLike) -> Iterator[Line]:
    if node.heading:
        yield Line("Heading4", (_joined(label(node), node.heading),))
        if node.text:
            yield Line("BodyText", (node.text,))
    elif node.number:
        words = (f" {node.text}",) if node.text else ()
        yield Line("Article", ((label(node), "ArticleLabel"), *words))
    elif node.text:
        yield Line("BodyText", (node.text,))


def _item(node: NodeLike, above: tuple[str, ...]) -> Iterator[Line]:
    typed = label(node, above)
    if node.heading:
        yield Line("Heading5", (_joined(typed, node.heading),))
        if node.text:
            yield Line("BodyText", (node.text,))
    elif typed or node.text:
        style = {"clause": "Clause", "point": "Point"}.get(node.kind, "Dash" if typed else "BodyText")
        yield Line(style, (_joined(typed, node.text),))


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))
