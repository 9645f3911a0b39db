"""The papers the tests write, and how they look into them."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from phoihop.engines.word import (
    AgencySummary,
    AgreeingAgency,
    ClauseGroup,
    Counts,
    Duty,
    Node,
    Piece,
    ResponseTable,
    Row,
    TextDocument,
)

MADE_AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

ARTICLE = Node("article", "1", "Phạm vi", "Quy chế này quy định việc phối hợp.")
REGULATION = TextDocument(
    issuers=("Ban Tuyên giáo và Dân vận", "Tòa án nhân dân khu vực 12"),
    title="Quy chế phối hợp",
    subject="Giai đoạn 2026 - 2030",
    number="1/QCPH-BTGDV-TAKV12",
    place="Ngã Bảy",
    date=date(2026, 2, 5),
    legal_bases=("Căn cứ Luật Tổ chức Tòa án nhân dân", "Xét đề nghị của hai bên;"),
    nodes=(Node("chapter", "I", "Quy định chung", children=(ARTICLE,)),),
)
RESPONSES = ResponseTable(
    issuer_lines=("Ban Tuyên giáo và Dân vận",),
    subject="Đối với dự thảo Quy chế phối hợp",
    asked=6,
    received=14,
    counts=Counts(2, 9, 2, 1, 0, 1),
    agreeing=(AgreeingAgency("UBND phường Đại Thành", "Công văn số 12/UBND-VX ngày 05/11/2026"),),
    silence_sentence="Cơ quan không gửi văn bản góp ý xem như thống nhất.",
    groups=(
        ClauseGroup(
            "Điều 1",
            (
                Row(
                    "Tòa án nhân dân khu vực 12",
                    "Đề nghị sửa thời hạn.",
                    "Tiếp thu.",
                    "Công văn số 45/TA-VP",
                    (Piece("trước ngày "), Piece("20", "delete"), Piece("25", "insert")),
                ),
                Row("Viện kiểm sát nhân dân khu vực 12", "Đề nghị làm rõ."),
            ),
        ),
        ClauseGroup("Điều 2", (Row("UBND phường Ngã Bảy", "Đề nghị bỏ.", "Giữ như dự thảo."),)),
    ),
)
SUMMARY = AgencySummary(
    issuer_lines=("Ban Tuyên giáo và Dân vận",),
    agency="Tòa án nhân dân khu vực 12",
    subject="Dự thảo Quy chế phối hợp",
    duties=(Duty("Điều 3, khoản 1", "Cung cấp thông tin.", "Chủ trì", "Trước ngày 20"),),
    mentions=("Điều 7",),
    reply_by=date(2026, 11, 30),
    reply_to="Ban Tuyên giáo và Dân vận",
    notes=("Gửi kèm dự thảo.",),
)


def opened(data: bytes) -> WordDocument:
    return Document(BytesIO(data))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def lines(data: bytes) -> list[str]:
    """The words below the letterhead, tables left out."""
    return [line.text for line in opened(data).paragraphs if line.text]


def styled(data: bytes) -> list[tuple[str, str]]:
    return [(line.style.style_id, line.text) for line in opened(data).paragraphs if line.text]
