"""What comes onto an agenda and how it is found. Import this package, not the files in it.

| module    | for                                                                  |
|-----------|----------------------------------------------------------------------|
| `shapes`  | the question, and what a source answers: plain frozen data, as JSON  |
| `sources` | who is asked, and how an earlier stage adds itself without knowing us |
| `before`  | the briefing before this one, and what it concluded                  |
| `tasks`   | overdue and due soon, due next, changed due dates                    |
| `difficulties` | difficulties nobody has decided on                 |
| `figures` | the five classes, overdue by period, how long decisions took         |
| `periods` | the period a briefing looks back on, the next one, all of a term     |
"""

from phoihop.carry_out.briefings.agenda import difficulties, tasks  # noqa: F401 — they register themselves
from phoihop.carry_out.briefings.agenda.before import last_before, tasks_of
from phoihop.carry_out.briefings.agenda.figures import periods_of, programmes_of
from phoihop.carry_out.briefings.agenda.periods import next_period, period_of, term_of
from phoihop.carry_out.briefings.agenda.shapes import Found, Question, Row, differences
from phoihop.carry_out.briefings.agenda.sources import (
    CLASSES,
    CLAUSES,
    FIGURES,
    QUARTERS,
    WAITS,
    Source,
    ask,
    discover,
    found_in,
    register,
    registered,
)

__all__ = [
    "CLASSES",
    "CLAUSES",
    "FIGURES",
    "QUARTERS",
    "WAITS",
    "Found",
    "Question",
    "Row",
    "Source",
    "ask",
    "differences",
    "discover",
    "found_in",
    "last_before",
    "next_period",
    "period_of",
    "periods_of",
    "programmes_of",
    "register",
    "registered",
    "tasks_of",
    "term_of",
]
