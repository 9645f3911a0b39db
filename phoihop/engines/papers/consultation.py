"""Papers of a round of opinions: what the draft asks of one agency, and the table of opinions and responses."""

from collections.abc import Iterator

from phoihop.engines.papers.content import Block, Cell, Column, Head, Paper, Table, head_of
from phoihop.engines.papers.shapes import AgencySummary, AgreeingAgency, Duty, Node, ResponseTable, Row
from phoihop.engines.papers.wording import dashes, paragraph

SUMMARY_TITLE = "Tóm tắt nội dung liên quan đến cơ quan"
SUMMARY_COLUMNS = (
    Column("STT", 7, "centre"),
    Column("ĐIỀU, KHOẢN", 19),
    Column("NỘI DUNG", 42, "justify"),
    Column("VAI TRÒ", 14),
    Column("THỜI HẠN", 18),
)
NO_DUTIES = "Dự thảo không giao nhiệm vụ riêng cho cơ quan."

RESPONSE_TITLE = "Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý"
RESPONSE_COLUMNS = (
    Column("NHÓM VẤN ĐỀ, ĐIỀU, KHOẢN", 18),
    Column("CHỦ THỂ GÓP Ý", 16),
    Column("NỘI DUNG GÓP Ý", 35, "justify"),
    Column("NỘI DUNG TIẾP THU, GIẢI TRÌNH", 31, "justify"),
)
DETAIL_SENTENCE = "Nội dung góp ý và việc tiếp thu, giải trình cụ thể như sau:"
NOTHING_RECEIVED = "Không có ý kiến góp ý cụ thể."
NO_RESPONSE_YET = "Chưa giải trình."


def agency_summary(head: Head, summary: AgencySummary) -> Paper:
    """The sheet one agency gets when a consultation opens. Number, place and date come from the head."""
    return Paper(
        **head_of(head),
        kind="agency_summary",
        type_name=SUMMARY_TITLE,
        subject=summary.subject,
        blocks=tuple(_summary_blocks(summary)),
        end_mark=False,
    )


def _summary_blocks(summary: AgencySummary) -> Iterator[Block]:
    yield paragraph(f"Cơ quan được lấy ý kiến: {summary.agency}.")
    if summary.reply_by:
        to = f" về {summary.reply_to}" if summary.reply_to else ""
        yield paragraph(f"Đề nghị gửi ý kiến trước hết ngày {summary.reply_by:%d/%m/%Y}{to}.")
    yield from map(paragraph, summary.notes)
    yield Node("clause", "1", "Nhiệm vụ và thời hạn", "" if summary.duties else NO_DUTIES)
    if summary.duties:
        yield Table(
            SUMMARY_COLUMNS, tuple(map(_duty, range(1, len(summary.duties) + 1), summary.duties)), SUMMARY_TITLE
        )
    if summary.mentions:
        yield Node("clause", "2", "Các điều, khoản khác có nhắc đến cơ quan", children=dashes(summary.mentions))


def _duty(place: int, duty: Duty) -> tuple[Cell, ...]:
    return (Cell(str(place)), Cell(duty.clause), Cell(duty.content), Cell(duty.role), Cell(duty.due))


def response_table(head: Head, responses: ResponseTable) -> Paper:
    """The table with its preface, landscape. Number, place and date come from the head."""
    return Paper(
        **head_of(head),
        kind="response_table",
        type_name=RESPONSE_TITLE,
        subject=responses.subject,
        legal_bases=responses.bases,
        blocks=tuple(_response_blocks(responses)),
        landscape=True,
        end_mark=False,
    )


def _response_blocks(responses: ResponseTable) -> Iterator[Block]:
    yield Node("clause", "1", text=totals(responses))
    if responses.agreeing:
        lead = f"Các cơ quan thống nhất với dự thảo ({len(responses.agreeing):02}):"
        yield Node("clause", "2", text=lead, children=dashes(map(with_dispatch, responses.agreeing)))
    if responses.silence_sentence:
        yield paragraph(responses.silence_sentence)
    yield Node("clause", "3" if responses.agreeing else "2", text=DETAIL_SENTENCE)
    yield Table(RESPONSE_COLUMNS, tuple(_rows(responses)), RESPONSE_TITLE)


def totals(responses: ResponseTable) -> str:
    """How many were asked, how many opinions came, and the six outcomes."""
    counts = "; ".join(f"{name}: {count:02}" for name, count in responses.counts.named())
    return (
        f"Tổng số {responses.asked:02} cơ quan đã gửi xin ý kiến; "
        f"tổng số ý kiến nhận được: {responses.received:02}. Kết quả: {counts}."
    )


def with_dispatch(agency: AgreeingAgency) -> str:
    """ "UBND phường Đại Thành (Công văn số 12/UBND-VX ngày 05/02/2026)"."""
    return f"{agency.name} ({agency.dispatch})" if agency.dispatch else agency.name


def _rows(responses: ResponseTable) -> Iterator[tuple[Cell, ...]]:
    for group in responses.groups:
        for place, row in enumerate(group.rows):
            label = () if place else (Cell(group.label, down=len(group.rows), bold=True),)
            yield (*label, *_remark(row))
    if not any(group.rows for group in responses.groups):
        yield (Cell(note=NOTHING_RECEIVED, across=len(RESPONSE_COLUMNS), align="centre"),)


def _remark(row: Row) -> tuple[Cell, ...]:
    response = Cell(row.response) if row.response else Cell(note=NO_RESPONSE_YET)
    return Cell(row.agency, row.dispatch), Cell(row.content, proposed=row.proposed or ()), response
