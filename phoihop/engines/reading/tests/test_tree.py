"""Labels, lists and references, as drafters type them."""

import pytest

from phoihop.engines.reading.tests.papers import by_eid, codes, text, tree


def test_chapters_sections_articles_clauses_points_and_dashes_nest():
    outline = text(
        "Phần thứ nhất\nQUY ĐỊNH CHUNG\nChương I\nPHẠM VI\nMục 1\nNGUYÊN TẮC\nTiểu mục 1\nCHUNG\n"
        "Điều 1. Nguyên tắc\n1. Gồm:\na) Bình đẳng:\n- trước hết;\n+ hơn nữa;\n- sau cùng.\nb) Kịp thời.\n2. Khác.\n"
        "Mục 2\nYÊU CẦU\nĐiều 2. Yêu cầu\nĐúng hạn.\nChương II: THỰC HIỆN\nĐiều 3. Thực hiện\nNgay."
    )
    assert tree(outline.nodes) == [
        "part thứ nhất",
        [
            "chapter I",
            [
                "section 1",
                [
                    "section 1",
                    [
                        "article 1",
                        [
                            "clause 1",
                            ["point a", ["paragraph -", ["paragraph +"], "paragraph -"], "point b"],
                            "clause 2",
                        ],
                    ],
                ],
                "section 2",
                ["article 2"],
            ],
            "chapter II",
            ["article 3"],
        ],
    ]
    nodes = by_eid(outline)
    assert nodes["phan-thu-nhat.chuong-i"].heading == "PHẠM VI"
    assert nodes["phan-thu-nhat.chuong-ii"].heading == "THỰC HIỆN"
    assert nodes["phan-thu-nhat.chuong-ii"].label == "Chương II:"
    assert nodes["dieu-1.khoan-1.diem-a.gach-1.gach-1"].text == "hơn nữa;"
    assert outline.form == "articles"
    assert not outline.warnings


def test_an_outline_has_roman_headings_on_top():
    outline = text(
        "CHƯƠNG TRÌNH PHỐI HỢP\nI. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\nTăng cường.\n2. Yêu cầu\na) Kịp thời;\n"
        "b) Hiệu quả.\nII- NỘI DUNG\n1. Thông tin\n1.1. Hằng tháng\n- số liệu;\n1.2. Hằng quý\n"
        "1.2.1. Họp.\n2. Tuyên truyền"
    )
    assert tree(outline.nodes) == [
        "section I",
        ["clause 1", "clause 2", ["point a", "point b"]],
        "section II",
        ["clause 1", ["clause 1.1", ["paragraph -"], "clause 1.2", ["clause 1.2.1"]], "clause 2"],
    ]
    assert outline.form == "outline"
    assert (outline.nodes[0].heading, outline.nodes[1].label) == ("MỤC ĐÍCH, YÊU CẦU", "II-")
    assert [(node.heading, node.text) for node in outline.nodes[0].children] == [
        ("Mục đích", "Tăng cường."),
        ("Yêu cầu", ""),
    ]


def test_roman_headings_may_stand_above_articles():
    outline = text(
        "III. NỘI DUNG PHỐI HỢP\nĐiều 4. Trao đổi thông tin\n1. Các bên thông tin.\nĐiều 5. Tổng hợp\n1. Hằng quý.\n"
        "IV. TRÁCH NHIỆM CÁC BÊN\nĐiều 6. Đơn vị thường trực\n1. Theo dõi."
    )
    assert tree(outline.nodes) == [
        "section III",
        ["article 4", ["clause 1"], "article 5", ["clause 1"]],
        "section IV",
        ["article 6", ["clause 1"]],
    ]
    assert outline.form == "mixed"
    assert codes(outline) == ["missing-first", "missing-first"]


def test_capitals_lie_above_roman_headings_or_beneath_them():
    above = text("A. TÌNH HÌNH\nI. CHUNG\n1. Một.\nII. RIÊNG\nB. NHIỆM VỤ\nI. CHUNG\n1. Một.")
    assert tree(above.nodes) == [
        "part A",
        ["section I", ["clause 1"], "section II"],
        "part B",
        ["section I", ["clause 1"]],
    ]
    beneath = text("I. TÌNH HÌNH\nA. Chung\n1. Một.\nB. Riêng\n1. Một.\nII. NHIỆM VỤ\n1. Hai.")
    assert tree(beneath.nodes) == [
        "section I",
        ["part A", ["clause 1"], "part B", ["clause 1"]],
        "section II",
        ["clause 1"],
    ]


def test_clauses_alone_are_an_outline_too():
    outline = text("1. Trao đổi thông tin.\na) Hằng tháng.\n2. Họp giao ban.")
    assert tree(outline.nodes) == ["clause 1", ["point a"], "clause 2"]
    assert outline.form == "outline"


def test_points_may_stand_without_clauses_and_đ_follows_d():
    outline = text("Điều 1. Nguyên tắc\n" + "".join(f"{letter}) Việc {letter}.\n" for letter in "abcdđeghik"))
    assert [node.number for node in outline.nodes[0].children] == list("abcdđeghik")
    assert [node.eid for node in outline.nodes[0].children][3:5] == ["dieu-1.diem-d", "dieu-1.diem-dd"]
    assert not outline.warnings


def test_points_that_leave_out_đ_are_taken_with_a_warning():
    outline = text("Điều 1. Nguyên tắc\n" + "".join(f"{letter}) Việc.\n" for letter in "abcdef"))
    assert [node.number for node in outline.nodes[0].children] == list("abcdef")
    assert codes(outline) == ["latin-points"]


@pytest.mark.parametrize("labels", ["1) 2)", "1/ 2/", "1- 2-", "(1) (2)", "a. b.", "a/ b/", "(a) (b)", "i) ii)"])
def test_labels_come_in_many_shapes(labels):
    first, second = labels.split()
    outline = text(f"Điều 1. Các việc\n{first} Việc một.\n{second} Việc hai.")
    assert [node.label for node in outline.nodes[0].children] == [first, second]


def test_brackets_lie_under_points_and_small_romans_under_brackets():
    outline = text("Điều 1. Việc\n1. Gồm:\na) Một:\n(1) Nhỏ:\n(i) Nhỏ hơn;\n(ii) Nữa.\n(2) Nhỏ.\nb) Hai.")
    assert tree(outline.nodes[0].children) == [
        "clause 1",
        ["point a", ["point 1", ["point i", "point ii"], "point 2"], "point b"],
    ]


def test_i_after_h_is_a_point():
    outline = text("Điều 1. Việc\n" + "".join(f"{letter}) Việc.\n" for letter in "abcdđeghik"))
    assert len(outline.nodes[0].children) == 10


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_every_dash_is_a_dash(dash):
    outline = text(f"Điều 1. Việc\n1. Gồm:\n{dash} một;\n{dash}hai;")
    assert [node.number for node in outline.nodes[0].children[0].children] == ["-", "-"]


def test_the_title_of_an_article_may_stand_on_the_next_line():
    outline = text("Điều 1.\nPhạm vi điều chỉnh\nQuy chế này quy định việc phối hợp.\n\nĐiều 2\nĐối tượng\n1. Các bên.")
    assert [(node.heading, node.text) for node in outline.nodes] == [
        ("Phạm vi điều chỉnh", "Quy chế này quy định việc phối hợp."),
        ("Đối tượng", ""),
    ]


def test_an_article_may_have_no_title():
    outline = text("Điều 1. Ban hành Quy chế này.\nĐiều 2. Quy chế có hiệu lực từ ngày ký; thay Quy chế cũ.\n1. Một.")
    assert [(node.heading, node.text) for node in outline.nodes] == [
        ("", "Ban hành Quy chế này."),
        ("", "Quy chế có hiệu lực từ ngày ký; thay Quy chế cũ."),
    ]


def test_a_long_article_line_is_text():
    sentence = "Các bên phối hợp " * 25
    assert text(f"Điều 1. {sentence}\n1. Một.").nodes[0].heading == ""


def test_articles_that_come_first_may_be_missing():
    outline = text("Điều 4. Trao đổi thông tin\n1. Một.\nĐiều 5. Họp\n1. Một.")
    assert [node.number for node in outline.nodes] == ["4", "5"]
    assert codes(outline) == ["missing-first"]
    assert "Điều 4." in outline.warnings[0].text
    assert (outline.warnings[0].eid, outline.warnings[0].line) == ("dieu-4", 1)


def test_a_gap_and_a_repetition_are_told():
    outline = text("Điều 1. Một\n1. a.\n3. b.\nĐiều 3. Ba\nXong.\nĐiều 3. Lại ba\nXong.")
    assert codes(outline) == ["gap", "gap", "repeated"]
    assert [node.eid for node in outline.nodes] == ["dieu-1", "dieu-3", "dieu-3_2"]


def test_an_inserted_article_keeps_its_letter():
    outline = text("Điều 5. Năm\nXong.\nĐiều 5a. Năm a\nXong.\nĐiều 6. Sáu\nXong.")
    assert [node.number for node in outline.nodes] == ["5", "5a", "6"]


# -- references ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        "1. Các bên thực hiện theo quy định tại\nĐiều 5. Trường hợp khác thì báo cáo.",
        "1. Các bên thực hiện theo khoản 2\nĐiều 2. Trường hợp khác thì báo cáo.",
        "1. Việc này theo\nĐiều 5 của Luật này.",
        "1. Căn cứ khoản 2 và\nkhoản 2 Điều 72 Luật này.",
        "1. Việc nêu tại điểm\na) Khoản này.",
        "1. Việc nêu tại\nChương II Quy chế này.",
        "1. Biểu mẫu theo\nPhụ lục I. Biểu khác tự lập.",
    ],
)
def test_a_reference_at_the_start_of_a_line_is_no_label(broken):
    outline = text(f"Điều 1. Trách nhiệm\n{broken}\n")
    (clause,) = outline.nodes[0].children
    assert clause.text == broken.replace("\n", " ").removeprefix("1. ")
    assert not clause.children


def test_a_rejected_article_is_told():
    outline = text("Điều 1. Trách nhiệm\n1. Thực hiện theo quy định tại\nĐiều 5. Khác thì báo cáo.")
    assert codes(outline) == ["reference"]
    assert outline.warnings[0].line == 3


def test_text_wrapped_by_hand_is_joined_again():
    sentence = (
        "1. Các bên thông tin kịp thời cho nhau về chủ trương, văn bản mới và tình hình có ảnh\n"
        "hưởng đến đời sống Nhân dân trên địa bàn theo quy định tại khoản 2 Điều 7 và\n"
        "Điều 9 của Quy chế này; khi có thay đổi thì báo ngay cho đơn vị thường trực biết để\n"
        "cùng xử lý.\n"
    )
    outline = text("".join(f"Điều {n}. Trách nhiệm\n{sentence}" for n in range(1, 5)))
    assert [node.number for node in outline.nodes] == ["1", "2", "3", "4"]
    assert all(len(node.children) == 1 and not node.children[0].children for node in outline.nodes)
    assert outline.nodes[0].children[0].text == sentence[3:].replace("\n", " ").strip()


def test_a_hyphen_at_the_start_of_a_wrapped_line_is_no_dash():
    line = "1. Bộ trưởng các bộ gồm Tư pháp, Nông nghiệp và Phát triển nông thôn, Văn hóa\n- Thông tin cùng ký.\n"
    outline = text("".join(f"Điều {n}. Ký\n{line}" for n in range(1, 6)))
    assert not outline.nodes[0].children[0].children


def test_a_quoted_passage_keeps_its_own_articles_to_itself():
    outline = text(
        "Điều 1. Sửa đổi\n1. Sửa Điều 5 như sau:\n“Điều 5. Họp\n1. Mỗi quý họp.\n2. Có biên bản.”\n2. Bỏ Điều 6.\n"
        "Điều 2. Hiệu lực\nTừ ngày ký."
    )
    assert tree(outline.nodes) == ["article 1", ["clause 1", ["paragraph"] * 3, "clause 2"], "article 2"]


@pytest.mark.parametrize(
    "line", ["C. Mác và các nhà tư tưởng", "V. I. Lênin đã viết", "12/QĐ-UBND", "5.000 đồng", "2021."]
)
def test_what_only_looks_like_a_label_is_text(line):
    outline = text(f"Điều 1. Trách nhiệm\n1. Một việc.\n{line}\n2. Hai việc.")
    first = outline.nodes[0].children[0]
    assert [child.text for child in first.children] == [line]


# -- annexes, signatures, leavings -------------------------------------------------------------------------------

DECISION = """QUYẾT ĐỊNH
Ban hành Quy chế phối hợp

Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
Điều 3. Các bên chịu trách nhiệm thi hành./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
(Đã ký)
Lê Văn Tư
"""
ANNEXED = """QUY CHẾ
Phối hợp giữa các cơ quan
(Ban hành kèm theo Quyết định số 12/QĐ-UBND)

Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy chế này quy định việc phối hợp.
Điều 2. Nguyên tắc
Bình đẳng.
"""


def test_an_annexed_regulation_counts_its_own_articles():
    outline = text(DECISION + "\n" + ANNEXED)
    assert tree(outline.nodes) == [
        *("article 1", "article 2", "article 3"),
        *("paragraph", ["paragraph -", "paragraph -"], "paragraph", ["paragraph"] * 3),
        *("annex", ["chapter I", ["article 1", "article 2"]]),
    ]
    annex = outline.nodes[-1]
    assert (annex.heading, annex.text) == (
        "QUY CHẾ Phối hợp giữa các cơ quan",
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND)",
    )
    assert [node.eid for node in outline.nodes[3:]] == ["noi-nhan", "chu-ky", "kem-theo"]
    assert annex.children[0].children[0].eid == "kem-theo.dieu-1"
    assert outline.title == "QUYẾT ĐỊNH Ban hành Quy chế phối hợp"
    assert not outline.warnings


def test_an_annexed_title_in_small_letters_is_known_by_the_line_below_it():
    outline = text(DECISION + "\n" + ANNEXED.replace("QUY CHẾ\nPhối hợp", "Quy chế phối hợp"))
    assert outline.nodes[-1].heading == "Quy chế phối hợp giữa các cơ quan"
    assert not outline.warnings


def test_numbering_that_begins_anew_without_a_title_is_an_annex_with_a_warning():
    outline = text(DECISION + "\nĐiều 1. Phạm vi\nPhối hợp.\nĐiều 2. Nguyên tắc\nBình đẳng.\n")
    assert tree(outline.nodes)[-2:] == ["annex", ["article 1", "article 2"]]
    assert codes(outline) == ["restart"]


def test_a_second_first_article_in_mid_text_is_an_annex_too():
    outline = text("Điều 1. Một\nXong.\nĐiều 2. Hai\nXong.\nĐiều 1. Lại một\nXong.")
    assert tree(outline.nodes) == ["article 1", "article 2", "annex", ["article 1"]]


def test_annexes_have_their_own_series_and_names():
    outline = text(
        "Điều 1. Một\nXong.\nPHỤ LỤC I\nDANH MỤC BIỂU MẪU\n(Kèm theo Quy chế)\nI. BIỂU MỘT\n1. Nội dung\n"
        "Phụ lục II: Bảng phân công\n1. Việc một\n2. Việc hai"
    )
    assert tree(outline.nodes) == [
        *("article 1", "annex I", ["section I", ["clause 1"]], "annex II", ["clause 1", "clause 2"]),
    ]
    assert (outline.nodes[1].heading, outline.nodes[1].text) == ("DANH MỤC BIỂU MẪU", "(Kèm theo Quy chế)")
    assert (outline.nodes[2].heading, outline.nodes[2].eid) == ("Bảng phân công", "phu-luc-ii")
    assert outline.form == "articles"


def test_an_annexed_outline_makes_a_mixed_text():
    outline = text(
        DECISION + "\nCHƯƠNG TRÌNH\nPhối hợp\n(Kèm theo Quyết định)\nI. MỤC ĐÍCH\n1. Một.\nII. NỘI DUNG\n1. Hai."
    )
    assert tree(outline.nodes)[-2:] == ["annex", ["section I", ["clause 1"], "section II", ["clause 1"]]]
    assert outline.form == "mixed"


def test_party_signatures_end_the_text():
    outline = text(
        "I- MỤC ĐÍCH\n1. Một.\nT/M BAN TUYÊN GIÁO\nTRƯỞNG BAN\nPhạm Thị Năm\nNơi nhận:\n- Thường trực;\n- Lưu."
    )
    assert [node.eid for node in outline.nodes] == ["muc-i", "chu-ky", "noi-nhan"]
    assert [node.text for node in outline.nodes[1].children] == ["TRƯỞNG BAN", "Phạm Thị Năm"]


def test_an_empty_chapter_in_series_stays_a_chapter():
    outline = text("Chương I\nMỘT\nĐiều 1. Một\nXong.\nChương II\nHAI")
    assert tree(outline.nodes) == ["chapter I", ["article 1"], "chapter II"]


def test_a_left_over_heading_of_two_lines_is_kept_once():
    outline = text("Điều 1. Một\nXong.\nMục 2. Về việc trao đổi thông tin và\nphối hợp")
    assert [node.text for node in outline.nodes[0].children] == ["Mục 2. Về việc trao đổi thông tin và phối hợp"]


def test_page_numbers_are_taken_out_of_sentences_and_kept_at_the_end():
    page = "Các bên phối hợp trong việc trao đổi thông tin và giải quyết\n"
    outline = text(f"Điều 1. Một\n1. {page}\n2\n\ncác kiến nghị của cử tri.\n2. Hai.")
    assert outline.nodes[0].children[0].text == f"{page.strip()} các kiến nghị của cử tri."
    assert (outline.nodes[-1].eid, outline.nodes[-1].text) == ("so-trang", "2")
    assert codes(outline) == ["page-numbers"]


def test_page_numbers_that_rise_far_apart_are_known_by_that():
    clauses = [f"{n}. Việc thứ {n} của các bên.\n" for n in range(1, 31)]
    outline = text("Điều 1. Việc\n" + "".join([*clauses[:10], "- 2 -\n", *clauses[10:20], "- 3 -\n", *clauses[20:]]))
    assert len(outline.nodes[0].children) == 30
    assert outline.nodes[-1].text == "- 2 - - 3 -"


def test_a_text_without_any_label_is_kept_paragraph_by_paragraph():
    outline = text("Các bên thống nhất phối hợp.\n\nHằng quý họp một lần.\n\n- Có biên bản.")
    assert tree(outline.nodes) == ["paragraph", "paragraph", ["paragraph -"]] or len(outline.nodes) == 3
    assert codes(outline)[0] == "no-structure"
