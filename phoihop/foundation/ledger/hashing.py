"""What exactly is hashed. Anyone can repeat it: canonical JSON (RFC 8785), SHA-256, Merkle tree as in RFC 9162."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import rfc8785

GENESIS = "0" * 64

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


class Unhashable(ValueError):
    """Not something the ledger can keep exactly. The message names the place and the remedy."""


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes of strings, whole numbers, booleans, None, lists and dicts that `require_exact` let in.

    Six times faster than the reference encoder, and equal to it for such values only. Raises ValueError.
    """
    return _encode(value).encode()


def require_exact(value: Any, where: str) -> None:
    """Refuse what JSON or a database cannot give back exactly as it was: floats, dates, lazy text, NUL. Unhashable."""
    _refuse_inexact(value, where)
    try:
        exact = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, ValueError) as error:
        raise Unhashable(f"{where}: {error}.") from error
    if exact != canonical(value):
        raise Unhashable(f"{where}: keys with characters beyond U+FFFF do not sort the same everywhere. Rename them.")


def _refuse_inexact(value: Any, where: str) -> None:
    if isinstance(value, float):
        raise Unhashable(f"{where} is a float: write whole numbers, or a decimal as text.")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise Unhashable(f"{where} has a key that is not text: {key!r}.")
            _refuse_inexact(inner, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            _refuse_inexact(inner, f"{where}[{place}]")
    elif isinstance(value, str):
        if "\x00" in value:
            raise Unhashable(f"{where} holds a NUL character, which PostgreSQL cannot keep.")
    elif not (value is None or isinstance(value, bool | int)):
        raise Unhashable(
            f"{where} is a {type(value).__name__}, which is not JSON: write it as text (dates: isoformat)."
        )


def hashed_part(entry: Any) -> dict[str, Any]:
    """Every column that means something; `entry` is a row or anything with the same names."""
    return {
        "chain": entry.chain,
        "seq": entry.seq,
        "kind": entry.kind,
        "subject": f"{entry.subject_type}:{entry.subject_id}",
        "by": entry.by,
        "agency": [entry.by_agency, entry.by_agency_name],
        "at": stamp(entry.at),
        "details": entry.details,
        "commitments": entry.commitments,
        "prev": entry.prev_hash,
    }


def entry_hash(entry: Any) -> str:
    """Hex SHA-256 over the hashed part. Raises ValueError where the row holds what `record` never lets in."""
    return _sha256(canonical(hashed_part(entry)))


def anchor_hash(*, seq: int, at: datetime, root: str, prev: str) -> str:
    return _sha256(canonical({"seq": seq, "at": stamp(at), "root": root, "prev": prev}))


def commitment(salt: str, value: str) -> str:
    """A promise of a value that reveals nothing of it and can be forgotten with its salt."""
    return _sha256(canonical([salt, value]))


def merkle_root(heads: Mapping[str, Sequence[Any]]) -> str:
    """Hex root over `{chain: [seq, hash]}`, chains sorted by name. Leaf and node prefixes as in RFC 9162 §2.1."""
    level = [hashlib.sha256(b"\x00" + canonical([chain, *heads[chain]])).digest() for chain in sorted(heads)]
    return _tree(level).hex()


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _tree(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + _tree(leaves[:split]) + _tree(leaves[split:])).digest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
