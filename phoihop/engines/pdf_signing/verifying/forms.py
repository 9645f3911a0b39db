"""The form of a revision: its fields, their values and where they are drawn."""

from collections.abc import Iterator
from typing import Any, Final

from pyhanko.pdf_utils import generic

from phoihop.engines.pdf_signing.verifying.document import entry

EMPTY: Final = (None, "", b"", "/Off")


def value_of(held: Any) -> Any:
    """The value of a field as text, None without one."""
    value = entry(held, "/V") if held is not None else None
    return value if value is None or isinstance(value, str | bytes) else str(value)


def form_of(handler: Any) -> Any:
    """The form of a revision, an empty dictionary without one."""
    return entry(handler.root, "/AcroForm", {})


def fields_of(handler: Any) -> Iterator[tuple[str, Any]]:
    """Fields with their full names, as deep as real forms go."""
    waiting = [("", held, 0) for held in entry(form_of(handler), "/Fields", ())]
    while waiting:
        above, held, depth = waiting.pop()
        held = held.get_object() if isinstance(held, generic.IndirectObject) else held
        if depth > 20 or not isinstance(held, generic.DictionaryObject):
            continue
        name = entry(held, "/T")
        full = f"{above}.{name}" if above and name else str(name or above)
        if name:
            yield full, held
        waiting += [(full, kid, depth + 1) for kid in entry(held, "/Kids", ())]


def widgets_of(held: Any) -> Iterator[Any]:
    """Where a field is drawn: itself, or its kids that have no name of their own."""
    yield held
    for kid in entry(held, "/Kids", ()):
        kid = kid.get_object() if isinstance(kid, generic.IndirectObject) else kid
        if isinstance(kid, generic.DictionaryObject) and "/T" not in kid:
            yield kid


def kind_of(held: Any) -> Any:
    """/Sig, /Tx, /Btn or /Ch, its own or its parent's."""
    return entry(held, "/FT") or (entry(held["/Parent"], "/FT") if "/Parent" in held else None)
