"""Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý: landscape, four fixed columns, one merged cell per clause."""

from collections.abc import Iterator
from datetime import datetime

from lxml.etree import _Element

from phoihop.engines.word.content import AgreeingAgency, Change, ClauseGroup, Piece, ResponseTable, Row
from phoihop.engines.word.elements import Run, add_cell, add_row, paragraph, table
from phoihop.engines.word.letterhead import Letterhead, heading, letterhead
from phoihop.engines.word.paper import LANDSCAPE_WIDTH, Paper
from phoihop.engines.word.text import listed

TITLE = "Bảng tổng hợp, tiếp thu, giải trình ý kiến góp ý"
COLUMNS = ("NHÓM VẤN ĐỀ, ĐIỀU, KHOẢN", "CHỦ THỂ GÓP Ý", "NỘI DUNG GÓP Ý", "NỘI DUNG TIẾP THU, GIẢI TRÌNH")
DETAIL_SENTENCE = "Nội dung góp ý và việc tiếp thu, giải trình cụ thể như sau:"
NOTHING_RECEIVED = "Không có ý kiến góp ý cụ thể."
NO_RESPONSE_YET = "Chưa giải trình."
_SHARES = (18, 16, 35, 31)  # per cent of the page
# A row longer than about half a page may break, or Word would leave the other half white.
_KEEP_WHOLE_BELOW = 900
_CHANGE_STYLES = {"same": "", "insert": "Inserted", "delete": "Deleted"}


def write_response_table(response: ResponseTable, *, made_at: datetime) -> bytes:
    """The table with its preface. `made_at` is written into the file's properties and nowhere else."""
    paper = Paper(title=f"{TITLE} {response.subject}", landscape=True)
    head = Letterhead(response.issuer_lines, response.superior, response.number, response.place, response.date)
    paper.add(letterhead(head, LANDSCAPE_WIDTH))
    paper.add_all(heading(TITLE, response.subject, LANDSCAPE_WIDTH))
    paper.add_all(listed("LegalBasis", response.bases))
    first, *rest = preface(response)
    paper.add(paragraph("Clause", first))
    paper.add_all(_agreeing(response.agreeing))
    paper.add_all(paragraph("BodyText", line) for line in rest)
    paper.add(paragraph("Clause", f"{3 if response.agreeing else 2}. {DETAIL_SENTENCE}"))
    paper.add(_table(response.groups))
    return paper.to_bytes(made_at=made_at)


def preface(response: ResponseTable) -> tuple[str, ...]:
    """The sentence of totals and counts, then the silence rule if there is one."""
    counts = "; ".join(f"{name}: {count:02}" for name, count in response.counts.named())
    totals = (
        f"1. Tổng số {response.asked:02} cơ quan đã gửi xin ý kiến; "
        f"tổng số ý kiến nhận được: {response.received:02}. Kết quả: {counts}."
    )
    return (totals, response.silence_sentence) if response.silence_sentence else (totals,)


def named(agency: AgreeingAgency) -> str:
    """ "UBND phường Đại Thành (Công văn số 12/UBND-VX ngày 05/02/2026)"."""
    return f"{agency.name} ({agency.dispatch})" if agency.dispatch else agency.name


def _agreeing(agencies: tuple[AgreeingAgency, ...]) -> Iterator[_Element]:
    if agencies:
        yield paragraph("Clause", f"2. Các cơ quan thống nhất với dự thảo ({len(agencies):02}):")
        yield from listed("Dash", tuple(map(named, agencies)), prefix="- ")


def _table(groups: tuple[ClauseGroup, ...]) -> _Element:
    widths = tuple(LANDSCAPE_WIDTH * share // 100 for share in _SHARES)
    grid = table("TableGrid", widths, title=TITLE)
    head = add_row(grid, repeat=True, whole=True)
    for width, name in zip(widths, COLUMNS, strict=True):
        add_cell(head, width, [paragraph("TableHead", name)], middle=True)
    for group in groups:
        _add_group(grid, widths, group)
    if not any(group.rows for group in groups):
        add_cell(add_row(grid), sum(widths), [paragraph("TableNote", NOTHING_RECEIVED)], span=len(widths))
    return grid


def _add_group(grid: _Element, widths: tuple[int, ...], group: ClauseGroup) -> None:
    for place, remark in enumerate(group.rows):
        row = add_row(grid, whole=_length(remark) < _KEEP_WHOLE_BELOW)
        merge = "" if len(group.rows) == 1 else "continue" if place else "restart"
        add_cell(row, widths[0], [paragraph("TableLabel", "" if place else group.label)], merge=merge)
        dispatch = [paragraph("TableNote", remark.dispatch)] if remark.dispatch else []
        add_cell(row, widths[1], (paragraph("TableText", remark.agency), *dispatch))
        add_cell(row, widths[2], _content(remark))
        response = ("TableText", remark.response) if remark.response else ("TableNote", NO_RESPONSE_YET)
        add_cell(row, widths[3], _paragraphs(*response))


def _content(remark: Row) -> Iterator[_Element]:
    yield from _paragraphs("TableText", remark.content)
    if remark.proposed:
        lead: Run = ("Đề nghị sửa thành: ", "Quiet")
        yield paragraph(
            "TableText", lead, *((text, _CHANGE_STYLES[change]) for text, change in spaced(remark.proposed))
        )


def spaced(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, Change]]:
    """The pieces with a space wherever struck and added words touch: "20" before "25" would read as 2025."""
    before = Piece(" ")
    for piece in pieces:
        touching = before.change != piece.change and "same" not in (before.change, piece.change)
        if touching and not (before.text[-1:].isspace() or piece.text[:1].isspace()):
            yield " ", "same"
        yield piece.text, piece.change
        before = piece


def _paragraphs(style: str, text: str) -> Iterator[_Element]:
    for line in text.split("\n"):
        yield paragraph(style, line)


def _length(remark: Row) -> int:
    proposed = sum(len(piece.text) for piece in remark.proposed or ())
    return max(len(remark.content) + proposed, len(remark.response))
