"""The papers of a briefing as data for the engines, and their files. Import this package, not the files in it.

What is printed is Vietnamese whoever prints it, with the names agencies bore on the day of the briefing.
"""

from phoihop.carry_out.briefings.papers.heads import (
    PAPER_TYPES,
    issuer_of,
    recipients_of,
    signer_name,
    subject_line,
)
from phoihop.carry_out.briefings.papers.pack import pack_of
from phoihop.carry_out.briefings.papers.setting import Made, set_pack, set_paper

__all__ = [
    "PAPER_TYPES",
    "Made",
    "issuer_of",
    "pack_of",
    "recipients_of",
    "set_pack",
    "set_paper",
    "signer_name",
    "subject_line",
]
