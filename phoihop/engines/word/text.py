"""A structured draft as the .docx a clerk can go on working with."""

from datetime import datetime
from typing import Final

from phoihop.engines.papers import Head, Issuer, TextDocument, programme
from phoihop.engines.word.writing import write_paper

REGIME: Final = "nd30-2020"


def write_text(document: TextDocument, *, made_at: datetime, regime_key: str = REGIME) -> bytes:
    """The text laid out as its regime asks. Raises CannotWrite for a node of unknown kind.

    `made_at` is written into the file's properties; nothing else in the bytes depends on the clock.
    """
    number, symbol = parted_number(document.number)
    recipients, filed_by = _archive_apart(document.recipients)
    head = Head(
        regime_key=regime_key,
        issuers=issuers_of(document.issuers, document.superior),
        made_at=made_at,
        number=number,
        symbol=symbol,
        place=document.place,
        on=document.date,
        recipients=recipients,
        filed_by=filed_by,
        draft_mark=document.draft_mark or "",
    )
    paper = programme(
        head,
        type_name=document.title,
        subject=document.subject,
        nodes=document.nodes,
        legal_bases=document.legal_bases,
    )
    return write_paper(paper)


def issuers_of(names: tuple[str, ...], superior: str) -> tuple[Issuer, ...]:
    """The organs with the one above the first of them."""
    return tuple(Issuer(name, "" if place else superior) for place, name in enumerate(names)) or (Issuer(""),)


def parted_number(number: str) -> tuple[str, str]:
    """ "5/QC-UBND" and "5-QC/ĐU" as figure and symbol."""
    figure = number[: len(number) - len(number.lstrip("0123456789"))]
    return figure, number[len(figure) :].lstrip("/-")


def _archive_apart(recipients: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Recipients without their archive line, and the unit that line names."""
    lines = [one for one in recipients if not one.startswith("Lưu")]
    archive = next((one for one in recipients if one.startswith("Lưu")), "")
    unit = archive.partition(":")[2].replace("VT", "", 1).strip(" ,.;")
    return tuple(lines), unit
