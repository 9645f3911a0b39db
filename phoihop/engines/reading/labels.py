"""Labels of official texts at the start of a line: what a line may be the beginning of, by its shape alone."""

import re
from dataclasses import dataclass
from typing import Final

from phoihop.engines.reading.lines import Line
from phoihop.engines.reading.outline import Kind
from phoihop.kit.vietnamese import POINT_LETTERS, fold

RANK: Final = {
    "annex": 0.0,
    "part": 1.0,
    "A.": 1.5,
    "chapter": 2.0,
    "section": 3.0,
    "subsection": 4.0,
    "I.": 5.0,
    "article": 6.0,
    "1.": 7.0,
    "1.1.": 7.1,
    "1.1.1.": 7.2,
    "1.1.1.1.": 7.3,
    "1)": 7.5,
    "a)": 8.0,
    "(1)": 8.3,
    "(a)": 8.4,
    "i)": 8.5,
    "*": 8.8,
    "-": 9.0,
    "•": 9.4,
    "+": 9.6,
}
"""How deep each family of labels lies; a label opens under the nearest open one of lower rank."""
UNDER_ROMAN: Final = 5.5
"""Where capitals lie that begin under a Roman heading."""


@dataclass(frozen=True, slots=True)
class Label:
    """`value` counts within the family; `sure`: punctuation follows, as a heading has and a reference has not."""

    kind: Kind
    family: str
    number: str
    value: int
    typed: str
    rest: str
    sure: bool = True

    @property
    def rank(self) -> float:
        return RANK[self.family]


_KEYWORD = re.compile(
    r"(?P<word>[Pp]hần|PHẦN|[Cc]hương|CHƯƠNG|[Tt]iểu [Mm]ục|TIỂU MỤC|[Mm]ục|MỤC)\s+"
    r"(?P<num>[Tt]hứ\s+\w+|THỨ\s+\w+|[IVXLC]+|\d{1,3}|[A-ZĐ])(?!\w)(?P<sep>\s*[.:)–—-]?)\s*(?P<rest>.*)"
)
ARTICLE: Final = re.compile(
    r"(?P<word>[Đđ]iều|ĐIỀU)\s+(?P<num>\d{1,4}[a-zđ]?)(?!\w)(?P<sep>\s?[.:)/–—-]?)\s*(?P<rest>.*)"
)
_ANNEX = re.compile(
    r"(?P<word>[Pp]hụ [Ll]ục|PHỤ LỤC)(?:\s+(?:số|SỐ|Số))?(?:\s+(?P<num>[IVXLC]+|\d{1,3}[a-zA-Z]?|[A-Z]))?(?!\w)"
    r"(?P<sep>\s*[.:–—-]?)\s*(?P<rest>.*)"
)
_DECIMALS = re.compile(r"(?P<num>\d{1,2}(?:\.\d{1,2}){1,3})(?P<sep>[.)]?)(?:\s+(?P<rest>\S.*)|$)")
_DECIMAL = re.compile(r"(?P<num>\d{1,3})(?P<sep>[.)/]|\s?[–—-])(?:\s+(?P<rest>.*)|(?P<close>[^\W\d_].*)|$)")
_BRACKETED = re.compile(r"\((?P<num>\d{1,2}|[a-zđ]|[ivx]{2,4})\)\s*(?P<rest>.*)")
_LETTER = re.compile(r"(?P<num>[a-zđ])(?P<sep>[.)/]|\s?[–—-])(?:\s+(?P<rest>.*)|(?P<close>\w.*)|$)")
_CAPITAL = re.compile(r"(?P<num>[A-ZĐ])(?P<sep>[.)/]|\s?[–—-])(?:\s+(?P<rest>.*)|$)")
_ROMAN = re.compile(r"(?P<num>[IVXLC]+)(?P<sep>\s?[.)/:–—-])(?:\s+(?P<rest>.*)|(?P<close>[^\W\d_a-z].*)|$)")
_SMALL_ROMAN = re.compile(r"(?P<num>[ivx]{1,4})(?P<sep>[.)])(?:\s+(?P<rest>.*)|(?P<close>\w.*)|$)")
_BULLET = re.compile(r"(?P<num>[-–—‑−+*•●○▪■□◦♦➢✓·])(?P<rest>\s.*|[^\W\d_].*|[“\"(].*)")
_REFERENCE = re.compile(
    r"(?:của|và|hoặc|hay|này|đến|tới|nêu|quy|trên|ban|kèm|thì|được|là|phải|trong|theo|tại|đã|có"
    r"|(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Hiến pháp|Pháp lệnh|Điều lệ)"
    r"|(?:Quy chế|Quy định|Chương trình|Kế hoạch|Thông tư|Điều|Khoản|Chương|Mục) (?:này|\d|[IVX]))\b"
)
_ORDINALS: Final = {
    **{"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5},
    **{"sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10},
}
_FAMILY_OF: Final[dict[str, tuple[str, Kind]]] = {
    "phan": ("part", "part"),
    "chuong": ("chapter", "chapter"),
    "muc": ("section", "section"),
    "tieu muc": ("subsection", "section"),
}
_ROMAN_SHAPE = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_ROMAN_WORTH: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def labels(line: Line) -> list[Label]:
    """What a line may begin, most likely first; empty for running text."""
    text = line.full
    if not text or line.place in {"row", "running", "note"}:
        return []
    found = [_keyword(text), _article(text), _annex(text), *_numbers(text), *_letters(text), _bullet(text)]
    return [label for label in found if label is not None]


def _rest(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return (groups.get("rest") or groups.get("close") or "").strip()


def _typed(text: str, rest: str) -> str:
    return text[: len(text) - len(rest)].strip() if rest else text.strip()


def _opens(rest: str) -> bool:
    """Whether what follows a label can open a heading or a sentence of its own."""
    return not rest or (not rest.lstrip('“"(').strip()[:1].islower() and not _REFERENCE.match(rest))


def _keyword(text: str) -> Label | None:
    found = _KEYWORD.match(text)
    if not found or not _opens(_rest(found)):
        return None
    number = found["num"]
    value = _ORDINALS.get(fold(number).split()[-1]) or roman_value(number) or _whole(number) or _alphabet(number)
    family, kind = _FAMILY_OF[" ".join(fold(found["word"]).split())]
    rest = _rest(found)
    return Label(kind, family, number, value, _typed(text, rest), rest, sure=bool(found["sep"].strip()) or not rest)


def _article(text: str) -> Label | None:
    found = ARTICLE.match(text)
    if not found:
        return None
    rest, separated = _rest(found), bool(found["sep"].strip())
    if not separated and not _opens(rest):
        return None
    digits = re.sub(r"\D", "", found["num"])
    return Label("article", "article", found["num"], int(digits), _typed(text, rest), rest, sure=separated)


def _annex(text: str) -> Label | None:
    found = _ANNEX.match(text)
    rest = _rest(found) if found else ""
    if not found or not _opens(rest) or (rest and not rest[:1].isupper() and not rest.startswith("(")):
        return None
    number = found["num"] or ""
    return Label("annex", "annex", number, roman_value(number) or _whole(number) or 1, _typed(text, rest), rest)


def _numbers(text: str) -> list[Label]:
    made: list[Label] = []
    if found := _DECIMALS.match(text):
        parts = found["num"].split(".")
        if all(part == str(int(part)) and int(part) for part in parts):
            made.append(_made("clause", "1." * len(parts), int(parts[-1]), found, text))
    elif found := _DECIMAL.match(text):
        tight = found["close"] is not None
        dash = found["sep"].strip() in {"-", "–", "—"}
        if not (tight and (found["sep"] == "/" or (found["sep"] != ")" and not found["close"][0].isupper()))):
            family = "1)" if found["sep"] == ")" else "1."
            if int(found["num"]) and not (dash and not _opens(_rest(found))):
                made.append(_made("clause", family, int(found["num"]), found, text))
    elif found := _BRACKETED.match(text):
        if found["num"].isdigit():
            made.append(_made("point", "(1)", int(found["num"]), found, text))
        else:
            if found["num"] in POINT_LETTERS:
                made.append(_made("point", "(a)", letter_value(found["num"]), found, text))
            if roman_value(found["num"]):
                made.append(_made("point", "i)", roman_value(found["num"]), found, text))
    return made


def _letters(text: str) -> list[Label]:
    made: list[Label] = []
    if (found := _ROMAN.match(text)) and roman_value(found["num"]) and _opens(_rest(found)):
        made.append(_made("section", "I.", roman_value(found["num"]), found, text))
    if (found := _CAPITAL.match(text)) and _opens(_rest(found)):
        made.append(_made("part", "A.", _alphabet(found["num"]), found, text))
    if (found := _LETTER.match(text)) and _stands_apart(found):
        made.append(_made("point", "a)", letter_value(found["num"]), found, text))
    if (found := _SMALL_ROMAN.match(text)) and roman_value(found["num"]) and _stands_apart(found):
        made.append(_made("point", "i)", roman_value(found["num"]), found, text))
    return made


def _stands_apart(found: re.Match[str]) -> bool:
    """A bracket may touch the word after it; a full stop, stroke or dash may not."""
    return bool(found["sep"] == ")" or found["close"] is None)


def _made(kind: Kind, family: str, value: int, found: re.Match[str], text: str) -> Label:
    rest = _rest(found)
    return Label(kind, family, found["num"], value, _typed(text, rest), rest)


def _bullet(text: str) -> Label | None:
    found = _BULLET.match(text)
    if not found:
        return None
    glyph = found["num"]
    family = "-" if glyph in "-–—‑−" else glyph if glyph in "+*" else "•"
    rest = found["rest"].strip()
    return Label("paragraph", family, family, 0, glyph, rest)


def _whole(number: str) -> int:
    return int(number) if number.isdigit() else 0


def _alphabet(letter: str) -> int:
    """The place of a capital: A B C D E … as outlines count them, Đ beside D."""
    return {"Đ": 4}.get(letter, ord(letter[0]) - ord("A") + 1)


def letter_value(letter: str) -> int:
    """Order of a point letter: ten for each Latin letter, with đ halfway between d and e."""
    return 45 if letter == "đ" else 10 * (ord(letter) - ord("a") + 1)


def roman_value(number: str) -> int:
    """What a Roman numeral up to 99 is worth, 0 for anything else."""
    if not number or not _ROMAN_SHAPE.fullmatch(number):
        return 0
    worth = [_ROMAN_WORTH[letter] for letter in number.lower()]
    return sum(-a if a < b else a for a, b in zip(worth, [*worth[1:], 0], strict=True))
