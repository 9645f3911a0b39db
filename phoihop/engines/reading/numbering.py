"""Word's automatic numbers, computed from numbering.xml and styles.xml as Word shows them (ECMA-376 part 1, §17.9)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL: Final = W + "val"
_DASHES: Final = "-–—‑−"
#: Word writes 27 as "aa" and so on; beyond this nobody counts, and a hostile start would fill the memory.
_MOST_LETTERED: Final = 780


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    fmt: str = "decimal"
    pattern: str = ""
    style: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    based_on: str = ""
    num_id: str | None = None
    level: int | None = None
    bold: bool | None = None
    centred: bool | None = None
    font: str = ""


def child_value(element: etree._Element | None, *path: str) -> str | None:
    """The w:val at the end of a path of children, or None."""
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element.get(VAL) if element is not None else None


def is_on(element: etree._Element | None, name: str) -> bool | None:
    """A toggle such as w:b: True, False, or None where it is not said."""
    found = element.find(W + name) if element is not None else None
    return None if found is None else found.get(VAL) not in {"0", "false", "off"}


def whole(text: str | None) -> int | None:
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


class Styles:
    """Paragraph and character styles with what reading needs; questions are answered along the basedOn chain."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        for element in root.iterfind(W + "style") if root is not None else ():
            name = element.get(W + "styleId") or ""
            self._styles[name] = _style(element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true"}:
                self.default = name

    def chain(self, name: str) -> Iterator[tuple[str, Style]]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield name, self._styles[name]
            name = self._styles[name].based_on

    def bold(self, name: str) -> bool:
        return next((style.bold for _, style in self.chain(name) if style.bold is not None), False)

    def centred(self, name: str) -> bool:
        return next((style.centred for _, style in self.chain(name) if style.centred is not None), False)

    def font(self, name: str) -> str:
        return next((style.font for _, style in self.chain(name) if style.font), "")


def _style(element: etree._Element) -> Style:
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    justified = child_value(paragraph, "jc")
    return Style(
        based_on=child_value(element, "basedOn") or "",
        num_id=child_value(paragraph, "numPr", "numId"),
        level=whole(child_value(paragraph, "numPr", "ilvl")),
        bold=is_on(run, "b"),
        centred=None if justified is None else justified == "center",
        font=font_of(run),
    )


def font_of(run: etree._Element | None) -> str:
    fonts = run.find(W + "rFonts") if run is not None else None
    return "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


@dataclass(slots=True)
class Numbering:
    """Counts list paragraphs in document order; ask once per paragraph, also for empty ones, as Word does."""

    styles: Styles
    lists: dict[str, List]
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: etree._Element | None) -> tuple[str, int]:
        """The number Word shows before a paragraph ("Điều 3.", "a)", "-"), with its list level; "" for none."""
        found = self._place(properties)
        if found is None:
            return "", 0
        num_id, at = found
        levels = self.lists[num_id].levels
        level = levels.get(at)
        if level is None:
            return "", 0
        counters = self._count(num_id, at, level)
        return _shown(level, levels, counters), at

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        style = child_value(properties, "pStyle") or self.styles.default
        num_id = child_value(properties, "numPr", "numId")
        at = whole(child_value(properties, "numPr", "ilvl"))
        chain = list(self.styles.chain(style))
        if num_id is None:
            num_id = next((link.num_id for _, link in chain if link.num_id is not None), None)
        if num_id is None or num_id not in self.lists:
            return None
        if at is None:
            own = {level.style: depth for depth, level in self.lists[num_id].levels.items() if level.style}
            told = (link.level if link.level is not None else own.get(name) for name, link in chain)
            at = next((depth for depth in told if depth is not None), 0)
        return num_id, at

    def _count(self, num_id: str, at: int, level: Level) -> dict[int, int]:
        numbered = self.lists[num_id]
        counters = self._counters.setdefault(numbered.abstract, {})
        if (num_id, at) not in self._begun and at in numbered.starts:
            counters[at] = numbered.starts[at]
        else:
            counters[at] = counters[at] + 1 if at in counters else level.start
        self._begun.add((num_id, at))
        for deeper in [deeper for deeper in counters if deeper > at]:
            after = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if after is None or at < after:
                del counters[deeper]
        return counters


def read_numbering(root: etree._Element | None, styles: Styles) -> Numbering:
    """The lists of a numbering part: num → abstractNum with overrides; list styles are followed to their own list."""
    if root is None:
        return Numbering(styles, {})
    abstract = {element.get(W + "abstractNumId") or "": element for element in root.iterfind(W + "abstractNum")}
    by_style = {child_value(element, "styleLink"): name for name, element in abstract.items()}
    lists = {}
    for num in root.iterfind(W + "num"):
        name = child_value(num, "abstractNumId") or ""
        linked = child_value(abstract.get(name), "numStyleLink")
        name = by_style.get(linked, name) if linked else name
        levels = _levels(abstract.get(name))
        starts = {}
        for override in num.iterfind(W + "lvlOverride"):
            at = whole(override.get(W + "ilvl")) or 0
            own = override.find(W + "lvl")
            if own is not None:
                levels[at] = _level(own)
            start = whole(child_value(override, "startOverride"))
            if start is not None:
                starts[at] = start
        lists[num.get(W + "numId") or ""] = List(name, levels, starts)
    lists.pop("0", None)
    return Numbering(styles, lists)


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    return {whole(element.get(W + "ilvl")) or 0: _level(element) for element in abstract.iterfind(W + "lvl")}


def _level(element: etree._Element) -> Level:
    start = whole(child_value(element, "start"))
    return Level(
        start=0 if start is None else start,
        fmt=child_value(element, "numFmt") or "decimal",
        pattern=child_value(element, "lvlText") or "",
        style=child_value(element, "pStyle") or "",
        restart=whole(child_value(element, "lvlRestart")),
        legal=bool(is_on(element, "isLgl")),
    )


def _shown(level: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
    if level.fmt == "bullet":
        glyph = level.pattern.strip()[:1]
        return "-" if glyph and glyph in _DASHES else glyph if glyph in {"+", "*"} else "•"
    shown = level.pattern
    for at in range(9):
        mark = f"%{at + 1}"
        if mark in shown:
            other = levels.get(at, Level())
            other = replace(other, fmt="decimal") if level.legal else other
            shown = shown.replace(mark, numeral(counters.get(at, other.start), other.fmt))
    return shown.strip()


def numeral(value: int, fmt: str) -> str:
    """A count in one of Word's number formats; unknown formats show as decimal."""
    if fmt == "none":
        return ""
    if fmt in {"lowerLetter", "upperLetter"} and 0 < value <= _MOST_LETTERED:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if fmt == "lowerLetter" else letter.upper()
    if fmt in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        return roman(value).lower() if fmt == "lowerRoman" else roman(value)
    return f"{value:02d}" if fmt == "decimalZero" else str(value)


_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def roman(value: int) -> str:
    shown = ""
    for worth, letters in _ROMAN:
        shown += letters * (value // worth)
        value %= worth
    return shown
