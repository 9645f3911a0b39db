"""The head of an official paper: issuers, number, place and date, title, legal bases (Decree 30/2020, annex I)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from phoihop.engines.reading.lines import UNFINISHED, Line
from phoihop.engines.reading.tables import NATION
from phoihop.kit.vietnamese import fold, has_words

_TYPES: Final = (
    *("chuong trinh", "quy che", "ke hoach", "thong tu", "nghi quyet", "quyet dinh", "quy dinh", "huong dan", "de an"),
    *(
        "thoa thuan",
        "bien ban",
        "to trinh",
        "bao cao",
        "thong bao",
        "ket luan",
        "chi thi",
        "nghi dinh",
        "luat",
        "noi quy",
    ),
    *(
        "phuong an",
        "du an",
        "hop dong",
        "ban ghi nho",
        "ban thoa thuan",
        "de cuong",
        "giay moi",
        "quy trinh",
        "dieu le",
    ),
    *("danh muc", "chien luoc", "thong cao", "giay uy quyen", "ban cam ket", "phap lenh", "thong tri"),
)
TYPE: Final = re.compile(rf"(?:du thao\s+)?(?:{'|'.join(_TYPES)})\b")
ATTACHED: Final = re.compile(r"\(?\s*(?:duoc\s+)?(?:ban hanh\s+)?kem theo\b")
_NUMBER = re.compile(r"[Ss]ố\s*:?\s*(?P<number>\S.*)|SỐ\s*:\s*(?P<capital>\S.*)")
_BLANK_NUMBER = re.compile(r"(?:Số|SỐ)\s*:?\W*")
_NUMBER_SHAPE = re.compile(r"^[\d.…\s_]*[/-]|^\d+$|^[.…_\s]+")
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_DATE_LINE = re.compile(r"(?:^|,\s*)ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b", re.IGNORECASE)
_BASIS = re.compile(r"[-–+*•\s]*(?:Căn cứ|CĂN CỨ|Xét|Theo đề nghị|Trên cơ sở|Theo yêu cầu)\b")
_BASIS_IF_LISTED = re.compile(r"[-–+*•\s]*(?:Thực hiện|Theo|Thi hành|Sau khi)\b")
_RULE = re.compile(r"[\W_]+")
_DRAFT = re.compile(r"\(?du thao\b")
_ORGAN = (
    r"(?:BỘ|BAN|ỦY BAN|UỶ BAN|HỘI|HỘI ĐỒNG|TÒA ÁN|TOÀ ÁN|VIỆN|SỞ|CÔNG AN|THÀNH ỦY|TỈNH ỦY|QUẬN ỦY|HUYỆN ỦY|ĐẢNG ỦY"
    r"|THỊ ỦY|CHÍNH PHỦ|TỔNG|CỤC|VĂN PHÒNG|MẶT TRẬN|LIÊN ĐOÀN|ĐOÀN|UBND|HĐND|TAND|VKSND|UBMTTQ|THANH TRA"
    r"|KIỂM TOÁN|NGÂN HÀNG"
    r"|TRƯỜNG|CHI CỤC|PHÒNG|ĐẢNG BỘ|CHI BỘ|THƯỜNG TRỰC|TRUNG ƯƠNG|QUỐC HỘI|BẢO HIỂM|KHO BẠC|QUÂN KHU|BỘ CHỈ HUY)"
)
_JOINT = re.compile(rf"\s+[-–—]\s*(?={_ORGAN}\b)|\s*;\s*")
_PLACE_OF_NAME = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ XÃ|THỊ TRẤN|KHU VỰC|VIỆT NAM|NƯỚC|VÀ|CỦA|ĐẶC KHU"
    r"|NHÂN DÂN|TỐI CAO)\b"
)
_TITLE_LINES: Final = 8
_TOP_LINES: Final = 40


@dataclass(slots=True)
class Front:
    """Fields of the head; `head` are the lines that went into them, `rest` those that stay in the text."""

    title: str = ""
    number: str = ""
    issued_on: date | None = None
    issuers: tuple[str, ...] = ()
    legal_bases: list[str] = field(default_factory=list)
    head: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    unplaced: list[Line] = field(default_factory=list)


def read_front(lines: Sequence[Line]) -> Front:
    """Sorts the lines above the first label. Every line lands in exactly one of `head`, `rest`, `unplaced`."""
    front = Front()
    top, below = _split_at_title(lines)
    _read_top(front, top)
    _read_below(front, below)
    return front


def is_title(line: Line) -> bool:
    """Whether a line names a type of paper in capitals: QUY CHẾ, CHƯƠNG TRÌNH PHỐI HỢP."""
    return bool(TYPE.match(fold(line.text))) and _is_capital(line.text) and len(line.text) < 250


def _is_capital(text: str) -> bool:
    return text.upper() == text and text.lower() != text


def _split_at_title(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    for at, line in enumerate(lines[:_TOP_LINES]):
        if is_title(line):
            return list(lines[:at]), list(lines[at:])
    for at, line in enumerate(lines):
        if _BASIS.match(line.text):
            return list(lines[:at]), list(lines[at:])
    formal = [at for at, line in enumerate(lines[:_TOP_LINES]) if _is_formal(line)]
    cut = formal[-1] + 1 if formal else 0
    return list(lines[:cut]), list(lines[cut:])


def _is_formal(line: Line) -> bool:
    text = line.text
    return bool(NATION.search(fold(text)) or _DATE_LINE.search(text) or _number_in(text) or not has_words(text)) and (
        len(text) < 160
    )


def _number_in(text: str) -> str:
    found = _NUMBER.match(text)
    number = (found["number"] or found["capital"]).strip() if found else ""
    return number if number and _NUMBER_SHAPE.match(number) else ""


def _read_top(front: Front, lines: Sequence[Line]) -> None:
    organs: list[Line] = []
    for line in lines:
        text = line.text
        if number := _number_in(text):
            front.number = front.number or number
            front.head.append(line)
            _read_date(front, text)
        elif _needs_no_field(text):
            front.head.append(line)
        elif _DATE_LINE.search(text):
            front.head.append(line)
            _read_date(front, text)
        elif _is_capital(text) and len(text) < 160:
            organs.append(line)
            front.head.append(line)
        else:
            front.unplaced.append(line)
    front.issuers = _issuers(organs)


def _needs_no_field(text: str) -> bool:
    """The national name, a rule, the mark of a draft, or the "Số:" of one whose number is still to come."""
    marks = _RULE.fullmatch(text) or _BLANK_NUMBER.fullmatch(text)
    return bool(marks or NATION.search(fold(text)) or _DRAFT.match(fold(text)))


def _read_date(front: Front, text: str) -> None:
    found = _DATE.search(text)
    if found and front.issued_on is None:
        day, month, year = map(int, found.groups())
        try:
            front.issued_on = date(year, month, day)
        except ValueError:
            front.issued_on = None  # 31 tháng 6: shown as typed, for a person to put right


def _issuers(lines: Sequence[Line]) -> tuple[str, ...]:
    """Names of the issuing organs; a superior organ is set in light type, so bold lines win where bold is told."""
    superior = [line for line in lines if line.text.startswith("ĐẢNG BỘ ")]
    lines = [line for line in lines if line not in superior] or lines
    bold = [line for line in lines if line.bold and 2 * line.bold >= len(line.text)]
    names: list[str] = []
    for line in bold or lines:
        text = line.text.strip()
        if names and (_PLACE_OF_NAME.match(text) or names[-1].endswith((" VÀ", ","))):
            names[-1] += f" {text}"
        elif names and (text[:1] in "-–" or names[-1].endswith(("-", "–"))):
            names[-1] = names[-1].rstrip(" -–")
            names.append(text.lstrip("-– "))
        else:
            names.append(text)
    return tuple(part.strip() for name in names for part in _JOINT.split(name) if part.strip())


def _read_below(front: Front, lines: Sequence[Line]) -> None:
    """Title, legal bases with their wrapped lines, and the introduction, which stays in the text."""
    bases: list[list[str]] = []
    in_basis = False
    for line in lines[_read_title(front, lines) :]:
        text = line.text
        if _is_basis(text, first=not bases):
            bases.append([text.lstrip("-–+*• ").strip()])
            in_basis = True
        elif in_basis and not line.hard and UNFINISHED.search(bases[-1][-1]):
            bases[-1].append(text)
        else:
            in_basis = False
        (front.head if in_basis else front.rest).append(line)
    front.legal_bases = [" ".join(parts) for parts in bases]


def _is_basis(text: str, *, first: bool) -> bool:
    if _BASIS.match(text):
        return True
    return bool(_BASIS_IF_LISTED.match(text)) and text.endswith(";" if first else (";", "."))


def _read_title(front: Front, lines: Sequence[Line]) -> int:
    """Takes the title and the lines that complete it; returns where the rest begins."""
    if not lines or not is_title(lines[0]):
        return 0
    taken = title_lines(lines)
    front.title = " ".join(line.text for line in lines[:taken])
    front.head += lines[:taken]
    at = taken
    while at < len(lines) and _RULE.fullmatch(lines[at].text):
        front.head.append(lines[at])
        at += 1
    return at


def title_lines(lines: Sequence[Line]) -> int:
    """How many lines a title has, the first being its type: capitals, then the subject, up to a rule or a sentence."""
    small_seen = False
    for at, line in enumerate(lines[:_TITLE_LINES]):
        text = line.text
        if at == 0:
            continue
        if _RULE.fullmatch(text) or _BASIS.match(text) or ATTACHED.match(fold(text)) or line.place in {"row", "note"}:
            return at
        if text.endswith((".", ":", ";")) or len(text) > 250 or _DATE_LINE.search(text):
            return at
        capital = _is_capital(text)
        if capital and (small_seen or _is_authority(lines, at)):
            return at
        small_seen = small_seen or not capital
    return min(len(lines), _TITLE_LINES)


_AUTHORITY = re.compile(
    r"(?:bo truong|chu tich|giam doc|thu truong|bi thu|truong ban|chanh an|vien truong|tong|thong doc)"
)


def _is_authority(lines: Sequence[Line], at: int) -> bool:
    """A line in capitals just above the legal bases names who decides, and is no part of the title."""
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    return bool(_AUTHORITY.match(fold(lines[at].text)) or _BASIS.match(after)) and at > 1
