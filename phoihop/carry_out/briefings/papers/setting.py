"""From the record to files: set as PDF with its signature fields, and written as Word."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from phoihop.carry_out.briefings.models import Briefing
from phoihop.carry_out.briefings.papers.meetings import paper_of
from phoihop.carry_out.briefings.papers.pack import pack_of
from phoihop.engines import papers, typesetting, word
from phoihop.engines.pdf_signing.content import Field
from phoihop.kit.verdict import NotAllowed


@dataclass(frozen=True, slots=True)
class Made:
    """The files of one paper, and what it was made of."""

    pdf: bytes
    docx: bytes = b""
    pages: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


def set_paper(
    briefing: Briefing, kind: str, *, at: dt.datetime, number: str = "", symbol: str = "", on: dt.date | None = None
) -> Made:
    """PDF with empty signature fields, and DOCX. Raises NotAllowed with the engine's sentence."""
    paper = paper_of(briefing, kind, at=at, number=number, symbol=symbol, on=on)
    pdf, pages = _set(paper)
    try:
        docx = word.write_paper(paper)
    except word.CannotWrite as refusal:
        raise NotAllowed(str(refusal)) from refusal
    return Made(pdf, docx, pages, {"kind": kind})


def set_pack(briefing: Briefing, *, at: dt.datetime) -> Made:
    """PDF alone: nobody goes on writing a pack."""
    paper, facts = pack_of(briefing, at=at)
    pdf, pages = _set(paper)
    return Made(pdf, b"", pages, facts)


def _set(paper: papers.Paper) -> tuple[bytes, int]:
    from phoihop.engines.pdf_signing import fields  # slow to import, and most processes set no paper

    try:
        made = typesetting.to_pdf(paper)
    except typesetting.CannotTypeset as refusal:
        raise NotAllowed(str(refusal)) from refusal
    places = [_field(place) for place in made.slots if place.kind in ("person", "seal")]
    pdf = fields.prepare(made.pdf, places) if places else made.pdf
    return pdf, fields.page_count(pdf)


def _field(place: typesetting.Place) -> Field:
    return Field(
        name=place.slot,
        kind="signature",
        page=place.page,
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
    )
