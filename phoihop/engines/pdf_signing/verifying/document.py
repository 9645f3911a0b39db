"""What a file is before anybody is believed: its signatures in every revision, its bytes, what it does by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from asn1crypto import parser
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature

from phoihop.engines.pdf_signing.verifying import sentences

_TRACE: Final = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+\d+")
_OBJECT: Final = re.compile(rb"(?<![0-9])(\d{1,10}) (\d{1,5}) obj\b")
_ACTIONS: Final = {
    "/JavaScript": "mã JavaScript",
    "/Launch": "lệnh mở chương trình khác",
    "/ImportData": "lệnh nạp dữ liệu từ ngoài",
    "/SubmitForm": "lệnh gửi biểu mẫu đi nơi khác",
    "/Rendition": "nội dung đa phương tiện",
    "/Movie": "nội dung đa phương tiện",
}
_MEDIA: Final = frozenset({"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"})


class Unreadable(Exception):
    """The file cannot be read. The text says why."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be opened. `signatures` are in the order of signing, document timestamps among them."""

    pdf: bytes
    reader: PdfFileReader
    signatures: tuple[EmbeddedPdfSignature, ...] = ()
    broken: tuple[str, ...] = ()  # names of fields whose signature cannot be read
    replaced: tuple[str, ...] = ()  # names of fields that once held another signature than now
    twins: bool = False  # two fields of one name

    @property
    def last_revision(self) -> int:
        return int(self.reader.xrefs.total_revisions) - 1

    @property
    def traces(self) -> int:
        """How many signatures the bytes show, whether or not the file still leads to them."""
        return len(_TRACE.findall(self.pdf))


def entry(held: Any, key: str, default: Any = None) -> Any:
    """A dictionary's entry, references followed; pyHanko's own `get` gives the reference."""
    try:
        return held[key]
    except KeyError:
        return default


def opened(pdf: bytes) -> Document:
    """The document and its signatures. Raises Unreadable, or whatever pyHanko raises for a file that is broken."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    if reader.encrypted:
        raise Unreadable(sentences.ENCRYPTED)
    now = list(_filled(reader))
    names = [name for name, _, _ in now]
    found: list[EmbeddedPdfSignature] = []
    broken: list[str] = []
    for name, _, place in now:
        try:
            found.append(EmbeddedPdfSignature(reader, place, name))
        except (ValueError, KeyError, TypeError, AssertionError, AttributeError, IndexError):
            broken.append(name)
    return Document(
        pdf,
        reader,
        signatures=tuple(sorted(found, key=lambda one: one.signed_revision)),
        broken=tuple(broken),
        replaced=tuple(_replaced(reader, {name: value for name, value, _ in now})),
        twins=len(set(names)) < len(names),
    )


def _filled(handler: Any) -> Iterator[tuple[str, tuple[int, int] | None, Any]]:
    """Name, the reference of the signature, and the field, for each field that is signed."""
    for name, value, place in enumerate_sig_fields(handler, filled_status=True):
        yield str(name), _reference(value), place


def _reference(value: Any) -> tuple[int, int] | None:
    held = value.reference if isinstance(value, generic.IndirectObject) else getattr(value, "container_ref", None)
    return (held.idnum, held.generation) if held is not None and hasattr(held, "idnum") else None


def _replaced(reader: PdfFileReader, now: dict[str, tuple[int, int] | None]) -> Iterator[str]:
    """Fields signed in an earlier revision whose signature is gone, another one, or written over."""
    seen: set[str] = set()
    for revision in range(reader.xrefs.total_revisions - 1):
        for name, value, _ in _filled(reader.get_historical_resolver(revision)):
            if name in seen:
                continue
            over = value is not None and reader.xrefs.get_last_change(generic.Reference(*value)) > revision
            if over or now.get(name) != value:
                seen.add(name)
                yield name


def unsound(pdf: bytes, signature: EmbeddedPdfSignature) -> str:
    """Why the byte range protects less than it seems to: a sentence, or "".

    The gap must hold the hexadecimal signature that is judged and nothing else, or unsigned objects hide in it
    (signature wrapping); behind the signature's DER there may only be zeros.
    """
    span = [int(number) for number in signature.byte_range]
    if len(span) != 4 or span[0] != 0 or min(span) < 0:
        return sentences.GAPS
    _, first, start, rest = span
    gap = pdf[first:start]
    if start <= first or start + rest > len(pdf) or gap[:1] != b"<" or gap[-1:] != b">":
        return sentences.GAPS
    try:
        contents = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return sentences.GAPS
    if contents != signature.pkcs7_content or 2 * len(contents) != len(gap) - 2:
        return sentences.GAPS
    return sentences.PADDING if any(contents[parser.peek(contents) :]) else ""


def end_of(signature: EmbeddedPdfSignature) -> int:
    """Where the bytes that a signature protects end."""
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def stray(document: Document, end: int) -> bool:
    """Whether what follows the last signature is more than revisions: bytes after the end, or objects nobody lists."""
    tail = document.pdf[end:]
    if not tail.rstrip(b"\r\n").endswith(b"%%EOF"):
        return True
    xrefs = document.reader.xrefs
    listed: set[tuple[int, int]] = set()
    revisions = 0
    for revision in range(xrefs.total_revisions):
        if xrefs.get_startxref_for_revision(revision) >= end:
            revisions += 1
            listed |= {(ref.idnum, ref.generation) for ref in xrefs.explicit_refs_in_revision(revision)}
    written = {(int(number), int(generation)) for number, generation in _OBJECT.findall(tail)}
    return tail.count(b"startxref") != revisions or not written <= listed


def active(reader: PdfFileReader) -> list[str]:
    """What in the file can change by itself what is seen: scripts, dynamic forms, layers, content from elsewhere."""
    found = dict.fromkeys(_layers(reader.root))
    for thing in _reachable(reader.trailer_view):
        for what in _acts(thing):
            found[what] = None
    return list(found)


def _reachable(top: Any) -> Iterator[generic.DictionaryObject]:
    waiting: list[Any] = [top]
    seen: set[tuple[int, int]] = set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, generic.IndirectObject):
            name = (thing.idnum, thing.generation)
            if name in seen:
                continue
            seen.add(name)
            thing = thing.get_object()
        if isinstance(thing, generic.DictionaryObject):
            yield thing
            waiting.extend(thing.raw_get(key) for key in thing)
        elif isinstance(thing, generic.ArrayObject):
            waiting.extend(list.__iter__(thing))


def _acts(thing: generic.DictionaryObject) -> Iterator[str]:
    if "/JS" in thing:
        yield _ACTIONS["/JavaScript"]
    kind = entry(thing, "/S")
    if isinstance(kind, str) and kind in _ACTIONS:
        yield _ACTIONS[kind]
    if "/XFA" in thing:
        yield "biểu mẫu động (XFA)"
    if entry(thing, "/Subtype") in _MEDIA:
        yield "nội dung đa phương tiện"
    if isinstance(thing, generic.StreamObject) and ("/F" in thing or "/OPI" in thing or "/Ref" in thing):
        yield "nội dung lấy từ tệp khác"


def _layers(root: generic.DictionaryObject) -> Iterator[str]:
    try:
        layers = root["/OCProperties"]
    except KeyError:
        return
    usual = entry(layers, "/D", {})
    hides = entry(usual, "/OFF") or entry(usual, "/AS") or entry(layers, "/Configs")
    if hides or entry(usual, "/BaseState", "/ON") != "/ON":
        yield "các lớp nội dung có thể ẩn hoặc hiện"


@dataclass(slots=True)
class Pages:
    """Pages of one revision, and on which of them a widget lies."""

    handler: Any
    pages: list[generic.DictionaryObject] = field(default_factory=list)
    _places: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages = list(_leaves(self.handler.root["/Pages"], set(), 0))
        for number, page in enumerate(self.pages, start=1):
            for widget in entry(page, "/Annots", ()):
                if isinstance(widget, generic.IndirectObject):
                    self._places[(widget.idnum, widget.generation)] = number

    def number_of(self, held: Any) -> int:
        """The page of a widget, from 1; 0 if it lies on none."""
        place = held.get_container_ref() if hasattr(held, "get_container_ref") else None
        return self._places.get((place.idnum, place.generation), 0) if place is not None else 0


def _leaves(node: Any, seen: set[int], depth: int) -> Iterator[generic.DictionaryObject]:
    """Pages in order; a tree that turns in circles or is deeper than any real one is refused."""
    if id(node) in seen or depth > 60 or not isinstance(node, generic.DictionaryObject):
        raise ValueError("page tree")
    seen.add(id(node))
    if entry(node, "/Type") == "/Page" or "/Kids" not in node:
        yield node
        return
    for kid in node["/Kids"]:
        yield from _leaves(kid.get_object() if isinstance(kid, generic.IndirectObject) else kid, seen, depth + 1)
