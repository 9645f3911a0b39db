"""Who signs with which authority, and who receives the paper (boxes 7 and 9b); annexes (III.1)."""

import re
from collections.abc import Iterator
from typing import Final

from phoihop.engines.format_check.case import Case
from phoihop.engines.format_check.content import Finding
from phoihop.engines.format_check.elements import NAMES, Signer, place_of, quoted
from phoihop.engines.format_check.facts import Line
from phoihop.engines.reading.labels import roman_value
from phoihop.engines.reading.numbering import roman
from phoihop.kit.vietnamese import fold, nfc

_PREFIX: Final = re.compile(
    r"(?P<typed>(?P<key>TM|T/M|T\.M|KT|K/T|K\.T|TUQ|T/UQ|T/U|T\.U\.Q|TL|T/L|T\.L|QUYỀN(?=\s+(?:CHỦ|GIÁM|BỘ|TRƯỞNG|CHÁNH|VIỆN|BÍ|CỤC))|Q)(?P<dot>\.?))(?P<space>\s*)(?P<rest>[^\W\d_].*)"
)
_KEYS: Final = {"T/UQ": "TUQ", "T/U": "TUQ", "T.U.Q": "TUQ", "QUYỀN": "Q"}
_TITLES: Final = re.compile(
    r"(?:(?:PGS|GS|TSKH|TS|ThS|Th\.S|Ths|TH\.S|CN|KS|BS|BSCKI{1,2}|CKI{1,2}|LS|DS|NGND|NGƯT|NSND|NSƯT|AHLĐ|TTND|TTƯT"
    r"|Giáo sư|Phó giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Cử nhân|Kỹ sư|Bác sĩ|Luật sư)[\s.,-]+)+(?=\w)"
)
_COLLECTIVE: Final = re.compile(r"(?:ban thuong vu|ban chap hanh|thuong truc|dang uy|chi uy|hoi dong|uy ban|tap the)")
_LONGEST_NAME: Final = 100
_LABEL_WITH_COLON: Final = re.compile(r"\S.*:\s*$")


def check(case: Case) -> Iterator[Finding]:
    yield from _signers(case)
    yield from _recipients(case)
    yield from _annexes(case)


def _signers(case: Case) -> Iterator[Finding]:
    paper = case.paper
    if paper.recipients_label is not None and not paper.signers and paper.is_file:
        yield case.found("signer.missing", "Cuối văn bản", "Không thấy chức vụ, họ tên người ký.")
    for signer in paper.signers:
        for line in signer.posts:
            yield from _prefix(case, line)
        yield from _collective(case, signer)
        for line in signer.names[-1:]:
            words = line.text.strip()[:_LONGEST_NAME]
            found = _TITLES.match(words)
            if found:
                name, said = words[found.end() :], f"Ghi là {quoted(words)}."
                yield case.found("signer.academic", place_of(line, "signer_name"), said, expected=quoted(name))


def _prefix(case: Case, line: Line) -> Iterator[Finding]:
    """ "TM." and a space for the state, "T/M" for the Party."""
    found = _PREFIX.fullmatch(nfc(line.text.strip()))
    if found is None:
        return
    key = _KEYS.get(found["key"], re.sub(r"[./]", "", found["key"]))
    wanted = case.regime.authority.prefix(key)
    if key == "Q" and not found["dot"] and found["key"] == "Q" and found["space"] == "":
        return  # a word that begins with Q
    if wanted and (found["typed"] != wanted or found["space"] != " "):
        said = f"Ghi là {quoted(line.text.strip())}."
        expected = f"{wanted} {found['rest']}"
        yield case.found("signer.prefix", place_of(line, "signing_authority"), said, expected=expected)


def _collective(case: Case, signer: Signer) -> Iterator[Finding]:
    """A deputy of a Party collective signs on its behalf, never "K/T" (HD 05)."""
    form = case.regime.authority
    texts = [nfc(line.text.strip()) for line in signer.posts]
    for key in form.never_for_collectives:
        mark = form.prefix(key)
        line = next((one for one, text in zip(signer.posts, texts, strict=True) if text.startswith(f"{mark} ")), None)
        behalf = any(text.startswith(form.prefix("TM")) or _COLLECTIVE.search(fold(text)) for text in texts)
        if line is not None and (behalf or "bi thu" in fold(line.text)):
            said = f"Ghi là {quoted(line.text.strip())}."
            where = place_of(line, "signing_authority")
            yield case.found("signer.collective", where, said, instead=form.prefix("TM"), prefix=mark)


def _recipients(case: Case) -> Iterator[Finding]:
    paper, words, form = case.paper, case.regime.words["vi"], case.regime.recipients
    label = paper.recipients_label
    where = NAMES["recipients"][:1].upper() + NAMES["recipients"][1:]
    if label is None:
        if paper.signers:
            yield case.found("recipients.missing", "Cuối văn bản", "Không có Nơi nhận.", label=words.recipients)
        return
    if not _LABEL_WITH_COLON.match(label.text):
        fix = f"Ghi “{words.recipients}:”, có dấu hai chấm."
        yield case.found("recipients.form", where, f"Ghi là {quoted(label.text.strip())}.", fix=fix)
    lines = [line for line in paper.recipients if line.text.strip()]
    listed = [line for line in lines if not _is_drafter(line)]
    archive = next((line for line in listed if re.match(r"\s*[-–]?\s*Lưu\b", line.text)), None)
    if archive is None:
        sample = form.archive_line.format(unit="(đơn vị soạn thảo)")
        yield case.found("recipients.archive", where, "Không có dòng lưu.", archive=f"{form.dash}{sample}{form.last}")
    elif "VT" in form.archive_line and not re.search(r"Lưu\s*:\s*VT\b", archive.text):
        sample = form.archive_line.format(unit="(đơn vị soạn thảo)")
        said = f"Ghi là {quoted(archive.text.strip())}."
        yield case.found("recipients.archive", where, said, archive=f"{form.dash}{sample}{form.last}")
    for place, line in enumerate(listed):
        yield from _recipient(case, line, last=place == len(listed) - 1)


def _is_drafter(line: Line) -> bool:
    """ "PL.(300)": who drafted and how many copies (III.3), below the list."""
    return bool(re.fullmatch(r"[A-ZĐ.]{1,10}\s*\(?\d*\)?\.?", line.text.strip()))


def _recipient(case: Case, line: Line, *, last: bool) -> Iterator[Finding]:
    form, text = case.regime.recipients, line.text.strip()
    wanted = form.last if last else form.between
    if not re.match(rf"{re.escape(form.dash.strip())}\s*\S", text):
        fix = "Đặt gạch đầu dòng (-) sát lề trái trước mỗi nơi nhận."
        yield case.found("recipients.form", place_of(line, "recipients"), "Không có gạch đầu dòng.", fix=fix)
    elif not text.endswith(wanted):
        name = {";": "chấm phẩy (;)", ".": "chấm (.)", ",": "phẩy (,)"}[wanted]
        fix = f"Kết thúc {'dòng cuối cùng' if last else 'mỗi dòng'} bằng dấu {name}."
        said = f"Kết thúc bằng {quoted(text[-1:])}."
        yield case.found("recipients.form", place_of(line, "recipients"), said, fix=fix)


def _annexes(case: Case) -> Iterator[Finding]:
    annexes = case.paper.annexes
    for place, annex in enumerate(annexes, start=1):
        number = re.sub(r"(?i)phụ lục|số|annex|[.:\s]", "", annex.label.text)
        wanted = roman(place) if len(annexes) >= case.regime.annex.numbered_from else ""
        if wanted and roman_value(number) != place:
            where, said = place_of(annex.label, "annex"), f"Ghi là {quoted(annex.label.text.strip())}."
            yield case.found("annex.number", where, said, expected=f"Phụ lục {wanted}")
    words = " ".join(fold(line.text) for line in (*case.paper.body, *case.paper.table_lines))
    if annexes and "phu luc" not in words:
        yield case.found("annex.unmentioned", place_of(annexes[0].label, "annex"), "Nội dung không nhắc đến phụ lục.")
