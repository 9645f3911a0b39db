"""A PDF opened to be added to: what was there stays byte for byte, and the same update is the same bytes every time."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta, timezone
from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from phoihop.engines.pdf_signing.content import CannotSign

#: Larger files are refused before anything reads them.
MOST_BYTES: Final = 50 * 1024 * 1024
#: Times in papers are Vietnam's, which has known no other since 1975 and shifts no clocks.
VIETNAM: Final = timezone(timedelta(hours=7))


class Update(IncrementalPdfFileWriter):
    """pyHanko's incremental update, but deterministic: file id from the content, no clock, document data untouched.

    Leaving /Info and XMP alone also keeps a PDF/A what it says it is: the two must tell the same.
    """

    def __init__(self, stream: BytesIO, prev: PdfFileReader) -> None:
        super().__init__(stream, prev=prev, strict=False)
        # pyHanko leaves one number out; a tool that fills such a gap later looks as if it had overwritten something
        self._lastobj_id = int(prev.trailer["/Size"]) - 1

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        now = hashlib.sha256(prev.stream.getvalue()).digest()[:16]
        first = _raw(prev.trailer["/ID"][0]) if "/ID" in prev.trailer else now
        return generic.ArrayObject([generic.ByteStringObject(first), generic.ByteStringObject(now)])

    def _update_meta(self) -> None:
        pass

    def finished(self) -> bytes:
        """The file with this update appended."""
        out = BytesIO()
        self.write(out)
        return out.getvalue()


def reader(pdf: bytes) -> PdfFileReader:
    """The file, opened. Raises CannotSign for what is empty, too large, encrypted, or no PDF that can be added to."""
    if not pdf:
        raise CannotSign("Tệp rỗng, không có nội dung nào. Hãy chọn lại tệp PDF.")
    if len(pdf) > MOST_BYTES:
        raise CannotSign("Tệp PDF lớn hơn 50 MB. Hãy giảm dung lượng ảnh trong văn bản rồi tạo lại tệp.")
    try:
        opened = PdfFileReader(BytesIO(pdf), strict=False)
        sound = "/Pages" in opened.root and not opened.xrefs.hybrid_xrefs_present
        encrypted = opened.encrypted
    except Exception as error:  # a broken file breaks a parser in any way it likes
        raise CannotSign("Không đọc được tệp PDF: cấu trúc tệp bị hỏng. Hãy tải lại tệp từ hệ thống.") from error
    if encrypted:
        raise CannotSign("Tệp PDF có đặt mật khẩu nên không ký được. Hãy bỏ mật khẩu rồi thử lại.")
    if not sound:
        raise CannotSign("Tệp PDF có cấu trúc không ký được. Hãy xuất lại văn bản thành PDF/A rồi thử lại.")
    return opened


def update(pdf: bytes) -> Update:
    """The file, opened to be added to. Raises CannotSign."""
    opened = reader(pdf)
    return Update(opened.stream, prev=opened)


def form_fields(pdf: PdfFileReader | Update) -> dict[str, generic.DictionaryObject]:
    """The form's fields by their full names. A form that is not one has none."""
    found: dict[str, generic.DictionaryObject] = {}
    form = entry(pdf.root, "/AcroForm", {})
    waiting = [("", one) for one in (entry(form, "/Fields", ()) if isinstance(form, dict) else ())]
    while waiting and len(found) < 10_000:
        before, pointer = waiting.pop()
        field = pointer.get_object()
        if not isinstance(field, generic.DictionaryObject):
            continue
        own = entry(field, "/T")
        name = before if own is None else f"{before}.{own}" if before else str(own)
        waiting.extend((name, kid) for kid in entry(field, "/Kids", ()))
        if own is not None and "/FT" in field:
            found[name] = field
    return found


def entry(holder: Mapping[str, Any], key: str, otherwise: Any = None) -> Any:
    """What stands under a key, followed where it points. (`get` of a PDF dictionary gives the pointer.)"""
    return holder[key] if key in holder else otherwise  # noqa: SIM401


def numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(round(value, 3)) for value in values])


def dictionary(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name("/" + name): value for name, value in entries.items()})


def _raw(identifier: Any) -> bytes:
    return bytes(identifier.original_bytes if isinstance(identifier, generic.TextStringObject) else identifier)
