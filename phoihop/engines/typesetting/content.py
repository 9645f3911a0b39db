"""What goes in and out of the press besides papers: stamps, set pages and the places on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PlaceKind = Literal["person", "seal", "number", "date"]


class CannotTypeset(Exception):
    """The paper cannot be set as given. The text is Vietnamese: it goes to whoever asked for the file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Room for something put in later, in PDF points from the bottom left of its page (the first page is 1).

    Slots of kind "number" and "date" are filled with text of `size_pt`: "number", "date_day", "date_month",
    "date_year".
    """

    slot: str
    kind: PlaceKind
    page: int
    x: float
    y: float
    width: float
    height: float
    size_pt: float = 0


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF/A-2b and where on it signatures, number and date will stand."""

    pdf: bytes
    slots: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """The visible side of one signature, as large as the box it fills (points).

    "person": the signature image in blue, or the name in its stead, above name and time. "seal": the seal image in its
    real size (`seal_mm` across) above organisation and time. "copy": words only, size 10, for an organ's signature on
    annexes and copies (Decree 30/2020, Annex I, part I.II.8b and part II.I.3); `lines` are what it tells before the
    time. Images are PNG with transparency. `at` must know its zone.
    """

    kind: Literal["person", "seal", "copy"]
    width: float
    height: float
    at: datetime
    name: str = ""
    organisation: str = ""
    image: bytes | None = None
    seal_mm: float = 36
    lines: tuple[str, ...] = ()
