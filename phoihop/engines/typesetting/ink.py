"""Signature and seal images made fit for paper: PNG, transparent, no larger than print needs."""

import base64
from io import BytesIO
from typing import Final
from xml.sax.saxutils import quoteattr

from PIL import Image, ImageOps

from phoihop.engines.typesetting.content import CannotTypeset

BLUE: Final = (0, 51, 160)
RED: Final = (200, 16, 32)
#: 36 mm at 600 dpi: finer is not seen, and slows every signing.
MOST_PIXELS: Final = 850
_MOST_GIVEN: Final = 36_000_000


def as_picture(png: bytes, ink: tuple[int, int, int]) -> str:
    """The image as an SVG wrapped around it, which the templates take as text. Raises CannotTypeset.

    Decree 30/2020 wants a transparent ground (Annex I, part I.II.7d, 8a). A scan on white paper gets one: the darker
    the scan, the more of `ink`.
    """
    image = _opened(png)
    if image.getchannel("A").getextrema() == (255, 255):
        image = _inked(image, ink)
    image.thumbnail((MOST_PIXELS, MOST_PIXELS))
    out = BytesIO()
    image.save(out, "PNG")
    width, height = image.size
    source = quoteattr("data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href={source}/></svg>'
    )


def _opened(png: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as image:
            if image.width * image.height > _MOST_GIVEN:
                raise CannotTypeset("Ảnh chữ ký hoặc dấu quá lớn. Hãy dùng ảnh không quá 6.000 × 6.000 điểm.")
            return image.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise CannotTypeset("Ảnh chữ ký hoặc dấu không phải là tệp PNG đọc được. Hãy chọn ảnh khác.") from error


def _inked(image: Image.Image, ink: tuple[int, int, int]) -> Image.Image:
    inked = Image.new("RGBA", image.size, (*ink, 0))
    inked.putalpha(ImageOps.invert(ImageOps.autocontrast(image.convert("L"))))
    return inked
