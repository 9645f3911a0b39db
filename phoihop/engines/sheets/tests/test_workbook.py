import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from phoihop.engines.sheets import CannotWriteSheet, Column, Marked, Merge, Sheet, write_table
from phoihop.engines.sheets.workbook import LONGEST_CELL, tidy

MADE_AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
TASKS = Sheet(
    "Danh sách nhiệm vụ",
    (Column("Nội dung", 40), Column("Số lần", 10, "whole"), Column("Hạn", 14, "date")),
    (("Giao ban quý", 4, date(2026, 12, 20)), ("Sơ kết", 1, None)),
    preface=("Tính đến ngày 23/11/2026",),
)


def shown(*when):
    """A sheet knows no zones: what it shows is what it was given."""
    return datetime(*when, tzinfo=UTC).replace(tzinfo=None)


def opened(sheet, **options):
    return openpyxl.load_workbook(BytesIO(write_table(sheet, made_at=MADE_AT)), **options)


def column(*values, kind="text"):
    return Sheet("Bảng", (Column("Cột", 20, kind),), tuple((value,) for value in values))


def test_title_preface_header_and_rows_in_order():
    page = opened(TASKS).active
    assert page.title == "Danh sách nhiệm vụ"
    assert list(page.values) == [
        ("Danh sách nhiệm vụ", None, None),
        ("Tính đến ngày 23/11/2026", None, None),
        ("Nội dung", "Số lần", "Hạn"),
        ("Giao ban quý", 4, shown(2026, 12, 20)),
        ("Sơ kết", 1, None),
    ]


def test_header_is_frozen_repeated_and_filtered():
    page = opened(TASKS).active
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert page.auto_filter.ref == "A3:C5"
    assert page.column_dimensions["A"].width > page.column_dimensions["B"].width
    assert page["A4"].alignment.wrap_text


def test_a_long_preface_moves_to_a_second_sheet():
    lines = ("một", "hai", "ba", "bốn")
    book = opened(Sheet("Bảng", (Column("Cột"),), (("a",),), preface=lines))
    assert book.active.freeze_panes == "A3"
    assert [row[0] for row in book["Thông tin chung"].values] == ["Bảng", *lines]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 123", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://a.vn", "0123", "1E5"]
)
def test_text_never_becomes_anything_else(text):
    cell = opened(column(text)).active["A3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["=", "+", "-", "@", "", "_x0041_", "\t"]), st.text(max_size=30)), max_size=30)
)
def test_any_text_comes_back_as_the_same_text(parts):
    texts = [start + rest for start, rest in parts]
    page = opened(column(*texts)).active
    for row, text in enumerate(texts, start=3):
        cell = page.cell(row, 1)
        # openpyxl leaves Excel's own escape of "_x0041_" in strings written inline.
        assert unescape(cell.value or "") == tidy(text)
        assert cell.data_type in ("s", "inlineStr", "n" if not tidy(text) else "s")


@pytest.mark.parametrize(
    ("kind", "value", "back"),
    [
        ("whole", 1234, 1234),
        ("decimal", Decimal("2.5"), 2.5),
        ("decimal", 0.5, 0.5),
        ("time", datetime(2026, 11, 23, 8, 30, tzinfo=UTC), shown(2026, 11, 23, 8, 30)),
        ("text", True, "Có"),
        ("text", False, "Không"),
        ("text", "", None),
        ("text", (), None),
    ],
)
def test_values_keep_their_kind(kind, value, back):
    assert opened(column(value, kind=kind)).active["A3"].value == back


def test_dates_are_shown_as_written_here():
    assert opened(TASKS).active["C4"].number_format == "dd/mm/yyyy"


def test_marked_words_keep_their_marks():
    pieces = (Marked("trước "), Marked("20", "strike"), Marked(" "), Marked("25", "underline"), Marked(""))
    cell = opened(column(pieces), rich_text=True).active["A3"]
    assert str(cell.value) == "trước 20 25"
    marks = {part.text: part.font for part in cell.value if not isinstance(part, str)}
    assert marks["20"].strike
    assert marks["25"].u == "single"


def test_a_single_marked_run_is_plain_text():
    assert opened(column((Marked("=1", "underline"),))).active["A3"].value == "=1"


def test_merged_cells_show_the_first_value_once():
    rows = (("Điều 1", "a"), ("Điều 1", "b"), ("Điều 2", "=c"))
    page = opened(Sheet("Bảng", (Column("Điều"), Column("Ý kiến")), rows, merges=(Merge(0, 0, 1),))).active
    assert [str(cells) for cells in page.merged_cells.ranges] == ["A3:A4"]
    assert list(page.values)[2:] == [("Điều 1", "a"), (None, "b"), ("Điều 2", "=c")]
    assert page.auto_filter.ref is None


@pytest.mark.parametrize("merge", [Merge(0, 0, 0), Merge(0, 0, 9), Merge(7, 0, 1), Merge(0, -1, 1)])
def test_a_merge_outside_the_table_is_refused(merge):
    with pytest.raises(CannotWriteSheet, match="Không gộp được ô"):
        write_table(Sheet("Bảng", (Column("Cột"),), (("a",), ("b",)), merges=(merge,)), made_at=MADE_AT)


def test_ragged_rows_and_missing_columns_are_refused():
    with pytest.raises(CannotWriteSheet, match="Hàng 1 có 2 ô trong khi bảng có 1 cột"):
        write_table(Sheet("Bảng", (Column("Cột"),), (("a", "b"),)), made_at=MADE_AT)
    with pytest.raises(CannotWriteSheet, match="chưa có cột nào"):
        write_table(Sheet("Bảng", (), ()), made_at=MADE_AT)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    for value in ("đ" * 40_000, "😀" * 20_000, (Marked("đ" * 40_000), Marked("b", "strike"))):
        text = opened(column(value)).active["A3"].value
        assert len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL
        assert text.endswith("(đã cắt bớt, xem đầy đủ trong bản Word)")
    whole = "đ" * 20_000
    assert opened(column(whole)).active["A3"].value == whole


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Điều 1/2: [a]?", "Điều 1 2   a"),
        ("History", "Bảng"),
        ("'", "Bảng"),
        ("Thông tin chung", "Bảng"),
        ("x" * 40, "x" * 31),
    ],
)
def test_a_title_becomes_a_name_excel_takes(title, name):
    assert opened(Sheet(title, (Column("Cột"),), ())).active.title == name


def test_line_ends_become_line_feeds():
    assert opened(column("a\r\nb\rc")).active["A3"].value == "a\nb\nc"


@pytest.mark.parametrize("sheet", [TASKS, Sheet("Bảng", (Column("Cột"),), (("a",), ("a",)), merges=(Merge(0, 0, 1),))])
def test_the_same_sheet_gives_the_same_bytes_without_a_trace_of_the_clock(sheet):
    first = write_table(sheet, made_at=MADE_AT)
    assert write_table(sheet, made_at=MADE_AT) == first
    entries = zipfile.ZipFile(BytesIO(first)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 31, 0, 0, 0)}
