"""The head of a paper: national title and motto, issuing organ, number and symbol, place and date (boxes 1 to 4)."""

import re
from collections.abc import Iterator
from datetime import date as Day
from typing import Final

from phoihop.engines.format_check.case import Case
from phoihop.engines.format_check.content import Finding
from phoihop.engines.format_check.elements import NAMES, quoted
from phoihop.engines.format_check.facts import Line
from phoihop.engines.regimes import every
from phoihop.kit.vietnamese import nfc, tone_on_first

_DASHES: Final = re.compile("[-‐‑–—−]")
_NUMBER: Final = re.compile(r"(?P<word>[^\W\d_]+\.?)(?P<colon>\s*:)?\s*(?P<figure>\d*)(?P<rest>.*)", re.DOTALL)
_BLANK: Final = re.compile(r"[\s\u00a0.…_]*")
_DATE: Final = re.compile(
    r"(?:(?P<place>.*?)(?P<comma>\s*,)?\s*)?\bngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})"
)
_STROKES: Final = re.compile(r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})")
_UNDERSCORES: Final = re.compile(r"[\W_]{2,}")


def check(case: Case) -> Iterator[Finding]:
    yield from _title(case)
    yield from _issuers(case)
    yield from _number(case)
    yield from _date(case)


def _title(case: Case) -> Iterator[Finding]:
    lines = case.regime.letterhead.lines
    for place, (style, vietnamese) in enumerate(lines["vi"]):
        line = case.paper.title.get(style)
        spoken = {language: words[place][1] for language, words in lines.items()}
        wanted = vietnamese.upper() if case.regime.styles[style].caps else vietnamese
        where = f"Trang 1, {NAMES[style]}"
        if line is None:
            yield case.found("head.title", where, "Không thấy.", words=wanted)
        elif not any(_same(line.text, words) for words in spoken.values()):
            words = next((words for words in spoken.values() if _letters(line.text) == _letters(words)), "")
            rule = "head.hyphens" if words and "-" in words else "head.title"
            yield case.found(rule, where, f"Ghi là {quoted(line.text)}.", words=words or wanted)
    last = lines["vi"][-1][0]
    if case.paper.is_file and last in case.paper.title and not _ruled(case.paper.title[last], case.paper.under_title):
        name = case.paper.title[last].text.strip()
        yield case.found("head.rule", f"Trang 1, {NAMES[last]}", "Không có đường kẻ ngang bên dưới.", words=name)


def _same(text: str, wanted: str) -> bool:
    """Letter by letter; capitals are looked at elsewhere, and both ways to place a tone ("HOÀ", "HÒA") are right."""
    return tone_on_first(text.strip()).casefold() == tone_on_first(wanted).casefold()


def _letters(text: str) -> str:
    return re.sub(r"\W", "", tone_on_first(text)).casefold()


def _ruled(line: Line, under: tuple[Line, ...]) -> bool:
    """A border, a drawn line, underscores, or the words underlined."""
    near = (line, *under[:2])
    return any(one.setting.ruled or one.drawn or "_" in one.text or "—" in one.text for one in near) or any(
        look.underline for look in line.looks
    )


def _issuers(case: Case) -> Iterator[Finding]:
    paper, form = case.paper, case.regime.letterhead
    if not paper.issuers:
        yield case.found("issuer.missing", f"Trang 1, {NAMES['issuer']}", "Không thấy tên cơ quan ban hành.")
        return
    if not paper.is_file:
        return
    last = paper.issuers[-1]
    where = f"Trang 1, {NAMES['issuer']}"
    if form.issuer_mark == "star":
        if not any("*" in line.text for line in paper.under_issuer):
            fix = "Thêm dấu sao (*) ở giữa, dưới tên cơ quan ban hành."
            yield case.found("issuer.rule", where, "Không có dấu sao dưới tên cơ quan.", fix=fix)
    elif not _ruled(last, paper.under_issuer):
        fix = "Thêm đường kẻ ngang, nét liền, dài bằng 1/3 đến 1/2 dòng chữ, dưới tên cơ quan ban hành."
        yield case.found("issuer.rule", where, "Không có đường kẻ ngang bên dưới.", fix=fix)


def _number(case: Case) -> Iterator[Finding]:
    where, line, form = f"Trang 1, {NAMES['number']}", case.paper.number, case.regime.number
    sample = _sample(case)
    if line is None:
        yield case.found("number.form", where, "Không thấy số, ký hiệu.", form=sample)
        return
    text = nfc(line.text.strip())
    found = _NUMBER.match(text)
    if found is None:
        return
    if bool(found["colon"]) != form.colon:
        fix = "Thêm dấu hai chấm (:) sau từ “Số”." if form.colon else "Bỏ dấu hai chấm sau từ “Số”."
        yield case.found("number.colon", where, f"Ghi là {quoted(text)}.", fix=fix)
    figure, rest = found["figure"], found["rest"]
    if not figure:
        if _BLANK.match(rest):
            yield case.found("number.missing", where, "Chưa có số.")
        rest = rest.lstrip(" \u00a0.…_")
    elif len(figure) == 1:
        yield case.found("number.zero", where, f"Ghi là {quoted(text)}.", number=f"0{figure}")
    if rest and not _is_symbol(rest, case):
        yield case.found("number.form", where, f"Ghi là {quoted(text)}.", form=sample)
    elif rest:
        yield from _type(case, rest, where)


def _is_symbol(rest: str, case: Case) -> bool:
    """ "/QC-UBND", "-QC/ĐU": a mark, then groups of letters and figures without spaces."""
    form = case.regime.number
    group = r"[^\W\d_][\w.&]*"
    both = re.escape(form.after_number + form.between_groups)
    return re.fullmatch(rf"{re.escape(form.after_number)}{group}(?:[{both}]{group})*", rest.strip()) is not None


def _type(case: Case, rest: str, where: str) -> Iterator[Finding]:
    """The type's letters in the symbol, as the table of abbreviations has them; joint papers add to them (QCPH)."""
    name = case.paper.type_name
    if name is None:
        return
    given = name.text.strip().casefold()
    types = sorted(case.regime.types, key=lambda one: -len(one.name))
    kind = next((one for one in types if tone_on_first(given).startswith(one.name.casefold())), None)
    if kind is None or not kind.symbol:
        return
    groups = re.split(r"[/-]", rest.strip().lstrip("/-"))
    if not any(group.startswith(kind.symbol) for group in groups):
        fix = f"Ghi chữ viết tắt của “{kind.name}” là “{kind.symbol}”."
        yield case.found("number.type", where, f"Ký hiệu {quoted(rest.strip())}.", fix=fix)


def _sample(case: Case) -> str:
    form = case.regime.number
    return f"Số{':' if form.colon else ''} 05{form.after_number}QC{form.between_groups}UBND"


def _date(case: Case) -> Iterator[Finding]:
    line, where = case.paper.date, f"Trang 1, {NAMES['place_date']}"
    if case.paper.minutes:
        return
    sample = "Ngã Bảy, ngày 05 tháng 02 năm 2026"
    if line is None:
        yield case.found("date.form", where, "Không thấy địa danh, ngày tháng năm.", form=sample)
        return
    text = " ".join(nfc(line.text).split())
    found = _DATE.fullmatch(text.rstrip(" ."))
    if found is None:
        if _STROKES.search(text) or any(one.isdigit() for one in re.sub(r"năm\s*(?:20)?\d*", "", text)):
            yield case.found("date.form", where, f"Ghi là {quoted(text)}.", form=sample)
        else:
            yield case.found("date.missing", where, f"Ghi là {quoted(text)}.")
        return
    yield from _dated(case, found, where, sample)


def _dated(case: Case, found: re.Match[str], where: str, sample: str) -> Iterator[Finding]:
    place = (found["place"] or "").strip()
    if place and (not found["comma"] or not place[:1].isupper()):
        yield case.found("date.form", where, f"Ghi là {quoted(found[0], 60)}.", form=sample)
    try:
        day = Day(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        yield case.found("date.impossible", where, f"Ghi là {quoted(found[0], 60)}.")
        return
    dates = case.regime.dates
    if (found["day"], found["month"]) != (dates.day(day), dates.month(day)):
        words = f"ngày {dates.day(day)} tháng {dates.month(day)} năm {day.year}"
        yield case.found("date.zero", where, f"Ghi là {quoted(found[0], 60)}.", words=words)


def suggested(title: str) -> str:
    """The key of the rule set whose national or Party title a line is, "" for none: what a file is written under."""
    for one in every():
        for _, words in one.letterhead.lines["vi"]:
            if _letters(title) == _letters(words):
                return one.organ
    return ""
