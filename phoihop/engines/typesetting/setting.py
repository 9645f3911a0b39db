"""From a paper to its PDF, with the places where signatures, number and date will stand."""

from typing import Any

from phoihop.engines import regimes
from phoihop.engines.papers import Paper
from phoihop.engines.typesetting.compose import composed
from phoihop.engines.typesetting.content import CannotTypeset, Place, Typeset
from phoihop.engines.typesetting.press import press


def to_pdf(paper: Paper) -> Typeset:
    """The paper as PDF/A-2b in the form its regime asks for.

    Raises CannotTypeset for an unknown regime, a letter no face has, a table whose rows do not fit, twice the same
    slot. `paper.made_at` must know its zone.
    """
    if paper.made_at.tzinfo is None:
        raise ValueError("A paper's time must know its zone.")
    try:
        regime = regimes.regime(paper.regime_key)
    except regimes.UnknownRegime as error:
        raise CannotTypeset(str(error)) from error
    _require_once([slot for signer in paper.signers for slot in (signer.slot, signer.seal) if slot])
    pdf, told = press("paper.typ").set({"paper": composed(paper, regime)}, at=paper.made_at, ask="slot")
    return Typeset(pdf, tuple(map(_place, told)))


def _require_once(slots: list[str]) -> None:
    twice = sorted({slot for slot in slots if slots.count(slot) > 1})
    if twice:
        raise CannotTypeset(f"Ô ký “{twice[0]}” được đặt hai lần. Mỗi ô ký phải có một tên riêng.")


def _place(told: dict[str, Any]) -> Place:
    """Typst counts from the top of the sheet, PDF from its foot."""
    return Place(
        slot=told["slot"],
        kind=told["kind"],
        page=told["page"],
        x=round(told["x"], 2),
        y=round(told["sheet"] - told["y"] - told["height"], 2),
        width=round(told["width"], 2),
        height=round(told["height"], 2),
        size_pt=told["size"],
    )
