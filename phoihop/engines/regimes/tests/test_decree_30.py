"""The numbers of nd30-2020 against the words of Decree 30/2020/NĐ-CP, Annexes I and III."""

from datetime import date

import pytest

from phoihop.engines.regimes import Range, regime

ND30 = regime("nd30-2020")


def span(style: str) -> tuple[float, float | None]:
    size = ND30.styles[style].size
    return size.least, size.most


def look(style: str) -> set[str]:
    one = ND30.styles[style]
    return {name for name in ("bold", "italic", "caps", "underline") if getattr(one, name)}


def test_a4_upright_and_sideways_for_wide_tables():
    """I.1-2: "Khổ A4 (210 mm x 297 mm)"; "có thể được trình bày theo chiều rộng"."""
    assert (ND30.page.width, ND30.page.height, ND30.page.landscape_for_wide_tables) == (210, 297, True)


@pytest.mark.parametrize(
    ("side", "least", "most"), [("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35), ("right", 15, 20)]
)
def test_margins(side, least, most):
    """I.3: "mép trên và mép dưới 20 - 25 mm, cách mép trái 30 - 35 mm, cách mép phải 15 - 20 mm"."""
    margin = getattr(ND30.page, side)
    assert (margin.least, margin.most) == (least, most)


def test_font():
    """I.4: "Phông chữ tiếng Việt Times New Roman"."""
    assert ND30.font == "Times New Roman"


def test_page_numbers_are_not_shown_on_the_first_page():
    """I.7: "cỡ chữ 13 đến 14, kiểu chữ đứng, … không hiển thị số trang thứ nhất"."""
    assert (span("page_number"), look("page_number"), ND30.page.numbered_from) == ((13, 14), set(), 2)


@pytest.mark.parametrize(
    ("style", "least", "most", "looks"),
    [
        pytest.param("national_title", 12, 13, {"bold", "caps"}, id="II.1a in hoa, 12-13, đứng, đậm"),
        pytest.param("motto", 13, 14, {"bold"}, id="II.1b in thường, 13-14, đứng, đậm"),
        pytest.param("issuer", 12, 13, {"bold", "caps"}, id="II.2b in hoa, 12-13, đứng, đậm"),
        pytest.param("superior", 12, 13, {"caps"}, id="II.2b in hoa, 12-13, đứng"),
        pytest.param("number", 13, 13, set(), id="II.3c 13, đứng"),
        pytest.param("place_date", 13, 14, {"italic"}, id="II.4c in thường, 13-14, nghiêng"),
        pytest.param("type_name", 13, 14, {"bold", "caps"}, id="II.5b in hoa, 13-14, đứng, đậm"),
        pytest.param("subject", 13, 14, {"bold"}, id="II.5b in thường, 13-14, đứng, đậm"),
        pytest.param("subject_dispatch", 12, 13, set(), id="II.5b V/v in thường, 12-13, đứng"),
        pytest.param("legal_basis", 13, 14, {"italic"}, id="II.6a in thường, nghiêng, 13-14"),
        pytest.param("part", 13, 14, {"bold"}, id="II.6đ Phần: in thường, 13-14, đứng, đậm"),
        pytest.param("part_title", 13, 14, {"bold", "caps"}, id="II.6đ tiêu đề phần: in hoa"),
        pytest.param("chapter", 13, 14, {"bold"}, id="II.6đ Chương"),
        pytest.param("chapter_title", 13, 14, {"bold", "caps"}, id="II.6đ tiêu đề chương"),
        pytest.param("section", 13, 14, {"bold"}, id="II.6đ Mục"),
        pytest.param("section_title", 13, 14, {"bold", "caps"}, id="II.6đ tiêu đề mục"),
        pytest.param("outline", 13, 14, {"bold", "caps"}, id="V.6b số thứ tự và tiêu đề của mục"),
        pytest.param("article", 13, 14, {"bold"}, id="II.6đ Điều: in thường, đứng, đậm"),
        pytest.param("clause", 13, 14, set(), id="II.6đ khoản: đứng"),
        pytest.param("clause_title", 13, 14, {"bold"}, id="II.6đ khoản có tiêu đề: đứng, đậm"),
        pytest.param("point", 13, 14, set(), id="II.6đ điểm: in thường, đứng"),
        pytest.param("body", 13, 14, set(), id="II.6e 13-14, đứng"),
        pytest.param("signing_authority", 13, 14, {"bold", "caps"}, id="II.7đ in hoa, 13-14, đứng, đậm"),
        pytest.param("signer_title", 13, 14, {"bold", "caps"}, id="II.7đ chức vụ: in hoa, 13-14, đứng, đậm"),
        pytest.param("signer_name", 13, 14, {"bold"}, id="II.7đ họ tên: in thường, 13-14, đứng, đậm"),
        pytest.param("digital_signature_note", 10, 10, set(), id="II.8b cỡ chữ 10, đứng"),
        pytest.param("to", 13, 14, set(), id="II.9d Kính gửi: 13-14, đứng"),
        pytest.param("recipients_label", 12, 12, {"bold", "italic"}, id="II.9d Nơi nhận: 12, nghiêng, đậm"),
        pytest.param("recipients", 11, 11, set(), id="II.9d danh sách: 11, đứng"),
        pytest.param("annex", 14, 14, {"bold"}, id="III.1b Phụ lục: in thường, 14, đứng, đậm"),
        pytest.param("annex_title", 13, 14, {"bold", "caps"}, id="III.1b tên phụ lục: in hoa, 13-14, đứng, đậm"),
        pytest.param("annex_reference", 13, 14, {"italic"}, id="III.1c 13-14, nghiêng"),
        pytest.param("urgency", 13, 14, {"bold", "caps"}, id="III.2b in hoa, 13-14, đứng, đậm"),
        pytest.param("circulation", 13, 14, {"bold", "caps"}, id="III.2c in hoa, 13-14, đứng, đậm"),
        pytest.param("drafter", 11, 11, set(), id="III.3 cỡ chữ 11, đứng"),
        pytest.param("address", 11, 12, set(), id="III.4 11-12, đứng"),
    ],
)
def test_elements(style, least, most, looks):
    assert span(style) == (least, most)
    assert look(style) == looks


@pytest.mark.parametrize(
    ("style", "size"),
    [
        ("national_title", 12), ("motto", 13), ("superior", 12), ("issuer", 12), ("number", 13), ("place_date", 13),
        ("type_name", 14), ("subject", 14), ("subject_dispatch", 12), ("body", 14), ("signer_title", 14), ("to", 14),
        ("recipients_label", 12), ("recipients", 11), ("annex", 14), ("annex_title", 14), ("urgency", 13),
        ("drafter", 11), ("address", 11), ("circulation", 13), ("page_number", 14),
    ],
)  # fmt: skip
def test_we_set_the_sizes_of_the_decrees_own_examples(style, size):
    """Annex I, V, last column."""
    assert ND30.styles[style].size.used == size


def test_rules_under_the_head():
    """II.1b "độ dài bằng độ dài của dòng chữ"; II.2b and II.5b "từ 1/3 đến 1/2 độ dài của dòng chữ"."""
    assert ND30.letterhead.rule == Range(1, 1, 1)
    for rule in (ND30.letterhead.issuer_rule, ND30.title.rule):
        assert rule is not None
        assert (round(rule.least * 3, 2), rule.most) == (1, 0.5)
        assert rule.allows(rule.used)


def test_national_title_and_motto():
    """II.1a, 1b."""
    lines = [words for _, words in ND30.letterhead.lines["vi"]]
    assert lines[0].upper() == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines[1] == "Độc lập - Tự do - Hạnh phúc"


def test_number_and_symbol():
    """II.3c "những số nhỏ hơn 10 phải ghi thêm số 0 phía trước"; V.3 "Số: 15/QĐ-BNV; Số: 05/BNV-VP"."""
    form = ND30.number
    assert form.colon
    assert form.written("15", form.symbol("QĐ", "BNV")) == "15/QĐ-BNV"
    assert form.written("5", form.symbol("BNV", "VP")) == "05/BNV-VP"
    assert (form.figure("9"), form.figure("10"), form.figure("05"), form.figure("12a")) == ("09", "10", "05", "12a")


def test_numbers_restart_each_year():
    """II.3a "số thứ tự văn bản do cơ quan, tổ chức ban hành trong một năm"."""
    assert (ND30.series.restarts, ND30.series.per_type) == ("year", False)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2020, 1, 5), ("05", "01")),
        (date(2019, 6, 29), ("29", "6")),
        (date(2020, 2, 10), ("10", "02")),
        (date(2020, 3, 9), ("09", "3")),
    ],
)
def test_days_below_10_and_months_1_and_2_take_a_zero(day, written):
    """II.4b; V.4 "ngày 05 tháng 01 năm 2020", "ngày 29 tháng 6 năm 2019"."""
    assert (ND30.dates.day(day), ND30.dates.month(day)) == written


def test_running_text():
    """II.6e "lùi vào 1 cm hoặc 1,27 cm; … tối thiểu là 6pt; … tối thiểu là dòng đơn, tối đa là 1,5 lines"."""
    body = ND30.body
    assert body.first_line_allowed == (10, 12.7)
    assert body.first_line in body.first_line_allowed
    assert (body.before.least, body.before.most) == (6, None)
    assert body.line_spacing is not None
    assert (body.line_spacing.least, body.line_spacing.most) == (1, 1.5)
    assert ND30.styles["body"].align == "justify"


def test_legal_bases_end_in_semicolons_and_a_full_stop():
    """II.6a "cuối dòng có dấu chấm phẩy (;), dòng cuối cùng kết thúc bằng dấu chấm (.)"."""
    assert (ND30.legal_bases.lead, ND30.legal_bases.between, ND30.legal_bases.last) == ("", ";", ".")


def test_points_follow_the_vietnamese_alphabet():
    """II.6đ "theo thứ tự bảng chữ cái tiếng Việt"."""
    assert ND30.point_letters.startswith("abcdđegh")
    assert not set("fjwz") & set(ND30.point_letters)


def test_authority():
    """II.7b "TM.", "Q.", "KT.", "TL.", "TUQ."."""
    assert dict(ND30.authority.prefixes) == {"TM": "TM.", "Q": "Q.", "KT": "KT.", "TL": "TL.", "TUQ": "TUQ."}
    assert ND30.authority.prefix("TUQ") == "TUQ."
    assert ND30.authority.prefix("") == ""


def test_signature_images():
    """II.7d "màu xanh"; II.8a "màu đỏ, … trùm lên khoảng 1/3 hình ảnh chữ ký số"."""
    form = ND30.signature
    assert (form.person_colour, form.seal_colour, round(form.seal_overlap * 3, 2)) == ("blue", "red", 1)


def test_archive_line_and_as_above():
    """II.9b "Như trên"; II.9d "Lưu", ":", "VT", ",", the drafting unit; Mẫu 1.9 "Lưu: VT, Hồ sơ."."""
    form = ND30.recipients
    assert form.archive_line.format(unit="TCCB") + form.last == "Lưu: VT, TCCB."
    assert (form.dash, form.between, form.as_above) == ("- ", ";", "Như trên")
    assert form.minutes_archive_line == "Lưu: VT, Hồ sơ"


def test_annexes():
    """III.1a "từ hai Phụ lục trở lên … đánh số thứ tự bằng chữ số La Mã"; III.1c files leave it open; III.1đ."""
    assert (ND30.annex.numbered_from, ND30.annex.own_pages, ND30.annex.reference_filled_in) == (2, True, False)


def test_urgency_marks():
    """III.2b "30 mm x 8 mm, 40 mm x 8 mm và 20 mm x 8 mm"."""
    assert [(one.words, one.width, one.height) for one in ND30.urgency] == [
        ("HỎA TỐC", 30, 8),
        ("THƯỢNG KHẨN", 40, 8),
        ("KHẨN", 20, 8),
    ]


def test_circulation():
    """III.2c."""
    assert ND30.circulation == ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")


def test_scans():
    """Part II, I.1-2: SAO Y, SAO LỤC, TRÍCH SAO; "tối thiểu: 200dpi"; "Tỷ lệ số hóa: 100%"."""
    assert {one.symbol for one in ND30.copies.kinds} == {"SY", "SL", "TrS"}
    assert (ND30.copies.least_dpi, ND30.copies.scale_percent) == (200, 100)


def test_type_symbols():
    """Annex III, I: 27 types with letters; a dispatch (Điều 7) carries none."""
    symbols = {one.symbol for one in ND30.types if one.symbol}
    assert " ".join(sorted(symbols)) == (
        "BB BC BGN BTT CT CTr CĐ DA GGT GM GNP GUQ HD HĐ KH NQ PA PB PC PG QC QyĐ QĐ TB TC TTr ĐA"
    )
    assert (ND30.symbol_of("quy định"), ND30.symbol_of("Công văn"), ND30.symbol_of("Không có")) == ("QyĐ", "", "")


def test_minutes_and_end_mark():
    """Mẫu 1.9 "THƯ KÝ", "CHỦ TỌA"; every form ends in "./."; V.6b "I."."""
    assert (ND30.words["vi"].secretary, ND30.words["vi"].chair) == ("Thư ký", "Chủ tọa")
    assert (ND30.end_mark, ND30.after_outline) == ("./.", ".")


def test_in_force_from_the_day_it_was_signed():
    """Điều 37: "có hiệu lực thi hành từ ngày ký" (5 March 2020)."""
    assert (ND30.valid_from, ND30.valid_until, ND30.confirmed) == (date(2020, 3, 5), None, True)
