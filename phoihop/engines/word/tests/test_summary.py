from dataclasses import replace

from phoihop.engines.word import write_summary
from phoihop.engines.word.tests.papers import MADE_AT, SUMMARY, lines, opened


def test_it_says_what_is_asked_and_until_when():
    data = write_summary(SUMMARY, made_at=MADE_AT)
    assert lines(data) == [
        "TÓM TẮT NỘI DUNG LIÊN QUAN ĐẾN CƠ QUAN",
        "Dự thảo Quy chế phối hợp",
        "Cơ quan được lấy ý kiến: Tòa án nhân dân khu vực 12.",
        "Đề nghị gửi ý kiến trước hết ngày 30/11/2026 về Ban Tuyên giáo và Dân vận.",
        "Gửi kèm dự thảo.",
        "1. Nhiệm vụ và thời hạn",
        "2. Các điều, khoản khác có nhắc đến cơ quan",
        "- Điều 7.",
    ]
    table = opened(data).tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["STT", "ĐIỀU, KHOẢN", "NỘI DUNG", "VAI TRÒ", "THỜI HẠN"],
        ["1", "Điều 3, khoản 1", "Cung cấp thông tin.", "Chủ trì", "Trước ngày 20"],
    ]


def test_an_agency_without_duties_reads_so():
    bare = replace(SUMMARY, duties=(), mentions=(), reply_by=None, notes=())
    data = write_summary(bare, made_at=MADE_AT)
    assert lines(data)[-1] == "Dự thảo không giao nhiệm vụ riêng cho cơ quan."
    assert len(opened(data).tables) == 1


def test_a_deadline_without_an_address():
    words = lines(write_summary(replace(SUMMARY, reply_to=""), made_at=MADE_AT))
    assert "Đề nghị gửi ý kiến trước hết ngày 30/11/2026." in words


def test_the_same_summary_gives_the_same_bytes():
    assert write_summary(SUMMARY, made_at=MADE_AT) == write_summary(SUMMARY, made_at=MADE_AT)
