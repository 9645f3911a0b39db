"""Where a task comes from, when that is not a clause: later stages tell how what they made is named and found."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """`said` in the reader's language ("Kết luận 3, giao ban quý II/2026"); `url` a path on this site, or ""."""

    said: str
    url: str = ""


Describe = Callable[[str], Source | None]
_known: dict[str, Describe] = {}


def register(origin_type: str, describe: Describe) -> None:
    """`describe(origin_id)` for tasks whose `origin_type` this is; None for a thing that is no longer there."""
    _known[origin_type] = describe


def source_of(origin_type: str, origin_id: str) -> Source | None:
    describe = _known.get(origin_type)
    return describe(origin_id) if describe else None
