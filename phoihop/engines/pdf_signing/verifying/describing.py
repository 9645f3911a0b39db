"""What differs between a signed revision and the file, in sentences with pages. For people: no part of the verdict."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from pyhanko.pdf_utils import generic

from phoihop.engines.pdf_signing.verifying.document import Document, Pages, entry
from phoihop.engines.pdf_signing.verifying.forms import EMPTY, fields_of, kind_of, value_of

_BACK_REFERENCES: Final = frozenset({"/Parent", "/P", "/Popup", "/StructParent", "/StructParents", "/Dest", "/A", "/B"})
_MOST_NODES: Final = 20_000


def describe(document: Document, since: int) -> list[str]:
    """Page by page, then the fields. What cannot be compared is not told."""
    try:
        old = document.reader.get_historical_resolver(since)
        new = document.reader.get_historical_resolver(document.last_revision)
        return list(dict.fromkeys([*_page_changes(Pages(old), Pages(new)), *_value_changes(old, new)]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _page_changes(old: Pages, new: Pages) -> Iterator[str]:
    if len(old.pages) != len(new.pages):
        yield f"Số trang đổi từ {len(old.pages)} thành {len(new.pages)}."
    for number, (was, now) in enumerate(zip(old.pages, new.pages, strict=False), start=1):
        if any(_print(was, key) != _print(now, key) for key in ("/Contents", "/Resources", "/MediaBox", "/CropBox")):
            yield f"Trang {number}: nội dung đã bị thay."
        if _notes(was) != _notes(now):
            yield f"Trang {number}: có chú thích hoặc hình được thêm vào hay bỏ đi."


def _notes(page: Any) -> set[tuple[int, int]]:
    """What lies on a page, signatures aside: those are told of as signatures."""
    found = set()
    for note in entry(page, "/Annots", ()):
        held = note.get_object() if isinstance(note, generic.IndirectObject) else None
        if isinstance(held, generic.DictionaryObject) and kind_of(held) != "/Sig":
            found.add((note.idnum, note.generation))
    return found


def _value_changes(old: Any, new: Any) -> Iterator[str]:
    after = dict(fields_of(new))
    for name, was in fields_of(old):
        before, now = value_of(was), value_of(after.get(name))
        if kind_of(was) != "/Sig" and before not in EMPTY and before != now:
            yield f"Ô “{name}”: từ “{before}” thành “{now or ''}”."


def _print(page: Any, key: str) -> bytes:
    """A fingerprint of an entry of a page and all it leads to."""
    digest = sha256()
    waiting: list[Any] = [page.raw_get(key)] if key in page else []
    seen: set[tuple[int, int]] = set()
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        thing = waiting.pop()
        if isinstance(thing, generic.IndirectObject):
            name = (thing.idnum, thing.generation)
            if name in seen:
                continue
            seen.add(name)
            thing = thing.get_object()
        if isinstance(thing, generic.DictionaryObject):
            for at in sorted(set(thing) - _BACK_REFERENCES):
                digest.update(at.encode())
                waiting.append(thing.raw_get(at))
            if isinstance(thing, generic.StreamObject):
                digest.update(thing.encoded_data)
        elif isinstance(thing, generic.ArrayObject):
            waiting.extend(list.__iter__(thing))
        else:
            digest.update(repr(thing).encode())
    return digest.digest()
