"""The typed label in front of a node's words, the same in every file we write."""

import re
from typing import Final

from phoihop.engines.papers.content import Language
from phoihop.engines.papers.shapes import NodeLike

KINDS: Final = ("part", "chapter", "section", "article", "clause", "point", "paragraph", "annex")
#: Kinds whose label stands on a line of its own, with the word before the number.
DIVISIONS: Final = {"part": "Phần", "chapter": "Chương", "section": "Mục", "annex": "Phụ lục"}
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "vi": {**DIVISIONS, "subsection": "Tiểu mục", "article": "Điều"},
    "en": {
        "part": "Part",
        "chapter": "Chapter",
        "section": "Section",
        "annex": "Annex",
        "subsection": "Subsection",
        "article": "Article",
    },
}
_OUTLINE: Final = {"section": re.compile("[IVXLC]+"), "part": re.compile("[A-HĐKMN]")}


def is_outline(node: NodeLike) -> bool:
    """Whether a division is of the outline form: a section "I." or a part "A.", label and name on one line."""
    shape = _OUTLINE.get(node.kind)
    return shape is not None and shape.fullmatch(node.number) is not None


def label(node: NodeLike, above: tuple[str, ...] = (), *, after_outline: str = ".", language: Language = "vi") -> str:
    """ "Điều 5.", "1.", "đ)", "-"; empty when the node has no number. `above` are the kinds it lies in.

    `after_outline` follows the number of an outline division: "I." for the state, "I-" for the Party.
    """
    number = node.number
    if not number or node.kind == "paragraph":
        return number
    if node.kind in DIVISIONS:
        inner = node.kind == "section" and "section" in above
        word = _WORDS[language]["subsection" if inner else node.kind]
        return f"{number}{after_outline}" if is_outline(node) else f"{word} {number}"
    if node.kind == "article":
        return f"{_WORDS[language]['article']} {number}."
    if node.kind == "point":
        return f"({number})" if number.isdigit() else f"{number})"
    return f"{number})" if "clause" in above and number.isdigit() else f"{number}."
