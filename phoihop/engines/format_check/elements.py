"""The elements of the form found in a paper: which lines are the national title, the number, the legal bases, …"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from phoihop.engines.format_check.facts import Line, Page

#: How a clerk calls each element, for the place of a finding.
NAMES: Final = {
    "national_title": "ô Quốc hiệu",
    "motto": "ô Tiêu ngữ",
    "party_title": "ô tiêu đề Đảng Cộng sản Việt Nam",
    "superior": "ô tên cơ quan chủ quản",
    "issuer": "ô tên cơ quan ban hành",
    "number": "ô số, ký hiệu",
    "subject_dispatch": "ô trích yếu công văn",
    "place_date": "ô địa danh, ngày tháng năm",
    "type_name": "ô tên loại văn bản",
    "subject": "ô trích yếu nội dung",
    "authority_line": "dòng thẩm quyền ban hành",
    "to": "ô Kính gửi",
    "legal_basis": "căn cứ ban hành",
    "signing_authority": "ô quyền hạn của người ký",
    "signer_title": "ô chức vụ của người ký",
    "signer_name": "ô họ tên người ký",
    "recipients_label": "ô Nơi nhận",
    "recipients": "ô Nơi nhận",
    "annex": "phụ lục",
    "annex_title": "tên phụ lục",
}
_ON_FIRST_PAGE: Final = set(tuple(NAMES)[:12])


@dataclass(frozen=True, slots=True)
class Signer:
    """What stands for one signer: lines in capitals above the signature, then posts and name below."""

    posts: tuple[Line, ...]
    names: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """An annex: its label, its name, its lines."""

    label: Line
    name: tuple[Line, ...]
    body: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """What was found; empty where it was not. `under_title`, `under_issuer`, `under_subject` follow those lines.

    `is_file`: looks and pages are known; a draft has words alone. `minutes`: no date is wanted at the head.
    """

    is_file: bool = True
    title: Mapping[str, Line] = field(default_factory=dict)
    under_title: tuple[Line, ...] = ()
    superiors: tuple[Line, ...] = ()
    issuers: tuple[Line, ...] = ()
    under_issuer: tuple[Line, ...] = ()
    number: Line | None = None
    dispatch: Line | None = None
    date: Line | None = None
    type_name: Line | None = None
    subject: tuple[Line, ...] = ()
    under_subject: tuple[Line, ...] = ()
    authority: Line | None = None
    to: tuple[Line, ...] = ()
    bases: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()
    table_lines: tuple[Line, ...] = ()
    recipients_label: Line | None = None
    recipients: tuple[Line, ...] = ()
    signers: tuple[Signer, ...] = ()
    annexes: tuple[AnnexPart, ...] = ()
    everything: tuple[Line, ...] = ()
    pages: tuple[Page, ...] = ()
    minutes: bool = False
    ended: bool = True

    def named(self) -> list[tuple[str, Line]]:
        """Lines of the form with the element of the regime each is to look like."""
        posts = [line for signer in self.signers for line in signer.posts]
        # Minutes print "THƯ KÝ" and "CHỦ TỌA" as authority (Mẫu 1.9); elsewhere the last line is the post itself.
        own = [] if self.minutes else [signer.posts[-1] for signer in self.signers if signer.posts]
        single = (("number", self.number), ("subject_dispatch", self.dispatch), ("place_date", self.date))
        others = (("type_name", self.type_name), ("authority_line", self.authority))
        several = (
            ("superior", self.superiors),
            ("issuer", self.issuers),
            ("subject", self.subject),
            ("to", self.to),
            ("legal_basis", self.bases),
            ("signing_authority", [line for line in posts if not any(line is one for one in own)]),
            ("signer_title", own),
            ("signer_name", [signer.names[-1] for signer in self.signers if signer.names]),
            ("recipients_label", [self.recipients_label] if self.recipients_label else []),
            ("recipients", self.recipients),
            ("annex", [annex.label for annex in self.annexes]),
            ("annex_title", [line for annex in self.annexes for line in annex.name]),
        )
        found = [*self.title.items(), *((key, line) for key, line in (*single, *others) if line is not None)]
        return found + [(key, line) for key, lines in several for line in lines]


def place_of(line: Line, element: str = "") -> str:
    """Where a line stands, in people's words: "Trang 1, ô Quốc hiệu", "đoạn 12: “Điều 5. Tên điều…”"."""
    if line.where:
        return line.where
    if element in NAMES:
        name = NAMES[element]
        return f"Trang 1, {name}" if element in _ON_FIRST_PAGE else f"{name[:1].upper()}{name[1:]}: {quoted(line.text)}"
    where = f"bảng {line.cell.table + 1}, hàng {line.cell.row + 1}" if line.cell else f"đoạn {line.paragraph}"
    return f"{where}: {quoted(line.text)}"


def quoted(text: str, most: int = 40) -> str:
    """The words in quotation marks, cut at a word where they are long."""
    words = " ".join(text.split())
    if len(words) > most:
        words = words[:most].rsplit(" ", 1)[0] + "…"
    return f"“{words}”"
