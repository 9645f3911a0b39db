"""The response table as a sheet: the same four columns and merged clauses as in Word."""

from collections.abc import Iterator

from phoihop.engines.papers.wording import spaced
from phoihop.engines.sheets.content import Column, Mark, Marked, Merge, Sheet, Value
from phoihop.engines.word.content import ResponseTable, Row
from phoihop.engines.word.response_table import COLUMNS, NO_RESPONSE_YET, TITLE, named, preface

_WIDTHS = (24, 26, 56, 50)
_MARKS: dict[str, Mark] = {"same": "", "insert": "underline", "delete": "strike"}


def response_sheet(response: ResponseTable) -> Sheet:
    """What `write_table` needs for the table of opinions and responses."""
    rows: list[tuple[Value, ...]] = []
    merges = []
    for group in response.groups:
        first = len(rows)
        rows.extend((group.label, *_cells(remark)) for remark in group.rows)
        if len(group.rows) > 1:
            merges.append(Merge(0, first, len(rows) - 1))
    columns = tuple(Column(title, width) for title, width in zip(COLUMNS, _WIDTHS, strict=True))
    return Sheet(TITLE, columns, tuple(rows), tuple(_preface(response)), tuple(merges))


def _preface(response: ResponseTable) -> Iterator[str]:
    yield response.subject
    yield from response.bases
    yield from preface(response)
    if response.agreeing:
        yield "Các cơ quan thống nhất với dự thảo: " + "; ".join(map(named, response.agreeing)) + "."


def _cells(remark: Row) -> tuple[Value, ...]:
    agency = f"{remark.agency}\n{remark.dispatch}" if remark.dispatch else remark.agency
    content: Value = remark.content
    if remark.proposed:
        lead = "\nĐề nghị sửa thành: " if remark.content else "Đề nghị sửa thành: "
        proposed = (Marked(text, _MARKS[change]) for text, change in spaced(remark.proposed))
        content = (Marked(remark.content), Marked(lead, "italic"), *proposed)
    return agency, content, remark.response or NO_RESPONSE_YET
