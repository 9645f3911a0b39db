"""Papers of a meeting: the invitation (Mẫu 1.7), the minutes (Mẫu 1.9), the notice of its conclusions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime

from phoihop.engines.papers.content import Block, Head, Paper, head_of
from phoihop.engines.papers.shapes import Node
from phoihop.engines.papers.wording import (
    dashes,
    ended,
    lowered,
    numbered,
    paragraph,
    paragraphs,
    spoken_day,
    spoken_time,
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who asks whom to what. `begins_at` is printed in the zone it is given in; `notes` end the paper."""

    inviter: str
    guests: tuple[str, ...]
    occasion: str
    chair: str
    begins_at: datetime
    venue: str
    agenda: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one agency said on an item."""

    agency: str
    words: str


@dataclass(frozen=True, slots=True)
class Vote:
    """How an item was voted on."""

    yes: int
    no: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda as it went. `words` may hold several lines."""

    heading: str
    words: str = ""
    statements: tuple[Statement, ...] = ()
    vote: Vote | None = None
    agreed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting as it went. Who signs stands in the head: the secretary first, the chair last."""

    occasion: str
    begins_at: datetime
    ends_at: datetime
    venue: str
    present: tuple[str, ...]
    chair: str
    secretary: str
    items: tuple[Item, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A duty given by a conclusion; `due` in people's words ("trước ngày 20/3/2026")."""

    content: str
    lead: str
    supporters: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What the chair concluded. `reported_by` are those whose report was heard, `heard` whose words besides."""

    occasion: str
    held_on: Day
    venue: str
    chair: str
    present: tuple[str, ...]
    assessment: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    reported_by: str = ""
    heard: str = "ý kiến của các cơ quan dự họp"
    issuer: str = ""


def invitation(head: Head, content: Invitation) -> Paper:
    return Paper(
        **head_of(head),
        kind="invitation",
        type_name="Giấy mời",
        subject=content.occasion,
        blocks=tuple(_invitation(content)),
    )


def _invitation(content: Invitation) -> Iterator[Block]:
    lead = f"{content.inviter} trân trọng kính mời:"
    if len(content.guests) == 1:
        yield paragraph(f"{lead} {ended(content.guests[0])}")
    else:
        yield paragraph(lead)
        yield from dashes(content.guests)
    yield paragraph(f"Tới dự: {ended(content.occasion)}")
    yield paragraph(f"Chủ trì: {ended(content.chair)}")
    yield paragraph(f"Thời gian: {spoken_time(content.begins_at)}.")
    yield paragraph(f"Địa điểm: {ended(content.venue)}")
    if content.agenda:
        yield paragraph("Nội dung:")
        yield from numbered(content.agenda)
    if content.enclosed:
        yield paragraph("Tài liệu gửi kèm:")
        yield from dashes(content.enclosed)
    for note in content.notes:
        yield from paragraphs(note)


def minutes(head: Head, content: Minutes) -> Paper:
    """Without place and date at the head: the text tells both."""
    return Paper(
        **head_of(head),
        kind="minutes",
        type_name="Biên bản",
        subject=content.occasion,
        blocks=tuple(_minutes(content)),
        dated=False,
    )


def _minutes(content: Minutes) -> Iterator[Block]:
    yield paragraph(f"Thời gian bắt đầu: {spoken_time(content.begins_at)}.")
    yield paragraph(f"Địa điểm: {ended(content.venue)}")
    yield paragraph("Thành phần tham dự:")
    yield from dashes(content.present)
    if content.absent:
        yield paragraph("Vắng mặt:")
        yield from dashes(content.absent)
    yield paragraph(f"Chủ trì (chủ tọa): {ended(content.chair)}")
    yield paragraph(f"Thư ký (người ghi biên bản): {ended(content.secretary)}")
    yield paragraph("Nội dung (theo diễn biến cuộc họp):")
    for place, item in enumerate(content.items, start=1):
        yield Node("clause", str(place), item.heading, children=tuple(_item(item)))
    yield paragraph(f"Cuộc họp kết thúc vào {spoken_time(content.ends_at)}.")


def _item(item: Item) -> Iterator[Node]:
    yield from paragraphs(item.words)
    for said in item.statements:
        first, *rest = [line.strip() for line in said.words.split("\n") if line.strip()] or [""]
        yield Node("paragraph", "-", text=f"{said.agency}: {first}")
        yield from map(paragraph, rest)
    if item.vote:
        yield paragraph(
            f"Biểu quyết: tán thành {item.vote.yes:02}; không tán thành {item.vote.no:02}; "
            f"không có ý kiến {item.vote.abstained:02}."
        )
    if item.agreed:
        yield paragraph("Cuộc họp thống nhất:")
        yield from dashes(item.agreed)


def conclusions(head: Head, content: Conclusions) -> Paper:
    return Paper(
        **head_of(head),
        kind="conclusions",
        type_name="Thông báo",
        subject=f"Kết luận của {content.chair} tại {lowered(content.occasion)}",
        blocks=tuple(_conclusions(head, content)),
    )


def _conclusions(head: Head, content: Conclusions) -> Iterator[Block]:
    opening = f"{content.chair} đã chủ trì {lowered(content.occasion)}."
    yield paragraph(f"N{spoken_day(content.held_on)[1:]}, tại {content.venue}, {opening}")
    if content.present:
        yield paragraph(f"Tham dự có: {ended('; '.join(one.rstrip(' ;.') for one in content.present))}")
    report = f"{content.reported_by} báo cáo, " if content.reported_by else ""
    yield paragraph(f"Sau khi nghe {report}{content.heard}, {content.chair} kết luận như sau:")
    yield Node("section", "I", "Đánh giá chung", children=numbered(content.assessment))
    yield Node(
        "section", "II", "Nhiệm vụ", children=tuple(_assigned(*one) for one in enumerate(content.assignments, start=1))
    )
    issuer = content.issuer or head.issuers[0].name
    yield paragraph(f"Trên đây là kết luận của {content.chair}, {issuer} thông báo để các cơ quan biết, thực hiện.")


def _assigned(place: int, duty: Assignment) -> Node:
    with_whom = f", phối hợp: {', '.join(duty.supporters)}" if duty.supporters else ""
    who = f"Cơ quan chủ trì: {duty.lead}{with_whom}."
    due = (Node("paragraph", "-", text=f"Thời gian: {ended(duty.due)}"),) if duty.due else ()
    return Node("clause", str(place), text=ended(duty.content), children=(Node("paragraph", "-", text=who), *due))
