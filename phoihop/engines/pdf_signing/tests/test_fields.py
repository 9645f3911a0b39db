"""Fields in a finished paper: there, invisible, and once."""

import io

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPSpec

from phoihop.engines.pdf_signing import fields
from phoihop.engines.pdf_signing.content import CannotSign, Field
from phoihop.engines.pdf_signing.tests import paper
from phoihop.engines.pdf_signing.updating import form_fields

ONE = Field("Ky", "signature", 1, 10, 10, 90, 60)


def looks(pdf, page=0):
    with pypdfium2.PdfDocument(pdf) as opened:
        opened.init_forms()
        return opened[page].render(scale=1, may_draw_forms=True).to_pil().tobytes()


def test_every_place_becomes_a_field_of_its_name():
    known = form_fields(PdfFileReader(io.BytesIO(paper.prepared())))
    assert set(known) == {one.name for one in paper.places()}


def test_the_finished_paper_stays_as_it_was():
    assert paper.prepared().startswith(paper.bare())


def test_the_same_places_make_the_same_file():
    assert fields.prepare(paper.bare(), paper.places()) == paper.prepared()


def test_empty_fields_show_nothing():
    assert [looks(paper.prepared(), page) for page in (0, 1)] == [looks(paper.bare(), page) for page in (0, 1)]


def test_it_still_says_it_is_pdf_a():
    root = PdfFileReader(io.BytesIO(paper.prepared())).root
    assert b"pdfaid" in root["/Metadata"].data
    assert "/NeedAppearances" not in root["/AcroForm"]
    assert "/OutputIntents" in root


def test_every_field_is_printed_and_has_an_appearance():
    for field in form_fields(PdfFileReader(io.BytesIO(paper.prepared()))).values():
        assert field["/F"] & 4
        assert "/N" in field["/AP"]


def test_a_seal_locks_its_number():
    known = form_fields(PdfFileReader(io.BytesIO(paper.prepared())))
    lock = FieldMDPSpec.from_pdf_object(known["Dau_2"]["/Lock"])
    assert [name for name in known if lock.is_locked(name)] == ["So_2"]


def test_fields_can_be_added_in_two_goes():
    twice = fields.prepare(fields.prepare(paper.bare(), [ONE]), [Field("So", "text", 1, 10, 90, 60, 16)])
    assert set(form_fields(PdfFileReader(io.BytesIO(twice)))) == {"Ky", "So"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ([ONE, ONE], "khai báo hai lần"),
        ([Field("", "text", 1, 1, 1, 9, 9)], "tên phải có chữ"),
        ([Field("Ky.1", "signature", 1, 1, 1, 9, 9)], "không có dấu chấm"),
        ([Field("Ky", "signature", 9, 1, 1, 9, 9)], "nằm ngoài văn bản"),
        ([Field("Ky", "signature", 0, 1, 1, 9, 9)], "nằm ngoài văn bản"),
        ([Field("Ky", "signature", 1, 1, 1, 0, 9)], "nằm ngoài văn bản"),
        ([Field("Ky", "signature", 1, 1, 1, 9, 1e9)], "nằm ngoài văn bản"),
        ([Field("Ky", "signature", 1, 1, 1, 9, 9, locks=("So",))], "không có trong văn bản"),
    ],
)
def test_what_cannot_be_placed_is_refused(wrong, words):
    with pytest.raises(CannotSign, match=words):
        fields.prepare(paper.bare(), wrong)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", b"\x00" * 4000, b"PK\x03\x04 a Word file"])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(CannotSign):
        fields.prepare(data, [ONE])


def test_a_name_in_use_cannot_be_used_again():
    with pytest.raises(CannotSign, match="Ky_0"):
        fields.prepare(paper.prepared(), [Field("Ky_0", "signature", 1, 1, 1, 9, 9)])


@pytest.mark.slow
def test_another_program_finds_nothing_wrong(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(paper.prepared())
    assert "No syntax or stream encoding errors" in paper.run(paper.program("qpdf", "qpdf"), "--check", file)
