"""Data in, .docx out.

`write_paper` writes any official paper (`phoihop.engines.papers`) in the form of its regime. `write_text` takes a
structured draft, `write_response_table` the table of opinions and responses, `write_summary` what a draft asks of one
agency, and have it write them. Equal input gives equal bytes.

How a tree becomes lines, for whoever reads them back: see `body`. Labels are typed words, never Word's numbering.
Each line's style says what it is: Heading1/PartName, Heading2/ChapterName, Heading3/SectionName, OutlineHeading,
Heading4 (article with a name), Article (article without), Heading5 (clause or point with a name), Clause, Point,
Dash, BodyText, Annex/AnnexName, LegalBasis; letterhead, signatures and recipients stand in tables of style Letterhead.
Words that belong to the form and not to the text carry the character style EndMark.
"""

from phoihop.engines.word.content import (
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
from phoihop.engines.word.errors import CannotWrite
from phoihop.engines.word.response_table import write_response_table
from phoihop.engines.word.summary import write_summary
from phoihop.engines.word.text import write_text
from phoihop.engines.word.writing import write_paper

__all__ = [
    "AgencySummary",
    "AgreeingAgency",
    "CannotWrite",
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
    "write_paper",
    "write_response_table",
    "write_summary",
    "write_text",
]
