"""A signature under way as bytes that can be kept in a row: everything `finish` needs, and nothing secret."""

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.updating import MOST_BYTES

DAMAGED: Final = "Dữ liệu của lượt ký đang dở bị hỏng hoặc do phiên bản khác tạo ra. Hãy bắt đầu ký lại từ đầu."
#: The number tells the layout: checksum, then compressed length of facts, facts as JSON, PDF.
_VERSION: Final = b"phoihop-signing-1\n"
_CHECKSUM: Final = 32


@dataclass(frozen=True, slots=True)
class Kept:
    """`start` and `end` bound the place of the signature in `pdf`; `attributes` is the DER that is signed."""

    pdf: bytes
    field: str
    at: datetime
    certificate: bytes
    chain: tuple[bytes, ...]
    attributes: bytes
    start: int
    end: int


def pack(kept: Kept) -> bytes:
    facts = json.dumps(
        {
            "field": kept.field,
            "at": kept.at.isoformat(),
            "certificate": _text(kept.certificate),
            "chain": [_text(one) for one in kept.chain],
            "attributes": _text(kept.attributes),
            "place": [kept.start, kept.end],
        }
    ).encode()
    packed = zlib.compress(len(facts).to_bytes(4, "big") + facts + kept.pdf, 1)
    return _VERSION + hashlib.sha256(packed).digest() + packed


def unpack(state: bytes) -> Kept:
    """Raises CannotSign for a state that is damaged, cut off, or of another version."""
    head = len(_VERSION)
    checksum, packed = state[head : head + _CHECKSUM], state[head + _CHECKSUM :]
    if not state.startswith(_VERSION) or hashlib.sha256(packed).digest() != checksum:
        raise CannotSign(DAMAGED)
    try:
        data = zlib.decompressobj().decompress(packed, 2 * MOST_BYTES)
        facts_end = 4 + int.from_bytes(data[:4], "big")
        facts = json.loads(data[4:facts_end])
        start, end = facts["place"]
        return Kept(
            pdf=data[facts_end:],
            field=str(facts["field"]),
            at=datetime.fromisoformat(facts["at"]),
            certificate=_bytes(facts["certificate"]),
            chain=tuple(_bytes(one) for one in facts["chain"]),
            attributes=_bytes(facts["attributes"]),
            start=int(start),
            end=int(end),
        )
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise CannotSign(DAMAGED) from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
