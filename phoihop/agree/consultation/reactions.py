"""What a consultation does when something earlier moves."""

from datetime import datetime

from phoihop.agree.consultation import queries, verbs
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.recomputing import recomputes


@recomputes
def move_running_deadlines(day_off: DayOff, at: datetime) -> None:
    """A holiday announced late gives the time back. Deadlines count by the country's calendar, not an agency's."""
    if day_off.agency_id is None:
        for round_ in queries.counting(day_off.day):
            verbs.recompute(round=round_, at=at)
