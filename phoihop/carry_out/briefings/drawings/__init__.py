"""Pictures of what the record tells, the same on the page and in the pack. Import this package, not its files."""

from phoihop.carry_out.briefings.drawings.figures import (
    classes_of,
    clauses_of,
    drawn,
    quarters_in,
    quarters_of,
    waits_of,
)
from phoihop.carry_out.briefings.drawings.term import timeline_of

__all__ = ["classes_of", "clauses_of", "drawn", "quarters_in", "quarters_of", "timeline_of", "waits_of"]
