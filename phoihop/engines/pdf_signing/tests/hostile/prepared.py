"""Files prepared before signing, so that what is seen changes and the signature does not notice ("shadow attacks")."""

from phoihop.engines.pdf_signing.tests.hostile import papers
from phoihop.engines.pdf_signing.tests.hostile.corpus import attack
from phoihop.engines.pdf_signing.tests.hostile.papers import updated, written
from phoihop.engines.pdf_signing.tests.pki import Options, signed

FALSE = papers.line("Kinh phi hang nam la 900 trieu dong")


def _signed(things: papers.Objects) -> bytes:
    return signed(written(things), "hanh", "Hanh")


@attack("invalid", "hide: a picture that covered the text is taken away after signing")
def shadow_hide() -> bytes:
    things = papers.objects() | {
        3: papers.page(b"[6 0 R 30 0 R]", b"8 0 R 9 0 R"),
        6: FALSE,
        30: papers.stream(b"1 g 60 690 400 30 re f 0 g BT /F1 14 Tf 72 700 Td (100 trieu) Tj ET"),
    }
    return updated(_signed(things), {30: papers.stream(b"")})


@attack("invalid", "replace: a font made for the purpose is exchanged after signing")
def shadow_replace() -> bytes:
    swapped = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>"
    return updated(_signed(papers.objects()), {7: swapped})


@attack("invalid", "hide and replace: a second tree of pages waits in the signed file, and is switched to")
def shadow_hide_and_replace() -> bytes:
    waiting = {
        30: b"<< /Type /Pages /Kids [31 0 R] /Count 1 >>",
        31: papers.page(b"32 0 R"),
        32: FALSE,
    }
    made = _signed(papers.objects() | waiting)
    root = papers.root_of(made)
    return updated(made, {root: papers.with_entry(made, root, b"/Pages 30 0 R")})


@attack("invalid", "the same by cross-references alone: no object is written, the list points at the waiting page")
def shadow_by_cross_references() -> bytes:
    made = _signed(papers.objects() | {30: FALSE})
    place = made.index(b"\n30 0 obj") + 1
    aside = made[place:].replace(b"30 0 obj", b"6 0 obj  ", 1)
    start = len(made) + len(aside[: aside.index(b"endobj") + 7])
    return (
        made
        + aside[: aside.index(b"endobj") + 7]
        + b"xref\n6 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(made), papers.size_of(made), papers.root_of(made), papers.start_of(made), start)
    )


@attack("never valid", "the signed page names an object that does not exist yet; it comes after signing")
def object_that_comes_later() -> bytes:
    made = _signed(papers.objects() | {3: papers.page(b"[6 0 R 900 0 R]", b"8 0 R 9 0 R")})
    return updated(made, {900: FALSE})


@attack("never valid", "the same with a seal over it")
def object_that_comes_later_sealed() -> bytes:
    return signed(object_that_comes_later(), "seal-court", "Dau")


@attack("never valid", "the signed page names a gap in the numbers; it is filled after signing")
def gap_filled_later() -> bytes:
    things = papers.objects() | {3: papers.page(b"[6 0 R 20 0 R]", b"8 0 R 9 0 R"), 40: b"<< >>"}
    return updated(_signed(things), {20: FALSE})


@attack("indeterminate", "an empty field as large as the page, filled over the text after the first signature")
def wide_field_filled() -> bytes:
    box = b"40 100 560 800"
    made = _signed(papers.objects() | {8: papers.text_field("so", "", box)})
    new = papers.size_of(made)
    over = papers.stream(
        b"1 g 0 0 520 700 re f 0 g BT /Helv 14 Tf 32 600 Td (900 trieu) Tj ET",
        b"/Type /XObject /Subtype /Form /BBox [0 0 520 700] /Resources << /Font << /Helv 7 0 R >> >>",
    )
    return signed(updated(made, {8: papers.text_field("so", "05", box, new), new: over}), "seal-court", "Dau")


@attack("indeterminate", "a signature field as large as the page, signed after the first signature")
def wide_signature_field() -> bytes:
    return signed(signed(papers.paper(), "hanh", "Hanh"), "yen", "Yen", options=Options(box=(0, 0, 595, 700)))


@attack(
    "indeterminate", "an unsigned signature field whose second widget covers the page, and a seal to close the file"
)
def wide_second_widget() -> bytes:
    made = signed(papers.paper(), "hanh", "Hanh")
    new = papers.size_of(made)
    own = papers.signature_field(made)
    over = papers.stream(b"1 g 0 0 595 842 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << >>")
    things = {
        5: papers.with_entry(made, 5, b"/Fields [8 0 R 9 0 R %d 0 R %d 0 R]" % (own, new)),
        3: papers.with_entry(made, 3, b"/Annots [8 0 R 9 0 R %d 0 R %d 0 R %d 0 R]" % (own, new + 1, new + 2)),
        new: b"<< /FT /Sig /T (them) /Kids [%d 0 R %d 0 R] >>" % (new + 1, new + 2),
        new + 1: b"<< /Type /Annot /Subtype /Widget /Parent %d 0 R /P 3 0 R /Rect [0 0 9 9] >>" % new,
        new + 2: b"<< /Type /Annot /Subtype /Widget /Parent %d 0 R /P 3 0 R /Rect [0 0 595 842] /AP << /N %d 0 R >> >>"
        % (new, new + 3),
        new + 3: over,
    }
    return signed(updated(made, things), "seal-court", "Dau")


@attack("indeterminate", "a script was there before signing")
def script_before_signing() -> bytes:
    action = b"/OpenAction << /S /JavaScript /JS (this.getField\\('so'\\).value = '99') >>"
    return _signed(papers.objects(catalog=action))


@attack("indeterminate", "a script with its name disguised was there before signing")
def disguised_script() -> bytes:
    return _signed(papers.objects(catalog=b"/OpenAction << /S /Java#53cript /J#53 (0) >>"))


@attack("indeterminate", "an action that starts a program was there before signing")
def launch_before_signing() -> bytes:
    return _signed(papers.objects(catalog=b"/OpenAction << /S /Launch /F (calc.exe) >>"))


@attack("indeterminate", "a dynamic form (XFA), which draws its own pages")
def dynamic_form() -> bytes:
    things = papers.objects()
    things[5] = things[5].replace(b"/DA", b"/XFA 30 0 R /DA")
    return _signed(things | {30: papers.stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")})


def _layered(settings: bytes) -> papers.Objects:
    return papers.objects(
        catalog=b"/OCProperties << /OCGs [30 0 R 31 0 R] /D << /Order [30 0 R 31 0 R] %s >> >>" % settings
    ) | {30: b"<< /Type /OCG /Name (a) >>", 31: b"<< /Type /OCG /Name (b) >>"}


@attack("indeterminate", "two layers, one of them hidden: a click shows the other")
def hidden_layer() -> bytes:
    return _signed(_layered(b"/OFF [31 0 R]"))


@attack("indeterminate", "a layer that is printed and not shown")
def layer_for_print() -> bytes:
    return _signed(_layered(b"/AS [<< /Event /Print /Category [/Print] /OCGs [31 0 R] >>]"))


@attack("invalid", "layers flipped after signing")
def layers_flipped() -> bytes:
    made = _signed(_layered(b""))
    root = papers.root_of(made)
    body = papers.body_of(made, root).replace(b"/Order", b"/OFF [30 0 R] /Order")
    return updated(made, {root: body})


@attack("indeterminate", "a page's content that lies in another file")
def content_from_elsewhere() -> bytes:
    outside = papers.stream(b"", b"/F (noi-dung.txt)")
    return _signed(papers.objects() | {6: outside})


@attack("indeterminate", "a film on the page")
def film_on_the_page() -> bytes:
    film = b"<< /Type /Annot /Subtype /RichMedia /Rect [60 690 460 720] >>"
    return _signed(papers.objects() | {3: papers.page(b"6 0 R", b"8 0 R 9 0 R 30 0 R"), 30: film})
