"""A file as facts, with everything refused that is no safe .docx; and the rule set its head tells."""

from datetime import date as Day
from typing import Final

from phoihop.engines import regimes
from phoihop.engines.format_check.facts import Document
from phoihop.engines.format_check.heading import suggested
from phoihop.engines.format_check.word_facts import read_facts
from phoihop.engines.reading import Unreadable
from phoihop.engines.reading.package import Package
from phoihop.engines.reading.refusals import MAX_BYTES
from phoihop.engines.regimes import Regime

_HEAD_LINES: Final = 40


def opened(data: bytes) -> Document:
    """The facts of a .docx. Raises Unreadable."""
    if not data.strip(b" \t\r\n\0"):
        raise Unreadable("empty")
    if len(data) > MAX_BYTES:
        raise Unreadable("too-large")
    if not data.startswith(b"PK"):
        raise Unreadable("unknown-type")
    package = Package(data)
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in package else b""
    if b"macroEnabled" in types:
        raise Unreadable("macros")
    if b"wordprocessingml" not in types:
        raise Unreadable("not-word" if b"spreadsheetml" in types or b"presentationml" in types else "unknown-type")
    return read_facts(package)


def told_regime(document: Document, on: Day) -> Regime:
    """By the national or the Party title at its head; the state's where neither is there."""
    told = (suggested(line.text) for line in document.lines[:_HEAD_LINES])
    organ = next(filter(None, told), "state")
    return regimes.choose("party" if organ == "party" else "state", on)
