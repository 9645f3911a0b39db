"""Run as a program: a PDF on standard input, what its pages were scanned with as JSON on standard output."""

import json
import sys
from typing import Any, Final

MEMORY: Final = 400 * 2**20
CPU_SECONDS: Final = 15
MAX_PAGES: Final = 500
#: How much of the page a picture has to fill to be the scan of it.
_FILLS: Final = 0.8
_GREY: Final = 1  # FPDF_COLORSPACE_DEVICEGRAY; anything else that is known carries colour
_IMAGE: Final = 3  # FPDF_PAGEOBJ_IMAGE


def main() -> int:
    _limit()
    try:
        answer = _read(sys.stdin.buffer.read())
    except MemoryError:
        answer = []
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the parent's time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _read(data: bytes) -> list[dict[str, Any]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        return [_page(document[place]) for place in range(count)] if count <= MAX_PAGES else []
    except pypdfium2.PdfiumError:
        return []


def _page(page: Any) -> dict[str, Any]:
    """The finest picture among those that fill the page: a scanner's text layer or stamp beside it does not count."""
    width, height = page.get_size()
    found = [(0, False)]
    for picture in page.get_objects(filter=[_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) < _FILLS * width * height:
            continue
        told = picture.get_metadata()
        dots = min(told.width * 72 / (right - left), told.height * 72 / (top - bottom))
        found.append((round(dots), told.colorspace != _GREY and told.bits_per_pixel > 8))
    dots_per_inch, in_colour = max(found)
    return {"dots_per_inch": dots_per_inch, "in_colour": in_colour}


if __name__ == "__main__":
    sys.exit(main())
