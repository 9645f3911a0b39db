"""Every official paper in either form: what stands where, in which style."""

from dataclasses import replace

import pytest
from docx.enum.section import WD_ORIENT

from phoihop.engines.papers import Cell, Column, Issuer, Node, Table
from phoihop.engines.papers.tests import samples
from phoihop.engines.regimes import regime
from phoihop.engines.word import CannotWrite, write_paper
from phoihop.engines.word.tests import official
from phoihop.engines.word.tests.official import PARTY, REGIMES, STATE
from phoihop.engines.word.tests.papers import W, opened, part, styled

PAPERS = {(key, kind): paper for key in REGIMES for kind, paper in official.every(key).items()}
TABLE = Table((Column("MỘT", 50), Column("HAI", 25), Column("BA", 25)), ())


def head(paper) -> list[list[str]]:
    """The lines of the four cells of the letterhead, empty ones left out."""
    table = opened(write_paper(paper)).tables[0]
    return [[line for line in cell.text.split("\n") if line] for row in table.rows for cell in row.cells]


def closing(paper):
    return opened(write_paper(paper)).tables[-1]


def in_style(data: bytes, id: str) -> list[str]:
    document = opened(data)
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    lines = [*document.paragraphs, *(line for cell in cells for line in cell.paragraphs)]
    return [line.text for line in lines if line.style.style_id == id]


@pytest.mark.parametrize("paper", PAPERS.values(), ids=map("-".join, PAPERS))
def test_equal_papers_give_equal_bytes(paper):
    assert write_paper(paper) == write_paper(paper)


@pytest.mark.parametrize(("key", "element", "id"), [(STATE, "type_name", "Title"), (PARTY, "type_name", "Title")])
def test_sizes_come_from_the_rule_set(key, element, id):
    style = regime(key).styles[element]
    data = write_paper(official.regulation(key))
    (found,) = [one for one in part(data, "word/styles.xml").iter(f"{W}style") if one.get(f"{W}styleId") == id]
    assert found.find(f"{W}rPr/{W}sz").get(f"{W}val") == str(round(style.size.used * 2))


def test_the_state_and_the_party_begin_differently():
    assert head(official.regulation(STATE)) == [
        ["ỦY BAN NHÂN DÂN PHƯỜNG NGÃ BẢY", "TÒA ÁN NHÂN DÂN KHU VỰC 12"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 05/QCPH-UBND-TAKV12"],
        ["Ngã Bảy, ngày 05 tháng 02 năm 2026"],
    ]
    assert head(samples.period_report(PARTY)) == [
        ["ĐẢNG ỦY PHƯỜNG NGÃ BẢY", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "*"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["Số 05-BC/BTGDV"],
        ["Ngã Bảy, ngày 05 tháng 02 năm 2026"],
    ]


def test_lines_stand_as_far_apart_as_the_rule_set_says():
    spacing = {
        key: opened(write_paper(official.regulation(key))).styles["Body Text"].paragraph_format.line_spacing
        for key in REGIMES
    }
    assert spacing[STATE] == regime(STATE).body.line_spacing.used
    assert spacing[PARTY].pt == regime(PARTY).body.exact_leading.used


def test_outline_numbers_end_as_each_rule_set_wants():
    assert in_style(write_paper(samples.programme(STATE)), "OutlineHeading")[0] == "I. Mục đích, yêu cầu"
    assert in_style(write_paper(samples.programme(PARTY)), "OutlineHeading")[0] == "I- Mục đích, yêu cầu"


def test_a_dispatch_has_its_subject_under_the_number_and_no_title():
    data = write_paper(official.dispatch())
    assert in_style(data, "DispatchSubject") == ["V/v lấy ý kiến dự thảo Quy chế phối hợp"]
    assert in_style(data, "Title") == []
    assert in_style(data, "Addressee") == [
        "Kính gửi:",
        "- Tòa án nhân dân khu vực 12;",
        "- Viện kiểm sát nhân dân khu vực 12.",
    ]


def test_dashes_of_addressees_stand_under_the_colon():
    label, first, second = (
        line for line in opened(write_paper(official.dispatch())).paragraphs if line.style.style_id == "Addressee"
    )
    indents = [line.paragraph_format.left_indent.pt for line in (label, first, second)]
    assert indents[1] == indents[2]
    assert indents[1] - indents[0] == pytest.approx(49.4, abs=1)  # "Kính gửi" at 14 pt


def test_one_addressee_stands_on_the_line_of_the_greeting():
    assert in_style(write_paper(samples.submission(PARTY)), "Addressee") == [
        "Kính trình: Thường trực Đảng ủy phường Ngã Bảy"
    ]


def test_minutes_carry_no_date_at_the_head():
    assert head(samples.minutes(STATE))[3] == []
    assert [cell.text for cell in closing(samples.minutes(STATE)).rows[0].cells] == ["THƯ KÝ", "CHỦ TỌA"]
    assert [cell.text for cell in closing(samples.minutes(PARTY)).rows[0].cells] == [
        "NGƯỜI GHI BIÊN BẢN",
        "CHỦ TRÌ HỘI NGHỊ",
    ]


def test_two_signers_stand_side_by_side_and_their_names_level():
    posts, names, recipients = closing(samples.programme(parties=2)).rows
    assert [cell.text.split("\n") for cell in posts.cells] == [
        ["TM. ỦY BAN NHÂN DÂN PHƯỜNG NGÃ BẢY", "CHỦ TỊCH"],
        ["TÒA ÁN NHÂN DÂN KHU VỰC 12", "CHÁNH ÁN"],
    ]
    assert [cell.text.strip() for cell in names.cells] == ["Lê Hoàng Phúc", "Phạm Quốc Bảo"]
    assert [align.get(f"{W}val") for align in names._tr.iter(f"{W}vAlign")] == ["bottom", "bottom"]
    assert recipients.cells[0].text.strip().startswith("Nơi nhận:\n- Thường trực Đảng ủy phường;")


def test_five_signers_stand_in_a_grid_the_last_in_the_middle():
    rows = closing(samples.programme(parties=5)).rows
    assert len(rows) == 7
    assert len(rows[4]._tr.tc_lst) == 1
    assert rows[4].cells[0].text.strip().startswith("BAN TUYÊN GIÁO VÀ DÂN VẬN ĐẢNG ỦY PHƯỜNG NGÃ BẢY")


def test_one_signer_stands_beside_the_recipients():
    (row,) = closing(samples.invitation()).rows
    left, right = row.cells
    assert left.text.startswith("Nơi nhận:")
    assert right.text.split("\n")[:2] == ["TM. ỦY BAN NHÂN DÂN PHƯỜNG NGÃ BẢY", "CHỦ TỊCH"]


def test_a_row_of_the_closing_is_never_broken_and_stays_with_the_last_words():
    data = write_paper(samples.invitation())
    table = opened(data).tables[-1]
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
    last = [line for line in opened(data).paragraphs if line.text][-1]
    assert last.paragraph_format.keep_with_next


def test_urgency_circulation_and_draft_are_boxed_under_the_number():
    assert head(official.marked())[2][1:] == ["THƯỢNG KHẨN", "LƯU HÀNH NỘI BỘ", "Dự thảo lần 2"]


def test_urgency_spelt_the_other_way_is_the_same_stamp():
    assert "HỎA TỐC" in head(replace(samples.invitation(), urgency="hoả tốc"))[2]


def test_an_unknown_urgency_is_refused_with_the_known_ones():
    with pytest.raises(CannotWrite, match=r"“gấp”.*THƯỢNG KHẨN"):
        write_paper(replace(samples.invitation(), urgency="gấp"))


def test_the_check_line_stands_in_the_foot_of_the_first_page_alone():
    first, *annexes = opened(write_paper(official.regulation())).sections
    assert "7K3M-92QD" in first.first_page_footer.paragraphs[0].text
    assert [one.first_page_footer.paragraphs[0].text for one in annexes] == ["", ""]
    assert [line.text for line in first.footer.paragraphs] == [""]


def test_the_fingerprint_of_the_text_stands_there_too():
    check, fingerprint = opened(write_paper(official.marked())).sections[0].first_page_footer.paragraphs
    assert "7K3M-92QD" in check.text
    assert fingerprint.text.endswith("3f" * 32)
    (alone,) = (
        opened(write_paper(replace(official.marked(), verification=None))).sections[0].first_page_footer.paragraphs
    )
    assert alone.text.startswith("Dấu vân tay")


def test_a_wide_annex_lies_across_and_the_paper_stands():
    paper, annex = opened(write_paper(samples.review_report())).sections
    assert (paper.orientation, annex.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert annex.page_width > annex.page_height


def test_a_table_that_ends_an_annex_is_followed_by_the_end_mark():
    assert styled(write_paper(samples.review_report(STATE)))[-1] == ("EndLine", "./.")
    assert styled(write_paper(samples.review_report(PARTY)))[-1][0] == "AnnexReference"


def test_an_organ_with_a_long_name_is_broken_where_its_place_begins():
    paper = replace(samples.invitation(), issuers=(Issuer("Viện kiểm sát nhân dân khu vực 12 thành phố Cần Thơ"),))
    line = next(one for one in opened(write_paper(paper)).tables[0].rows[0].cells[0].paragraphs if one.text)
    assert line.paragraph_format.left_indent == line.paragraph_format.right_indent
    assert line.paragraph_format.left_indent > 0


def test_cells_may_cover_rows_and_columns():
    rows = (
        (Cell("a", down=2, across=2), Cell("b")),
        (Cell("c"),),
        (Cell("d"), Cell("e", across=2)),
    )
    paper = replace(samples.invitation(), blocks=(replace(TABLE, rows=rows),))
    table = opened(write_paper(paper)).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["a", "a", "b"],
        ["a", "a", "c"],
        ["d", "e", "e"],
    ]


@pytest.mark.parametrize("row", [(Cell("a"),), (Cell("a"),) * 4, (Cell("a", across=4),)])
def test_a_row_that_does_not_fit_its_columns_is_refused(row):
    with pytest.raises(CannotWrite, match="bảng"):
        write_paper(replace(samples.invitation(), blocks=(replace(TABLE, rows=(row,)),)))


def test_an_unknown_rule_set_is_refused_by_name():
    with pytest.raises(CannotWrite, match=r"“nd99”.*nd30-2020"):
        write_paper(replace(samples.invitation(), regime_key="nd99"))


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        write_paper(replace(samples.invitation(), made_at=samples.MADE_AT.replace(tzinfo=None)))


def test_who_decides_stands_in_capitals_above_the_bases():
    paper = replace(samples.submission(), authority_line="Chủ tịch Ủy ban nhân dân phường")
    assert [words for id, words in styled(write_paper(paper)) if id in ("AuthorityLine", "LegalBasis")] == [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025.",
    ]


def test_the_party_ends_with_a_full_stop():
    blocks = (Node("paragraph", text="Nơi nhận thi hành"),)
    assert styled(write_paper(replace(samples.invitation(PARTY), blocks=blocks)))[-1] == (
        "BodyText",
        "Nơi nhận thi hành.",
    )
    blocks = (Node("paragraph", text="Hết."),)
    assert styled(write_paper(replace(samples.invitation(PARTY), blocks=blocks)))[-1] == ("BodyText", "Hết.")
