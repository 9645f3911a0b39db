"""Bytes changed, added or taken away, and cross-references that lie."""

import io
import re

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from phoihop.engines.pdf_signing.tests.hostile import papers
from phoihop.engines.pdf_signing.tests.hostile.corpus import attack
from phoihop.engines.pdf_signing.tests.hostile.papers import one, updated


@attack("invalid", "100 becomes 900 in the text of a page")
def changed_amount() -> bytes:
    return one().replace(b"100 trieu", b"900 trieu", 1)


@attack("invalid", "one bit of a page's text")
def one_bit() -> bytes:
    at = one().index(b"Kinh phi")
    return one()[:at] + bytes([one()[at] ^ 1]) + one()[at + 1 :]


@attack("invalid", "the claimed time in the signature's dictionary")
def changed_claim() -> bytes:
    return re.sub(rb"(/M \(D\S{0,4}?)20\d\d", rb"\g<1>2019", one(), count=1)


@attack("never valid", "a digit of the signature itself")
def changed_signature() -> bytes:
    begin, _ = papers.last_signature(one())
    at = begin + 1 + 2 * 1200
    return one()[:at] + (b"0" if one()[at : at + 1] != b"0" else b"1") + one()[at + 1 :]


@attack("never valid", "a byte taken out of the page")
def deleted_byte() -> bytes:
    at = one().index(b"Kinh phi")
    return one()[:at] + one()[at + 1 :]


@attack("never valid", "a space put into the page")
def inserted_byte() -> bytes:
    at = one().index(b"Kinh phi")
    return one()[:at] + b" " + one()[at:]


@attack("never valid", "line ends converted, as a careless mail program does")
def converted_line_ends() -> bytes:
    return one().replace(b"\n", b"\r\n")


@attack("invalid", "rubbish after the end of the file")
def rubbish_after_the_end() -> bytes:
    return one() + b"\nand something more\n"


@attack("invalid", "zeros after the end of the file")
def zeros_after_the_end() -> bytes:
    return one() + bytes(64)


@attack("never valid", "a second end mark, without anything between")
def second_end_mark() -> bytes:
    return one() + b"%%EOF\n"


@attack("never valid", "another PDF put behind the signed one")
def another_behind() -> bytes:
    return one() + papers.written(papers.objects() | {6: papers.line("Kinh phi la 900 trieu dong")})


@attack("never valid", "another PDF put before the signed one")
def another_before() -> bytes:
    return papers.written(papers.objects()) + one()


@attack("unreadable", "bytes put before the header")
def bytes_before_the_header() -> bytes:
    return b"\n" * 20 + one()


@attack("unreadable", "the second half missing")
def cut_in_half() -> bytes:
    return one()[: len(one()) // 2]


@attack("never valid", "the last ten bytes missing")
def cut_at_the_end() -> bytes:
    return one()[:-10]


@attack("never valid", "read and written anew by a library, page for page")
def written_anew() -> bytes:
    out = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(one()))).write(out)
    return out.getvalue()


@attack("unreadable", "startxref points nowhere")
def startxref_nowhere() -> bytes:
    head, _, _ = one().rpartition(b"startxref")
    return head + b"startxref\n99999999\n%%EOF\n"


@attack("unreadable", "no cross-reference section at all")
def no_cross_references() -> bytes:
    return one().replace(b"xref\n", b"xrxx\n")


@attack("unreadable", "cross-references that follow each other in a circle")
def cross_references_in_a_circle() -> bytes:
    return one() + b"xref\n0 0\ntrailer\n<< /Size 40 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(one()),
        len(one()),
    )


@attack("never valid", "an update lists a page's content twice")
def listed_twice() -> bytes:
    made = updated(one(), {6: papers.line("Kinh phi la 900 trieu dong")})
    entry = re.search(rb"6 1\n\d{10} 00000 n \n", made)
    return made[: entry.start()] + entry[0] + entry[0] + made[entry.end() :]


@attack("never valid", "an update has no objects, only a cross-reference from one page's content to the other's")
def cross_reference_swapped() -> bytes:
    place = one().index(b"\n11 0 obj") + 1
    start = len(one())
    return (
        one()
        + b"xref\n6 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            place,
            papers.size_of(one()),
            papers.root_of(one()),
            papers.start_of(one()),
            start,
        )
    )


@attack("never valid", "an update frees the second page's content")
def freed_object() -> bytes:
    return updated(one(), {}, freed=(11,))


@attack("never valid", "a page's content written with a higher generation")
def higher_generation() -> bytes:
    made = updated(one(), {6: papers.line("Kinh phi la 900 trieu dong")})
    made = made.replace(b"\n6 0 obj", b"\n6 1 obj") if made.count(b"\n6 0 obj") == 1 else made
    head, mark, tail = made.rpartition(b"6 0 obj")
    return head + mark.replace(b"6 0", b"6 1") + re.sub(rb"(6 1\n\d{10}) 00000 n", rb"\1 00001 n", tail)


@attack("never valid", "an update says that there are fewer objects than there were")
def fewer_objects() -> bytes:
    made = updated(one(), {6: papers.line("Kinh phi la 900 trieu dong")})
    head, _, tail = made.rpartition(b"/Size")
    return head + b"/Size 8 " + tail.lstrip(b" 0123456789")


@attack("invalid", "a whole new document behind the signed one, with no way back to the signature")
def no_way_back() -> bytes:
    out = io.BytesIO()
    out.write(one())
    new = papers.objects() | {6: papers.line("Kinh phi la 900 trieu dong")}
    return papers._section(out, new, b"/Root 1 0 R /Info 13 0 R")


@attack("indeterminate", "the same, signed again by somebody who is trusted: traces of the first signature remain")
def signed_over_a_signature() -> bytes:
    from phoihop.engines.pdf_signing.tests.pki import signed

    return signed(no_way_back(), "yen", "Hanh")


@attack("never valid", "a hybrid update: readers of one kind see the old page, of the other kind the new one")
def hybrid_references() -> bytes:
    number = papers.size_of(one())
    out = io.BytesIO()
    out.write(one())
    place = out.tell()
    out.write(b"6 0 obj\n%s\nendobj\n" % papers.line("Kinh phi la 900 trieu dong"))
    hidden = out.tell()
    entries = b"\x01" + place.to_bytes(4, "big") + b"\x00" + b"\x01" + hidden.to_bytes(4, "big") + b"\x00"
    out.write(
        b"%d 0 obj\n%s\nendobj\n"
        % (
            number,
            papers.stream(entries, b"/Type /XRef /W [1 4 1] /Index [6 1 %d 1] /Size %d" % (number, number + 1)),
        )
    )
    start = out.tell()
    out.write(
        b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d /XRefStm %d >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (number + 1, papers.root_of(one()), papers.start_of(one()), hidden, start)
    )
    return out.getvalue()


@attack("invalid", "an object that nobody lists, hidden in an update that is otherwise allowed")
def unlisted_object() -> bytes:
    lasting = papers.lasting()
    hidden = b"6 0 obj\n%s\nendobj\n" % papers.line("Kinh phi la 900 trieu dong")
    made = updated(lasting + hidden, {papers.size_of(lasting): b"<< /Type /ObjectNobodyNeeds >>"})
    return made


@attack("invalid", "words between two revisions")
def words_between_revisions() -> bytes:
    return updated(one() + b"% Kinh phi la 900 trieu dong\n", {papers.size_of(one()): b"null"}) + b"% het\n"
