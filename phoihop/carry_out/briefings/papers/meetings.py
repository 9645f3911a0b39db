"""The invitation, the minutes and the notice of conclusions: what they say, from the record."""

import datetime as dt
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from django.conf import settings

from phoihop.carry_out.briefings import agenda, queries
from phoihop.carry_out.briefings.models import Briefing, Document, Item, Seat
from phoihop.carry_out.briefings.papers.heads import (
    chair_of,
    head,
    issuer_of,
    lowered,
    name_of,
    named,
    recipients_of,
    signature,
    signer_of,
    spoken_chair,
)
from phoihop.carry_out.briefings.queries import Drawn
from phoihop.carry_out.briefings.queries.pages import Spoken
from phoihop.carry_out.briefings.states import Answer, ItemState
from phoihop.engines import papers
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.agencies.queries import day_of

HERE = ZoneInfo(settings.TIME_ZONE)


def paper_of(
    briefing: Briefing, kind: str, *, at: dt.datetime, number: str = "", symbol: str = "", on: dt.date | None = None
) -> papers.Paper:
    build = {
        Document.Kind.INVITATION: _invitation,
        Document.Kind.MINUTES: _minutes,
        Document.Kind.CONCLUSIONS: _conclusions,
    }[Document.Kind(kind)]
    return build(briefing, at=at, number=number, symbol=symbol, on=on)


def _where(briefing: Briefing) -> str:
    """ "Phòng họp A và trực tuyến"."""
    online = "trực tuyến" if briefing.online_url else ""
    return " và ".join(one for one in (briefing.place, online) if one)


def _secretary(briefing: Briefing) -> Tenure | None:
    if briefing.secretary_tenure_id is None:
        return None
    return Tenure.objects.select_related("person", "post__agency").get(pk=briefing.secretary_tenure_id)


# ── Invitation ───────────────────────────────────────────────────────────────


def _invitation(briefing: Briefing, *, at: dt.datetime, **told: object) -> papers.Paper:
    signer = signer_of(briefing)
    top = head(
        briefing,
        at=at,
        signers=(signature(signer, slot="signer", seal="seal"),) if signer else (),
        recipients=recipients_of(briefing),
        **told,  # type: ignore[arg-type]  # number, symbol, on: as paper_of gives them
    )
    items = briefing.items.filter(removed_at=None).order_by("position", "pk")
    enclosed = briefing.owed_papers.exclude(file=None).order_by("pk").values_list("title", flat=True)
    notes = [
        f"Đề nghị các cơ quan gửi tài liệu chậm nhất ngày {briefing.papers_due_on:%d/%m/%Y}, "
        f"đủ {briefing.papers_before} ngày làm việc trước khi họp.",
        "Cơ quan không cử người dự họp thì gửi ý kiến bằng văn bản trước giờ họp.",
    ]
    if briefing.online_url:
        notes.insert(0, f"Tham gia trực tuyến: {briefing.online_url}")
    if briefing.message:
        notes.append(briefing.message)
    return papers.invitation(
        top,
        papers.Invitation(
            inviter=name_of(issuer_of(briefing), briefing),
            guests=tuple(_guest(seat) for seat in queries.seats_of(briefing)),
            occasion=briefing.occasion,
            chair=named(chair_of(briefing), briefing.chair_agency),
            begins_at=briefing.held_at.astimezone(HERE),
            venue=_where(briefing),
            agenda=tuple(f"{item.title} ({item.minutes} phút)" for item in items),
            enclosed=tuple(enclosed),
            notes=tuple(notes),
        ),
    )


def _guest(seat: Seat) -> str:
    who = ", ".join(one for one in (seat.name, seat.post) if one)
    return f"{who}, {seat.agency_name}" if who else f"Lãnh đạo {seat.agency_name}"


# ── Minutes ──────────────────────────────────────────────────────────────────


def _minutes(briefing: Briefing, *, at: dt.datetime, **told: object) -> papers.Paper:
    chair, secretary = chair_of(briefing), _secretary(briefing)
    signers = [
        signature(one, slot=slot) for one, slot in ((secretary, "secretary"), (chair, "chair")) if one is not None
    ]
    top = head(briefing, at=at, signers=tuple(signers), recipients=recipients_of(briefing), **told)  # type: ignore[arg-type]
    page = queries.page_of(briefing, on=day_of(at))
    begun, over = briefing.begun_at or briefing.held_at, briefing.over_at or briefing.ends_at
    return papers.minutes(
        top,
        papers.Minutes(
            occasion=briefing.occasion,
            begins_at=begun.astimezone(HERE),
            ends_at=over.astimezone(HERE),
            venue=_where(briefing),
            present=tuple(_came(seat) for seat in page.seats if seat.attends),
            absent=tuple(_stayed_away(seat) for seat in page.seats if not seat.attends),
            chair=named(chair, briefing.chair_agency),
            secretary=named(secretary, None) if secretary else "Thư ký cuộc họp",
            items=tuple(_as_it_went(one, page.seats) for one in page.items),
        ),
    )


def _came(seat: Seat) -> str:
    who = ", ".join(one for one in (seat.who if seat.who != seat.agency_name else "", seat.who_post) if one)
    said = f"{who}, {seat.agency_name}" if who else seat.agency_name
    if seat.delegate and seat.name:
        said += f" (dự thay {seat.name})"
    return f"{said} (trực tuyến)" if seat.answer == Answer.ONLINE else said


def _stayed_away(seat: Seat) -> str:
    who = ", ".join(one for one in (seat.name, seat.post, seat.agency_name) if one)
    return f"{who} (có ý kiến bằng văn bản)" if seat.opinions.all() else who


def _as_it_went(one: Spoken, seats: Sequence[Seat]) -> papers.Item:
    item = one.item
    words, said = queries.spoken(one.body, [seat.agency for seat in seats])
    if one.state == ItemState.CARRIED:
        words = "\n".join(line for line in (words, "Nội dung này chuyển sang kỳ sau.") if line)
    statements = [papers.Statement(agency, spoken) for agency, spoken in said]
    statements += [
        papers.Statement(f"{opinion.seat.agency_name} (ý kiến bằng văn bản)", opinion.body) for opinion in one.opinions
    ]
    statements += [
        papers.Statement(f"{dissent.agency_name} (không thống nhất)", f"{dissent.body}\n{_sent_up(dissent.raised_as)}")
        for dissent in one.dissents
    ]
    return papers.Item(
        heading=item.title,
        words=words,
        statements=tuple(statements),
        vote=_vote(item),
        agreed=tuple(_concluded(drawn) for drawn in one.conclusions),
    )


def _sent_up(raised_as: str) -> str:
    return f"Ý kiến được báo cáo cấp trên ({raised_as})." if raised_as else ""


def _vote(item: Item) -> papers.Vote | None:
    if item.votes_yes is None:
        return None
    return papers.Vote(item.votes_yes, item.votes_no or 0, item.votes_abstained or 0)


def _concluded(drawn: Drawn) -> str:
    """ "Kết luận KL3-2025/1: UBND phường trình … (chủ trì: …; phối hợp: …; thời hạn: …)"."""
    told = []
    if drawn.conclusion.lead:
        told.append(f"chủ trì: {drawn.conclusion.lead.name}")
    if drawn.supporters:
        told.append(f"phối hợp: {', '.join(agency.name for agency in drawn.supporters)}")
    if due := due_of(drawn):
        told.append(f"thời hạn: {due}")
    about = f" ({'; '.join(told)})" if told else ""
    return f"{drawn.conclusion.code}: {drawn.conclusion.text.rstrip(' .')}{about}"


def due_of(drawn: Drawn) -> str:
    """ "05/11/2025", of its task when it became one; "10 ngày làm việc" while nothing came of it."""
    if drawn.part is not None:
        return f"{drawn.part.day_due:%d/%m/%Y}"
    if drawn.conclusion.due_on:
        return f"{drawn.conclusion.due_on:%d/%m/%Y}"
    days = drawn.conclusion.working_days
    return f"{days} ngày làm việc" if days else ""


# ── Notice of conclusions ────────────────────────────────────────────────────


def _conclusions(briefing: Briefing, *, at: dt.datetime, **told: object) -> papers.Paper:
    signer = signer_of(briefing)
    top = head(
        briefing,
        at=at,
        signers=(signature(signer, slot="signer", seal="seal"),) if signer else (),
        recipients=recipients_of(briefing),
        **told,  # type: ignore[arg-type]  # as above
    )
    page = queries.page_of(briefing, on=day_of(at))
    return papers.conclusions(
        top,
        papers.Conclusions(
            occasion=briefing.occasion,
            held_on=day_of(briefing.begun_at or briefing.held_at),
            venue=_where(briefing),
            chair=spoken_chair(briefing),
            present=tuple(dict.fromkeys(seat.agency_name for seat in page.seats if seat.attends)),
            assessment=tuple(_assessed(page)),
            assignments=tuple(_assigned(drawn) for drawn in page.conclusions),
            issuer=name_of(issuer_of(briefing), briefing),
        ),
    )


def _assessed(page: queries.Page) -> Iterator[str]:
    """What the figures say, then each item that was dealt with."""
    facts = page.assembly.facts if page.assembly else {}
    if last := agenda.found_in(facts, "conclusions"):
        counts = last.counts
        yield f"Trong {counts['conclusions']:02} kết luận kỳ trước, {counts['done']:02} đã hoàn thành"
    if late := agenda.found_in(facts, "late"):
        counts = late.counts
        yield f"Có {counts['overdue']:02} nhiệm vụ quá hạn, {counts['soon']:02} nhiệm vụ sắp quá hạn"
    dealt = [lowered(one.item.title) for one in page.items if one.is_approved]
    yield f"Hội nghị đã thảo luận, thống nhất {len(dealt):02} nội dung" + (f": {'; '.join(dealt)}" if dealt else "")


def _assigned(drawn: Drawn) -> papers.Assignment:
    due = due_of(drawn)
    return papers.Assignment(
        content=f"{drawn.conclusion.text.rstrip(' .')} ({drawn.conclusion.code})",
        lead=drawn.conclusion.lead.name if drawn.conclusion.lead else "Các cơ quan dự họp",
        supporters=tuple(agency.name for agency in drawn.supporters),
        due=f"trước hết ngày {due}" if "/" in due else due,
    )
