"""What difficulties do when something earlier moves."""

from datetime import datetime

from phoihop.carry_out.escalations import queries, verbs
from phoihop.carry_out.tasks.shares import Calendars
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.recomputing import recomputes


@recomputes
def move_days_of_decision(day_off: DayOff, at: datetime) -> None:
    """A holiday announced late gives the time back to every body that it is a holiday of."""
    calendars = Calendars()
    for referral in queries.counting(day_off.day, agency_id=day_off.agency_id, today=day_of(at)):
        verbs.recompute(referral=referral, at=at, calendar=calendars.of(referral.body_id))
