"""How running text stands: first line, alignment, spacing (Annex I, II.6e); and how it ends."""

import re
from collections.abc import Iterator
from typing import Final

from phoihop.engines.format_check.case import Case, Gathered
from phoihop.engines.format_check.content import Finding
from phoihop.engines.format_check.elements import place_of, quoted
from phoihop.engines.format_check.facts import Line
from phoihop.engines.format_check.labels import kinds_of
from phoihop.engines.format_check.looks import Setting
from phoihop.engines.format_check.sheets import figure, spoken

_NEAR: Final = 0.6  # mm
#: Words that fill more than a line, so that its right edge shows.
_FEW: Final = 20
_WORD: Final = re.compile(r"\w+")
_TEXT: Final = {"body", "article", "clause", "point"}
_END: Final = re.compile(r"\.\s*/\s*\.?\s*$")


def check(case: Case) -> Iterator[Finding]:
    if case.paper.is_file:
        yield from _setting(case)
    yield from _end(case)


def _setting(case: Case) -> Iterator[Finding]:
    gathered = Gathered(case)
    lines = (*case.paper.bases, *case.paper.body)
    before: tuple[Line, str] | None = None
    for line, kind in zip(lines, kinds_of(lines), strict=True):
        if before is not None and line.paragraph == before[0].paragraph:
            continue  # a line after a break within the paragraph
        if kind in _TEXT:
            _paragraph(gathered, case, line)
            if before is not None and before[1] in _TEXT and line.paragraph == before[0].paragraph + 1:
                _gap(gathered, case, before[0], line)
        before = line, kind
    yield from gathered.findings()


def _paragraph(gathered: Gathered, case: Case, line: Line) -> None:
    setting, allowed = line.setting, case.regime.body.first_line_allowed
    # A list may hang: what counts is where its first line begins.
    begins = (setting.first_line, setting.left + setting.first_line)
    tabbed = bool(line.runs) and line.runs[0].text.startswith("\t")
    indented = tabbed or any(abs(given - mm) <= _NEAR for mm in allowed for given in begins)
    if setting.align != "right" and not indented:
        said = f"Đầu dòng lùi {figure(round(setting.first_line, 1))} mm."
        wanted = " hoặc ".join(f"{figure(mm / 10)} cm" for mm in allowed)
        gathered.add("body.first_line", line, said, allowed=wanted)
    if setting.align != "both" and len(_WORD.findall(line.text)) > _FEW:
        gathered.add("body.align", line, "Không canh đều hai lề.")
    if not _spaced_rightly(case, setting):
        gathered.add("body.line_spacing", line, f"Khoảng cách dòng {_line(setting)}.", allowed=_allowed(case))


def _spaced_rightly(case: Case, setting: Setting) -> bool:
    form = case.regime.body
    if form.exact_leading is not None:
        return setting.rule != "auto" and form.exact_leading.allows(setting.line, 0.1)
    if form.line_spacing is None:
        return True
    if setting.rule == "auto":
        return form.line_spacing.allows(setting.line, 0.02)
    # An exact distance between the lines: single spacing of a Times face is 1.15 of the type size.
    single = 1.15 * case.regime.styles["body"].size.least
    least, most = form.line_spacing.least, form.line_spacing.most or form.line_spacing.least
    return single * least - 1 <= setting.line <= 1.15 * (case.regime.styles["body"].size.most or 14) * most + 1


def _line(setting: Setting) -> str:
    return f"{figure(setting.line)} dòng" if setting.rule == "auto" else f"{figure(setting.line)} pt"


def _allowed(case: Case) -> str:
    form = case.regime.body
    if form.exact_leading is not None:
        return f"chính xác {spoken(form.exact_leading)} pt"
    return f"{spoken(form.line_spacing)} dòng" if form.line_spacing else ""


def _gap(gathered: Gathered, case: Case, before: Line, line: Line) -> None:
    """The room after one paragraph and before the next; a list's style may take it away between its own items."""
    same = before.setting.style == line.setting.style
    above = 0.0 if same and before.setting.contextual else before.setting.after
    below = 0.0 if same and line.setting.contextual else line.setting.before
    gap = above + below
    if gap < case.regime.body.before.least - 0.1:
        gathered.add(
            "body.gap", line, f"Cách đoạn trên {figure(gap)} pt.", allowed=figure(case.regime.body.before.least)
        )


def _end(case: Case) -> Iterator[Finding]:
    """The end mark after the last words, before the signatures."""
    paper, mark = case.paper, case.regime.end_mark
    if not paper.ended or not paper.body or not (paper.signers or paper.recipients_label):
        return
    last = paper.body[-1]
    if paper.is_file and paper.table_lines and paper.table_lines[-1].paragraph > last.paragraph:
        return  # a table ends the text; no mark is laid down there
    text = last.text.strip()[-40:]
    if mark == ".":
        wrong = bool(_END.search(text)) or not text.endswith((".", "!", "?", "”", ":"))
    else:
        wrong = not text.endswith(mark) or text.endswith(f".{mark}") or text.endswith(f"{mark}.")
    if wrong:
        yield case.found("end.mark", place_of(last), f"Kết thúc bằng {quoted(text[-20:])}.", mark=mark)
