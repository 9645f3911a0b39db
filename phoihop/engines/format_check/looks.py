"""How Word shows a run and a paragraph: direct formatting, styles along their chain, defaults of the file, theme fonts.

ECMA-376, part 1, §17.7.2 (style hierarchy) and §17.7.3 (toggle properties).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from phoihop.engines.reading.numbering import W, child_value, is_on

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MM_PER_TWIP: Final = 25.4 / 1440
_TOGGLES: Final = {"b": "bold", "i": "italic", "caps": "caps"}
_SIDES: Final = ("before", "after")
_DEFAULT_SIZE: Final = 10.0  # what Word takes where nothing is said
_DEFAULT_FONT: Final = "Times New Roman"
_BEYOND_ANY_PAGE: Final = 100_000.0

Properties = dict[str, str | float | bool]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks. `size` in points."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph stands: indents in millimetres, gaps in points.

    `line` counts single lines, or points where `rule` is "exact" or "atLeast".
    """

    align: str = "left"
    first_line: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: str = "auto"
    ruled: bool = False
    breaks_page: bool = False
    framed_centre: bool = False
    contextual: bool = False
    style: str = ""


class StyleSheet:
    """Answers for any run and paragraph of one document; chains are walked once for each style."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self.default = ""
        for element in root.iterfind(W + "style") if root is not None else ():
            name = element.get(W + "styleId") or ""
            self._elements[name] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true"}:
                self.default = name
        self._theme = _theme_fonts(theme)
        defaults = root.find(W + "docDefaults") if root is not None else None
        self._base_run = self._run(defaults, "rPrDefault", "rPr")
        self._base_paragraph = _paragraph(_found(defaults, "pPrDefault", "pPr"))
        self._runs: dict[str, Properties] = {}
        self._paragraphs: dict[str, Properties] = {}
        self._looks: dict[tuple[object, ...], Look] = {}

    def look(self, style: str, direct: etree._Element | None, *, table: str = "", ascii_only: bool = False) -> Look:
        """The look of a run with properties `direct` in a paragraph of `style`; Vietnamese letters take hAnsi fonts."""
        own = self._run(direct)
        character = child_value(direct, "rStyle") or ""
        key = (style, character, table, ascii_only, *sorted(own.items()))
        if key not in self._looks:
            below = self._base_run | self._style_run(table)
            of_paragraph, of_character = self._style_run(style or self.default), self._style_run(character)
            merged = below | of_paragraph | of_character | own
            for toggle in _TOGGLES.values():
                if toggle not in own:
                    told = [bool(layer.get(toggle)) for layer in (below, of_paragraph, of_character)]
                    merged[toggle] = told[0] or (told[1] != told[2])
            self._looks[key] = _look(merged, ascii_only)
        return self._looks[key]

    def setting(self, direct: etree._Element | None, *, table: str = "") -> Setting:
        """How a paragraph with properties `direct` stands."""
        style = child_value(direct, "pStyle") or self.default
        merged = self._base_paragraph | self._style_paragraph(table) | self._style_paragraph(style)
        return _setting(merged | _paragraph(direct) | {"style": style})

    def table_style(self, table: etree._Element) -> str:
        return child_value(table, "tblPr", "tblStyle") or ""

    def _chain(self, name: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            yield self._elements[name]
            name = child_value(self._elements[name], "basedOn") or ""

    def _style_run(self, name: str) -> Properties:
        if name not in self._runs:
            merged: Properties = {}
            for element in reversed(list(self._chain(name))):
                merged |= self._run(element, "rPr")
            self._runs[name] = merged
        return self._runs[name]

    def _style_paragraph(self, name: str) -> Properties:
        if name not in self._paragraphs:
            merged: Properties = {}
            for element in reversed(list(self._chain(name))):
                merged |= _paragraph(element.find(W + "pPr"))
            self._paragraphs[name] = merged
        return self._paragraphs[name]

    def _run(self, element: etree._Element | None, *path: str) -> Properties:
        element = _found(element, *path)
        told: Properties = {}
        if element is None:
            return told
        for tag, name in _TOGGLES.items():
            on = is_on(element, tag)
            if on is not None:
                told[name] = on
        line = child_value(element, "u")
        if line is not None:
            told["underline"] = line != "none"
        size = _number(child_value(element, "sz"))
        if size:
            told["size"] = size / 2
        fonts = element.find(W + "rFonts")
        if fonts is not None:
            for script in ("ascii", "hAnsi"):
                family = self._theme.get(fonts.get(f"{W}{script}Theme") or "") or fonts.get(W + script)
                if family:
                    told[script] = family
        return told


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    if theme is None:
        return {}
    found = {}
    for kind in ("major", "minor"):
        latin = next(theme.iter(f"{A}{kind}Font"), None)
        latin = latin.find(A + "latin") if latin is not None else None
        if latin is not None:
            for script in ("Ascii", "HAnsi"):
                found[kind + script] = latin.get("typeface") or ""
    return found


def _look(told: Properties, ascii_only: bool) -> Look:
    font = told.get("ascii") if ascii_only else told.get("hAnsi") or told.get("ascii")
    return Look(
        font=str(font or _DEFAULT_FONT),
        size=float(told.get("size", _DEFAULT_SIZE)),
        bold=bool(told.get("bold")),
        italic=bool(told.get("italic")),
        underline=bool(told.get("underline")),
        caps=bool(told.get("caps")),
    )


def _paragraph(element: etree._Element | None) -> Properties:
    told: Properties = {}
    if element is None:
        return told
    align = child_value(element, "jc")
    if align is not None:
        told["align"] = {"start": "left", "end": "right", "distribute": "both"}.get(align, align)
    _indents(element.find(W + "ind"), told)
    _gaps(element.find(W + "spacing"), told)
    border = _found(element, "pBdr", "bottom")
    if border is not None:
        told["ruled"] = border.get(W + "val") not in {"nil", "none"}
    for tag, name in (("pageBreakBefore", "breaks"), ("contextualSpacing", "contextual")):
        on = is_on(element, tag)
        if on is not None:
            told[name] = on
    frame = element.find(W + "framePr")
    if frame is not None:
        told["framed"] = frame.get(W + "xAlign") == "center"
    return told


def _indents(element: etree._Element | None, told: Properties) -> None:
    if element is None:
        return
    for name, key in (("firstLine", "first"), ("hanging", "hanging"), ("left", "left"), ("start", "left")):
        value = _number(element.get(W + name))
        if value is not None:
            told[key] = value
            if key == "hanging":
                told["first"] = -value


def _gaps(element: etree._Element | None, told: Properties) -> None:
    if element is None:
        return
    for side in _SIDES:
        value = _number(element.get(W + side))
        if value is not None:
            told[side] = value / 20
        if element.get(f"{W}{side}Autospacing") in {"1", "true", "on"}:
            told[side] = 14.0  # what Word shows for "auto", as web pages have it
    line = _number(element.get(W + "line"))
    if line is not None:
        told["line"] = line
        told["rule"] = element.get(W + "lineRule") or "auto"


def _setting(told: Properties) -> Setting:
    rule = str(told.get("rule", "auto"))
    line = float(told.get("line", 240.0))
    return Setting(
        align=str(told.get("align", "left")),
        first_line=float(told.get("first", 0.0)) * MM_PER_TWIP,
        left=float(told.get("left", 0.0)) * MM_PER_TWIP,
        before=float(told.get("before", 0.0)),
        after=float(told.get("after", 0.0)),
        line=line / 240 if rule == "auto" else line / 20,
        rule=rule,
        ruled=bool(told.get("ruled")),
        breaks_page=bool(told.get("breaks")),
        framed_centre=bool(told.get("framed")),
        contextual=bool(told.get("contextual")),
        style=str(told.get("style", "")),
    )


def _found(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element


def _number(text: str | None) -> float | None:
    """A measure without unit, as Word writes it; what is none (or beyond a page) counts as not said."""
    try:
        value = float(text) if text is not None else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < _BEYOND_ANY_PAGE else None
