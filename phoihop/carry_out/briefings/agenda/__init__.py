"""What comes onto an agenda and how it is found. Import this package, not the files in it.

| module    | for                                                                  |
|-----------|----------------------------------------------------------------------|
| `shapes`  | the question, and what a source answers: plain frozen data, as JSON  |
| `sources` | who is asked, and how an earlier stage adds itself without knowing us |
| `before`  | the briefing before this one, and what it concluded                  |
| `tasks`   | overdue and due soon, due next, changed due dates, the five classes  |
| `difficulties` | difficulties nobody has decided on                 |
| `periods` | the period a briefing looks back on, and the next one                |
"""

from phoihop.carry_out.briefings.agenda import difficulties, tasks  # noqa: F401 — they register themselves
from phoihop.carry_out.briefings.agenda.before import last_before, tasks_of
from phoihop.carry_out.briefings.agenda.periods import next_period, period_of
from phoihop.carry_out.briefings.agenda.shapes import Found, Question, Row, differences
from phoihop.carry_out.briefings.agenda.sources import FIGURES, Source, ask, discover, found_in, register, registered

__all__ = [
    "FIGURES",
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
    "register",
    "registered",
    "tasks_of",
]
