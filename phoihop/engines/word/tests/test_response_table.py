from dataclasses import replace

from docx.enum.section import WD_ORIENT

from phoihop.engines.papers.wording import spaced
from phoihop.engines.word import ClauseGroup, Counts, Piece, Row, write_response_table
from phoihop.engines.word.response_table import COLUMNS, preface
from phoihop.engines.word.tests.papers import MADE_AT, RESPONSES, W, lines, opened, part

TABLE = write_response_table(RESPONSES, made_at=MADE_AT)


def merges(data):
    tables = list(part(data, "word/document.xml").iter(f"{W}tbl"))
    return [merge.get(f"{W}val") for merge in tables[-1].iter(f"{W}vMerge")]


def test_the_page_lies_across():
    (section,) = opened(TABLE).sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [297, 210]


def test_the_four_columns_are_the_fixed_ones_and_return_on_each_page():
    table = opened(TABLE).tables[-1]
    assert tuple(cell.text for cell in table.rows[0].cells) == COLUMNS
    assert COLUMNS == (
        "NHÓM VẤN ĐỀ, ĐIỀU, KHOẢN",
        "CHỦ THỂ GÓP Ý",
        "NỘI DUNG GÓP Ý",
        "NỘI DUNG TIẾP THU, GIẢI TRÌNH",
    )
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_columns_have_their_widths_in_grid_and_cells():
    table = opened(TABLE).tables[-1]
    assert [column.width for column in table.columns] == [cell.width for cell in table.rows[1].cells]
    assert len({column.width for column in table.columns}) == 4


def test_the_label_is_merged_down_its_clause():
    table = opened(TABLE).tables[-1]
    assert [row.cells[0].text for row in table.rows][1:] == ["Điều 1", "Điều 1", "Điều 2"]
    assert merges(TABLE) == ["restart", "continue"]


def test_a_row_says_who_by_which_dispatch_what_and_what_became_of_it():
    table = opened(TABLE).tables[-1]
    assert [cell.text for cell in table.rows[1].cells][1:] == [
        "Tòa án nhân dân khu vực 12\nCông văn số 45/TA-VP",
        "Đề nghị sửa thời hạn.\nĐề nghị sửa thành: trước ngày 20 25",
        "Tiếp thu.",
    ]
    assert table.rows[2].cells[3].text == "Chưa giải trình."


def test_proposed_wording_is_struck_and_underlined():
    proposal = opened(TABLE).tables[-1].rows[1].cells[2].paragraphs[-1]
    assert [
        (run.text, run.style.style_id) for run in proposal.runs if run.style.style_id in ("Inserted", "Deleted")
    ] == [
        ("20", "Deleted"),
        ("25", "Inserted"),
    ]
    styles = opened(TABLE).styles
    assert styles["Từ ngữ thêm"].font.underline
    assert styles["Từ ngữ bỏ"].font.strike


def test_struck_and_added_words_are_kept_apart():
    touching = (Piece("20", "delete"), Piece("25", "insert"), Piece("tháng", "delete"), Piece(" quý", "insert"))
    assert "".join(text for text, _ in spaced(touching)) == "20 25 tháng quý"
    assert list(spaced((Piece("a"), Piece("b", "insert")))) == [("a", "same"), ("b", "insert")]


def test_the_preface_counts_the_six_outcomes_in_their_order():
    assert preface(RESPONSES)[0] == (
        "1. Tổng số 06 cơ quan đã gửi xin ý kiến; tổng số ý kiến nhận được: 14. Kết quả: thống nhất: 02; tiếp thu: 09; "
        "tiếp thu một phần: 02; giải trình (không tiếp thu): 01; chưa giải trình: 00; xin ý kiến lãnh đạo: 01."
    )


def test_the_preface_names_who_agrees_and_what_silence_means():
    words = lines(write_response_table(replace(RESPONSES, bases=("Căn cứ Kế hoạch số 12",)), made_at=MADE_AT))
    assert words[2] == "Căn cứ Kế hoạch số 12."
    assert words[4:] == [
        "2. Các cơ quan thống nhất với dự thảo (01):",
        "- UBND phường Đại Thành (Công văn số 12/UBND-VX ngày 05/11/2026).",
        "Cơ quan không gửi văn bản góp ý xem như thống nhất.",
        "3. Nội dung góp ý và việc tiếp thu, giải trình cụ thể như sau:",
    ]


def test_with_nobody_agreeing_the_numbers_close_up():
    bare = replace(RESPONSES, agreeing=(), silence_sentence="", counts=Counts())
    words = lines(write_response_table(bare, made_at=MADE_AT))
    assert words[-1].startswith("2. Nội dung góp ý")
    assert len(words) == 4


def test_an_empty_table_says_so():
    for groups in ((), (ClauseGroup("Điều 1", ()),)):
        table = opened(write_response_table(replace(RESPONSES, groups=groups), made_at=MADE_AT)).tables[-1]
        assert [row.cells[0].text for row in table.rows][1:] == ["Không có ý kiến góp ý cụ thể."]


def test_short_rows_stay_whole_and_long_ones_may_break():
    rows = (Row("Tòa án", "Ngắn."), Row("Viện kiểm sát", "Dài. " * 400))
    data = write_response_table(replace(RESPONSES, groups=(ClauseGroup("Điều 1", rows),)), made_at=MADE_AT)
    whole = [row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in opened(data).tables[-1].rows]
    assert whole == [True, True, False]


def test_the_same_table_gives_the_same_bytes():
    assert write_response_table(RESPONSES, made_at=MADE_AT) == TABLE
