"""PDF files: lines back into paragraphs, running heads aside, and nothing that can take the process with it."""

import subprocess
import sys

import pytest

from phoihop.engines.reading import Unreadable, pdf_worker, read
from phoihop.engines.reading import pdf as reader
from phoihop.engines.reading.tests.papers import codes, tree
from phoihop.engines.reading.tests.pdfs import column, locked, pdf

SENTENCE = [
    "\t1. Các bên thông tin kịp thời cho nhau về chủ trương, văn bản mới và",
    "tình hình có ảnh hưởng đến đời sống Nhân dân, theo quy định tại khoản 2",
    "Điều 72 của Luật này và các quy định khác có liên quan của pháp luật.",
    "\t2. Hằng quý họp một lần.",
]


def test_wrapped_lines_are_joined_and_indents_begin_paragraphs():
    outline = read(pdf(column(["\tĐiều 1. Trao đổi thông tin", *SENTENCE, "\ta) có biên bản;", "\tb) có kết luận."])))
    assert tree(outline.nodes) == ["article 1", ["clause 1", "clause 2", ["point a", "point b"]]]
    assert outline.nodes[0].children[0].text == " ".join(line.strip() for line in SENTENCE[:3]).removeprefix("1. ")


def test_a_wider_gap_begins_a_paragraph_too():
    lines = column(["Điều 1. Họp", "Các bên họp mỗi quý một lần tại trụ sở của đơn vị thường trực."])
    lower = column(["Bên vắng mặt gửi ý kiến bằng văn bản."], top=700)
    outline = read(pdf([*lines, *lower]))
    assert [node.text for node in outline.nodes[0].children] == ["Bên vắng mặt gửi ý kiến bằng văn bản."]


def test_running_heads_and_page_numbers_stay_out_of_sentences():
    def page(number, lines):
        return [(70, 820, "Dự thảo lần 2"), *column(lines), (300, 30, str(number))]

    whole = SENTENCE[0], SENTENCE[1], "tiếp tục ở trang sau của văn bản này và được đọc liền mạch như một câu"
    outline = read(
        pdf(
            page(1, ["Điều 1. Một", *whole]),
            page(2, ["không bị ngắt.", "\t2. Hai."]),
            page(3, ["\t3. Ba.", "\t4. Bốn."]),
        )
    )
    assert outline.nodes[0].children[0].text.endswith("như một câu không bị ngắt.")
    assert [clause.number for clause in outline.nodes[0].children] == ["1", "2", "3", "4"]
    assert outline.nodes[-1].eid == "so-trang"
    assert sorted(outline.nodes[-1].text.split()) == sorted(
        ["Dự", "thảo", "lần", "2", "1", "Dự", "thảo", "lần", "2", "2", "Dự", "thảo", "lần", "2", "3"]
    )
    assert codes(outline) == ["page-numbers"]


def test_a_line_that_recurs_in_the_body_is_no_running_head():
    lines = ["\t1. Các bên họp.", "\t2. Có biên bản."]
    outline = read(pdf(*(column([f"Điều {n}. Họp", *lines]) for n in range(1, 5))))
    assert tree(outline.nodes) == [part for n in range(1, 5) for part in (f"article {n}", ["clause 1", "clause 2"])]


def test_a_head_in_two_columns_is_read_column_by_column():
    head = [
        *((70, 800, "ỦY BAN NHÂN DÂN"), (300, 800, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        *((70, 782, "THÀNH PHỐ NGÃ BẢY"), (330, 782, "Độc lập - Tự do - Hạnh phúc")),
        *((70, 764, "Số: 12/QC-UBND"), (330, 764, "Ngã Bảy, ngày 05 tháng 3 năm 2021")),
    ]
    outline = read(pdf([*head, *column(["QUY CHẾ", "Phối hợp", "Điều 1. Một", "Xong việc này."], top=700)]))
    assert outline.issuers == ("ỦY BAN NHÂN DÂN THÀNH PHỐ NGÃ BẢY",)
    assert (outline.number, outline.title) == ("12/QC-UBND", "QUY CHẾ Phối hợp")


def test_bold_type_tells_headings():
    title = "Điều 1. Các bên ký; bên thứ ba chứng kiến"
    outline = read(pdf(column([title, "\tMột việc."]), bold=[title]))
    assert outline.nodes[0].heading == "Các bên ký; bên thứ ba chứng kiến"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf([], pictures=True), "no-text"),
        (pdf([(70, 700, "12")], pictures=True), "no-text"),
        (locked(), "password"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (pdf([(70, 700, "Điều 1. Một")])[:300], "damaged"),
    ],
)
def test_pdfs_that_cannot_be_read(data, code):
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert refusal.value.code == code


def test_scanned_pages_among_pages_with_text_are_told():
    both = pdf(column(["Điều 1. Một", *SENTENCE]), [], pictures=True)
    assert codes(read(both)) == ["scanned-pages"]


def test_a_stamp_on_every_page_makes_no_text_of_a_scan():
    stamp = column(["Được quét bằng máy của Văn phòng", "Ký bởi: Ủy ban nhân dân phường", "Ngày ký: 05.3.2026"])
    with pytest.raises(Unreadable) as refusal:
        read(pdf(stamp, stamp, pictures=True))
    assert refusal.value.code == "no-text"
    assert read(pdf(stamp, stamp)).nodes  # without pictures these words are the text


def test_the_blanks_of_a_date_to_come_part_no_columns():
    head = [(70, 800, "Số:"), (330, 800, "Ngã Bảy, ngày"), (450, 800, "tháng"), (520, 800, "năm 2026")]
    outline = read(pdf([*head, *column(["QUY CHẾ", "Phối hợp", "Điều 1. Một", "Xong việc này."], top=700)]))
    assert (outline.warnings, outline.head[:2]) == ((), ("Số:", "Ngã Bảy, ngày tháng năm 2026"))


def test_a_reader_that_hangs_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(reader, "_WORKER", slow)
    monkeypatch.setattr(reader, "SECONDS", 0.2)
    with pytest.raises(Unreadable) as refusal:
        read(pdf([]))
    assert refusal.value.code == "timeout"


def test_a_reader_that_crashes_is_a_damaged_file(monkeypatch, tmp_path):
    crash = tmp_path / "crash.py"
    crash.write_text("import os; os.abort()")
    monkeypatch.setattr(reader, "_WORKER", crash)
    with pytest.raises(Unreadable) as refusal:
        read(pdf([]))
    assert refusal.value.code == "damaged"


@pytest.mark.parametrize(("limit", "value"), [("MAX_PAGES", 0), ("MAX_LETTERS", 3)])
def test_a_pdf_without_end_is_too_large(monkeypatch, limit, value):
    monkeypatch.setattr(pdf_worker, limit, value)
    assert pdf_worker._read(pdf([(70, 700, "Điều 1. Một")])) == {"refused": "too-large"}


def test_the_reader_holds_itself_to_its_memory():
    script = (
        "import sys, phoihop.engines.reading.pdf_worker as w; w._limit();\n"
        "try: bytearray(400 * 2**20)\nexcept MemoryError: sys.exit(7)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 7
