"""What tasks do when something earlier moves."""

from datetime import datetime

from phoihop.carry_out.tasks import queries, verbs
from phoihop.carry_out.tasks.shares import Calendars
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.recomputing import recomputes


@recomputes
def move_running_deadlines(day_off: DayOff, at: datetime) -> None:
    """A holiday announced late gives the time back to every agency that it is a holiday of."""
    calendars = Calendars()
    for part in queries.counting(day_off.day, agency_id=day_off.agency_id, today=day_of(at)):
        verbs.recompute(part=part, at=at, calendar=calendars.of(part.agency_id))
