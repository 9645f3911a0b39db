"""Parts, chapters, articles, clauses and points: numerals, order, Vietnamese letters, punctuation (Annex I, II.6đ)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from phoihop.engines.format_check.case import Case
from phoihop.engines.format_check.content import Finding
from phoihop.engines.format_check.elements import place_of
from phoihop.engines.format_check.facts import Line
from phoihop.engines.format_check.labels import Label, label_of
from phoihop.engines.reading.labels import roman_value
from phoihop.engines.reading.lines import inside_quotes
from phoihop.engines.reading.numbering import roman
from phoihop.kit.vietnamese import POINT_LETTERS, point_letter

_ROMAN: Final = re.compile(r"[IVXLC]+")
_NAMES: Final = {
    "part": "Phần",
    "chapter": "Chương",
    "section": "Mục",
    "subsection": "Tiểu mục",
    "article": "Điều",
    "outline": "mục",
    "clause": "khoản",
    "point": "điểm",
}
_DEPTH: Final = {name: depth for depth, name in enumerate(_NAMES)}
#: Series that go on from one heading above to the next.
_RUNNING: Final = {"article", "chapter", "part"}


def check(case: Case) -> Iterator[Finding]:
    """The text, then each annex as a series of its own."""
    yield from _series(case, case.paper.body)
    for annex in case.paper.annexes:
        yield from _series(case, annex.body)


def _series(case: Case, lines: Sequence[Line]) -> Iterator[Finding]:
    counter = _Counter(case)
    quoted = inside_quotes([line.text for line in lines])
    for place, line in enumerate(lines):
        label = label_of(line)
        if label is not None and place not in quoted:
            yield from counter.take(label, line)


class _Counter:
    """Counts labels as they come; lists of clauses within clauses are remembered until the outer one goes on."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._last: dict[str, int] = {}
        self._clauses: list[int] = []
        self._points: list[int] = []

    def take(self, label: Label, line: Line) -> Iterator[Finding]:
        yield from self._punctuation(label, line)
        yield from self._numerals(label, line)
        if label.family == "clause":
            yield from self._listed(self._clauses, int(label.number), line, "khoản")
            self._points.clear()
        elif label.family == "point":
            yield from self._lettered(label, line)
        else:
            yield from self._counted(label, line)

    def _counted(self, label: Label, line: Line) -> Iterator[Finding]:
        """Divisions and articles: each one more than the last; those below a heading begin anew."""
        value = roman_value(label.number) or int(re.sub(r"\D", "", label.number) or 0)
        last = self._last.get(label.family, 0)
        # "Điều 5a", put in by an amendment, stands between 5 and 6; a chapter's sections begin anew.
        if value and value != last + 1 and label.number.rstrip("abcdđe").isalnum() and not label.number[-1:].islower():
            name = _NAMES[label.family]
            written = roman(last + 1) if _ROMAN.fullmatch(label.number) else str(last + 1)
            before = f"{name} {roman(last) if _ROMAN.fullmatch(label.number) else last}" if last else "phần đầu"
            yield self._order(line, f"{name} {label.number}", before, f"{name} {written}")
        self._last[label.family] = value or last + 1
        for family, depth in _DEPTH.items():
            if depth > _DEPTH[label.family] and family not in _RUNNING:
                self._last.pop(family, None)
        self._clauses.clear()
        self._points.clear()

    def _listed(self, lists: list[int], value: int, line: Line, name: str) -> Iterator[Finding]:
        if value == 1:
            lists.append(1)
            return
        fitting = next((at for at in range(len(lists) - 1, -1, -1) if lists[at] + 1 == value), None)
        if fitting is not None:
            del lists[fitting + 1 :]
            lists[fitting] = value
            return
        last = lists[-1] if lists else 0
        yield self._order(line, f"{name} {value}", f"{name} {last}" if last else "phần đầu", f"{name} {last + 1}")
        lists[-1:] = [value]

    def _lettered(self, label: Label, line: Line) -> Iterator[Finding]:
        if label.number not in POINT_LETTERS:
            expected = f"điểm {point_letter(min((self._points[-1] if self._points else 0) + 1, len(POINT_LETTERS)))})"
            yield self._letters(line, f"Điểm {label.number}).", expected)
            return
        value = POINT_LETTERS.index(label.number) + 1
        last = self._points[-1] if self._points else 0
        if last and value == last + 2 and point_letter(last + 1) == "đ":
            yield self._letters(line, "Sau điểm d) là điểm e).", "sau d) là đ)")
            self._points[-1] = value
            return
        yield from self._listed(self._points, value, line, "điểm thứ")

    def _letters(self, line: Line, said: str, expected: str) -> Finding:
        return self._case.found("numbering.letters", place_of(line), said, expected=expected)

    def _order(self, line: Line, said: str, before: str, expected: str) -> Finding:
        spoken = f"{said[:1].upper()}{said[1:]} đứng sau {before}."
        return self._case.found("numbering.order", place_of(line), spoken, before=before, expected=expected)

    def _numerals(self, label: Label, line: Line) -> Iterator[Finding]:
        figures = label.number.isdigit()
        if label.family in ("part", "chapter") and figures:
            fix = f"Dùng chữ số La Mã: {_NAMES[label.family]} {roman(int(label.number))}."
            yield self._case.found("numbering.numerals", place_of(line), "Dùng chữ số Ả Rập.", fix=fix)
        elif label.family in ("section", "subsection") and _ROMAN.fullmatch(label.number):
            fix = f"Dùng chữ số Ả Rập: {_NAMES[label.family]} {roman_value(label.number)}."
            yield self._case.found("numbering.numerals", place_of(line), "Dùng chữ số La Mã.", fix=fix)

    def _punctuation(self, label: Label, line: Line) -> Iterator[Finding]:
        expected = ""
        if label.family == "article" and label.mark != ".":
            expected = f"Điều {label.number}."
        elif label.family == "outline" and label.mark != self._case.regime.after_outline:
            expected = f"{label.number}{self._case.regime.after_outline}"
        elif label.family == "clause" and label.mark != "." and not (label.mark == ")" and self._clauses):
            expected = f"{label.number}."
        elif label.family == "point" and label.mark != ")":
            expected = f"{label.number})"
        if expected:
            said = f"Sau số thứ tự là “{label.mark.strip()}”." if label.mark.strip() else "Thiếu dấu sau số thứ tự."
            yield self._case.found("numbering.punctuation", place_of(line), said, expected=expected)
