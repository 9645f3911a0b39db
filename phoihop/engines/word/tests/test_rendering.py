"""The papers opened by an office program: what a clerk will see, page by page."""

import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace

import pypdfium2
import pytest

from phoihop.engines.word import ClauseGroup, Node, Row, write_paper, write_response_table, write_text
from phoihop.engines.word.tests import official
from phoihop.engines.word.tests.papers import MADE_AT, REGULATION, RESPONSES, opened

pytestmark = pytest.mark.slow

_CLAUSES = tuple(Node("clause", str(n), "", "Hai bên trao đổi thông tin thường xuyên. " * 3) for n in range(1, 30))
_ANNEXES = (Node("annex", "I", "Danh mục"), Node("annex", "II", "Đầu mối", "", _CLAUSES))
_ROWS = tuple(Row("Tòa án nhân dân khu vực 12", "Đề nghị làm rõ. " * 12, "Tiếp thu.") for _ in range(30))
FILES = {
    "long": write_text(replace(REGULATION, nodes=(*_CLAUSES, *_ANNEXES)), made_at=MADE_AT),
    "text": write_text(REGULATION, made_at=MADE_AT),
    "table": write_response_table(replace(RESPONSES, groups=(ClauseGroup("Điều 1", _ROWS),)), made_at=MADE_AT),
    **{f"{key}-{kind}": write_paper(paper) for key in official.REGIMES for kind, paper in official.every(key).items()},
}
PAPERS = sorted(FILES.keys() - {"long", "text", "table"})


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, list[str]]:
    """The words of every page of every file. The office program is started once for all of them."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing; install libreoffice-writer.")
        pytest.skip("LibreOffice is not installed here")
    folder = tmp_path_factory.mktemp("office")
    for name, data in FILES.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    command += [f"{name}.docx" for name in FILES]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return {name: _texts(folder / f"{name}.pdf") for name in FILES}


def _texts(path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        texts = []
        for page in pdf:
            words = page.get_textpage()
            texts.append(words.get_text_range().replace("\r\n", "\n"))
            words.close()
            page.close()
    return texts


def words(texts) -> Counter[str]:
    """Words whatever their case: capitals come from the styles."""
    return Counter(re.findall(r"[^\W_]+", " ".join(texts).upper()))


def written(data: bytes) -> Counter[str]:
    """The words of a file, its first head and foot among them."""
    document = opened(data)
    lines = [line.text for line in document.paragraphs]
    lines += [line.text for line in document.sections[0].first_page_footer.paragraphs]
    for table in document.tables:
        cells = {cell._tc: cell for row in table.rows for cell in row.cells}
        lines += [cell.text for cell in cells.values()]
    return words(lines)


@pytest.mark.parametrize("name", PAPERS)
def test_an_office_program_shows_the_same_words(pages, name):
    shown, meant = words(pages[name]), written(FILES[name])
    assert meant - shown == Counter()
    heads = words(line.text for line in heads_of_tables(FILES[name]))
    assert {word for word in shown - meant if not word.isdigit()} <= set(heads)  # they return on each page


def heads_of_tables(data: bytes):
    return [line for table in opened(data).tables for cell in table.rows[0].cells for line in cell.paragraphs]


@pytest.mark.parametrize("name", PAPERS)
def test_the_first_page_has_no_number_and_the_next_has_two(pages, name):
    first, *others = pages[name]
    assert not re.match(r"\s*\d+\s*\n", first)
    if others and "Phụ lục" not in others[0][:40]:
        assert re.search(r"(?:^|\n)2\s*(?:\n|$)", others[0])


def test_pages_are_numbered_from_the_second_and_each_annex_anew(pages):
    found = pages["long"]
    numbers = [next((line for line in page.split("\n") if re.fullmatch(r"\d+", line.strip())), "") for page in found]
    first_annex = next(place for place, page in enumerate(found) if "Phụ lục I\n" in page)
    assert [number.strip() for number in numbers[:first_annex]] == ["", *map(str, range(2, first_annex + 1))]
    assert [number.strip() for number in numbers[first_annex : first_annex + 3]] == ["", "", "2"]


def test_the_states_title_stays_on_one_line(pages):
    (page, *_) = pages["text"]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "QUY ĐỊNH CHUNG" in page


def test_the_header_row_returns_on_every_page(pages):
    assert len(pages["table"]) > 2
    assert all("CHỦ THỂ GÓP Ý" in page for page in pages["table"])


def test_signatures_never_stand_alone_on_a_page(pages):
    for name in PAPERS:
        for page in pages[name][1:]:
            before, signed, _ = page.partition("Nơi nhận:")
            assert not signed or len(words([before])) > 5, name
