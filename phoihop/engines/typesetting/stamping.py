"""The visible side of a signature as a page of its own, to be laid into the signature field."""

from datetime import timedelta, timezone
from typing import Any, Final

from phoihop.engines.typesetting.content import Stamp
from phoihop.engines.typesetting.fonts import LAST_RESORT, font_in_use
from phoihop.engines.typesetting.ink import BLUE, RED, as_picture
from phoihop.engines.typesetting.press import press
from phoihop.engines.typesetting.words import clean

#: Times on paper are Vietnam's, which has known no other since 1975 and shifts no clocks.
VIETNAM: Final = timezone(timedelta(hours=7))


def stamp_pdf(stamp: Stamp) -> bytes:
    """A one-page PDF/A-2b without ground. Raises CannotTypeset for an image that cannot be read."""
    if stamp.at.tzinfo is None:
        raise ValueError("A stamp's time must know its zone.")
    ink = RED if stamp.kind == "seal" else BLUE
    given: dict[str, Any] = {
        "kind": stamp.kind,
        "width": stamp.width,
        "height": stamp.height,
        "fonts": [font_in_use(), LAST_RESORT],
        "title": clean(stamp.name or stamp.organisation) or "Chữ ký",
        "image": as_picture(stamp.image, ink) if stamp.image and stamp.kind != "copy" else None,
        "most": stamp.seal_mm if stamp.kind == "seal" else stamp.height,
        "ink": "#{:02x}{:02x}{:02x}".format(*ink),
        "instead": clean(stamp.organisation if stamp.kind == "seal" else stamp.name),
        "words": [words for words in map(clean, _words(stamp)) if words],
    }
    pdf, _ = press("stamp.typ").set({"stamp": given}, at=stamp.at)
    return pdf


def _words(stamp: Stamp) -> tuple[str, ...]:
    signed_at = stamp.at.astimezone(VIETNAM).isoformat(timespec="seconds")
    if stamp.kind == "copy":
        return (*stamp.lines, stamp.organisation, f"Thời gian ký: {signed_at}")
    if stamp.kind == "seal":
        return (stamp.organisation, *stamp.lines, signed_at)
    return (f"Người ký: {stamp.name}", stamp.organisation, *stamp.lines, f"Thời gian ký: {signed_at}")
