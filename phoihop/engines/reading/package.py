"""Zip packages (.docx, .odt) opened with care: declared and real sizes, names, macros, and XML without entities."""

import zipfile
import zlib
from io import BytesIO
from typing import Final

from lxml import etree

from phoihop.engines.reading.refusals import Unreadable

MAX_ENTRIES: Final = 5_000
MAX_DECLARED: Final = 400 * 2**20
MAX_XML_PART: Final = 16 * 2**20
"""An XML tree in memory takes about ten times its text; a 3,000-clause document has 4 MB."""
MAX_TAGS: Final = 800_000
MAX_RATIO: Final = 250
"""Word's own XML packs 10 to 60 times; a zip bomb a thousand."""
_STEP: Final = 2**16


class Package:
    """The parts of a zip file by name; refuses bombs, tricks with names, macros and encrypted entries at once."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as wrong:
            raise Unreadable("truncated") from wrong
        self._entries = {}
        for entry in self._zip.infolist():
            _refuse_tricks(entry)
            self._entries[entry.filename] = entry
        if len(self._zip.infolist()) > MAX_ENTRIES:
            raise Unreadable("unsafe")
        if sum(entry.file_size for entry in self._entries.values()) > MAX_DECLARED:
            raise Unreadable("zip-bomb")
        if any(_is_macro(name) for name in self._entries):
            raise Unreadable("macros")

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def read(self, name: str, limit: int = MAX_XML_PART) -> bytes:
        """A part, inflated step by step and stopped at the limit, whatever size its header declares."""
        entry = self._entries[name]
        taken = bytearray()
        try:
            with self._zip.open(entry) as part:
                while step := part.read(_STEP):
                    taken += step
                    if len(taken) > limit or len(taken) > 2**20 + MAX_RATIO * max(entry.compress_size, 1):
                        raise Unreadable("zip-bomb")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as wrong:
            raise Unreadable("damaged") from wrong
        return bytes(taken)

    def xml(self, name: str) -> etree._Element:
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> etree._Element:
    """A tree without entities, network or unbounded depth; office programs never write a document type."""
    if b"<!DOCTYPE" in data[:4096] or b"<!\x00D\x00O" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable("unsafe")
    if data.count(b"<") > MAX_TAGS:
        raise Unreadable("too-long")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise Unreadable("damaged") from wrong
    return root


def _refuse_tricks(entry: zipfile.ZipInfo) -> None:
    parts = entry.filename.replace("\\", "/").split("/")
    if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise Unreadable("unsafe")
    if entry.flag_bits & 0x1:
        raise Unreadable("password")
    if entry.file_size > 2**20 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise Unreadable("zip-bomb")


def _is_macro(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(("vbaproject.bin", "vbadata.xml")) or lowered.startswith(("basic/", "scripts/"))
