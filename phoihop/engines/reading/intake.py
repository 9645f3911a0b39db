"""Which kind of file this is, told by its content, and its lines; everything that must be refused is refused here."""

from typing import Final

from phoihop.engines.reading import compound, office
from phoihop.engines.reading.lines import Reading
from phoihop.engines.reading.package import Package
from phoihop.engines.reading.plain import read_plain
from phoihop.engines.reading.refusals import MAX_BYTES, Unreadable

_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\0asm")
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")
_OPEN_DOCUMENT_TEXT: Final = b"application/vnd.oasis.opendocument.text"
_NAMED: Final = (".docx", ".odt", ".doc", ".pdf", ".docm", ".dotx")


def take_in(data: bytes, *, filename: str = "", soffice: str | None = None) -> Reading:
    """The lines of a document. Raises Unreadable for anything that is none, or is unsafe to open."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large")
    if data.startswith(_PROGRAMS):
        raise Unreadable("executable")
    if data.startswith(compound.SIGNATURE):
        compound.check(data)
        return _converted(data, ".doc", filename, soffice)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, filename, soffice)
    if b"%PDF-" in data[:1024]:
        from phoihop.engines.reading.pdf import read_pdf

        return read_pdf(data)
    if data.startswith(b"{\\rtf"):
        return _converted(data, ".rtf", filename, soffice)
    return _text(data, filename)


def _text(data: bytes, filename: str) -> Reading:
    opening = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_PICTURES) or opening.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise Unreadable("unknown-type")
    if filename.lower().endswith(_NAMED) and b"\0" in data[:4096]:
        raise Unreadable("damaged")
    return read_plain(data)


def _zipped(data: bytes, filename: str, soffice: str | None) -> Reading:
    package = Package(data)
    if "[Content_Types].xml" in package:
        return _office_xml(package, filename)
    if "mimetype" in package:
        if not package.read("mimetype", 256).startswith(_OPEN_DOCUMENT_TEXT):
            raise Unreadable("not-word")
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Unreadable("password")
        for name in ("content.xml", "styles.xml"):
            if name in package:
                package.xml(name)  # refused here rather than handed to another program
        return _converted(data, ".odt", filename, soffice)
    raise Unreadable("unknown-type")


def _office_xml(package: Package, filename: str) -> Reading:
    types = package.read("[Content_Types].xml")
    if b"macroEnabled" in types or filename.lower().endswith((".docm", ".dotm")):
        raise Unreadable("macros")
    if b"wordprocessingml" not in types:
        raise Unreadable("not-word" if b"spreadsheetml" in types or b"presentationml" in types else "unknown-type")
    from phoihop.engines.reading.word import read_word

    return read_word(package)


def _converted(data: bytes, suffix: str, filename: str, soffice: str | None) -> Reading:
    return _zipped(office.to_docx(data, suffix=suffix, filename=filename, soffice=soffice), "", soffice)
