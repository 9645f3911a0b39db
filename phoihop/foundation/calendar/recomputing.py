"""How a stage keeps its running deadlines right when the calendar changes after they were computed."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.ledger.listeners import reacts_to

Recompute = Callable[[DayOff, datetime], None]


def recomputes(recompute: Recompute) -> Recompute:
    """Register `recompute(day_off, at)`, called in the transaction that adds or withdraws the day.

    It looks up the deadlines still running whose count covers `day_off.day` (of `day_off.agency_id` alone, unless it
    is None), computes each again with `queries.calendar_for`, and where the date moved calls the stage's own verb, so
    that the move has its ledger entry and its notice. A deadline already met or missed is left as it was.

        @recomputes
        def move_running_deadlines(day_off: DayOff, at: datetime) -> None: ...
    """

    @reacts_to("calendar.day_added", "calendar.day_withdrawn")
    @wraps(recompute)
    def reaction(entry: Any, on: DayOff) -> None:
        recompute(on, entry.at)

    return recompute
