"""A scanner: pages of noise as a PDF of pictures, as fine as wanted."""

from io import BytesIO

from PIL import Image

A4_INCHES = (8.27, 11.69)


def a_scan(dots_per_inch: int = 200, *, pages: int = 1, in_colour: bool = True, shade: int = 230) -> bytes:
    """Plain pages: what is on them does not matter to whoever counts dots."""
    size = tuple(round(side * dots_per_inch) for side in A4_INCHES)
    colour = (shade, shade, shade - 20) if in_colour else shade
    sheets = [Image.new("RGB" if in_colour else "L", size, colour) for _page in range(pages)]
    out = BytesIO()
    sheets[0].save(out, "PDF", resolution=dots_per_inch, save_all=True, append_images=sheets[1:])
    return out.getvalue()
