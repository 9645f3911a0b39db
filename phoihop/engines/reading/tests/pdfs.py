"""PDF files written by hand: text at known places, pictures, pages without text, a password."""

from collections.abc import Sequence

Placed = tuple[float, float, str]
"""x, y of the baseline in points, and the text; every letter is half as wide as the type is high."""

SIZE = 12
_CMAP = "".join(
    f"{min(64, 256 - start)} beginbfrange\n"
    + "".join(f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n" for high in range(start, start + 64))
    + "endbfrange\n"
    for start in range(0, 256, 64)
)


def pdf(*pages: Sequence[Placed], pictures: bool = False, bold: Sequence[str] = (), trailer: str = "") -> bytes:
    """A PDF with one page for each list of placed texts; texts in `bold` are set in a bold font."""
    objects: list[bytes] = [b"", b""]

    def add(content: str | bytes) -> int:
        objects.append(content if isinstance(content, bytes) else content.encode("latin-1"))
        return len(objects)

    def stream(content: str, head: str = "") -> int:
        return add(f"<<{head}/Length {len(content)}>>\nstream\n{content}\nendstream")

    to_unicode = stream(
        "/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{_CMAP}endcmap\nend"
    )
    fonts = [_font(add, name, to_unicode) for name in ("Plain", "Plain-Bold")]
    picture = stream("\0" * 3, "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8")
    kids = []
    for texts in pages:
        drawn = "q 500 0 0 700 50 50 cm /P Do Q\n" if pictures else ""
        for x, y, said in texts:
            font = 1 if said in bold else 0
            drawn += f"BT /F{font} {SIZE} Tf {x} {y} Td <{said.encode('utf-16-be').hex()}> Tj ET\n"
        content = stream(drawn)
        kids.append(
            add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R/Resources<</Font<</F0 "
                f"{fonts[0]} 0 R/F1 {fonts[1]} 0 R>>/XObject<</P {picture} 0 R>>>>>>"
            )
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    return _file(objects, trailer)


def _font(add, name: str, to_unicode: int) -> int:
    descendant = add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/DW 500/FontDescriptor {_descriptor(add, name)} 0 R>>"
    )
    return add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {to_unicode} 0 R>>"
    )


def _descriptor(add, name: str) -> int:
    flags = 4 + (1 << 18 if "Bold" in name else 0)
    return add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
        "/Descent -200/CapHeight 700/StemV 80>>"
    )


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    made = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        made
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n"
            f"startxref\n{len(made)}\n%%EOF\n"
        ).encode()
    )


def column(lines: Sequence[str], *, top: float = 780, left: float = 70, step: float = 18) -> list[Placed]:
    """Lines under each other; a line that begins with a tab is indented like the first of a paragraph."""
    return [
        (left + (28 if line.startswith("\t") else 0), top - at * step, line.strip()) for at, line in enumerate(lines)
    ]


def locked() -> bytes:
    """A PDF that asks for a password (revision 2 of the standard handler, with keys nobody has)."""
    keys = "41" * 32
    return pdf(
        [(70, 700, "Điều 1. Phạm vi")],
        trailer=f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<{keys}>/U<{keys}>/P -4>>",
    )
