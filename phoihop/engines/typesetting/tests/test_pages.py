"""Sheets, page numbers, feet, long texts and long tables."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
import segno

from phoihop.engines.papers import Annex, Cell, Issuer, Node, Paper, Table
from phoihop.engines.papers.content import head_of
from phoihop.engines.papers.tests import samples
from phoihop.engines.typesetting import CannotTypeset, to_pdf
from phoihop.engines.typesetting.tests import pdfs

FINGERPRINT = "3b710c9e52aaf4186d20e7c3" + "0" * 40
TOP_MARGIN = (297 - 20) * pdfs.MM


def text(articles: int) -> tuple[Node, ...]:
    words = "Các cơ quan phối hợp cung cấp thông tin, số liệu về các vấn đề Nhân dân quan tâm. " * 4
    clauses = tuple(Node("clause", str(number), text=words.strip()) for number in range(1, 4))
    return tuple(Node("article", str(place + 1), "Nội dung phối hợp", children=clauses) for place in range(articles))


def programme(nodes: tuple[Node, ...], **changes: object) -> Paper:
    head = samples.joint_head(**changes)
    return samples.papers.programme(head, type_name="Chương trình phối hợp", subject="Giai đoạn 2026", nodes=nodes)


def above_the_text(pdf: bytes, page: int) -> str:
    width, height = pdfs.sizes(pdf)[page - 1]
    return pdfs.text_in(pdf, page, 0, height - 17 * pdfs.MM, width, height)


@pytest.mark.slow
def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin():
    """Annex I, I.7."""
    pdf = to_pdf(programme(text(8))).pdf
    count = len(pdfs.sizes(pdf))
    assert count > 3
    assert [above_the_text(pdf, page) for page in range(1, count + 1)] == ["", *map(str, range(2, count + 1))]
    number = next(box for box in pdfs.find(pdf, "2") if box.page == 2 and box.bottom > TOP_MARGIN)
    assert number.centre == pytest.approx((30 + 165 / 2) * pdfs.MM, abs=1)


def test_each_annex_counts_its_own_pages():
    """Annex I, III.1đ."""
    annexes = tuple(Annex(text(4), f"Danh mục {place}") for place in (1, 2))
    pdf = to_pdf(replace(programme(text(1)), annexes=annexes)).pdf
    numbers = [above_the_text(pdf, page) for page in range(1, len(pdfs.sizes(pdf)) + 1)]
    first = next(page for page, words in enumerate(pdfs.pages(pdf)) if "Phụ lục I " in words)
    second = next(page for page, words in enumerate(pdfs.pages(pdf)) if "Phụ lục II " in words)
    assert numbers[first : first + 2] == ["", "2"]
    assert numbers[second : second + 2] == ["", "2"]


def test_an_only_annex_has_no_number_and_says_what_it_belongs_to():
    """Annex I, III.1a and 1c."""
    last = pdfs.pages(to_pdf(samples.review_report()).pdf)[-1]
    assert last.startswith(
        "Phụ lục SỐ LIỆU KẾT QUẢ THỰC HIỆN "
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân phường Ngã Bảy)"
    )
    assert last.endswith("./.")


def test_an_annex_of_an_unnumbered_paper_leaves_its_reference_open():
    paper = replace(samples.review_report(), number="", on=None)
    assert "số …/BC-UBND ngày … tháng … năm … của" in pdfs.pages(to_pdf(paper).pdf)[-1]


def test_margins_are_those_of_the_regime():
    """Annex I, I.3, as measured on a full page."""
    pdf = to_pdf(programme(text(8))).pdf
    body = [box for page, _, box in pdfs.glyphs(pdf) if page == 2 and box.bottom < TOP_MARGIN]
    assert min(box.left for box in body) == pytest.approx(30 * pdfs.MM, abs=2)
    assert max(box.right for box in body) == pytest.approx((210 - 15) * pdfs.MM, abs=2)
    assert min(box.bottom for box in body) >= 20 * pdfs.MM - 1
    assert max(box.top for box in body) <= TOP_MARGIN + 1


@pytest.mark.parametrize(("key", "indent"), [("nd30-2020", 12.7), ("hd05-2026", 10)])
def test_paragraphs_are_indented_as_the_regime_says(key, indent):
    paper = replace(programme(text(1)), regime_key=key)
    (label,) = pdfs.find(to_pdf(paper).pdf, "1. Các cơ quan phối hợp")
    assert label.left == pytest.approx((30 + indent) * pdfs.MM, abs=1.5)


def test_six_points_stand_between_all_paragraphs_and_none_inside_a_chapters_heading():
    """Annex I, II.6e: "khoảng cách giữa các đoạn văn tối thiểu là 6pt"."""
    pdf = to_pdf(programme((*samples.TEXT[:2], *samples.ARTICLES[:1]))).pdf

    def step(upper: str, lower: str) -> float:
        (above,), (below,) = pdfs.find(pdf, upper), pdfs.find(pdf, lower)
        return round(above.bottom - below.bottom, 1)

    line = 1.15 * 14 * 1.1
    # Ink starts at other depths under other letters: marks below and tails reach down up to 4 pt.
    for upper, lower in (
        ("I. MỤC ĐÍCH", "1. Mục đích"),
        ("1. Mục đích", "Nâng cao hiệu"),
        ("Nâng cao hiệu", "2. Yêu cầu"),
        ("2. Yêu cầu", "a) Đúng"),
        ("a) Đúng", "b) Thường"),
        ("Chương I", "QUY ĐỊNH CHUNG"),
    ):
        expected = line if upper.startswith("Chương") else line + 6
        assert step(upper, lower) == pytest.approx(expected, abs=4), (upper, lower)


def test_lines_of_the_party_are_18_points_apart():
    paper = replace(programme(text(1)), regime_key="hd05-2026")
    lines = sorted((box.bottom for box in pdfs.find(to_pdf(paper).pdf, "thông tin")), reverse=True)
    steps = [round(above - below, 1) for above, below in pairwise(lines)]
    assert 18 in steps
    assert set(steps) <= {18, 42}, "two lines and the 6 pt between paragraphs"


def test_the_code_and_the_fingerprint_stand_at_the_foot():
    pdf = to_pdf(programme(text(8), fingerprint=FINGERPRINT)).pdf
    pages = pdfs.pages(pdf)
    grouped = "3b710c9e 52aaf418 6d20e7c3 00000000"
    assert all(grouped in page for page in pages)
    assert ["7K3M-92QD" in page for page in pages] == [True, *[False] * (len(pages) - 1)]
    for box in pdfs.find(pdf, "Dấu vân tay"):
        assert box.top < 20 * pdfs.MM


def test_a_paper_without_either_has_an_empty_foot():
    pdf = to_pdf(programme(text(1), verification=None)).pdf
    assert pdfs.text_in(pdf, 1, 0, 0, 210 * pdfs.MM, 20 * pdfs.MM) == ""


@pytest.mark.slow
def test_the_printed_code_leads_to_the_address():
    """Module by module: what a camera sees is the symbol of the address."""
    paper = samples.programme()
    symbol = segno.make(paper.verification.url, micro=False, error="m")
    scale = 8
    with pdfium.PdfDocument(to_pdf(paper).pdf) as document:
        page = document[0].render(scale=scale).to_pil().convert("L")
    foot = page.crop((0, page.height - int(20 * pdfs.MM * scale), int(46 * pdfs.MM * scale), page.height))
    inked = foot.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    side = symbol.symbol_size(border=0)[0]
    module = (inked[2] - inked[0]) / side
    seen = [
        [foot.getpixel((inked[0] + (x + 0.5) * module, inked[1] + (y + 0.5) * module)) < 128 for x in range(side)]
        for y in range(side)
    ]
    assert seen == [[bool(one) for one in row] for row in symbol.matrix]


@pytest.mark.slow
def test_a_text_of_forty_pages():
    nodes = text(90)
    made = to_pdf(programme(nodes, parties=5))
    pages = pdfs.pages(made.pdf)
    assert len(pages) >= 40
    assert [words.split(" ", 1)[0] for words in pages[1:]] == [str(page) for page in range(2, len(pages) + 1)]
    read = pdfs.squashed(" ".join(pages))
    assert all(f"Điều{node.number}.Nộidungphốihợp".casefold() in read for node in nodes)
    assert {one.page for one in made.slots} <= {len(pages) - 1, len(pages)}


@pytest.mark.slow
def test_a_table_of_three_hundred_rows_repeats_its_head():
    rows = tuple(
        (Cell(f"Điều {row}"), Cell("Tòa án"), Cell("Đề nghị sửa. " * 6), Cell("Tiếp thu.")) for row in range(300)
    )
    paper = samples.response_table()
    (table,) = paper.tables()
    pdf = to_pdf(replace(paper, blocks=(*paper.blocks[:-1], replace(table, rows=rows)))).pdf
    pages = pdfs.pages(pdf)
    with_rows = [page for page in pages if "Điều" in page]
    assert len(with_rows) > 10
    assert all("CHỦ THỂ GÓP Ý" in page for page in with_rows)
    assert all(f"điều{row}tòaán" in pdfs.squashed(" ".join(pages)) for row in range(300))


@pytest.mark.slow
def test_a_merged_cell_may_reach_over_pages():
    first = (Cell("Điều 1", down=60, bold=True), Cell("Tòa án"), Cell("Ý kiến. " * 9), Cell("Tiếp thu."))
    paper = samples.response_table()
    (table,) = paper.tables()
    rows = (first, *[first[1:]] * 59)
    pdf = to_pdf(replace(paper, blocks=(replace(table, rows=rows),))).pdf
    assert pdfs.whole(pdf).count("tiếpthu.") == 60


@pytest.mark.parametrize(
    ("row", "told"),
    [((Cell("một"),), "không khớp"), ((Cell("một"),) * 5, "nhiều ô hơn"), ((Cell("một", across=5),), "không khớp")],
)
def test_a_row_that_does_not_fit_its_table_is_refused(row, told):
    paper = samples.response_table()
    (table,) = paper.tables()
    with pytest.raises(CannotTypeset, match=told):
        to_pdf(replace(paper, blocks=(replace(table, rows=(row,)),)))


def test_long_names_stay_on_their_side():
    name = (
        "Ban Chỉ đạo thực hiện Chương trình phối hợp giữa Ủy ban nhân dân với các cơ quan tư pháp trên địa bàn phường"
    )
    head = samples.head("nd30-2020", "CTr", issuers=(Issuer(name, samples.COMMITTEE),), place="Thành phố Hồ Chí Minh")
    pdf = to_pdf(samples.papers.programme(head, type_name="Chương trình", subject="X", nodes=samples.TEXT)).pdf
    assert pdfs.squashed(name) in pdfs.whole(pdf)
    (title,) = pdfs.find(pdf, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    (words,) = pdfs.find(pdf, "BAN CHỈ ĐẠO")
    (date,) = pdfs.find(pdf, "Thành phố Hồ Chí Minh, ngày 05 tháng 02 năm 2026")
    assert words.right < title.left
    assert date.top - date.bottom < 16, "the date stands on one line"


def test_compounds_of_a_name_are_not_parted():
    pdf = to_pdf(samples.programme(parties=4)).pdf
    for words in ("NHÂN DÂN", "PHƯỜNG NGÃ BẢY", "KHU VỰC 12"):
        boxes = pdfs.find(pdf, words)
        assert boxes
        assert all(box.top - box.bottom < 20 for box in boxes), words


def test_a_symbol_never_parts_at_its_hyphens():
    words = "Thực hiện nội dung được nêu tại Chương trình phối hợp công tác số 05/CTr-UBND-TAKV12-VKSKV12 năm nay."
    pdf = to_pdf(programme((Node("paragraph", text=words),), symbol="X")).pdf
    (symbol,) = pdfs.find(pdf, "05/CTr-UBND-TAKV12-VKSKV12")
    assert symbol.top - symbol.bottom < 16


@pytest.mark.slow
@pytest.mark.parametrize(("mark", "words", "width"), [("HOẢ TỐC", "HỎA TỐC", 30), ("khẩn", "KHẨN", 20)])
def test_urgency_is_stamped_in_red(mark, words, width):
    """Annex I, III.2b."""
    pdf = to_pdf(replace(samples.invitation(), urgency=mark)).pdf
    (box,) = pdfs.find(pdf, words)
    with pdfium.PdfDocument(pdf) as document:
        image = document[0].render(scale=4).to_pil().convert("RGB")
    red = [
        x for x in range(image.width) for y in range(int((842 - box.top - 12) * 4), int((842 - box.bottom + 12) * 4), 3)
        if image.getpixel((x, y))[0] > 180 and image.getpixel((x, y))[1] < 60
    ]  # fmt: skip
    assert (max(red) - min(red)) / 4 / pdfs.MM == pytest.approx(width, abs=0.6)


def test_an_unknown_urgency_is_refused_with_those_that_exist():
    with pytest.raises(CannotTypeset, match="HỎA TỐC, THƯỢNG KHẨN, KHẨN"):
        to_pdf(replace(samples.invitation(), urgency="gấp"))


def test_marks_stand_under_the_number():
    paper = replace(samples.invitation(), draft_mark="Dự thảo lần 1", circulation="Lưu hành nội bộ")
    pdf = to_pdf(paper).pdf
    (number,), (draft,) = pdfs.find(pdf, "Số: 05"), pdfs.find(pdf, "Dự thảo lần 1")
    (circulation,) = pdfs.find(pdf, "LƯU HÀNH NỘI BỘ")
    assert number.bottom > circulation.top > draft.top


def test_a_dispatch_has_its_subject_under_the_number():
    """Mẫu 1.5; Annex I, II.5b."""
    head = samples.head("nd30-2020", "X", symbol="UBND-VX")
    blocks = (Node("paragraph", text="Nội dung."),)
    to = (samples.COURT, samples.PROCURACY)
    paper = Paper(**head_of(head), kind="invitation", type_name="", subject="góp ý", addressed_to=to, blocks=blocks)
    (page,) = pdfs.pages(to_pdf(paper).pdf)
    assert "Số: 05/UBND-VX V/v góp ý" in page
    assert f"Kính gửi: - {samples.COURT}; - {samples.PROCURACY}." in page
    assert "Nơi nhận: - Như trên;" in page


def test_an_unknown_regime_is_refused():
    with pytest.raises(CannotTypeset, match="nd30-2020"):
        to_pdf(replace(samples.invitation(), regime_key="nd78-1931"))


def test_the_time_of_the_file_must_know_its_zone():
    with pytest.raises(ValueError, match="zone"):
        to_pdf(replace(samples.invitation(), made_at=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_an_english_rendering_has_english_headings():
    head = samples.joint_head(language="en", issuers=(Issuer("People's Committee"), Issuer("Regional Court 12")))
    paper = samples.papers.programme(head, type_name="Programme", subject="Period 2026", nodes=samples.ARTICLES)
    made = to_pdf(paper)
    text = " ".join(pdfs.pages(made.pdf))
    for words in ("SOCIALIST REPUBLIC OF VIET NAM", "No. 05/", "Chapter I", "Article 1.", "Recipients:", "Annex"):
        assert words in text
    assert "by People's Committee and Regional Court 12" in text
    assert "Verification code: 7K3M-92QD" in text
    assert pdfs.catalogue(made.pdf)["/Lang"] == "en"


def test_table_without_rows_is_still_ruled():
    paper = samples.response_table()
    (table,) = paper.tables()
    empty = Table(table.columns, (), "Trống")
    assert "CHỦ THỂ GÓP Ý" in pdfs.pages(to_pdf(replace(paper, blocks=(empty,))).pdf)[0]
