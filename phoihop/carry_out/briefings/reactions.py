"""What briefings do when something earlier moves: a programme comes into force, its term changes, a holiday comes."""

import datetime as dt
from typing import Any

from phoihop.agree.programmes.models import Framework
from phoihop.carry_out.briefings import queries, verbs
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.calendar.recomputing import recomputes
from phoihop.foundation.ledger.listeners import reacts_to
from phoihop.kit.workdays import Calendar


@reacts_to("framework.in_force")
def plan_the_term(entry: Any, framework: Framework) -> None:
    """The cadence that was signed becomes days in the calendar."""
    if queries.series_of_framework(framework) is None:
        verbs.begin_series(framework=framework, by=CLOCK, at=entry.at)


@reacts_to("framework.term_changed")
def follow_the_term(entry: Any, framework: Framework) -> None:
    for series in queries.series_running_of(framework):
        verbs.follow_term(series=series, by=CLOCK, at=entry.at)


@reacts_to("framework.ended")
def end_with_the_term(entry: Any, framework: Framework) -> None:
    for series in queries.series_running_of(framework):
        verbs.end_series(series=series, by=CLOCK, at=entry.at)


@recomputes
def move_days_ahead(day_off: DayOff, at: dt.datetime) -> None:
    """Papers are due in time again, and a day that only the plan has set moves; a called briefing stays on its day."""
    calendars: dict[int, Calendar] = {}
    for briefing in queries.counting(day_off.day, agency_id=day_off.agency_id, today=day_of(at)):
        host = briefing.series.host_id
        calendar = calendars.setdefault(host, calendars.get(host) or calendar_for(host))
        verbs.recompute(briefing=briefing, at=at, calendar=calendar)
