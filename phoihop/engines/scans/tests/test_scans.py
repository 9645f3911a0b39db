import pytest

from phoihop.engines import scans
from phoihop.engines.reading.tests.pdfs import pdf
from phoihop.engines.scans.tests.scanner import a_scan


@pytest.mark.parametrize("dots", [72, 150, 200, 300])
def test_a_scan_tells_how_fine_it_is(dots):
    (page,) = scans.pages(a_scan(dots))
    assert abs(page.dots_per_inch - dots) <= 1


def test_every_page_is_told_in_order():
    assert len(scans.pages(a_scan(100, pages=3))) == 3


def test_grey_is_not_colour():
    assert not scans.pages(a_scan(100, in_colour=False))[0].in_colour
    assert scans.pages(a_scan(100))[0].in_colour


def test_a_page_of_text_is_no_scan():
    assert [page.dots_per_inch for page in scans.pages(pdf([(72, 700, "Chương trình phối hợp")]))] == [0]


def test_a_small_picture_on_a_page_is_no_scan():
    assert [page.dots_per_inch for page in scans.pages(pdf([(72, 700, "Dấu")], pictures=True))] == [0]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"MZ\x90" * 100, a_scan(72)[:400]])
def test_what_is_no_pdf_has_no_pages(data):
    assert scans.pages(data) == ()
