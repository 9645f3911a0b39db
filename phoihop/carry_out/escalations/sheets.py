"""The official table of difficulties as a workbook (No., difficulty, cause, proposal, who settles it, by when)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Title on the sheet, width, kind; in the order of `queries.exported`.
COLUMNS: Final = (
    ("STT", 6.0, "whole"),
    ("Mã", 10.0, "text"),
    ("Khó khăn, vướng mắc", 48.0, "text"),
    ("Cơ quan báo cáo", 28.0, "text"),
    ("Ngày báo cáo", 13.0, "date"),
    ("Nguyên nhân", 40.0, "text"),
    ("Kiến nghị, đề xuất", 40.0, "text"),
    ("Cơ quan giải quyết", 28.0, "text"),
    ("Thời hạn", 13.0, "date"),
    ("Kết quả", 24.0, "text"),
    ("Số ngày làm việc chờ", 12.0, "whole"),
    ("Ngày chỉ đạo", 13.0, "date"),
)


def written(rows: Iterable[Sequence[Any]], *, preface: Sequence[str], made_at: dt.datetime) -> bytes:
    # Here: what writes workbooks is large, and every process loads this module.
    from phoihop.engines.sheets import Column, Sheet, write_table

    columns = tuple(Column(title, width, kind) for title, width, kind in COLUMNS)  # type: ignore[arg-type]
    sheet = Sheet("Khó khăn, vướng mắc", columns, tuple(tuple(row) for row in rows), tuple(preface))
    return write_table(sheet, made_at=made_at)
