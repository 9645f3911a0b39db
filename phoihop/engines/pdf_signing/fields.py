"""Empty fields put into a finished PDF: where persons and organs will sign, where number and date will stand."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec

from phoihop.engines.pdf_signing import faces
from phoihop.engines.pdf_signing.content import CannotSign, Field
from phoihop.engines.pdf_signing.updating import Update, dictionary, entry, form_fields, numbers, update

#: ISO 32000-1, 12.5.3: printed, and not to be moved by a reader's user.
_PRINTED, _FIXED = 1 << 2, 1 << 7
#: ISO 32000-1, 12.7.3.1. Read-only keeps readers from showing a box to type in; `filling` fills them all the same.
_READ_ONLY = 1
#: ISO 32000-1, 12.7.2: signatures exist; append only.
_SIGNED_BY_APPENDING: Final = 3


def prepare(pdf: bytes, fields: Sequence[Field]) -> bytes:
    """The PDF with empty fields, as one incremental update: the same bytes for the same arguments.

    Fields show nothing until they are signed or filled. Raises CannotSign for names that are not unique or hold a
    full stop, places outside the paper, and locks of fields that do not exist.
    """
    opened = update(pdf)
    _check(opened, fields)
    form = _form(opened)
    faces_in_use = _faces(opened, form, fields)
    for one in fields:
        page_ref, _ = opened.find_page_for_modification(one.page - 1)
        page = page_ref.get_object()
        field = _signature(opened, one) if one.kind == "signature" else _text(opened, one, faces_in_use)
        field[pdf_name("/P")] = page_ref
        pointer = opened.add_object(field)
        form["/Fields"].append(pointer)
        annotations = entry(page, "/Annots")
        if annotations is None:
            page[pdf_name("/Annots")] = annotations = generic.ArrayObject()
        annotations.append(pointer)
        opened.update_container(annotations)
        opened.update_container(page)
    return opened.finished()


def page_count(pdf: bytes) -> int:
    """How many pages a finished PDF has."""
    return int(update(pdf).root["/Pages"]["/Count"])


def _check(opened: Update, fields: Sequence[Field]) -> None:
    taken = Counter([*form_fields(opened), *(one.name for one in fields)])
    twice = next((name for name, count in taken.items() if count > 1), None)
    if twice:
        raise CannotSign(f"Trường “{twice}” được khai báo hai lần. Mỗi chỗ ký, số, ngày phải có tên riêng.")
    texts = {one.name for one in fields if one.kind == "text"}
    pages = int(opened.root["/Pages"]["/Count"])
    for one in fields:
        if not one.name or "." in one.name:
            raise CannotSign(f"Tên trường “{one.name}” không dùng được: tên phải có chữ và không có dấu chấm.")
        if not (1 <= one.page <= pages and 0 < one.width < 5000 and 0 < one.height < 5000):
            raise CannotSign(f"Trường “{one.name}” nằm ngoài văn bản. Hãy dàn trang lại văn bản.")
        if not texts.issuperset(one.locks):
            raise CannotSign(f"Trường “{one.name}” khóa một trường không có trong văn bản. Hãy dàn trang lại văn bản.")


def _form(opened: Update) -> generic.DictionaryObject:
    form = entry(opened.root, "/AcroForm")
    if form is None:
        form = dictionary(Fields=generic.ArrayObject())
        opened.root[pdf_name("/AcroForm")] = opened.add_object(form)
        opened.update_root()
    form[pdf_name("/SigFlags")] = generic.NumberObject(_SIGNED_BY_APPENDING)
    opened.update_container(form)
    opened.update_container(form["/Fields"])
    return form


def _faces(
    opened: Update, form: generic.DictionaryObject, fields: Sequence[Field]
) -> dict[bool, generic.IndirectObject]:
    styles = sorted({one.italic for one in fields if one.kind == "text"})
    found = {italic: faces.embedded(opened, italic=italic) for italic in styles}
    if found:
        if "/DR" not in form:
            form[pdf_name("/DR")] = dictionary()
        if "/Font" not in form["/DR"]:
            form["/DR"][pdf_name("/Font")] = dictionary()
        fonts = form["/DR"]["/Font"]
        fonts.update({pdf_name(faces.NAMES[italic]): pointer for italic, pointer in found.items()})
    return found


def _widget(opened: Update, one: Field, kind: str) -> generic.DictionaryObject:
    nothing = faces.stream(b"")
    nothing.update(
        dictionary(
            Type=pdf_name("/XObject"),
            Subtype=pdf_name("/Form"),
            BBox=numbers(0, 0, one.width, one.height),
            Resources=dictionary(),
        )
    )
    return dictionary(
        Type=pdf_name("/Annot"),
        Subtype=pdf_name("/Widget"),
        FT=pdf_name(kind),
        T=generic.pdf_string(one.name),
        F=generic.NumberObject(_PRINTED | _FIXED),
        Rect=numbers(one.x, one.y, one.x + one.width, one.y + one.height),
        AP=dictionary(N=opened.add_object(nothing)),
    )


def _signature(opened: Update, one: Field) -> generic.DictionaryObject:
    field = _widget(opened, one, "/Sig")
    if one.locks:
        lock = FieldMDPSpec(FieldMDPAction.INCLUDE, list(one.locks)).as_sig_field_lock()
        field[pdf_name("/Lock")] = opened.add_object(lock)
    return field


def _text(opened: Update, one: Field, found: dict[bool, generic.IndirectObject]) -> generic.DictionaryObject:
    field = _widget(opened, one, "/Tx")
    size = one.size_pt or one.height / 1.15
    field[pdf_name("/DA")] = generic.pdf_string(f"{faces.NAMES[one.italic]} {size:g} Tf 0 g")
    field[pdf_name("/Q")] = generic.NumberObject(1)
    field[pdf_name("/Ff")] = generic.NumberObject(_READ_ONLY)
    return field
