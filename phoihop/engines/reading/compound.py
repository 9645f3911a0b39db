"""Old Office files ([MS-CFB] compound files): enough of them to tell a .doc from what must be refused."""

import struct
from typing import Final

from phoihop.engines.reading.refusals import Unreadable

SIGNATURE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENTRY: Final = 128
_FIB_ENCRYPTED: Final = 0x0100


def check(data: bytes) -> None:
    """Passes a Word 97–2003 document without password and macros; refuses everything else by its reason."""
    entries = _directory(data)
    if entries is None:
        raise Unreadable("truncated")
    if "EncryptedPackage" in entries or "EncryptionInfo" in entries:
        raise Unreadable("password")
    if "Workbook" in entries or "Book" in entries or "PowerPoint Document" in entries:
        raise Unreadable("not-word")
    if "WordDocument" not in entries:
        raise Unreadable("unknown-type")
    if "Macros" in entries or "_VBA_PROJECT" in entries:
        raise Unreadable("macros")
    if _is_encrypted(data, entries["WordDocument"]):
        raise Unreadable("password")


def _sector_size(data: bytes) -> int:
    shift = int(struct.unpack_from("<H", data, 30)[0])
    return 1 << shift if shift in (9, 12) else 512


def _directory(data: bytes) -> dict[str, int] | None:
    """Stream and storage names with their first sectors, following the directory's chain; None if it is cut short."""
    try:
        size = _sector_size(data)
        table_sectors = struct.unpack_from("<109I", data, 76)
        sector, entries, seen = struct.unpack_from("<I", data, 48)[0], dict[str, int](), set[int]()
        while sector < 0xFFFFFFFA and sector not in seen:
            seen.add(sector)
            start = (sector + 1) * size
            for at in range(start, start + size, _ENTRY):
                length, kind = struct.unpack_from("<HB", data, at + 64)
                if kind and 2 <= length <= 64:
                    name = data[at : at + length - 2].decode("utf-16-le", "replace")
                    entries.setdefault(name, struct.unpack_from("<I", data, at + 116)[0])
            table = table_sectors[sector // (size // 4)]
            sector = struct.unpack_from("<I", data, (table + 1) * size + 4 * (sector % (size // 4)))[0]
    except (struct.error, IndexError):
        return None
    return entries


def _is_encrypted(data: bytes, first_sector: int) -> bool:
    at = (first_sector + 1) * _sector_size(data)
    if at + 12 > len(data):
        raise Unreadable("truncated")
    magic, flags = struct.unpack_from("<H8xH", data, at)
    return magic == 0xA5EC and bool(flags & _FIB_ENCRYPTED)
