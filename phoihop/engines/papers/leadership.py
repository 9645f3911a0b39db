"""Papers that ask or tell outside the round of parties: a submission to leadership, a notice of an agency's change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from typing import Literal

from phoihop.engines.papers.content import Block, Cell, Column, Head, Paper, Table, head_of
from phoihop.engines.papers.shapes import Node
from phoihop.engines.papers.wording import ended, numbered, paragraph, paragraphs, roman, spoken_day

EventKind = Literal["rename", "merge", "split", "dissolve", "transfer", "level_change"]
CHANGES: dict[EventKind, str] = {
    "rename": "đổi tên",
    "merge": "sáp nhập, hợp nhất",
    "split": "chia, tách",
    "dissolve": "giải thể, kết thúc hoạt động",
    "transfer": "chuyển giao nhiệm vụ",
    "level_change": "thay đổi cấp quản lý",
}
SUCCESSION_TITLE = "Việc kế thừa tư cách thành viên và nhiệm vụ"
SUCCESSION_COLUMNS = (
    Column("STT", 7, "centre"),
    Column("CHƯƠNG TRÌNH PHỐI HỢP", 37, "justify"),
    Column("CƠ QUAN ĐÃ KÝ", 28),
    Column("CƠ QUAN KẾ THỪA", 28),
)


@dataclass(frozen=True, slots=True)
class Option:
    """A way out, with what speaks for and against it."""

    name: str
    advantages: str = ""
    drawbacks: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """Tờ trình on a difficulty: facts, causes, options, proposal, and the instruction it asks for, ready to sign."""

    subject: str
    addressed_to: tuple[str, ...]
    facts: str
    causes: tuple[str, ...]
    options: tuple[Option, ...]
    proposal: str
    draft_instruction: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    decide_by: Day | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """A programme in which one agency takes another's place; `duties` in a few words, for the line below it."""

    programme: str
    before: str
    after: str
    duties: str = ""


@dataclass(frozen=True, slots=True)
class AgencyEvent:
    """A dated change among agencies. `successions` tell who follows whom, programme by programme."""

    kind: EventKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    effective_on: Day
    legal_basis: str
    successions: tuple[Succession, ...] = ()
    contact: str = ""
    notes: tuple[str, ...] = ()


def submission(head: Head, content: Submission) -> Paper:
    return Paper(
        **head_of(head),
        kind="submission",
        type_name="Tờ trình",
        subject=content.subject,
        addressed_to=content.addressed_to,
        legal_bases=content.legal_bases,
        blocks=tuple(_submission(content)),
    )


def _submission(content: Submission) -> Iterator[Block]:
    parts: list[tuple[str, tuple[Node, ...]]] = [
        ("Sự việc", tuple(paragraphs(content.facts))),
        ("Nguyên nhân", numbered(content.causes)),
        ("Các phương án", tuple(_option(*one) for one in enumerate(content.options, start=1))),
        ("Đề xuất", tuple(paragraphs(content.proposal))),
        ("Dự thảo nội dung chỉ đạo", numbered(content.draft_instruction)),
    ]
    filled = [part for part in parts if part[1]]
    for place, (name, children) in enumerate(filled, start=1):
        yield Node("section", roman(place), name, children=children)
    whom = ", ".join(content.addressed_to)
    by = f" trước {spoken_day(content.decide_by)}" if content.decide_by else ""
    yield paragraph(f"Kính trình {whom} xem xét, cho ý kiến chỉ đạo{by}.")


def _option(place: int, option: Option) -> Node:
    sides = (("Ưu điểm", option.advantages), ("Hạn chế", option.drawbacks))
    said = tuple(Node("paragraph", "-", text=f"{side}: {ended(words)}") for side, words in sides if words)
    return Node("clause", str(place), text=f"Phương án {place}: {ended(option.name)}", children=said)


def agency_event(head: Head, content: AgencyEvent) -> Paper:
    change = CHANGES[content.kind]
    return Paper(
        **head_of(head),
        kind="agency_event",
        type_name="Thông báo",
        subject=f"Về việc {change} {', '.join(content.before)} và kế thừa nhiệm vụ phối hợp",
        blocks=tuple(_event(head, content)),
    )


def _event(head: Head, content: AgencyEvent) -> Iterator[Block]:
    yield paragraph(f"Thực hiện {ended(content.legal_basis, ',')} {head.issuers[0].name} thông báo như sau:")
    after = f" thành {', '.join(content.after)}" if content.after else ""
    what = f"{', '.join(content.before)} {CHANGES[content.kind]}{after} kể từ {spoken_day(content.effective_on)}."
    yield Node("clause", "1", text=what)
    place = 2
    if content.successions:
        lead = (
            "Kể từ ngày nêu trên, tư cách thành viên và các nhiệm vụ đang thực hiện trong các chương trình phối hợp "
            "được kế thừa như sau; văn bản đã ký giữ nguyên tên cơ quan tại thời điểm ký:"
        )
        yield Node("clause", str(place), text=lead)
        rows = tuple(_succession(*one) for one in enumerate(content.successions, start=1))
        yield Table(SUCCESSION_COLUMNS, rows, SUCCESSION_TITLE)
        place += 1
    if content.contact:
        yield Node("clause", str(place), text=f"Đầu mối liên hệ: {ended(content.contact)}")
    yield from map(paragraph, content.notes)


def _succession(place: int, row: Succession) -> tuple[Cell, ...]:
    return Cell(str(place)), Cell(row.programme, row.duties), Cell(row.before), Cell(row.after)
