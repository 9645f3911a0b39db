"""What people ask of the calendar. Reads only."""

import datetime as dt
from typing import Any, cast

from django.db.models import QuerySet

from phoihop.foundation.calendar.models import DayOff, DayOffQuerySet
from phoihop.foundation.statements import Given, statement
from phoihop.kit.workdays import Calendar


def calendar_for(agency_id: int | None = None) -> Calendar:
    """The working calendar of an agency, or of the whole country. One query: fetch once a request and pass it on.

    Where the agency and the country speak of the same day, the agency has the last word: it may be on duty on a
    public holiday, or be given the exchanged Saturday off.
    """
    rows = _binding(agency=agency_id) if agency_id else _binding_all()
    last_word = {day: (name, kind) for day, name, kind, _ in sorted(rows, key=lambda row: row[3] is not None)}
    worked = DayOff.Kind.WORKING_SWAP
    return Calendar(
        days_off={day: name for day, (name, kind) in last_word.items() if kind != worked},
        working_days={day: name for day, (name, kind) in last_word.items() if kind == worked},
    )


@statement
def _binding() -> QuerySet[Any, Any]:
    return DayOff.objects.that_bind(cast(int, Given("agency"))).values_list("day", "name", "kind", "agency_id")


@statement
def _binding_all() -> QuerySet[Any, Any]:
    return DayOff.objects.that_bind(None).values_list("day", "name", "kind", "agency_id")


def days_of(year: int, *, agency_id: int | None) -> DayOffQuerySet:
    """The exceptions of a year that an agency sees: the country's and its own."""
    seen = DayOff.objects.that_bind(agency_id).in_year(year)
    return seen.select_related("agency").order_by("day", "agency_id", "pk")


def years(*, today: dt.date) -> list[int]:
    """Every year from the first to the last of which anything is known, and this one."""
    known = [day.year for day in DayOff.objects.dates("day", "year")] + [today.year]
    return list(range(min(known), max(known) + 1))
