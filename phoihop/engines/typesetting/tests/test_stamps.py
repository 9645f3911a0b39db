"""The visible side of signatures, and the face everything is set in."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from phoihop.engines.typesetting import CannotTypeset, Stamp, font_file, font_in_use, fonts_folder, stamp_pdf
from phoihop.engines.typesetting.tests import pdfs

AT = datetime(2025, 12, 30, 7, 6, 31, tzinfo=UTC)
PERSON = Stamp("person", 127.56, 70.87, AT, name="Nguyễn Thị Thu Hà", organisation="Ban Tuyên giáo và Dân vận")
SEAL = Stamp("seal", 102.05, 116.22, AT, organisation="Ủy ban nhân dân phường Ngã Bảy")


def png(*, transparent: bool = False) -> bytes:
    image = Image.new("RGBA", (400, 200), (255, 255, 255, 0 if transparent else 255))
    ImageDraw.Draw(image).line((20, 180, 380, 20), fill=(0, 0, 0, 255), width=12)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def drawn(stamp: Stamp) -> Image.Image:
    with pdfium.PdfDocument(stamp_pdf(stamp)) as document:
        return document[0].render(scale=3, fill_color=(0, 0, 0, 0), maybe_alpha=True).to_pil().convert("RGBA")


def test_a_stamp_is_as_large_as_its_field_and_tells_name_and_time_with_zone():
    pdf = stamp_pdf(PERSON)
    ((width, height),) = pdfs.sizes(pdf)
    assert (width, height) == pytest.approx((127.56, 70.87), abs=0.1)
    (text,) = pdfs.pages(pdf)
    assert "Người ký: Nguyễn Thị Thu Hà" in text
    assert "Thời gian ký: 2025-12-30T14:06:31+07:00" in text
    assert all("Tinos" in name for name in pdfs.fonts(pdf))


def test_a_seal_tells_its_organisation_and_time():
    (text,) = pdfs.pages(stamp_pdf(SEAL))
    assert "Ủy ban nhân dân phường Ngã Bảy" in text
    assert "2025-12-30T14:06:31+07:00" in text


def test_a_copy_has_words_only():
    """Annex I, II.8b: "Hình ảnh chữ ký số của cơ quan, tổ chức: Không hiển thị"."""
    copy = Stamp("copy", 200, 60, AT, organisation="Ủy ban nhân dân", lines=("Số: 05/CTr-UBND",), image=b"never read")
    (text,) = pdfs.pages(stamp_pdf(copy))
    assert text == "Số: 05/CTr-UBND Ủy ban nhân dân Thời gian ký: 2025-12-30T14:06:31+07:00"


@pytest.mark.parametrize(("stamp", "strong"), [(PERSON, 2), (SEAL, 0)], ids=["blue person", "red seal"])
def test_a_scan_on_white_paper_is_inked_and_loses_its_ground(stamp, strong):
    """Annex I, II.7d "màu xanh … nền trong suốt", II.8a "màu đỏ"."""
    image = drawn(replace(stamp, image=png()))
    corner, inked = image.getpixel((2, 2)), [image.getpixel((x, y)) for x in range(image.width) for y in range(0, 120)]
    assert corner[3] == 0
    assert any(one[3] > 200 and one[strong] > 150 and one[strong] == max(one[:3]) for one in inked)


def test_a_transparent_image_keeps_its_own_colour():
    image = drawn(replace(PERSON, image=png(transparent=True)))
    inked = [one for one in (image.getpixel((x, y)) for x in range(image.width) for y in range(0, 100)) if one[3] > 200]
    assert (0, 0, 0, 255) in inked


@pytest.mark.parametrize("image", [b"", b"GIF89a", png()[:60]], ids=["empty", "no PNG", "cut off"])
def test_an_image_that_cannot_be_read_is_refused(image):
    stamp = replace(PERSON, image=image) if image else replace(PERSON, image=b"\x00")
    with pytest.raises(CannotTypeset, match="PNG"):
        stamp_pdf(stamp)


def test_an_image_of_endless_size_is_refused():
    out = BytesIO()
    Image.new("1", (7000, 6000)).save(out, "PNG")
    with pytest.raises(CannotTypeset, match="quá lớn"):
        stamp_pdf(replace(PERSON, image=out.getvalue()))


def test_a_time_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="zone"):
        stamp_pdf(replace(PERSON, at=datetime(2025, 1, 1)))  # noqa: DTZ001


def test_the_packaged_face_is_in_use_in_all_four_styles():
    assert font_in_use() == "Tinos"
    files = {font_file(bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)}
    assert len(files) == 4
    assert {file.parent for file in files} == {fonts_folder()}
