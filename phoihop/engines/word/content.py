"""What goes on paper. The shapes belong to `phoihop.engines.papers`, which knows no writer."""

from phoihop.engines.papers.shapes import (
    AgencySummary,
    AgreeingAgency,
    Change,
    ClauseGroup,
    Counts,
    Duty,
    Node,
    NodeLike,
    Piece,
    ResponseTable,
    Row,
    TextDocument,
)

__all__ = [
    "AgencySummary",
    "AgreeingAgency",
    "Change",
    "ClauseGroup",
    "Counts",
    "Duty",
    "Node",
    "NodeLike",
    "Piece",
    "ResponseTable",
    "Row",
    "TextDocument",
]
