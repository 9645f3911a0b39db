"""Type name and subject, whom the paper addresses, and the legal bases (boxes 5 and 9a, II.6a)."""

import re
from collections.abc import Iterator
from typing import Final

from phoihop.engines.format_check.case import Case
from phoihop.engines.format_check.content import Finding
from phoihop.engines.format_check.elements import NAMES, place_of, quoted
from phoihop.engines.format_check.facts import Line
from phoihop.kit.vietnamese import nfc

_ENDS: Final = re.compile(r"[\s.;,:]*$")


def check(case: Case) -> Iterator[Finding]:
    yield from _title(case)
    yield from _addressees(case)
    yield from _bases(case)


def _title(case: Case) -> Iterator[Finding]:
    paper = case.paper
    if paper.type_name is None:
        yield from _dispatch(case)
        return
    if not paper.subject:
        yield case.found("subject.missing", f"Trang 1, {NAMES['subject']}", "Không có trích yếu nội dung.")
    if not paper.is_file or paper.minutes:
        return
    last = paper.subject[-1] if paper.subject else paper.type_name
    under = paper.under_subject[:2]
    form = case.regime.title
    if form.dashes:
        if not any(re.fullmatch(r"\s*[-–—]{3,}\s*", line.text) for line in under):
            fix = f"Thêm “{form.dashes}” ở giữa, dưới trích yếu."
            yield case.found("subject.rule", f"Trang 1, {NAMES['subject']}", "Không có gạch dưới trích yếu.", fix=fix)
    elif form.rule and not any(
        line.setting.ruled or line.drawn or re.search(r"[_—–-]{3,}", line.text) for line in (last, *under)
    ):
        fix = "Thêm đường kẻ ngang, nét liền, dài bằng 1/3 đến 1/2 dòng chữ, dưới trích yếu."
        yield case.found("subject.rule", f"Trang 1, {NAMES['subject']}", "Không có đường kẻ ngang bên dưới.", fix=fix)


def _dispatch(case: Case) -> Iterator[Finding]:
    """Without a type name it is a dispatch, if it addresses somebody."""
    paper, word = case.paper, case.regime.words["vi"].subject_dispatch
    where = f"Trang 1, {NAMES['subject_dispatch']}"
    if paper.dispatch is None:
        if paper.to:
            yield case.found("subject.missing", where, "Không có trích yếu nội dung.")
        else:
            yield case.found("title.missing", f"Trang 1, {NAMES['type_name']}", "Không thấy tên loại văn bản.")
    elif not nfc(paper.dispatch.text).strip().startswith(word):
        yield case.found("subject.dispatch", where, f"Ghi là {quoted(paper.dispatch.text)}.", word=word)


def _addressees(case: Case) -> Iterator[Finding]:
    """ "Kính gửi:", one on its line or several with dashes, ";" and a full stop at the end."""
    if not case.paper.to:
        return
    first, *others = case.paper.to
    text = first.text.strip()
    if ":" not in text:
        fix = "Thêm dấu hai chấm (:) sau từ “Kính gửi”."
        yield case.found("to.form", place_of(first, "to"), f"Ghi là {quoted(text)}.", fix=fix)
    for place, line in enumerate(others):
        wanted = "." if place == len(others) - 1 else ";"
        if not line.text.rstrip().endswith(wanted):
            said = f"Kết thúc bằng {quoted(line.text.rstrip()[-1:])}."
            fix = f"Kết thúc bằng dấu {'chấm (.)' if wanted == '.' else 'chấm phẩy (;)'}."
            yield case.found("to.form", place_of(line, "to"), said, fix=fix)


def _bases(case: Case) -> Iterator[Finding]:
    bases, form = case.paper.bases, case.regime.legal_bases
    for place, line in enumerate(bases):
        last = place == len(bases) - 1
        allowed = (form.last, ",") if last and case.regime.organ == "party" else (form.last if last else form.between,)
        text = line.text.rstrip()
        if not text.endswith(allowed):
            name = {";": "chấm phẩy (;)", ".": "chấm (.)"}.get(allowed[0], allowed[0])
            fix = f"Kết thúc {'căn cứ cuối cùng' if last else 'mỗi căn cứ'} bằng dấu {name}."
            yield case.found("basis.end", place_of(line), f"Kết thúc bằng {quoted(_ending(line))}.", fix=fix)
        if form.lead and not text.lstrip().startswith(form.lead.strip()):
            yield case.found("basis.lead", place_of(line), "Đầu dòng không có gạch.", lead=form.lead.strip())


def _ending(line: Line) -> str:
    text = line.text.rstrip()[-40:]
    marks = _ENDS.search(text)
    return marks[0] if marks and marks[0] else text.rsplit(" ", 1)[-1]
