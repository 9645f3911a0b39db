"""How wide words are in a Times face: rules under a line take a share of it, dashes stand under a colon.

Advance widths of Times New Roman in thousandths of the type size; a marked letter is as wide as its base.
"""

from typing import Final

from phoihop.engines.word.elements import tidy
from phoihop.kit.vietnamese import fold

_CAPITALS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_REGULAR: Final = (
    *(722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889),
    *(722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611),
    *(444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778),
    *(500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444),
)
_BOLD: Final = (
    *(722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944),
    *(722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667),
    *(500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833),
    *(556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444),
)
_OTHERS: Final = {" ": 250, ",": 250, ".": 250, ";": 300, ":": 300, "-": 333, "/": 278, "(": 333, ")": 333}
_WIDTHS: Final = {
    bold: dict(zip(_CAPITALS + _CAPITALS.lower(), widths, strict=True)) | _OTHERS
    for bold, widths in ((False, _REGULAR), (True, _BOLD))
}
_ELSE: Final = 500
#: Words that open the place in an organ's name, without marks.
_PLACES: Final = {"phuong", "xa", "khu", "tinh", "thanh", "dac", "huyen", "quan"}
_STEP: Final = 20
_SLACK: Final = 40


def width(words: str, size: float, *, bold: bool = False) -> int:
    """Twips of one line of words at `size` points."""
    widths = _WIDTHS[bold]
    words = tidy(words)
    bare = (small.upper() if one.isupper() else small for one, small in zip(words, fold(words), strict=True))
    return round(sum(widths.get(letter, _ELSE) for letter in bare) * size * 20 / 1000)


def broken(words: str, size: float, most: int, *, bold: bool = False) -> list[int]:
    """Twips of each line when the words are broken at `most` twips, as a program breaks them."""
    space = width(" ", size, bold=bold)
    lines: list[int] = []
    for word in words.split():
        wide = width(word, size, bold=bold)
        if lines and lines[-1] + space + wide <= most:
            lines[-1] += space + wide
        else:
            lines.append(wide)
    return lines


def _before_a_place(words: list[str], size: float, most: int, bold: bool) -> int:
    """The width that breaks an organ's name where its place begins: "ỦY BAN NHÂN DÂN | PHƯỜNG NGÃ BẢY"; 0: nowhere."""
    for at in range(1, len(words)):
        if fold(words[at]) in _PLACES:
            first, second = (width(" ".join(half), size, bold=bold) for half in (words[:at], words[at:]))
            next_word = width(f" {words[at]}", size, bold=bold)
            wide = max(first, second) + _STEP
            if wide <= most and wide < first + next_word:
                return wide
    return 0


def balanced(words: str, size: float, most: int, *, bold: bool = False) -> int:
    """The least width in twips that takes no more lines than `most` does: no word is left alone on the last one.

    `most` itself where the words fit one line, or where a single word is wider.
    """
    count = len(broken(words, size, most, bold=bold))
    if count < 2:
        return most
    if count == 2 and (turn := _before_a_place(words.split(), size, most, bold)):
        return turn
    least, enough = 0, most
    while enough - least > _STEP:
        tried = (least + enough) // 2
        lines = broken(words, size, tried, bold=bold)
        if len(lines) > count or max(lines) > tried:
            least = tried
        else:
            enough = tried
    # Another face is a little wider here and there; what is broken there still has to fit.
    return min(enough + enough // _SLACK, most)
