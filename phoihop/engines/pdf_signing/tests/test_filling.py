"""Numbers and dates written into a paper, before and after others have signed it."""

import io
import unicodedata

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel

from phoihop.engines.pdf_signing import filling
from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.tests import paper


def boxes_of(pdf, text):
    with pypdfium2.PdfDocument(pdf) as opened:
        opened.init_forms()
        opened[0].flatten()
        # a page flattened is read again from what was written
        again = io.BytesIO()
        opened.save(again)
    with pypdfium2.PdfDocument(again.getvalue()) as opened:
        page = opened[0].get_textpage()
        start, count = page.search(text).get_next()
        return [page.get_charbox(start + i, loose=True) for i in range(count)]


def test_the_number_can_be_read_from_the_paper(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(filling.fill(paper.prepared(), {"So_0": "Đ-12/ỗữ", "Ngay": "31"}))
    assert "Đ-12/ỗữ" in paper.run(paper.program("pdftotext", "poppler-utils"), "-l", "1", file, "-")


def test_letters_are_as_wide_as_times():
    # Times: a digit is half an em wide, at 14 pt 7 pt
    boxes = boxes_of(filling.fill(paper.prepared(), {"So_0": "125"}), "125")
    assert [round(right - left, 1) for left, _, right, _ in boxes] == [7.0, 7.0, 7.0]


def test_the_number_stands_in_the_middle_on_its_line():
    boxes = boxes_of(filling.fill(paper.prepared(), {"So_0": "125"}), "125")
    assert (boxes[0][0] + boxes[-1][2]) / 2 == pytest.approx(60 + 60 / 2, abs=0.2)
    assert boxes[0][1] == pytest.approx(780 + (0.22 - 0.216) * 14, abs=0.3)  # the foot of a Times line


def test_filling_adds_and_changes_nothing_else():
    assert filling.fill(paper.prepared(), {"So_0": "1"}).startswith(paper.prepared())


def test_the_same_values_make_the_same_file():
    assert filling.fill(paper.prepared(), {"So_0": "1"}) == filling.fill(paper.prepared(), {"So_0": "1"})


def test_letters_may_come_taken_apart():
    apart = unicodedata.normalize("NFD", "Đối")
    assert filling.fill(paper.prepared(), {"So_0": apart}) == filling.fill(paper.prepared(), {"So_0": "Đối"})


def test_a_number_filled_after_a_certifying_signature_is_allowed():
    signed = paper.signed(paper.prepared(), "lan", "Ky_0").pdf
    filled = filling.fill(signed, {"So_0": "12", "Ngay": "25"})
    (signature,) = PdfFileReader(io.BytesIO(filled)).embedded_signatures
    signature.compute_integrity_info()
    assert signature.docmdp_level.value == 2
    assert signature.summarise_integrity_info()["docmdp_ok"]
    assert signature.diff_result.modification_level == ModificationLevel.FORM_FILLING


def test_a_number_under_a_seal_stays_what_it_was():
    sealed = paper.signed(filling.fill(paper.prepared(), {"Ngay": "25"}), "seal-board", "Dau_0").pdf
    with pytest.raises(CannotSign, match="khóa"):
        filling.fill(sealed, {"So_0": "13"})
    assert filling.fill(sealed, {"So_1": "13"})


def test_a_number_is_written_once():
    with pytest.raises(CannotSign, match="đã ghi “12”"):
        filling.fill(filling.fill(paper.prepared(), {"So_0": "12"}), {"So_0": "13"})


@pytest.mark.parametrize("name", ["So_9", "Ky_0", ""])
def test_what_is_no_place_for_words_is_refused(name):
    with pytest.raises(CannotSign, match="không có chỗ ghi"):
        filling.fill(paper.prepared(), {name: "12"})


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "Chưa nhập"),
        ("   ", "Chưa nhập"),
        ("9" * 12, "dài quá"),
        ("9" * 100_000, "dài quá"),
        ("12 漢", "漢"),
        ("1\n2", "ký tự"),
    ],
)
def test_what_cannot_be_shown_is_refused(value, why):
    with pytest.raises(CannotSign, match=why):
        filling.fill(paper.prepared(), {"So_0": value})


def test_a_little_too_long_is_set_a_little_narrower():
    boxes = boxes_of(filling.fill(paper.prepared(), {"So_0": "123456789"}), "123456789")
    assert boxes[-1][2] - boxes[0][0] == pytest.approx(60, abs=0.2)


def test_nothing_is_written_when_one_of_several_is_refused():
    with pytest.raises(CannotSign):
        filling.fill(paper.prepared(), {"So_0": "12", "So_9": "13"})
