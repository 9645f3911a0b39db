from dataclasses import replace
from io import BytesIO

import openpyxl

from phoihop.engines.sheets import Merge, response_sheet, write_table
from phoihop.engines.word import ClauseGroup, Piece, Row
from phoihop.engines.word.response_table import COLUMNS
from phoihop.engines.word.tests.papers import MADE_AT, RESPONSES


def test_it_has_the_columns_rows_and_merges_of_the_word_table():
    sheet = response_sheet(RESPONSES)
    assert tuple(column.title for column in sheet.columns) == COLUMNS
    assert sheet.merges == (Merge(0, 0, 1),)
    assert sheet.rows[1] == ("Điều 1", "Viện kiểm sát nhân dân khu vực 12", "Đề nghị làm rõ.", "Chưa giải trình.")


def test_it_reads_the_same_in_excel():
    book = openpyxl.load_workbook(BytesIO(write_table(response_sheet(RESPONSES), made_at=MADE_AT)))
    rows = list(book["Bảng tổng hợp, tiếp thu, giải t"].values)
    assert rows[2][2] == "Đề nghị sửa thời hạn.\nĐề nghị sửa thành: trước ngày 20 25"
    assert rows[2][1] == "Tòa án nhân dân khu vực 12\nCông văn số 45/TA-VP"
    info = [row[0] for row in book["Thông tin chung"].values]
    assert info[1:] == [
        "Đối với dự thảo Quy chế phối hợp",
        *info[2:4],
        "Các cơ quan thống nhất với dự thảo: UBND phường Đại Thành (Công văn số 12/UBND-VX ngày 05/11/2026).",
    ]
    assert info[2].startswith("1. Tổng số 06 cơ quan")
    assert info[3] == RESPONSES.silence_sentence


def test_a_proposal_may_stand_without_words_around_it():
    group = ClauseGroup("Điều 1", (Row("Tòa án", "", proposed=(Piece("mới", "insert"),)),))
    sheet = response_sheet(replace(RESPONSES, groups=(group,), agreeing=()))
    assert "".join(piece.text for piece in sheet.rows[0][2]) == "Đề nghị sửa thành: mới"
    assert not sheet.merges
