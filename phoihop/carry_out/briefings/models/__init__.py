"""Briefings over a term, what is on their agendas, and what is written and handed out. Import this, not its files."""

from phoihop.carry_out.briefings.models.agenda import Assembly, Item, Proposal
from phoihop.carry_out.briefings.models.briefings import Briefing, Cadence, Schedule, Seat, Series
from phoihop.carry_out.briefings.models.minutes import (
    Check,
    Conclusion,
    Dissent,
    Support,
    Wording,
    WrittenOpinion,
)
from phoihop.carry_out.briefings.models.papers import Document, Feed, OwedPaper

__all__ = [
    "Assembly",
    "Briefing",
    "Cadence",
    "Check",
    "Conclusion",
    "Dissent",
    "Document",
    "Feed",
    "Item",
    "OwedPaper",
    "Proposal",
    "Schedule",
    "Seat",
    "Series",
    "Support",
    "Wording",
    "WrittenOpinion",
]
