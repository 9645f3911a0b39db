"""Numbers and days as papers here write them, and how much room words take."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

NARROW = dict.fromkeys("iíìỉĩịIÍÌỈĨỊlj.,:;'|!()/ tfr", 0.34)
WIDE = dict.fromkeys("mwMWÔƠỘỢÂĐQG%@", 0.86)
WIDTHS = {**NARROW, **WIDE}
CAPITAL, USUAL, BOLD = 0.72, 0.6, 1.07
"""In ems, of Noto Sans, a wide one of those the style sheet names: too much room is kept rather than too little."""


def number(value: float) -> str:
    """1.284 and 28,5: full stop for thousands, comma before the one decimal, no idle zero."""
    if isinstance(value, int) and -1000 < value < 1000:
        return str(value)
    whole = f"{value:,.1f}".translate({ord(","): ".", ord("."): ","})
    return whole.removesuffix(",0")


def percent(part: float, whole: float) -> str:
    """54,7 %, with a space that does not break; a dash of nothing."""
    return f"{number(100 * part / whole)}\N{NO-BREAK SPACE}%" if whole else "–"


def day(on: date) -> str:
    return f"{on:%d/%m/%Y}"


@lru_cache(maxsize=4096)  # the same few labels on every visit
def room_for(words: str, *, is_bold: bool = False) -> float:
    """About how many pixels the words take in one line of 12 pixels."""
    ems = sum(WIDTHS.get(letter, CAPITAL if letter.isupper() else USUAL) for letter in words)
    return 12 * ems * (BOLD if is_bold else 1)


@lru_cache(maxsize=1024)
def lines_of(words: str, room: float, most: int = 2) -> tuple[str, ...]:
    """The words in at most so many lines; what does not fit ends in an ellipsis (tooltip and table have it whole)."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if room_for(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept, cut = lines[:most], len(lines) > most
    return tuple(_shortened(line, room, cut and line is kept[-1]) for line in kept)


def _shortened(line: str, room: float, is_cut: bool) -> str:
    while (room_for(line) > room or is_cut) and line:
        line, is_cut = line.removesuffix("…")[:-1].rstrip() + "…", False
        if line == "…":
            break
    return line


def widest(words: Iterable[str]) -> float:
    """The room for the widest of them, were it bold."""
    return max((room_for(one, is_bold=True) for one in words), default=0)
