"""Fonts, sizes and weights, element by element."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from phoihop.engines.format_check.case import Case, Gathered
from phoihop.engines.format_check.content import Finding
from phoihop.engines.format_check.elements import NAMES, place_of
from phoihop.engines.format_check.facts import Line, Run
from phoihop.engines.format_check.labels import kinds_of
from phoihop.engines.format_check.looks import Look
from phoihop.engines.format_check.rulebook import ITEMS
from phoihop.engines.format_check.sheets import figure, spoken
from phoihop.engines.regimes import Style

_FONTS: Final = 6
#: Elements whose weight speaks: running text may hold bold and italic words.
_STRICT: Final = frozenset(NAMES) - {"to", "recipients", "number"}
_RUNNING: Final = {"body", "clause", "point"}


def check(case: Case) -> Iterator[Finding]:
    """A file alone has looks."""
    if not case.paper.is_file:
        return
    yield from _fonts(case)
    gathered = Gathered(case)
    for element, line in case.paper.named():
        if element in case.regime.styles:
            _line(gathered, case, line, element)
    for lines in (case.paper.body, *(annex.body for annex in case.paper.annexes)):
        for line, kind in zip(lines, kinds_of(lines), strict=True):
            element = kind if kind in case.regime.styles else "body"
            _sizes(gathered, line, case.regime.styles[element], element)
            if element not in _RUNNING:
                _weights(gathered, line, case.regime.styles[element], element)
    yield from gathered.findings()


def _fonts(case: Case) -> Iterator[Finding]:
    """Every font but the one of the regime, with the words it is first used for."""
    wanted = case.regime.font.casefold()
    letters: Counter[str] = Counter()
    first: dict[str, Line] = {}
    for line in case.paper.everything:
        for run in line.runs:
            if run.look and run.look.font.casefold() != wanted and any(one.isalnum() for one in run.text):
                letters[run.look.font] += len(run.text)
                first.setdefault(run.look.font, line)
    for font, count in letters.most_common(_FONTS):
        said = f"Phông chữ {font} ({count} ký tự)."
        yield case.found("font.name", place_of(first[font]), said, font=case.regime.font)


def _line(gathered: Gathered, case: Case, line: Line, element: str) -> None:
    style = case.regime.styles[element]
    _sizes(gathered, line, style, element)
    if element in _STRICT:
        _weights(gathered, line, style, element)
    if style.caps and not line.text.isupper() and any(one.isalpha() for one in line.text):
        fix = "Trình bày bằng chữ in hoa."
        gathered.add("look.caps", line, "Không in hoa.", element=element, item=ITEMS.get(element, ""), fix=fix)


def _sizes(gathered: Gathered, line: Line, style: Style, element: str) -> None:
    wrong = next((look for look in _telling(line) if not style.size.allows(look.size)), None)
    if wrong:
        said = f"Cỡ chữ {figure(wrong.size)}."
        item = ITEMS.get(element, "")
        gathered.add("look.size", line, said, element=element, item=item, allowed=spoken(style.size))


def _telling(line: Line) -> Iterable[Look]:
    """Looks of runs long enough to be words: footnote marks and exponents are smaller rightly."""
    runs: list[Run] = [run for run in line.runs if run.look and len(run.text.strip()) > 2]
    return [run.look for run in runs if run.look] or line.looks


def _weights(gathered: Gathered, line: Line, style: Style, element: str) -> None:
    """Whether most of the line is bold, italic, underlined as the element is to be."""
    item, looks = ITEMS.get(element, ""), [(run.look, len(run.text.strip())) for run in line.runs if run.look]
    whole = sum(length for _, length in looks)
    if not whole:
        return
    asked = (
        ("bold", style.bold, "đậm"),
        ("italic", style.italic, "nghiêng"),
        ("underline", style.underline, "gạch chân"),
    )
    for name, wanted, word in asked:
        share = sum(length for look, length in looks if getattr(look, name)) / whole
        if (share >= 0.5) != wanted and (name != "underline" or share > 0.5 or wanted):
            said = f"Chữ không {word}." if wanted else f"Chữ {word}."
            fix = f"Trình bày kiểu chữ {word}." if wanted else f"Bỏ kiểu chữ {word}."
            gathered.add(f"look.{name}", line, said, element=element, item=item, fix=fix)
