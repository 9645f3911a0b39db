"""The face of filled-in numbers and dates, embedded once in a paper so that filling in needs no font at hand."""

import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.updating import Update, dictionary, numbers
from phoihop.engines.typesetting import font_file

#: ISO 32000-1, 9.8.2: symbolic; italic.
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6
_VIETNAMESE: Final = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
CHARACTERS: Final = "".join(map(chr, range(0x20, 0x7F))) + _VIETNAMESE + "–—‘’“”…"
#: Names under which a paper's form knows its faces: upright and italic.
NAMES: Final = {False: "/PhUpright", True: "/PhItalic"}


@dataclass(frozen=True, slots=True)
class Face:
    """A face cut down to `CHARACTERS`. Measures in thousandths of an em."""

    name: str
    program: bytes
    glyphs: bytes
    widths: tuple[tuple[int, float], ...]
    box: tuple[float, ...]
    slant: float
    ascent: float
    descent: float
    capitals: float


def embedded(pdf: Update, *, italic: bool) -> generic.IndirectObject:
    """The face, put into the PDF: a composite font whose codes are UTF-16, so that a value needs no table to be set.

    Widths are thousandths of an em (ISO 32000-1, 9.7.4.3), whatever the face's own units are.
    """
    face = _face(italic)
    name = pdf_name("/" + face.name)
    widths = generic.ArrayObject()
    for code, width in face.widths:
        widths.extend((generic.NumberObject(code), numbers(width)))
    cid_font = dictionary(
        Type=pdf_name("/Font"),
        Subtype=pdf_name("/CIDFontType2"),
        BaseFont=name,
        CIDSystemInfo=dictionary(
            Registry=generic.TextStringObject("Adobe"),
            Ordering=generic.TextStringObject("Identity"),
            Supplement=generic.NumberObject(0),
        ),
        FontDescriptor=pdf.add_object(_descriptor(pdf, face)),
        W=widths,
        DW=generic.NumberObject(0),
        CIDToGIDMap=pdf.add_object(stream(face.glyphs)),
    )
    return pdf.add_object(
        dictionary(
            Type=pdf_name("/Font"),
            Subtype=pdf_name("/Type0"),
            BaseFont=name,
            Encoding=pdf_name("/Identity-H"),
            DescendantFonts=generic.ArrayObject([pdf.add_object(cid_font)]),
            ToUnicode=pdf.add_object(stream(_TO_UNICODE)),
        )
    )


def _descriptor(pdf: Update, face: Face) -> generic.DictionaryObject:
    program = stream(face.program)
    program[pdf_name("/Length1")] = generic.NumberObject(len(face.program))
    return dictionary(
        Type=pdf_name("/FontDescriptor"),
        FontName=pdf_name("/" + face.name),
        Flags=generic.NumberObject(_SYMBOLIC | (_ITALIC if face.slant else 0)),
        FontBBox=numbers(*face.box),
        ItalicAngle=generic.FloatObject(face.slant),
        Ascent=generic.FloatObject(face.ascent),
        Descent=generic.FloatObject(face.descent),
        CapHeight=generic.FloatObject(face.capitals),
        StemV=generic.NumberObject(80),
        FontFile2=pdf.add_object(program),
    )


def width_of(value: str, font: generic.DictionaryObject) -> float:
    """Width of the value in ems. Raises CannotSign for a character the embedded face does not have."""
    widths = font["/DescendantFonts"][0].get_object()["/W"]
    known = {int(widths[i]): float(widths[i + 1][0]) for i in range(0, len(widths), 2)}
    unknown = next((character for character in value if ord(character) not in known), None)
    if unknown is not None:
        raise CannotSign(f"Phông chữ của văn bản không có ký tự “{unknown}”. Hãy thay hoặc bỏ ký tự đó.")
    return sum(known[ord(character)] for character in value) / 1000


def codes(value: str) -> bytes:
    """The value as the embedded face's codes, in hexadecimal."""
    return value.encode("utf-16-be").hex().encode("ascii")


def stream(data: bytes) -> generic.StreamObject:
    return generic.StreamObject({pdf_name("/Filter"): pdf_name("/FlateDecode")}, encoded_data=zlib.compress(data, 9))


@cache
def _face(italic: bool) -> Face:
    from fontTools import subset  # slow to import, and only preparing a paper needs it
    from fontTools.ttLib import TTFont

    path = font_file(italic=italic)
    if path is None:
        raise CannotSign("Máy chủ chưa có phông chữ Times đủ tiếng Việt. Lệnh “phoihop doctor” chỉ cách cài.")
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[])
    options.drop_tables += ["Debg"]  # an editor's notes
    with TTFont(path, fontNumber=0, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=CHARACTERS)
        cutter.subset(font)
        out = BytesIO()
        font.save(out)
        return _measured(font, "PHOIHO+" + path.stem, out.getvalue())


def _measured(font: Any, name: str, program: bytes) -> Face:
    scale = 1000 / font["head"].unitsPerEm
    cmap = font.getBestCmap()
    glyphs = bytearray(2 * (max(cmap) + 1))
    for code, glyph in cmap.items():
        glyphs[2 * code : 2 * code + 2] = font.getGlyphID(glyph).to_bytes(2, "big")
    head = font["head"]
    return Face(
        name=name,
        program=program,
        glyphs=bytes(glyphs),
        widths=tuple((code, font["hmtx"][glyph][0] * scale) for code, glyph in sorted(cmap.items())),
        box=tuple(edge * scale for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        slant=round(font["post"].italicAngle, 2),
        ascent=round(font["hhea"].ascent * scale, 1),
        descent=round(font["hhea"].descent * scale, 1),
        capitals=round(getattr(font["OS/2"], "sCapHeight", 0) * scale, 1) or 662,
    )


#: Codes are Unicode already; text is copied and searched as it was typed.
_TO_UNICODE: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
5 beginbfrange
<0020> <007E> <0020>
<00A0> <00FF> <00A0>
<0100> <01FF> <0100>
<1E00> <1EFF> <1E00>
<2000> <20FF> <2000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
