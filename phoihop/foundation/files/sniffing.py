"""What a file is, told by its content alone. Names and what a browser says are only compared with it."""

import zipfile
from pathlib import Path

import puremagic

from phoihop.foundation.files import kinds
from phoihop.foundation.files.refusals import Refused

#: A document that unpacks to more than this is not opened, whatever it says it is.
UNPACKED_LIMIT = 300 * 1024 * 1024
ENTRIES_LIMIT = 20_000

_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_MORE_PROGRAMS = (b"\0asm", b"L\0\0\0\x01\x14\x02\0", b"!<arch>\n", b"dex\n")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: In this order: a text may have a sheet inside.
_STREAMS = {"WordDocument": kinds.DOC, "Workbook": kinds.XLS, "PowerPoint Document": kinds.PPT}
#: How the names of an installer's (.msi) streams begin.
_INSTALLER = "\u4840".encode("utf-16-le")
_OPEN_DOCUMENT = {kinds.ODT.encode(): kinds.ODT, kinds.ODS.encode(): kinds.ODS}
_OFFICE = {"word/document.xml": kinds.DOCX, "xl/workbook.xml": kinds.XLSX, "ppt/presentation.xml": kinds.PPTX}
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": kinds.PNG, b"\xff\xd8\xff": kinds.JPEG, b"{\\rtf": kinds.RTF}


def media_type(path: Path) -> str:
    """One of `kinds`, or what puremagic calls it, or "". Raises Refused for what is unsafe to keep at all."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    if head.startswith(_PROGRAMS + _MORE_PROGRAMS):
        raise Refused("executable")
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if head.startswith(_COMPOUND):
        return _compound(path)
    if b"%PDF-" in head[:1024]:
        return kinds.PDF
    for beginning, kind in _BEGINNINGS.items():
        if head.startswith(beginning):
            return kind
    return kinds.TXT if _is_text(head) else _guess(path)


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            return _inside(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError, RuntimeError) as error:
        raise Refused("damaged") from error


def _inside(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    if len(entries) > ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise Refused("zip-bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("password")
    names = {entry.filename for entry in entries}
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        raise Refused("executable")
    if any(_is_macro(name.lower()) for name in names):
        raise Refused("macros")
    if "mimetype" in names:
        return _OPEN_DOCUMENT.get(archive.read("mimetype")[:100].strip(), "application/zip")
    if "[Content_Types].xml" in names:
        return next((kind for part, kind in _OFFICE.items() if part in names), "application/zip")
    return "application/zip"


def _is_macro(part: str) -> bool:
    """Of Word and PowerPoint, of Excel before VBA, of LibreOffice."""
    return part.endswith("vbaproject.bin") or part.startswith(("xl/macrosheets/", "basic/", "scripts/"))


def _compound(path: Path) -> str:
    """The container of .doc, .xls, .msi and of encrypted .docx; stream names lie in it as UTF-16."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refused("macros")
    for stream, kind in _STREAMS.items():
        if stream.encode("utf-16-le") in content:
            return kind
    raise Refused("executable" if _INSTALLER in content else "damaged")


def _is_text(head: bytes) -> bool:
    """Words in any of the encodings in use here: UTF-8, UTF-16, and the old one-byte ones (TCVN3, VNI)."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)


def _guess(path: Path) -> str:
    try:
        return str(puremagic.from_file(path, mime=True))
    except (puremagic.PureError, ValueError):
        return ""
