"""How a place in a text is named: "Điều 5 khoản 2 điểm a" on paper, the same in the reader's language on screen."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

Step = tuple[str, str]  # (kind, number as typed, or "[2]" for the second without one)
Path = tuple[Step, ...]

# The language of the document itself, whoever reads: what ledgers and papers say.
PRINTED: Final[Mapping[str, str]] = {
    "part": "Phần {}",
    "chapter": "Chương {}",
    "section": "Mục {}",
    "article": "Điều {}",
    "clause": "khoản {}",
    "point": "điểm {}",
    "paragraph": "đoạn {}",
    "dash": "gạch đầu dòng {}",
    "annex": "Phụ lục {}",
}
_SCREEN: Final[Mapping[str, str]] = {
    "part": _("Part {}"),
    "chapter": _("Chapter {}"),
    "section": _("Section {}"),
    "article": _("Article {}"),
    "clause": _("clause {}"),
    "point": _("point {}"),
    "paragraph": _("paragraph {}"),
    "dash": _("dash {}"),
    "annex": _("Annex {}"),
}
# A citation begins at the nearest of these: articles run through the document, so their chapter goes without saying.
_STARTS: Final = frozenset({"article", "chapter", "part"})


class Placed(Protocol):
    """Whatever stands in a tree with a kind and a label: a row, a node of a snapshot."""

    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> str: ...


def words() -> Mapping[str, str]:
    """The words of the active language, looked up once for a whole tree."""
    return {kind: gettext(word) for kind, word in _SCREEN.items()}


def steps(siblings: Sequence[Placed]) -> list[Step]:
    """What each sibling is called among the others; those without a number are counted within their kind."""
    counted: dict[str, int] = {}
    named = []
    for node in siblings:
        dash = node.kind == "paragraph" and node.number in ("-", "–", "+", "•")
        kind = "dash" if dash else node.kind
        if dash or not node.number:
            counted[kind] = counted.get(kind, 0) + 1
            number = str(counted[kind]) if node.kind == "paragraph" else f"[{counted[kind]}]"
        else:
            number = node.number
        named.append((kind, number))
    return named


def below(path: Path, step: Step) -> Path:
    """The path of a child: what comes before an article, a chapter or a part is left out, except the annex."""
    if step[0] in _STARTS:
        path = tuple(before for before in path if before[0] == "annex")
    return (*path, step)


def spoken(path: Path, wording: Mapping[str, str] = PRINTED) -> str:
    """ "Điều 5 khoản 2"; an only annex without a number is just "Phụ lục"."""
    said = " ".join(
        wording[kind].format("" if number == "[1]" and kind == "annex" else number) for kind, number in path
    )
    said = " ".join(said.split())
    return said[:1].upper() + said[1:]


def is_lettered(number: str) -> bool:
    """ "A", "B" … and not a Roman number. C and D are both: no text has a hundred parts, but I, V and X are Roman."""
    return len(number) == 1 and number.isalpha() and number not in "IVX"


_SIGNS: Final = {"article": "Điều {}.", "clause": "{}.", "point": "{})", "part": "Phần {}", "chapter": "Chương {}"}


def sign(kind: str, number: str) -> str:
    """The typed label before a node's words, as the paper has it: "Điều 5.", "1.", "đ)", "IV.", "-"."""
    if kind == "annex":
        return f"Phụ lục {number}".strip()
    if not number:
        return ""
    if kind == "section":
        return f"Mục {number}" if number[0].isdigit() else f"{number}."
    if kind == "part" and is_lettered(number):
        return f"{number}."
    return _SIGNS.get(kind, "{}").format(number)
