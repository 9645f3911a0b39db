"""Files that attack the reader: passwords, circles, depth, bombs, lies about sizes."""

import io
import zlib

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from phoihop.engines.pdf_signing.tests.hostile import papers
from phoihop.engines.pdf_signing.tests.hostile.corpus import attack
from phoihop.engines.pdf_signing.tests.hostile.papers import updated, written
from phoihop.engines.pdf_signing.tests.pki import signed


@attack("unreadable", "no PDF at all", apart=True)
def not_a_pdf() -> bytes:
    return b"PK\x03\x04 this is something else"


@attack("unreadable", "an empty file", apart=True)
def empty_file() -> bytes:
    return b""


@attack("unreadable", "a header and nothing else")
def header_only() -> bytes:
    return b"%PDF-1.7\n%%EOF\n"


@attack("unsigned", "no signature at all")
def no_signature() -> bytes:
    return papers.paper()


@attack("unsigned", "a field for a signature, and nobody has signed")
def empty_field() -> bytes:
    field = b"<< /FT /Sig /T (Hanh) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R >>"
    things = papers.objects() | {30: field}
    things[5] = things[5].replace(b"9 0 R]", b"9 0 R 30 0 R]")
    return written(things)


@attack("unreadable", "a file with a password")
def password() -> bytes:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(papers.paper())))
    writer.encrypt(owner_pass="owner", user_pass="user")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@attack("unreadable", "a file that says it is encrypted, and is not")
def false_password() -> bytes:
    return papers.one().replace(b"/Info 13 0 R", b"/Encrypt 13 0 R", 1)


@attack("never valid", "a tree of pages that turns in a circle")
def circular_pages() -> bytes:
    things = papers.objects() | {2: b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"}
    try:
        made = signed(written(things), "hanh", "Hanh")
    except Exception:
        made = papers.one()
    return updated(made, {2: b"<< /Type /Pages /Kids [3 0 R 4 0 R 2 0 R] /Count 2 >>"})


@attack("never valid", "fields of a form that are their own parents")
def circular_fields() -> bytes:
    field = b"<< /T (a) /FT /Tx /Kids [8 0 R] /Parent 8 0 R >>"
    return updated(papers.one(), {8: field})


@attack("never valid", "an update with arrays nested forty thousand deep", apart=True)
def nested_arrays() -> bytes:
    return updated(papers.one(), {6: b"[" * 40_000 + b"]" * 40_000})


@attack("never valid", "an update with dictionaries nested deep in the catalogue")
def nested_dictionaries() -> bytes:
    root = papers.root_of(papers.one())
    deep = b"/X " + b"<< /X " * 3_000 + b"0 " + b">> " * 3_000
    return updated(papers.one(), {root: papers.with_entry(papers.one(), root, deep)})


def _bomb(size: int) -> bytes:
    packed = zlib.compress(bytes(size), 9)
    return papers.stream(packed, b"/Filter /FlateDecode")


@attack("never valid", "proof that unpacks to 60 MB", apart=True)
def bomb_among_the_proofs() -> bytes:
    return signed(written(papers.objects() | {15: _bomb(60 * 2**20)}), "hanh", "Hanh")


@attack("never valid", "a bomb in a bomb, as a stream of objects", apart=True)
def bomb_of_objects() -> bytes:
    packed = zlib.compress(zlib.compress(bytes(100 * 2**20), 9), 9)
    body = papers.stream(packed, b"/Type /ObjStm /N 1000000 /First 10 /Filter [/FlateDecode /FlateDecode]")
    one = papers.one()
    number = papers.size_of(one)
    out = io.BytesIO()
    out.write(one)
    place = out.tell()
    out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    entries = b"\x02" + number.to_bytes(4, "big") + b"\x00"
    entries += b"\x01" + place.to_bytes(4, "big") + b"\x00" + b"\x01" + start.to_bytes(4, "big") + b"\x00"
    index = b"/Type /XRef /W [1 4 1] /Index [%d 1 %d 2] /Size %d /Root %d 0 R /Prev %d" % (
        papers.root_of(one),
        number,
        number + 2,
        papers.root_of(one),
        papers.start_of(one),
    )
    out.write(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number + 1, papers.stream(entries, index), start))
    return out.getvalue()


@attack("never valid", "five megabytes of zeros for a signature", apart=True)
def huge_signature() -> bytes:
    one = papers.one()
    begin, end = papers.last_signature(one)
    return one[:begin] + b"<" + b"0" * (5 * 2**20) + b">" + one[end:]


@attack("never valid", "a stream whose length is its own")
def length_of_itself() -> bytes:
    return updated(papers.one(), {6: b"<< /Length 6 0 R >>\nstream\nx\nendstream"})


@attack("never valid", "a cross-reference section of ten million entries", apart=True)
def ten_million_entries() -> bytes:
    one = papers.one()
    return (
        one + b"xref\n0 10000000\n0000000000 65535 f \ntrailer\n<< /Size 10000000 /Root %d 0 R /Prev %d >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (
            papers.root_of(one),
            papers.start_of(one),
            len(one),
        )
    )


@attack(
    "never valid", "objects that lead to each other in so many ways that no lifetime is enough", apart=True, seconds=2
)
def endless_paths() -> bytes:
    things = papers.objects(catalog=b"/Lead 30 0 R")
    for number in range(30, 70):
        things[number] = b"<< /A %d 0 R /B %d 0 R >>" % (number + 1, number + 1)
    things[70] = b"<< >>"
    return updated(signed(written(things), "hanh", "Hanh"), {6: papers.line("900 trieu")})
