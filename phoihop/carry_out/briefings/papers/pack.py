"""The pack: everything on the agenda with the figures of its last assembly, on paper as on the page."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from phoihop.agree.programmes.models import Programme
from phoihop.agree.signing.models import Signing
from phoihop.agree.signing.states import State as SigningState
from phoihop.carry_out.briefings import agenda, drawings, queries
from phoihop.carry_out.briefings.agenda import Found, Row
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.briefings.papers.heads import chair_of, head, named
from phoihop.carry_out.briefings.queries.pages import Spoken
from phoihop.carry_out.tasks.queries import end_of
from phoihop.engines import papers
from phoihop.engines.papers import Block, Cell, Column, Node, Table
from phoihop.engines.papers.content import head_of
from phoihop.foundation.ledger import heads as ledger_heads
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from phoihop.ui import pictures

HERE = ZoneInfo(settings.TIME_ZONE)
KLASSES: Final = {
    "done": "Hoàn thành đúng hạn",
    "done-late": "Hoàn thành quá hạn",
    "open": "Trong hạn",
    "soon": "Sắp quá hạn",
    "overdue": "Quá hạn",
}
_AGENDA: Final = (Column("STT", 8, "centre"), Column("NỘI DUNG", 52), Column("THỜI GIAN", 15, "centre"),
                  Column("TRÌNH BÀY", 25))  # fmt: skip
_ROWS: Final = (Column("SỐ", 15), Column("NỘI DUNG", 33), Column("CƠ QUAN", 18), Column("HẠN", 13, "centre"),
                Column("TÌNH TRẠNG", 21))  # fmt: skip
#: Columns of figures in one table of a page that stands upright.
MOST_COLUMNS: Final = 6
_PAPERS: Final = (Column("CƠ QUAN", 34), Column("TÀI LIỆU", 40), Column("ĐÃ NỘP", 26, "centre"))


def pack_of(briefing: Briefing, *, at: dt.datetime) -> tuple[papers.Paper, dict[str, Any]]:
    """The paper, and what it is made of: assembly, ledger root and head, hash of the figures, counts."""
    assembly = briefing.assemblies.order_by("-number").first()
    if assembly is None:
        raise NotAllowed("Chưa lập nội dung: bộ tài liệu được dựng từ kết quả lập nội dung.")
    page = queries.page_of(briefing, on=assembly.on_day)
    anchor = ledger.last_anchor()
    facts: dict[str, Any] = {
        "assembly": assembly.number,
        "on": assembly.on_day.isoformat(),
        "root": anchor.root if anchor else "",
        "root_seq": anchor.seq if anchor else 0,
        "head": ledger_heads.head_of(briefing.ledger_chain),
        "figures_sha256": figures_sha256(assembly.facts),
        "counts": {source: found["counts"] for source, found in assembly.facts.items()},
    }
    with translation.override("vi"):
        blocks = tuple(_blocks(briefing, page, facts))
    top = head(briefing, at=at, on=assembly.on_day, fingerprint=facts["figures_sha256"])
    paper = papers.Paper(
        **head_of(top),
        kind="period_report",
        type_name="Tài liệu",
        subject=briefing.occasion,
        blocks=blocks,
        end_mark=False,
    )
    return paper, facts


def figures_sha256(facts: dict[str, Any]) -> str:
    """Of the figures as they are kept: whoever has the assembly can repeat the sum."""
    told = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _blocks(briefing: Briefing, page: queries.Page, facts: dict[str, Any]) -> Iterator[Block]:
    yield from _about(briefing)
    yield Node("section", "I", "Nội dung")
    yield _agenda(page)
    yield Node("section", "II", "Tình hình thực hiện nhiệm vụ")
    yield from _standing(page, briefing.series)
    yield Node("section", "III", "Tài liệu từng nội dung")
    for one in page.items:
        yield from _item(one)
    yield Node("section", "IV", "Tài liệu các cơ quan gửi")
    yield from _papers(page)
    yield Node("section", "V", "Căn cứ của số liệu")
    yield from _grounds(page, facts)


def _about(briefing: Briefing) -> Iterator[Block]:
    when = briefing.held_at.astimezone(HERE)
    ends = briefing.ends_at.astimezone(HERE)
    yield _words(f"Thời gian: {when:%H:%M} – {ends:%H:%M}, ngày {when:%d/%m/%Y}.")
    online = " và trực tuyến" if briefing.online_url else ""
    yield _words(f"Địa điểm: {briefing.place or 'trực tuyến'}{online if briefing.place else ''}.")
    yield _words(f"Chủ trì: {named(chair_of(briefing), briefing.chair_agency)}.")


def _words(text: str) -> Node:
    return Node("paragraph", text=text)


def _agenda(page: queries.Page) -> Table:
    rows = [
        (
            Cell(str(place)),
            Cell(one.item.title),
            Cell(f"{one.item.minutes} phút"),
            Cell(one.item.presenter or (one.item.presenter_agency.name if one.item.presenter_agency else "")),
        )
        for place, one in enumerate(page.items, start=1)
    ]
    total = (Cell(""), Cell("Cộng", bold=True), Cell(f"{page.minutes_planned} phút", bold=True), Cell(""))
    return Table(_AGENDA, (*rows, total), "Nội dung cuộc họp")


def _standing(page: queries.Page, series: Series) -> Iterator[Block]:
    """The term, and the figures of the assembly: each as a picture and as its table, which have the same figures."""
    assert page.assembly is not None  # as pack_of has seen
    yield from _picture(_term(series, on=page.assembly.on_day))
    found = drawings.drawn(page.assembly.facts)
    if not any(isinstance(picture, pictures.Bars) for picture in found):
        yield _words("Chưa có nhiệm vụ nào được giao.")
    for picture in found:
        yield from _picture(picture)


def _term(series: Series, *, on: dt.date) -> pictures.Timeline:
    signed = Signing.objects.filter(version__text__framework=series.framework_id, state=SigningState.SIGNED)
    if series.programme_id:
        signed = signed.filter(Q(version__programme=None) | Q(version__programme=series.programme_id))
    shown = signed.select_related("version__text", "version__programme").order_by("signed_at", "pk")
    under = Programme.objects.filter(pk__in=agenda.programmes_of(series)).prefetch_related("parties__agency__names")
    after = end_of(on)
    plan = queries.as_they_were(queries.plan_span(series).filter(planned_at__lt=after), after)
    return drawings.timeline_of(series, plan, shown, under, on=on, then=True)


def _picture(picture: pictures.Picture) -> Iterator[Block]:
    svg = pictures.draw(picture, width=pictures.PAPER, standalone=True)
    yield _words(f"{picture.title}:")
    yield papers.Picture(svg=svg, alternative=pictures.describe(picture))
    yield from _twins(pictures.table(picture))


def _twins(table: pictures.Table) -> Iterator[Table]:
    """The table of a picture as tables of a paper: one of many columns goes on in another with the same headings."""
    for first in range(1, len(table.head), MOST_COLUMNS):
        yield _twin(table, range(first, min(first + MOST_COLUMNS, len(table.head))))


def _twin(table: pictures.Table, places: range) -> Table:
    first = 30 if any(entry.is_number for entry in table.head) else 22
    share = (100 - first) // len(places)
    shown = (0, *places)
    columns = tuple(
        Column(table.head[n].text.upper(), share if n else first, "centre" if table.head[n].is_number else "left")
        for n in shown
    )
    rows = [tuple(Cell(row[n].text) for n in shown) for row in table.rows]
    feet = [tuple(Cell(row[n].text, bold=True) for n in shown) for row in table.feet]
    return Table(columns, (*rows, *feet), table.caption)


def _item(one: Spoken) -> Iterator[Block]:
    item = one.item
    yield Node("clause", str(item.position), item.title)
    if one.found is not None:
        yield _words(f"{one.found.how} {_counted(one.found)}".strip())
        if one.found.rows:
            yield Table(_ROWS, tuple(map(_row, one.found.rows)), item.title)
    for line in item.note.split("\n"):
        if line.strip():
            yield _words(line.strip())
    for opinion in one.opinions:
        yield _words(f"Ý kiến bằng văn bản của {opinion.seat.agency_name}: {opinion.body}")
    if one.found is None and not item.note and not one.opinions:
        yield _words("Trình bày tại cuộc họp.")


_COUNTED: Final = {
    "conclusions": "kết luận",
    "done": "hoàn thành",
    "done_late": "hoàn thành muộn",
    "not_done": "chưa hoàn thành",
    "overdue": "quá hạn",
    "soon": "sắp quá hạn",
    "undecided": "vướng mắc",
    "longest": "ngày làm việc chờ lâu nhất",
    "next": "việc đến hạn",
    "moved": "thời hạn thay đổi",
    "new": "vấn đề mới",
}


def _counted(found: Found) -> str:
    said = [f"{count} {_COUNTED.get(name, name)}" for name, count in found.counts.items()]
    return f"Số liệu: {', '.join(said)}." if said else ""


def _row(row: Row) -> tuple[Cell, ...]:
    due = f"{dt.date.fromisoformat(row.due_on):%d/%m/%Y}" if row.due_on else ""
    return (Cell(row.label), Cell(row.title), Cell(row.agency), Cell(due), Cell(standing_of(row)))


def standing_of(row: Row) -> str:
    """ "Quá 6 ngày làm việc", "Còn 2 ngày làm việc", "Chờ 45 ngày làm việc", or the class."""
    if row.klass == "overdue" and row.days is not None:
        return f"Quá {row.days} ngày làm việc"
    if row.klass == "soon" and row.days is not None:
        return f"Còn {row.days} ngày làm việc"
    if row.klass:
        return KLASSES.get(row.klass, row.klass)
    if row.days is not None:
        return f"Chờ {row.days} ngày làm việc"
    return row.said[:1].upper() + row.said[1:]


def _papers(page: queries.Page) -> Iterator[Block]:
    if not page.owed:
        yield _words("Không yêu cầu tài liệu riêng.")
        return
    rows = []
    for owed in page.owed:
        came = f"{owed.handed_at.astimezone(HERE):%d/%m/%Y}" if owed.handed_at else "Chưa nộp"
        rows.append((Cell(owed.agency.name), Cell(owed.title, owed.file_name), Cell(came)))
    yield Table(_PAPERS, tuple(rows), "Tài liệu các cơ quan gửi")


def _grounds(page: queries.Page, facts: dict[str, Any]) -> Iterator[Block]:
    assert page.assembly is not None  # as pack_of has seen
    at = page.assembly.at.astimezone(HERE)
    yield _words(
        f"Số liệu lập từ hồ sơ lúc {at:%H:%M} ngày {at:%d/%m/%Y} (lần {page.assembly.number}), "
        f"mã băm SHA-256 {facts['figures_sha256']}."
    )
    if facts["root"]:
        yield _words(f"Gốc sổ cái gần nhất (số {facts['root_seq']}): {facts['root']}.")
    yield _words(f"Mục cuối của sổ cái chương trình: {facts['head'] or 'chưa có'}.")
