"""The papers opened by an office program: what a clerk will see, page by page."""

import os
import re
import shutil
import subprocess
from dataclasses import replace

import pypdfium2
import pytest

from phoihop.engines.word import ClauseGroup, Node, Row, write_response_table, write_text
from phoihop.engines.word.tests.papers import MADE_AT, REGULATION, RESPONSES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing; install libreoffice-writer.")
        pytest.skip("LibreOffice is not installed here")
    folder = tmp_path_factory.mktemp("office")

    def pages(data: bytes) -> list[str]:
        (folder / "paper.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "paper.docx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        with pypdfium2.PdfDocument(folder / "paper.pdf") as pdf:
            texts = []
            for page in pdf:
                words = page.get_textpage()
                texts.append(words.get_text_range().replace("\r\n", "\n"))
                words.close()
                page.close()
        return texts

    return pages


def test_pages_are_numbered_from_the_second_and_each_annex_anew(office):
    clauses = tuple(Node("clause", str(n), "", "Hai bên trao đổi thông tin thường xuyên. " * 3) for n in range(1, 30))
    annexes = (Node("annex", "I", "Danh mục"), Node("annex", "II", "Đầu mối", "", clauses))
    pages = office(write_text(replace(REGULATION, nodes=(*clauses, *annexes)), made_at=MADE_AT))
    numbers = [next((line for line in page.split("\n") if re.fullmatch(r"\d+", line.strip())), "") for page in pages]
    first_annex = next(place for place, page in enumerate(pages) if "Phụ lục I\n" in page)
    assert [number.strip() for number in numbers[:first_annex]] == ["", *map(str, range(2, first_annex + 1))]
    assert [number.strip() for number in numbers[first_annex : first_annex + 3]] == ["", "", "2"]


def test_the_states_title_stays_on_one_line(office):
    (page, *_) = office(write_text(REGULATION, made_at=MADE_AT))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "QUY ĐỊNH CHUNG" in page


def test_the_header_row_returns_on_every_page(office):
    rows = tuple(Row("Tòa án nhân dân khu vực 12", "Đề nghị làm rõ. " * 12, "Tiếp thu.") for _ in range(30))
    table = replace(RESPONSES, groups=(ClauseGroup("Điều 1", rows),))
    pages = office(write_response_table(table, made_at=MADE_AT))
    assert len(pages) > 2
    assert all("CHỦ THỂ GÓP Ý" in page for page in pages)
