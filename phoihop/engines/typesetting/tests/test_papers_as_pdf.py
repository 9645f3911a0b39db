"""All ten papers in both regimes: every word given is on paper, in the right face, inside the margins."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from phoihop.engines.papers import Paper, Table
from phoihop.engines.papers.tests.samples import TEN
from phoihop.engines.typesetting import press, to_pdf
from phoihop.engines.typesetting.tests import pdfs

REGIMES = ("nd30-2020", "hd05-2026", "hd36-2018")
EVERY = [pytest.param(kind, key, id=f"{kind}-{key}") for kind in TEN for key in REGIMES]


def given(paper: Paper) -> list[str]:
    """Every word the paper was given, in no order."""
    words = [paper.type_name, paper.subject, paper.place, paper.symbol, *paper.addressed_to, *paper.recipients]
    words += [issuer.name for issuer in paper.issuers] + [signer.name for signer in paper.signers]
    for blocks in (paper.blocks, *(annex.blocks for annex in paper.annexes)):
        for block in blocks:
            words += _cells(block) if isinstance(block, Table) else _node(block)
    return [line.rstrip(" ;,.") for one in words for line in one.split("\n") if line]


def _node(node):
    return [node.heading, node.text, *(words for below in node.children for words in _node(below))]


def _cells(table):
    yield from (column.name for column in table.columns)
    for row in table.rows:
        for cell in row:
            yield from (cell.text, cell.note, *(piece.text for piece in cell.proposed))


@pytest.mark.parametrize(("kind", "key"), EVERY)
def test_every_word_is_on_paper(kind, key):
    paper = TEN[kind](key)
    text = pdfs.whole(to_pdf(paper).pdf)
    assert [words for words in given(paper) if pdfs.squashed(words) not in text] == []


@pytest.mark.parametrize(("kind", "key"), EVERY)
def test_all_fonts_are_tinos_and_embedded(kind, key):
    found = pdfs.fonts(to_pdf(TEN[kind](key)).pdf)
    assert found
    assert all(embedded and "Tinos" in name for name, embedded in found.items())


@pytest.mark.parametrize(("kind", "key"), EVERY)
def test_nothing_stands_in_the_side_margins(kind, key):
    for _, (width, _height), box in pdfs.glyphs(to_pdf(TEN[kind](key)).pdf):
        assert box.left >= 30 * pdfs.MM - 1
        assert box.right <= width - 15 * pdfs.MM + 1


@pytest.mark.parametrize(("kind", "key"), EVERY)
def test_the_file_is_tagged_and_archival(kind, key):
    paper = TEN[kind](key)
    pdf = to_pdf(paper).pdf
    root = pdfs.catalogue(pdf)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    kinds = pdfs.structure(pdf)
    assert kinds.count("H1") == 1 + len(paper.annexes)
    assert kinds.count("Table") == len(list(paper.tables()))


def test_the_title_names_the_file():
    paper = TEN["minutes"]("nd30-2020")
    assert b'<rdf:li xml:lang="x-default">' + f"{paper.type_name} {paper.subject}".encode() in to_pdf(paper).pdf


def test_equal_papers_are_equal_files():
    first = to_pdf(TEN["programme"]("nd30-2020"))
    press.press.cache_clear()
    assert to_pdf(TEN["programme"]("nd30-2020")) == first


@pytest.mark.slow
def test_papers_set_at_the_same_time_do_not_mix():
    papers = [TEN[kind]("nd30-2020") for kind in TEN] * 2
    alone = [to_pdf(paper) for paper in papers]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(to_pdf, papers)) == alone


def test_a_wide_table_lies_across():
    (width, height), *_ = pdfs.sizes(to_pdf(TEN["response_table"]("nd30-2020")).pdf)
    assert (round(width / pdfs.MM), round(height / pdfs.MM)) == (297, 210)


def test_an_annex_of_figures_lies_across_behind_an_upright_text():
    upright, *_, across = pdfs.sizes(to_pdf(TEN["review_report"]("nd30-2020")).pdf)
    assert upright[0] < upright[1]
    assert across[0] > across[1]


def test_the_whole_text_of_a_programme_reads_as_the_form_wants():
    first, second = pdfs.pages(to_pdf(TEN["programme"]("nd30-2020")).pdf)
    assert first == (
        "ỦY BAN NHÂN DÂN PHƯỜNG NGÃ BẢY TÒA ÁN NHÂN DÂN KHU VỰC 12 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc Số: 05/CTr-UBND-TAKV12 Ngã Bảy, ngày 05 tháng 02 năm 2026 "
        "CHƯƠNG TRÌNH PHỐI HỢP Trong việc tuyên truyền, phổ biến, giáo dục pháp luật và giải quyết các vấn đề nổi "
        "cộm, Nhân dân quan tâm giai đoạn 2026 - 2030 "
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025; "
        "Căn cứ Quyết định số 238-QĐ/TW ngày 30 tháng 9 năm 2020 của Ban Bí thư; Theo đề nghị của các cơ quan. "
        "I. MỤC ĐÍCH, YÊU CẦU 1. Mục đích Nâng cao hiệu quả trao đổi thông tin giữa hai cơ quan trên địa bàn. "
        "2. Yêu cầu a) Đúng chức năng, nhiệm vụ của từng cơ quan; "
        "b) Thường xuyên, kịp thời; bảo đảm bí mật nhà nước. II. NỘI DUNG PHỐI HỢP "
        "1. Trao đổi thông tin về các vấn đề nổi cộm, Nhân dân quan tâm hằng tháng. "
        "2. Tuyên truyền, phổ biến pháp luật tại các khu phố, ít nhất mỗi quý 01 đợt. "
        "Mã xác thực: 7K3M-92QD Quét mã hoặc nhập mã tại phoihop.example.vn/xac-thuc để kiểm tra văn bản này."
    )
    assert second == (
        "2 III. TỔ CHỨC THỰC HIỆN Chương trình có hiệu lực kể từ ngày ký./. "
        "TM. ỦY BAN NHÂN DÂN PHƯỜNG NGÃ BẢY CHỦ TỊCH TÒA ÁN NHÂN DÂN KHU VỰC 12 CHÁNH ÁN "
        "Lê Hoàng Phúc Phạm Quốc Bảo "
        "Nơi nhận: - Thường trực Đảng ủy phường; - Các cơ quan ký kết; - Ban Công tác Mặt trận các khu phố; "
        "- Lưu: VT, VHXH."
    )
