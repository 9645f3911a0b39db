"""PDF files by hand, object for object, and updates appended to them: what a forger writes without a library."""

import functools
import io
import re

from phoihop.engines.pdf_signing.tests import pki
from phoihop.engines.pdf_signing.tests.pki import Options, signed

TEXT = "Kinh phi hang nam la 100 trieu dong"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"

Objects = dict[int, bytes]


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def line(text: str, y: int = 700) -> bytes:
    """A page's content with one line of text."""
    return stream(b"BT /F1 14 Tf 72 %d Td (%s) Tj ET" % (y, text.encode("latin-1")))


def page(contents: bytes, annotations: bytes = b"", more: bytes = b"") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %s "
        b"/Resources << /Font << /F1 7 0 R >> >> /Annots [%s] %s >>" % (contents, annotations, more)
    )


def text_field(name: str, value: str, box: bytes = b"100 600 200 620", appearance: int = 0, more: bytes = b"") -> bytes:
    look = b"/AP << /N %d 0 R >>" % appearance if appearance else b""
    return (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (%s) /V (%s) /Rect [%s] /P 3 0 R /F 4 "
        b"/DA (/Helv 12 Tf 0 g) %s %s >>" % (name.encode(), value.encode("latin-1"), box, look, more)
    )


def look(text: str, box: bytes = b"0 0 100 20") -> bytes:
    """The appearance of a field."""
    return stream(
        b"/Tx BMC q BT /Helv 12 Tf 2 5 Td (%s) Tj ET Q EMC" % text.encode("latin-1"),
        b"/Type /XObject /Subtype /Form /BBox [%s] /Resources << /Font << /Helv 7 0 R >> >>" % box,
    )


CATALOG = b"<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /DSS 12 0 R %s >>"


def objects(*, catalog: bytes = b"", revocation: bool = True) -> Objects:
    """Two pages; an empty number (8), a place that is filled in (9); the lists of revoked certificates."""
    lists = [pki.pki().crl("root"), pki.pki().crl("ca")] if revocation else []
    made = {
        1: CATALOG % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        3: page(b"6 0 R", b"8 0 R 9 0 R"),
        4: page(b"11 0 R"),
        5: b"<< /Fields [8 0 R 9 0 R] /DA (/Helv 12 Tf 0 g) /DR << /Font << /Helv 7 0 R >> >> >>",
        6: line(TEXT),
        7: FONT,
        8: text_field("so", ""),
        9: text_field("noi", "Nga Bay", b"100 560 200 580", 10),
        10: look("Nga Bay"),
        11: line("Dieu 2. Hieu luc"),
        12: b"<< /Type /DSS /CRLs [%s] >>" % b" ".join(b"%d 0 R" % (14 + at) for at in range(len(lists))),
        13: b"<< /Title (Chuong trinh phoi hop) /Author (Van phong) >>",
    }
    return made | {14 + at: stream(data) for at, data in enumerate(lists)}


def written(things: Objects, *, header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") -> bytes:
    out = io.BytesIO()
    out.write(header)
    return _section(out, things, b"/Root 1 0 R /Info 13 0 R /ID [<%s> <%s>]" % (b"ab" * 16, b"cd" * 16))


def _section(out: io.BytesIO, things: Objects, trailer: bytes, size: int = 0, freed: tuple[int, ...] = ()) -> bytes:
    places = {}
    for number, body in things.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n")
    if not size:
        out.write(b"0 1\n0000000000 65535 f \n")
    for number in sorted({*places, *freed}):
        entry = b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00001 f \n"
        out.write(b"%d 1\n%s" % (number, entry))
    size = max([size, *(number + 1 for number in places)])
    out.write(b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


def root_of(pdf: bytes) -> int:
    return int(re.findall(rb"/Root\s+(\d+) 0 R", pdf)[-1])


def size_of(pdf: bytes) -> int:
    return max(int(size) for size in re.findall(rb"/Size\s+(\d+)", pdf))


def start_of(pdf: bytes) -> int:
    """Where the last cross-reference section is."""
    return int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])


def updated(pdf: bytes, things: Objects, *, root: int = 0, more: bytes = b"", freed: tuple[int, ...] = ()) -> bytes:
    """The file with one more revision."""
    out = io.BytesIO()
    out.write(pdf)
    trailer = b"/Root %d 0 R /Info 13 0 R /Prev %d /ID [<%s> <%s>] %s" % (
        root or root_of(pdf),
        start_of(pdf),
        b"ab" * 16,
        b"ef" * 16,
        more,
    )
    return _section(out, things, trailer, size_of(pdf), freed)


def body_of(pdf: bytes, number: int) -> bytes:
    """An object as last written."""
    found = re.findall(rb"(?:^|\n)%d 0 obj\s*(.*?)\s*endobj" % number, pdf, re.DOTALL)
    return found[-1]


def with_entry(pdf: bytes, number: int, entry: bytes) -> bytes:
    """A dictionary with an entry more, the entry of that name replaced."""
    body = body_of(pdf, number)
    name = entry.split(b" ")[0]
    body = re.sub(name + rb"\s+(\d+ 0 R|\[[^\]]*\]|\([^)]*\)|/\w+|[\d.]+)", b"", body)
    return body[: body.rindex(b">>")] + entry + b"\n>>"


def filled(pdf: bytes, value: str = "05") -> bytes:
    """The number filled in, as a clerk does it after the first signature."""
    new = size_of(pdf)
    return updated(pdf, {8: text_field("so", value, appearance=new), new: look(value)})


@functools.cache
def paper(**options) -> bytes:
    return written(objects(**options))


@functools.cache
def one() -> bytes:
    """One signature over everything: the victim of most attacks."""
    return signed(paper(), "hanh", "Hanh")


@functools.cache
def certified(permission: str = "fill") -> bytes:
    return signed(paper(), "hanh", "Hanh", options=Options(certify=permission))


@functools.cache
def locked() -> bytes:
    """The signer locks the number, which is still empty."""
    return signed(paper(), "hanh", "Hanh", options=Options(locks=("so",)))


@functools.cache
def two() -> bytes:
    return signed(filled(one()), "seal-court", "Dau")


@functools.cache
def lasting() -> bytes:
    return signed(paper(revocation=False), "duc", "Duc", "B-LTA")


def last_signature(pdf: bytes) -> tuple[int, int]:
    """Where the last signature's hexadecimal begins and ends, with its brackets."""
    numbers = re.findall(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)", pdf)[-1]
    return int(numbers[0]), int(numbers[1])


def signature_field(pdf: bytes) -> int:
    """The number of the field of the last signature."""
    pointer = rb"\n(\d+) 0 obj(?:(?!endobj).)*/V %d 0 R" % signature_object(pdf)
    return int(re.findall(pointer, pdf, re.DOTALL)[-1])


def signature_object(pdf: bytes) -> int:
    """The number of the last signature object."""
    first, _ = last_signature(pdf)
    return int(re.findall(rb"\n(\d+) 0 obj", pdf[:first])[-1])
