"""What a draft asks of one agency, on one sheet: its duties and deadlines first, then where else it is named."""

from collections.abc import Iterator
from datetime import datetime

from lxml.etree import _Element

from phoihop.engines.word.content import AgencySummary, Duty
from phoihop.engines.word.elements import add_cell, add_row, paragraph, table
from phoihop.engines.word.letterhead import Letterhead, heading, letterhead
from phoihop.engines.word.paper import PORTRAIT_WIDTH, Paper
from phoihop.engines.word.text import listed

TITLE = "Tóm tắt nội dung liên quan đến cơ quan"
COLUMNS = ("STT", "ĐIỀU, KHOẢN", "NỘI DUNG", "VAI TRÒ", "THỜI HẠN")
NO_DUTIES = "Dự thảo không giao nhiệm vụ riêng cho cơ quan."
_SHARES = (7, 19, 42, 14, 18)  # per cent of the page


def write_summary(summary: AgencySummary, *, made_at: datetime) -> bytes:
    """The sheet one agency gets when a consultation opens."""
    paper = Paper(title=f"{TITLE}: {summary.agency}")
    head = Letterhead(summary.issuer_lines, summary.superior, summary.number, summary.place, summary.date)
    paper.add(letterhead(head, PORTRAIT_WIDTH))
    paper.add_all(heading(TITLE, summary.subject, PORTRAIT_WIDTH))
    paper.add(paragraph("BodyText", ("Cơ quan được lấy ý kiến: ", "Emphatic"), summary.agency))
    if summary.reply_by:
        to = f" về {summary.reply_to}" if summary.reply_to else ""
        when = f"{summary.reply_by:%d/%m/%Y}{to}."
        paper.add(paragraph("BodyText", ("Đề nghị gửi ý kiến trước hết ngày: ", "Emphatic"), when))
    paper.add_all(paragraph("BodyText", note) for note in summary.notes)
    paper.add(paragraph("Heading5", "1. Nhiệm vụ và thời hạn"))
    if summary.duties:
        paper.add(_table(summary.duties), paragraph("Spacer"))
    else:
        paper.add(paragraph("BodyText", NO_DUTIES))
    if summary.mentions:
        paper.add(paragraph("Heading5", "2. Các điều, khoản khác có nhắc đến cơ quan"))
        paper.add_all(listed("Dash", summary.mentions, prefix="- "))
    return paper.to_bytes(made_at=made_at)


def _table(duties: tuple[Duty, ...]) -> _Element:
    widths = tuple(PORTRAIT_WIDTH * share // 100 for share in _SHARES)
    grid = table("TableGrid", widths, title=TITLE)
    head = add_row(grid, repeat=True, whole=True)
    for width, name in zip(widths, COLUMNS, strict=True):
        add_cell(head, width, [paragraph("TableHead", name)], middle=True)
    for place, duty in enumerate(duties, start=1):
        row = add_row(grid, whole=True)
        for width, cell in zip(widths, _cells(place, duty), strict=True):
            add_cell(row, width, [cell])
    return grid


def _cells(place: int, duty: Duty) -> Iterator[_Element]:
    yield paragraph("TableCentre", str(place))
    yield paragraph("TableLabel", duty.clause)
    yield paragraph("TableText", duty.content)
    yield paragraph("TableText", duty.role)
    yield paragraph("TableText", duty.due)
