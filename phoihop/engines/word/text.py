"""A structured draft as the .docx a clerk can go on working with."""

from collections.abc import Iterator
from datetime import datetime

from lxml.etree import _Element

from phoihop.engines.word.body import Line, lines
from phoihop.engines.word.content import NodeLike, TextDocument
from phoihop.engines.word.elements import add_cell, add_row, paragraph, table
from phoihop.engines.word.letterhead import Letterhead, heading, letterhead
from phoihop.engines.word.paper import PORTRAIT_WIDTH, Paper


def write_text(document: TextDocument, *, made_at: datetime) -> bytes:
    """The text laid out after Decree 30/2020. Raises CannotWrite for a node of unknown kind.

    `made_at` is written into the file's properties; nothing else in the bytes depends on the clock.
    """
    paper = Paper(title=f"{document.title} {document.subject}".strip())
    head = Letterhead(
        document.issuers, document.superior, document.number, document.place, document.date, document.draft_mark
    )
    paper.add(letterhead(head, PORTRAIT_WIDTH))
    paper.add_all(heading(document.title, document.subject, PORTRAIT_WIDTH))
    paper.add_all(listed("LegalBasis", document.legal_bases))
    main, annexes = _parted(document)
    paper.add_all(line.element() for line in _ended(main))
    if document.recipients:
        paper.add(_recipients(document.recipients))
    for annex in annexes:
        if annex.kind == "annex":
            paper.start_part()
        paper.add_all(line.element() for line in lines(annex))
    return paper.to_bytes(made_at=made_at)


def listed(style: str, items: tuple[str, ...], *, prefix: str = "") -> Iterator[_Element]:
    """One line each, ending in ";", the last in "." (Annex I, II.6a and II.9d)."""
    for place, item in enumerate(items, start=1):
        yield paragraph(style, prefix + item.rstrip(" ;.,") + ("." if place == len(items) else ";"))


def _parted(document: TextDocument) -> tuple[list[Line], list[NodeLike]]:
    """The lines before the first annex, and the nodes from it on: recipients and end mark stand between them."""
    nodes = list(document.nodes)
    first = next((place for place, node in enumerate(nodes) if node.kind == "annex"), len(nodes))
    return [line for node in nodes[:first] for line in lines(node)], nodes[first:]


def _ended(main: list[Line]) -> list[Line]:
    return [*main[:-1], main[-1].ended()] if main else main


def _recipients(recipients: tuple[str, ...]) -> _Element:
    """Distribution list on the left; the right half stays free for the signatures."""
    half = PORTRAIT_WIDTH // 2
    frame = table("Letterhead", (half, PORTRAIT_WIDTH - half))
    row = add_row(frame, whole=True)
    add_cell(row, half, (paragraph("RecipientsLabel", "Nơi nhận:"), *listed("Recipient", recipients, prefix="- ")))
    add_cell(row, PORTRAIT_WIDTH - half, [paragraph("RecipientsLabel")])
    return frame
