import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from phoihop.engines.word import CannotWrite, Node, TextDocument, write_text
from phoihop.engines.word.tests.papers import ARTICLE, MADE_AT, REGULATION, W, lines, opened, part, styled


def written(*nodes: Node, **fields: object) -> bytes:
    return write_text(replace(REGULATION, legal_bases=(), nodes=nodes, **fields), made_at=MADE_AT)


def body_of(*nodes: Node) -> list[tuple[str, str]]:
    return styled(written(*nodes))[2:]


def test_margins_and_paper_are_the_decrees():
    (section,) = opened(written(ARTICLE)).sections
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_one_font_is_named_for_every_script():
    styles = part(written(ARTICLE), "word/styles.xml")
    (fonts,) = styles.iter(f"{W}rFonts")
    assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


def test_body_is_14_points_justified_and_indented():
    document = opened(written(ARTICLE))
    body = document.styles["Body Text"]
    assert (body.paragraph_format.first_line_indent.cm, body.paragraph_format.space_after.pt) == (1.27, 6)
    sizes = part(written(ARTICLE), "word/styles.xml").find(f"{W}docDefaults").iter(f"{W}sz")
    assert [size.get(f"{W}val") for size in sizes] == ["28"]


def test_every_line_has_a_style_that_exists_and_nothing_is_formatted_by_hand():
    data = written(ARTICLE, draft_mark="Dự thảo lần 2", recipients=("Như Điều 1",))
    known = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
    document = part(data, "word/document.xml")
    assert {used.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for used in document.iter(W + tag)} <= known
    assert all(p.find(f"{W}pPr/{W}pStyle") is not None for p in document.iter(f"{W}p"))
    assert {child.tag for properties in document.iter(f"{W}rPr") for child in properties} <= {f"{W}rStyle"}


def test_head_has_issuers_left_and_the_state_right():
    head = opened(written(ARTICLE, draft_mark="Dự thảo lần 2", superior="Thành ủy Cần Thơ")).tables[0]
    left, right = head.rows[0].cells
    assert left.text.split("\n") == [
        "THÀNH ỦY CẦN THƠ",
        "BAN TUYÊN GIÁO VÀ DÂN VẬN",
        "TÒA ÁN NHÂN DÂN KHU VỰC 12",
        "",
    ]
    assert right.text.split("\n") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""]
    number, day = head.rows[1].cells
    assert number.text.split("\n") == ["Số: 01/QCPH-BTGDV-TAKV12", "Dự thảo lần 2"]
    assert day.text == "Ngã Bảy, ngày 05 tháng 02 năm 2026"


def in_the_head(column: int, **fields: object) -> str:
    """The first line of the head's second row: number left, place and date right."""
    return opened(written(ARTICLE, **fields)).tables[0].rows[1].cells[column].paragraphs[0].text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "Huế, ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 15), "Huế, ngày 15 tháng 3 năm 2026"),
        (None, "Huế, ngày {0} tháng {0} năm {0}".format("\u00a0" * 5)),
    ],
)
def test_day_below_ten_and_first_two_months_take_a_zero(day, words):
    assert in_the_head(1, place="Huế", date=day) == words


def test_a_date_may_stand_without_a_place():
    assert in_the_head(1, place="", date=date(2026, 12, 1)) == "ngày 01 tháng 12 năm 2026"


@pytest.mark.parametrize(
    ("number", "words"),
    [("5/QC-TA", "Số: 05/QC-TA"), ("05/QC-TA", "Số: 05/QC-TA"), ("15/QC", "Số: 15/QC"), ("7", "Số: 07")],
)
def test_number_below_ten_takes_a_zero(number, words):
    assert in_the_head(0, number=number) == words


def test_a_missing_number_leaves_room_for_one():
    assert in_the_head(0, number="").strip() == "Số:"
    assert len(in_the_head(0, number="")) > 10


def test_a_paper_without_issuers_still_has_its_head():
    assert opened(written(ARTICLE, issuers=())).tables[0].rows[0].cells[0].text.strip() == ""


def test_title_in_capitals_then_subject_and_bases():
    assert styled(write_text(REGULATION, made_at=MADE_AT))[:4] == [
        ("Title", "QUY CHẾ PHỐI HỢP"),
        ("Subtitle", "Giai đoạn 2026 - 2030"),
        ("LegalBasis", "Căn cứ Luật Tổ chức Tòa án nhân dân;"),
        ("LegalBasis", "Xét đề nghị của hai bên."),
    ]
    assert styled(write_text(TextDocument((), "Kế hoạch"), made_at=MADE_AT)) == [("Title", "KẾ HOẠCH")]


def test_chapter_and_arabic_section_take_two_lines():
    section = Node("section", "1", "Trao đổi thông tin", children=(ARTICLE,))
    assert body_of(Node("part", "I", "Chung"), Node("chapter", "II", "Nội dung", children=(section,))) == [
        ("Heading1", "Phần I"),
        ("PartName", "Chung"),
        ("Heading2", "Chương II"),
        ("ChapterName", "Nội dung"),
        ("Heading3", "Mục 1"),
        ("SectionName", "Trao đổi thông tin"),
        ("Heading4", "Điều 1. Phạm vi"),
        ("BodyText", "Quy chế này quy định việc phối hợp./."),
    ]


def test_roman_section_takes_one_line():
    assert body_of(Node("section", "IV", "Tổ chức thực hiện", "Hai bên thực hiện")) == [
        ("OutlineHeading", "IV. Tổ chức thực hiện"),
        ("BodyText", "Hai bên thực hiện ./."),
    ]


def test_a_lettered_part_takes_one_line_and_a_section_in_a_section_is_a_lesser_one():
    inner = Node("section", "2", "Thu", children=(Node("section", "1", "Nguồn"),))
    assert body_of(Node("part", "A", "Kết quả", children=(inner,)), Node("section", "A", "Khác")) == [
        ("OutlineHeading", "A. Kết quả"),
        ("Heading3", "Mục 2"),
        ("SectionName", "Thu"),
        ("Heading3", "Tiểu mục 1"),
        ("SectionName", "Nguồn"),
        ("Heading3", "Mục A"),
        ("SectionName", "Khác ./."),
    ]


def test_figures_inside_a_clause_take_other_brackets():
    point = Node("point", "1", "", "Một;")
    inner = (Node("clause", "1", "", "Trong."), Node("clause", "1.1", "", "Sâu."), point)
    assert body_of(Node("clause", "1", "", "Ngoài:", inner)) == [
        ("Clause", "1. Ngoài:"),
        ("Clause", "1) Trong."),
        ("Clause", "1.1. Sâu."),
        ("Point", "(1) Một; ./."),
    ]


def test_divisions_may_lack_a_number_or_a_name():
    assert body_of(Node("chapter", "I"), Node("section", "", "Kinh phí"), Node("part")) == [
        ("Heading2", "Chương I"),
        ("SectionName", "Kinh phí ./."),
    ]


def test_article_without_a_name_keeps_its_text_on_the_line():
    data = written(Node("article", "3", "", "Hai bên thi hành."), Node("article", "4"), Node("article", "", "", "Lời."))
    assert styled(data)[2:] == [
        ("Article", "Điều 3. Hai bên thi hành."),
        ("Article", "Điều 4."),
        ("BodyText", "Lời./."),
    ]
    assert opened(data).paragraphs[-3].runs[0].style.style_id == "ArticleLabel"


def test_clause_point_and_dash():
    dash = Node("paragraph", "-", "", "Bản giấy;")
    point = Node("point", "đ", "", "Lưu hồ sơ:", (dash, Node("paragraph", "", "", "Theo quy định.")))
    named_point = Node("point", "e", "Thời hạn", "Ba ngày.")
    clauses = (Node("clause", "1", "", "Kịp thời."), Node("clause", "2", "Bảo mật", "Không lộ.", (point, named_point)))
    assert body_of(Node("article", "1", "Nguyên tắc", "", clauses)) == [
        ("Heading4", "Điều 1. Nguyên tắc"),
        ("Clause", "1. Kịp thời."),
        ("Heading5", "2. Bảo mật"),
        ("BodyText", "Không lộ."),
        ("Point", "đ) Lưu hồ sơ:"),
        ("Dash", "- Bản giấy;"),
        ("BodyText", "Theo quy định."),
        ("Heading5", "e) Thời hạn"),
        ("BodyText", "Ba ngày./."),
    ]


def test_an_empty_node_leaves_no_line():
    assert body_of(Node("article"), Node("clause"), Node("paragraph")) == []


def test_unknown_kind_is_refused_with_the_kinds_that_can_be_used():
    with pytest.raises(CannotWrite, match=r"Không biết loại mục “điều”.*article"):
        written(Node("điều", "1"))


@pytest.mark.parametrize(
    ("text", "ended"),
    [("Hết.", "Hết./."), ("Hết", "Hết ./."), ("Hết./.", "Hết./."), ("Hết;", "Hết; ./."), ("Hết. ", "Hết./.")],
)
def test_end_mark_takes_the_place_of_the_full_stop(text, ended):
    assert body_of(Node("paragraph", "", "", text)) == [("BodyText", ended)]


def test_an_article_without_words_is_ended_after_its_label():
    assert body_of(Node("article", "4")) == [("Article", "Điều 4. ./.")]


KEPT_TOGETHER = (
    "(Kèm theo Quy chế phối hợp số 01/QCPH-BTGDV-TAKV12 ngày 05 tháng 02 năm 2026 "
    "của Ban Tuyên giáo và Dân vận và Tòa án nhân dân khu vực 12)"
)


def test_annexes_follow_end_mark_and_recipients_on_pages_of_their_own():
    annexes = (
        Node("annex", "I", "Danh mục", "Gồm:"),
        Node("annex", "II", "Đầu mối"),
        Node("paragraph", "", "", "Hết."),
    )
    data = written(ARTICLE, *annexes, recipients=("Như Điều 1", "Lưu: VT, TH"))
    assert styled(data)[4:] == [
        ("Annex", "Phụ lục I"),
        ("AnnexName", "Danh mục"),
        ("AnnexReference", KEPT_TOGETHER),
        ("BodyText", "Gồm: ./."),
        ("Annex", "Phụ lục II"),
        ("AnnexName", "Đầu mối"),
        ("AnnexReference", KEPT_TOGETHER),
        ("BodyText", "Hết./."),
    ]
    recipients = opened(data).tables[1].rows[0].cells[0].text
    assert recipients == "Nơi nhận:\n- Như Điều 1;\n- Lưu: VT, TH."
    starts = [n.get(f"{W}start") for n in part(data, "word/document.xml").iter(f"{W}pgNumType")]
    assert len(opened(data).sections) == 3
    assert starts == ["1", "1"]


def test_a_single_annex_needs_no_number():
    assert styled(written(Node("annex", "", "Biểu mẫu")))[2:] == [
        ("Annex", "Phụ lục"),
        ("AnnexName", "Biểu mẫu"),
        ("AnnexReference", KEPT_TOGETHER),
    ]


def test_page_number_is_on_top_from_the_second_page():
    (section,) = opened(written(ARTICLE)).sections
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert [field.text for field in section.header._element.iter(f"{W}instrText")] == ["PAGE"]
    assert section.header.paragraphs[0].style.style_id == "Header"
    assert round(section.header_distance.mm) == 10


def test_line_breaks_tabs_and_markup_in_the_text_survive():
    text = "a < b & c\ttab\ndòng\u2028mới \x07\ufffe"
    assert lines(written(Node("paragraph", "", "", text)))[-1] == "a < b & c\ttab\ndòng\nmới ./."


def test_text_is_written_composed():
    assert lines(written(Node("paragraph", "", "", "Điê\u0300u.")))[-1] == "Điều./."


def test_the_same_text_gives_the_same_bytes_again():
    first = write_text(REGULATION, made_at=MADE_AT)
    assert write_text(REGULATION, made_at=MADE_AT) == first
    assert write_text(REGULATION, made_at=MADE_AT.replace(hour=9)) != first
    assert opened(first).core_properties.created == MADE_AT
    assert opened(first).core_properties.title == "Quy chế phối hợp Giai đoạn 2026 - 2030"


def test_nothing_of_the_template_or_the_clock_is_left():
    entries = zipfile.ZipFile(BytesIO(written(ARTICLE))).infolist()
    names = [entry.filename for entry in entries]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "stylesWithEffects" in name]
