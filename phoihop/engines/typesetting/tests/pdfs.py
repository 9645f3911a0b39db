"""How the tests look into a finished PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from pyhanko.pdf_utils.reader import PdfFileReader

#: Points for one millimetre.
MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Box:
    """Points from the bottom left of the page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def pages(pdf: bytes) -> list[str]:
    """The text of each page, its lines joined by single spaces."""
    with pdfium.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def squashed(text: str) -> str:
    """Without white space and case, for words that may break over lines; a hyphen at a line's end is one."""
    return re.sub(r"\s", "", re.sub("[\ufffe\x02]", "-", text)).casefold()


def whole(pdf: bytes) -> str:
    return squashed("".join(pages(pdf)))


def find(pdf: bytes, words: str) -> list[Box]:
    """Where the words stand, in reading order."""
    found = []
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            text = page.get_textpage()
            searcher = text.search(words, match_case=True)
            while (place := searcher.get_next()) is not None:
                boxes = [text.get_charbox(place[0] + step) for step in range(place[1])]
                inked = [box for box in boxes if box[2] > box[0]]
                found.append(
                    Box(
                        number,
                        min(box[0] for box in inked),
                        min(box[1] for box in inked),
                        max(box[2] for box in inked),
                        max(box[3] for box in inked),
                    )
                )
    return found


def text_in(pdf: bytes, page: int, left: float, bottom: float, right: float, top: float) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return document[page - 1].get_textpage().get_text_bounded(left, bottom, right, top).strip()


def glyphs(pdf: bytes) -> Iterator[tuple[int, tuple[float, float], Box]]:
    """Every visible character with the size of its page; a space at a line's end is none."""
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            text = page.get_textpage()
            for place in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(place)
                if right > left and top - bottom > 0.1:
                    yield number, page.get_size(), Box(number, left, bottom, right, top)


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_size() for page in document]


def fonts(pdf: bytes) -> dict[str, bool]:
    """Every font of every page, and whether its program is in the file."""
    found: dict[str, bool] = {}
    for page in _pages(catalogue(pdf)["/Pages"]):
        named = page["/Resources"]["/Font"]
        for name in named:
            (face,) = named[name]["/DescendantFonts"]
            face = face.get_object()
            descriptor = face["/FontDescriptor"]
            found[str(face["/BaseFont"])] = any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
    return found


def catalogue(pdf: bytes) -> Any:
    return PdfFileReader(BytesIO(pdf)).root


def structure(pdf: bytes) -> list[str]:
    """The kinds of the elements of the file's structure, in reading order: "H1", "P", "Table", …"""

    def walk(element: Any) -> Iterator[str]:
        if "/S" in element:
            yield str(element["/S"])[1:]
        below = element.get("/K", [])
        for one in below if isinstance(below, list) else [below]:
            one = one.get_object() if hasattr(one, "get_object") else one
            if hasattr(one, "get") and ("/S" in one):
                yield from walk(one)

    return list(walk(catalogue(pdf)["/StructTreeRoot"]))


def _pages(node: Any) -> Iterator[Any]:
    if "/Kids" in node:
        for kid in node["/Kids"]:
            yield from _pages(kid.get_object() if hasattr(kid, "get_object") else kid)
    else:
        yield node
