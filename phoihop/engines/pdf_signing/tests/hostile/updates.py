"""Changes appended after signing, all of them correct PDF: the page, what lies over it, the form, the catalogue."""

import io
import re

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from phoihop.engines.pdf_signing.tests.hostile import papers
from phoihop.engines.pdf_signing.tests.hostile.corpus import attack
from phoihop.engines.pdf_signing.tests.hostile.papers import one, updated
from phoihop.engines.pdf_signing.tests.pki import Options, signed

FALSE = papers.line("Kinh phi hang nam la 900 trieu dong")


def _new() -> int:
    return papers.size_of(one())


def _catalog(entry: bytes) -> bytes:
    return papers.with_entry(one(), papers.root_of(one()), entry)


def _page(entry: bytes) -> bytes:
    return papers.with_entry(one(), 3, entry)


@attack("invalid", "a page's content written over")
def content_replaced() -> bytes:
    return updated(one(), {6: FALSE})


@attack("invalid", "the page points at another content")
def content_elsewhere() -> bytes:
    return updated(one(), {3: _page(b"/Contents %d 0 R" % _new()), _new(): FALSE})


@attack("invalid", "a white box and new text drawn after the page's content")
def text_drawn_over() -> bytes:
    box = papers.stream(b"1 g 60 690 400 30 re f 0 g BT /F1 14 Tf 72 700 Td (900 trieu) Tj ET")
    return updated(one(), {3: _page(b"/Contents [6 0 R %d 0 R]" % _new()), _new(): box})


@attack("invalid", "a note laid over the text")
def note_over_the_text() -> bytes:
    note = b"<< /Type /Annot /Subtype /FreeText /Rect [60 690 460 720] /Contents (900 trieu dong) /DA (/Helv 14 Tf) >>"
    return updated(one(), {3: _page(b"/Annots [8 0 R 9 0 R %d 0 R]" % _new()), _new(): note})


@attack("invalid", "a stamp with a picture laid over the text")
def stamp_over_the_text() -> bytes:
    stamp = b"<< /Type /Annot /Subtype /Stamp /Rect [60 690 460 720] /AP << /N %d 0 R >> >>" % (_new() + 1)
    drawn = papers.stream(b"1 g 0 0 400 30 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 400 30]")
    return updated(one(), {3: _page(b"/Annots [8 0 R 9 0 R %d 0 R]" % _new()), _new(): stamp, _new() + 1: drawn})


@attack("invalid", "a link laid over the page")
def link_added() -> bytes:
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (http://127.0.0.1/) >> >>"
    return updated(one(), {4: papers.with_entry(one(), 4, b"/Annots [%d 0 R]" % _new()), _new(): link})


def _pages(kids: bytes, count: int, more: papers.Objects | None = None) -> bytes:
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return updated(one(), {2: tree, **(more or {})})


@attack("invalid", "a page added at the end")
def page_added() -> bytes:
    new = _new()
    return _pages(b"3 0 R 4 0 R %d 0 R" % new, 3, {new: papers.page(b"%d 0 R" % (new + 1)), new + 1: FALSE})


@attack("invalid", "a page put before the first")
def page_put_first() -> bytes:
    new = _new()
    return _pages(b"%d 0 R 3 0 R 4 0 R" % new, 3, {new: papers.page(b"%d 0 R" % (new + 1)), new + 1: FALSE})


@attack("invalid", "the second page taken out")
def page_removed() -> bytes:
    return _pages(b"3 0 R", 1)


@attack("invalid", "the pages in another order")
def pages_swapped() -> bytes:
    return _pages(b"4 0 R 3 0 R", 2)


@attack("invalid", "a page cropped so that a clause is out of sight")
def page_cropped() -> bytes:
    return updated(one(), {3: _page(b"/CropBox [0 0 595 600]")})


@attack("invalid", "a page turned upside down")
def page_turned() -> bytes:
    return updated(one(), {3: _page(b"/Rotate 180")})


@attack("invalid", "the font of the text written over by one that draws a 9 for a 1")
def font_swapped() -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>"
    return updated(one(), {7: font})


@attack("invalid", "the page names another font")
def resources_swapped() -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>"
    page = papers.body_of(one(), 3).replace(b"/F1 7 0 R", b"/F1 %d 0 R" % _new())
    return updated(one(), {3: page, _new(): font})


@attack("invalid", "the value of a field that was filled in before signing")
def value_changed() -> bytes:
    return updated(
        one(), {9: papers.text_field("noi", "Vi Thanh", b"100 560 200 580", _new()), _new(): papers.look("Vi Thanh")}
    )


@attack("invalid", "the same, with a new seal over it")
def value_changed_and_sealed() -> bytes:
    return signed(value_changed(), "seal-court", "Dau")


@attack("invalid", "the number filled in a second time, after the seal")
def number_changed_after_the_seal() -> bytes:
    return signed(papers.filled(papers.two(), "06"), "phuc", "Phuc")


@attack("indeterminate", "the number filled in after the last signature: nobody has signed it")
def filled_after_the_last() -> bytes:
    return papers.filled(one())


@attack("invalid", "the number filled in although the signer locked it")
def locked_field_filled() -> bytes:
    return signed(papers.filled(papers.locked()), "seal-court", "Dau")


@attack("invalid", "the number filled in although the first signer allowed no change at all")
def filled_where_nothing_is_allowed() -> bytes:
    return papers.filled(papers.certified("no-changes"))


@attack("invalid", "signed again although the first signer allowed no change at all")
def signed_where_nothing_is_allowed() -> bytes:
    return signed(papers.certified("no-changes"), "seal-court", "Dau", options=Options(reckless=True))


@attack("invalid", "a field shows another text, its value is the same")
def look_changed() -> bytes:
    return updated(
        one(), {9: papers.text_field("noi", "Nga Bay", b"100 560 200 580", _new()), _new(): papers.look("Vi Thanh")}
    )


@attack("invalid", "the stream that draws a field written over")
def look_written_over() -> bytes:
    return signed(updated(one(), {10: papers.look("Vi Thanh")}), "seal-court", "Dau")


@attack("invalid", "an empty field shows a text all the same")
def look_without_value() -> bytes:
    return signed(
        updated(one(), {8: papers.text_field("so", "", appearance=_new()), _new(): papers.look("99")}),
        "seal-court",
        "Dau",
    )


@attack("invalid", "a filled field hidden")
def field_hidden() -> bytes:
    field = papers.text_field("noi", "Nga Bay", b"100 560 200 580", 10).replace(b"/F 4", b"/F 2")
    return updated(one(), {9: field})


@attack("invalid", "a field moved over the text")
def field_moved() -> bytes:
    return updated(one(), {9: papers.text_field("noi", "Nga Bay", b"72 690 300 720", 10)})


@attack("invalid", "a new text field, filled")
def field_added() -> bytes:
    form = papers.with_entry(one(), 5, b"/Fields [8 0 R 9 0 R %d 0 R]" % _new())
    return updated(
        one(),
        {
            5: form,
            3: _page(b"/Annots [8 0 R 9 0 R %d 0 R]" % _new()),
            _new(): papers.text_field("them", "900", b"60 690 460 720"),
        },
    )


@attack("invalid", "a field taken out of the form")
def field_removed() -> bytes:
    return updated(one(), {5: papers.with_entry(one(), 5, b"/Fields [8 0 R]")})


@attack("invalid", "all fields to be drawn anew, in the form's own font, which is another now")
def fields_drawn_anew() -> bytes:
    form = papers.with_entry(one(), 5, b"/NeedAppearances true")
    return signed(updated(one(), {5: form}), "seal-court", "Dau")


@attack("invalid", "the font of all fields exchanged")
def form_font_swapped() -> bytes:
    form = papers.with_entry(one(), 5, b"/Nothing 0").replace(b"/Helv 7 0 R", b"/Helv %d 0 R" % _new())
    form = form.replace(b"/Nothing 0", b"")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>"
    return signed(updated(one(), {5: form, _new(): font}), "seal-court", "Dau")


def _with_writer(change) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(one()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@attack("invalid", "the signature taken out of its field")
def signature_emptied() -> bytes:
    def change(writer):
        field = _signature_field(writer)
        del field["/V"]
        writer.update_container(field)

    return _with_writer(change)


@attack("invalid", "the signature's field taken out of the form")
def signature_field_removed() -> bytes:
    def change(writer):
        form = writer.root["/AcroForm"]
        form["/Fields"] = generic.ArrayObject(list(list.__iter__(form["/Fields"]))[:2])
        writer.update_container(form)

    return _with_writer(change)


@attack("invalid", "a second signature, of somebody else, over the first's field")
def second_signature_over_the_first() -> bytes:
    return signed(signature_emptied(), "yen", "Hanh")


@attack("invalid", "the signature's object written over with another person's signature")
def signature_written_over() -> bytes:
    other = signed(papers.paper(), "yen", "Hanh")
    body = papers.body_of(other, papers.signature_object(other))
    return updated(one(), {papers.signature_object(one()): body})


@attack("invalid", "a copy of the signature, written anew over the bytes it signed (signature wrapping)")
def signature_copied() -> bytes:
    return updated(
        content_replaced(), {papers.signature_object(one()): papers.body_of(one(), papers.signature_object(one()))}
    )


@attack("indeterminate", "a signature of somebody trusted whose picture covers the first page")
def signature_over_the_page() -> bytes:
    return signed(one(), "yen", "Yen", options=Options(box=(40, 300, 560, 800)))


@attack("invalid", "a script that runs at opening")
def script_at_opening() -> bytes:
    return updated(one(), {papers.root_of(one()): _catalog(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")})


@attack("invalid", "scripts in the document's names")
def scripts_in_names() -> bytes:
    names = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (0) >>] >> >>"
    return updated(one(), {papers.root_of(one()): _catalog(names)})


@attack("invalid", "an action when the page is opened")
def action_on_a_page() -> bytes:
    return updated(one(), {3: _page(b"/AA << /O << /S /Launch /F (cmd.exe) >> >>")})


@attack("invalid", "a file attached")
def file_attached() -> bytes:
    names = b"/Names << /EmbeddedFiles << /Names [(a.txt) %d 0 R] >> >>" % _new()
    held = b"<< /Type /Filespec /F (a.txt) /EF << /F %d 0 R >> >>" % (_new() + 1)
    return updated(
        one(),
        {
            papers.root_of(one()): _catalog(names),
            _new(): held,
            _new() + 1: papers.stream(b"900 trieu", b"/Type /EmbeddedFile"),
        },
    )


@attack("invalid", "another title in the properties")
def title_changed() -> bytes:
    return updated(one(), {13: b"<< /Title (Quyet dinh khac) /Author (Van phong) >>"})


def _described(title: str) -> bytes:
    xml = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt><rdf:li>"
        f"{title}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    return papers.stream(xml.encode(), b"/Type /Metadata /Subtype /XML")


@attack("invalid", "another title in the metadata, which viewers show above the page")
def title_changed_in_the_metadata() -> bytes:
    things = papers.objects(catalog=b"/Metadata 30 0 R") | {30: _described("Chuong trinh phoi hop")}
    made = signed(papers.written(things), "hanh", "Hanh")
    return updated(made, {30: _described("Quyet dinh khac")})


@attack("invalid", "properties that are no XML")
def metadata_of_rubbish() -> bytes:
    return updated(
        one(),
        {
            papers.root_of(one()): _catalog(b"/Metadata %d 0 R" % _new()),
            _new(): papers.stream(b"no xml at all", b"/Type /Metadata /Subtype /XML"),
        },
    )


@attack("invalid", "a page's content smuggled in with the proofs")
def smuggled_with_the_proofs() -> bytes:
    return updated(one(), {12: b"<< /Type /DSS /Certs [6 0 R] >>", 6: FALSE})


@attack("invalid", "a strange entry among the proofs")
def strange_proof() -> bytes:
    return updated(one(), {12: papers.with_entry(one(), 12, b"/Page %d 0 R" % _new()), _new(): FALSE})


@attack("invalid", "a new catalogue with other pages")
def another_catalogue() -> bytes:
    new = _new()
    catalog = re.sub(rb"/Pages \d+ 0 R", b"/Pages %d 0 R" % (new + 1), papers.body_of(one(), papers.root_of(one())))
    return updated(
        one(),
        {
            new: catalog,
            new + 1: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (new + 2),
            new + 2: papers.page(b"%d 0 R" % (new + 3)),
            new + 3: FALSE,
        },
        root=new,
    )


@attack("invalid", "a page's content changed between two signatures: the second signer is deceived, the first is not")
def changed_between_signatures() -> bytes:
    return signed(content_replaced(), "seal-court", "Dau")


@attack("invalid", "a page changed and changed back: the file looks like the original")
def changed_and_changed_back() -> bytes:
    return updated(content_replaced(), {6: papers.line(papers.TEXT)})


@attack("invalid", "a page changed after the timestamp that closes the file")
def changed_after_the_timestamp() -> bytes:
    return updated(papers.lasting(), {6: FALSE})


@attack("invalid", "objects in a compressed stream take the place of a page's content")
def replaced_from_an_object_stream() -> bytes:
    number = _new()
    inner = b"3 0 " + papers.page(b"11 0 R", b"8 0 R 9 0 R")
    out = io.BytesIO()
    out.write(one())
    place = out.tell()
    out.write(b"%d 0 obj\n%s\nendobj\n" % (number, papers.stream(inner, b"/Type /ObjStm /N 1 /First 4")))
    start = out.tell()
    entries = (
        (b"\x02" + number.to_bytes(4, "big") + b"\x00")
        + (b"\x01" + place.to_bytes(4, "big") + b"\x00")
        + (b"\x01" + start.to_bytes(4, "big") + b"\x00")
    )
    index = b"/Type /XRef /W [1 4 1] /Index [3 1 %d 2] /Size %d /Root %d 0 R /Prev %d" % (
        number,
        number + 2,
        papers.root_of(one()),
        papers.start_of(one()),
    )
    out.write(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number + 1, papers.stream(entries, index), start))
    return out.getvalue()


def _signature_field(writer):
    for field in writer.root["/AcroForm"]["/Fields"]:
        held = field.get_object()
        if held.get("/FT") == "/Sig":
            return held
    raise LookupError
