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

The words are as typed: capitals come from the style, so that copying a line gives back what was written. The Party
writes "I-" where the state writes "I.".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from phoihop.engines.papers.labels import DIVISIONS, KINDS, is_outline, label
from phoihop.engines.papers.shapes import NodeLike
from phoihop.engines.word.elements import Run, paragraph, tidy
from phoihop.engines.word.errors import CannotWrite

#: The character style of words that belong to the form: our reader leaves them out.
FORM: Final = "EndMark"
#: Style of the line with the number, style of the name below it.
_DIVISION_STYLES: Final = {
    "part": ("Heading1", "PartName"),
    "chapter": ("Heading2", "ChapterName"),
    "section": ("Heading3", "SectionName"),
    "annex": ("Annex", "AnnexName"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to be."""

    style: str
    runs: tuple[Run, ...]

    def element(self, *, keep: bool = False) -> _Element:
        return paragraph(self.style, *self.runs, keep=keep)

    def ended(self, mark: str) -> "Line":
        """The same line with the end mark: a full stop becomes "./.", words without one are followed by " ./.".

        Where the mark is a mere full stop, words that have one stay. What is added is a run of its own style: it
        belongs to the form of the paper, and our reader leaves it out.
        """
        last = self.runs[-1]
        words = tidy(last if isinstance(last, str) else last[0]).rstrip()
        if words.endswith(mark) or (mark == "." and words.endswith((";", ",", ":", "!", "?"))):
            return self
        bare = words if isinstance(last, str) else (words, last[1])
        replaces = mark == "." or (words.endswith(".") and isinstance(last, str))
        added = (mark.removeprefix(".") or mark) if replaces else f" {mark}"
        return Line(self.style, (*self.runs[:-1], bare, (added, FORM)))


def lines(node: NodeLike, above: tuple[str, ...] = (), *, after_outline: str = ".") -> Iterator[Line]:
    """Every line of a node and of what hangs under it, in reading order. `above` are the kinds it lies in.

    `after_outline` stands after the number of an outline heading. Raises CannotWrite for a node of unknown kind.
    """
    if node.kind not in KINDS:
        raise CannotWrite(f"Không biết loại mục “{node.kind}”. Các loại dùng được: {', '.join(KINDS)}.")
    typed = label(node, above, after_outline=after_outline)
    if node.kind in DIVISIONS:
        yield from _division(node, typed)
    elif node.kind == "article":
        yield from _article(node, typed)
    else:
        yield from _item(node, typed)
    for below in node.children:
        yield from lines(below, (*above, node.kind), after_outline=after_outline)


def _division(node: NodeLike, typed: str) -> Iterator[Line]:
    style, name_style = _DIVISION_STYLES[node.kind]
    if is_outline(node):
        yield Line("OutlineHeading", (_joined(typed, node.heading),))
    else:
        typed = typed or (DIVISIONS["annex"] if node.kind == "annex" else "")
        if typed:
            yield Line(style, (typed,))
        if node.heading:
            yield Line(name_style, (node.heading,))
    if node.text:
        yield Line("BodyText", (node.text,))


def _article(node: NodeLike, typed: str) -> Iterator[Line]:
    if node.heading:
        yield Line("Heading4", (_joined(typed, node.heading),))
        if node.text:
            yield Line("BodyText", (node.text,))
    elif node.number:
        words = (f" {node.text}",) if node.text else ()
        yield Line("Article", ((typed, "ArticleLabel"), *words))
    elif node.text:
        yield Line("BodyText", (node.text,))


def _item(node: NodeLike, typed: str) -> Iterator[Line]:
    if node.heading:
        yield Line("Heading5", (_joined(typed, node.heading),))
        if node.text:
            yield Line("BodyText", (node.text,))
    elif typed or node.text:
        style = {"clause": "Clause", "point": "Point"}.get(node.kind, "Dash" if typed else "BodyText")
        yield Line(style, (_joined(typed, node.text),))


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))
