"""How official papers must look, as versioned data: which rules hold for which kind of organ on which day.

The numbers live in `data/*.json`, one file per rule set; a new circular is a new file, never a change of an old one.
Rule sets whose official text was not at hand are not `confirmed` and list their `doubts` for the clerk to settle.
"""

from phoihop.engines.regimes.content import (
    AnnexForm,
    Authority,
    Body,
    Copies,
    DateForm,
    DocumentType,
    LegalBases,
    Letterhead,
    NumberForm,
    Organ,
    Page,
    Permission,
    Range,
    Recipients,
    Regime,
    Series,
    Signature,
    Style,
    TitleForm,
    UnknownRegime,
    UrgencyMark,
    Words,
)
from phoihop.engines.regimes.register import choose, every, regime

__all__ = [
    "AnnexForm",
    "Authority",
    "Body",
    "Copies",
    "DateForm",
    "DocumentType",
    "LegalBases",
    "Letterhead",
    "NumberForm",
    "Organ",
    "Page",
    "Permission",
    "Range",
    "Recipients",
    "Regime",
    "Series",
    "Signature",
    "Style",
    "TitleForm",
    "UnknownRegime",
    "UrgencyMark",
    "Words",
    "choose",
    "every",
    "regime",
]
