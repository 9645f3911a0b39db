"""Numbers and dates filled into a paper, also after others have signed it: an addition their signatures allow."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.fields import FieldMDPSpec

from phoihop.engines.pdf_signing import faces
from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.locks import locks_in
from phoihop.engines.pdf_signing.updating import Update, dictionary, entry, form_fields, numbers, update

#: From the bottom of a line 1.15 em high to its base line: what Times faces reach below it.
_BELOW: Final = 0.22
#: Narrower than this and a number looks squeezed.
_LEAST_SCALE: Final = 0.85
_LOOK = re.compile(r"(/\S+) +([\d.]+) +Tf")


def fill(pdf: bytes, values: Mapping[str, str]) -> bytes:
    """The PDF with these text fields filled, as one incremental update. Values stand in the middle of their fields.

    Raises CannotSign for a field that is unknown, filled already, or locked by a signature, and for a value that is
    empty, does not fit, or has characters the paper's face does not have.
    """
    opened = update(pdf)
    known = form_fields(opened)
    locks = locks_in(known)
    for name, given in values.items():
        value = unicodedata.normalize("NFC", given).strip()
        _write(opened, _fillable(known, locks, name), name, value)
    return opened.finished()


def _fillable(
    known: Mapping[str, generic.DictionaryObject], locks: list[FieldMDPSpec], name: str
) -> generic.DictionaryObject:
    field = known.get(name)
    if field is None or entry(field, "/FT") != "/Tx":
        raise CannotSign(f"Văn bản không có chỗ ghi “{name}”. Hãy lấy lại bản PDF mới nhất của hồ sơ.")
    if entry(field, "/V"):
        raise CannotSign(f"Chỗ “{name}” đã ghi “{field['/V']}”. Số và ngày đã ghi thì không sửa được.")
    if any(lock.is_locked(name) for lock in locks):
        raise CannotSign(f"Chỗ “{name}” đã bị một chữ ký khóa lại. Muốn sửa phải lập văn bản khác và ký lại.")
    return field


def _write(opened: Update, field: generic.DictionaryObject, name: str, value: str) -> None:
    if not value:
        raise CannotSign(f"Chưa nhập nội dung cho “{name}”. Hãy nhập rồi thử lại.")
    look = _LOOK.search(str(entry(field, "/DA", "")))
    fonts = entry(entry(opened.root["/AcroForm"], "/DR", {}), "/Font", {})
    if look is None or look[1] not in fonts:
        raise CannotSign(f"Chỗ “{name}” không do hệ thống tạo nên không ghi được. Hãy dàn trang lại văn bản.")
    left, bottom, right, top = (float(edge) for edge in field["/Rect"])
    width, height, size = right - left, top - bottom, float(look[2])
    natural = faces.width_of(value, fonts[look[1]]) * size
    scale = min(1.0, width / natural)
    if scale < _LEAST_SCALE:
        raise CannotSign(f"“{value}” dài quá chỗ dành sẵn trên văn bản. Hãy rút ngắn.")
    across = (width - natural * scale) / 2
    up = (height - 1.15 * size) / 2 + _BELOW * size
    shown = b"/Tx BMC q BT %b %g Tf %g Tz 0 g %.3f %.3f Td <%b> Tj ET Q EMC" % (
        look[1].encode("ascii"),
        size,
        scale * 100,
        across,
        up,
        faces.codes(value),
    )
    appearance = faces.stream(shown)
    appearance.update(
        dictionary(
            Type=pdf_name("/XObject"),
            Subtype=pdf_name("/Form"),
            BBox=numbers(0, 0, width, height),
            Resources=dictionary(Font=dictionary(**{look[1][1:]: fonts.raw_get(look[1])})),
        )
    )
    field[pdf_name("/V")] = generic.pdf_string(value)
    field[pdf_name("/AP")] = dictionary(N=opened.add_object(appearance))
    opened.update_container(field)
