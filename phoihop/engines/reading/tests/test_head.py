"""The head of a paper: issuers, number, date, title, legal bases; nothing of it is lost."""

from datetime import date

import docx
import pytest

from phoihop.engines.reading.tests.papers import codes, text, tree, word

STATE = """ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
THÀNH PHỐ NGÃ BẢY                       Độc lập - Tự do - Hạnh phúc
_________                                _________________
Số: 12/QC-UBND                     Ngã Bảy, ngày 05 tháng 3 năm 2021

QUY CHẾ
Phối hợp giữa Ủy ban nhân dân và Tòa án nhân dân
_________
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Quyết định số 238-QĐ/TW;
Xét đề nghị của Chánh Văn phòng;
Theo đề nghị của Trưởng phòng Tư pháp,
Các bên thống nhất ban hành Quy chế như sau:

Điều 1. Phạm vi
Quy chế này quy định việc phối hợp.
"""


def test_two_columns_typed_side_by_side_are_read_apart():
    outline = text(STATE)
    assert outline.issuers == ("ỦY BAN NHÂN DÂN THÀNH PHỐ NGÃ BẢY",)
    assert outline.number == "12/QC-UBND"
    assert outline.issued_on == date(2021, 3, 5)
    assert outline.title == "QUY CHẾ Phối hợp giữa Ủy ban nhân dân và Tòa án nhân dân"


def test_legal_bases_are_kept_as_typed_and_the_introduction_is_text():
    outline = text(STATE)
    assert outline.legal_bases == (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Căn cứ Quyết định số 238-QĐ/TW;",
        "Xét đề nghị của Chánh Văn phòng;",
        "Theo đề nghị của Trưởng phòng Tư pháp,",
    )
    assert tree(outline.nodes) == ["paragraph", "article 1"]
    assert outline.nodes[0].text == "Các bên thống nhất ban hành Quy chế như sau:"
    assert not outline.warnings


def test_a_party_programme_has_no_colon_after_the_number_and_dashes_before_its_bases():
    outline = text(
        "ĐẢNG BỘ THÀNH PHỐ\nBAN TUYÊN GIÁO THÀNH ỦY - ỦY BAN NHÂN DÂN\n*\nSố 05-CTr/BTG\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Ngã Bảy, ngày 31 tháng 12 năm 2021\nCHƯƠNG TRÌNH PHỐI HỢP\ngiữa Ban Tuyên giáo và Ủy ban nhân dân\n"
        "giai đoạn 2021 - 2025\n-----\n- Căn cứ Quyết định số 238-QĐ/TW;\n- Thực hiện Nghị quyết Đại hội.\n"
        "I- MỤC ĐÍCH\n1. Một."
    )
    assert outline.issuers == ("BAN TUYÊN GIÁO THÀNH ỦY", "ỦY BAN NHÂN DÂN")
    assert outline.number == "05-CTr/BTG"
    assert outline.title.endswith("giai đoạn 2021 - 2025")
    assert outline.legal_bases == ("Căn cứ Quyết định số 238-QĐ/TW;", "Thực hiện Nghị quyết Đại hội.")


@pytest.mark.parametrize(
    ("typed", "issuers"),
    [
        ("BỘ TƯ PHÁP - BỘ CÔNG AN", ("BỘ TƯ PHÁP", "BỘ CÔNG AN")),
        ("BỘ TƯ PHÁP\n- BỘ CÔNG AN", ("BỘ TƯ PHÁP", "BỘ CÔNG AN")),
        ("BỘ VĂN HÓA - THÔNG TIN", ("BỘ VĂN HÓA - THÔNG TIN",)),
        ("VIỆN KIỂM SÁT NHÂN DÂN\nTHÀNH PHỐ NGÃ BẢY", ("VIỆN KIỂM SÁT NHÂN DÂN THÀNH PHỐ NGÃ BẢY",)),
    ],
)
def test_joint_papers_have_several_issuers(typed, issuers):
    outline = text(f"{typed}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/QC\nQUY CHẾ\nPhối hợp\nĐiều 1. Một\nXong.")
    assert outline.issuers == issuers


def test_a_draft_has_blanks_for_number_and_date():
    outline = text(
        "DỰ THẢO LẦN 2\nSố:      /QC-UBND\nNgã Bảy, ngày … tháng … năm 2026\nQUY CHẾ\nPhối hợp\nĐiều 1. Một\nXong."
    )
    assert (outline.number, outline.issued_on) == ("/QC-UBND", None)
    assert not outline.warnings


def test_a_number_still_to_come_is_part_of_the_head():
    outline = text("Số:\nNgã Bảy, ngày   tháng   năm\nQUY CHẾ\nPhối hợp\nĐiều 1. Một\nXong.")
    assert (outline.number, outline.warnings, [node.kind for node in outline.nodes]) == ("", (), ["article"])


def test_a_day_that_does_not_exist_is_no_date():
    assert text("Ngã Bảy, ngày 31 tháng 6 năm 2026\nQUY CHẾ\nPhối hợp\nĐiều 1. Một\nXong.").issued_on is None


def test_who_decides_is_no_part_of_the_title():
    outline = text(
        "QUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ PHỐI HỢP\nCHỦ TỊCH ỦY BAN NHÂN DÂN\nCăn cứ Luật;\nQUYẾT ĐỊNH:\nĐiều 1. Một.\n"
    )
    assert outline.title == "QUYẾT ĐỊNH BAN HÀNH QUY CHẾ PHỐI HỢP"
    assert [node.text for node in outline.nodes[:2]] == ["CHỦ TỊCH ỦY BAN NHÂN DÂN", "QUYẾT ĐỊNH:"]


def test_what_is_not_understood_in_the_head_stays_with_a_warning():
    outline = text("Bản này gửi thay bản trước\nQUY CHẾ\nPhối hợp\nĐiều 1. Một\nXong.")
    assert outline.nodes[0].text == "Bản này gửi thay bản trước"
    assert codes(outline) == ["unplaced-head"]


def test_the_line_that_ties_an_annexed_text_to_its_decision_stays_in_the_text():
    outline = text("QUY CHẾ\nPhối hợp\n(Ban hành kèm theo Quyết định số 12/QĐ-UBND)\nĐiều 1. Một\nXong.")
    assert outline.title == "QUY CHẾ Phối hợp"
    assert outline.nodes[0].text == "(Ban hành kèm theo Quyết định số 12/QĐ-UBND)"


def test_wrapped_bases_are_joined():
    basis = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ\n"
        "sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương;\n"
    )
    body = "Các bên phối hợp trong việc trao đổi thông tin, giải quyết kiến nghị của cử tri và các\nviệc khác.\n"
    outline = text("QUY CHẾ\nPhối hợp\n" + basis + "".join(f"Điều {n}. Việc\n{body}" for n in range(1, 6)))
    assert outline.legal_bases == (basis.replace("\n", " ").strip(),)


def test_a_head_in_a_word_table_is_read_by_column():
    document = docx.Document()
    table = document.add_table(2, 2)
    left, right = table.rows[0].cells
    left.text = "ỦY BAN NHÂN DÂN TỈNH"
    left.add_paragraph().add_run("SỞ TƯ PHÁP").bold = True
    right.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.rows[1].cells[0].text = "Số: 07/KHPH-STP"
    table.rows[1].cells[1].text = "Cần Thơ, ngày 01 tháng 02 năm 2026"
    for line in ("KẾ HOẠCH", "Phối hợp năm 2026", "I. MỤC ĐÍCH", "1. Một."):
        document.add_paragraph(line)
    outline = word(document)
    assert outline.issuers == ("SỞ TƯ PHÁP",)
    assert (outline.number, outline.issued_on) == ("07/KHPH-STP", date(2026, 2, 1))
    assert outline.title == "KẾ HOẠCH Phối hợp năm 2026"
    assert tree(outline.nodes) == ["section I", ["clause 1"]]
    assert "ỦY BAN NHÂN DÂN TỈNH" in outline.head
