"""What one agency is to do in a task and by when, and the arithmetic of that day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.kit.workdays import Calendar, Computed


@dataclass(frozen=True, slots=True)
class Share:
    """Due on a day, or so many working days after the day of assignment. Neither: together with the lead agency.

    A day off gives way to the next working day of the agency's own calendar. `basis` is the words that ask for it.
    """

    agency: Agency
    due_on: date | None = None
    working_days: int | None = None
    basis: str = ""

    def falls(self, calendar: Calendar, *, assigned_on: date) -> Computed | None:
        if self.working_days is not None:
            return calendar.add_working_days(assigned_on, self.working_days, basis=self.basis)
        return calendar.next_working_day(self.due_on, basis=self.basis) if self.due_on else None


class Calendars:
    """The calendars of several agencies, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[int, Calendar] = {}

    def of(self, agency_id: int) -> Calendar:
        if agency_id not in self._known:
            self._known[agency_id] = calendar_for(agency_id)
        return self._known[agency_id]


def counted_from(computed: Computed) -> date:
    """The day with which the arithmetic begins: the day asked for, or the one counted from."""
    return date.fromisoformat(str(computed.steps[0].params["day"]))


def again(stored: Mapping[str, Any], calendar: Calendar) -> Computed:
    """The same question asked of the calendar as it is now. Raises ValueError for a question that is not a due date."""
    computed = Computed.from_json(stored)
    question = computed.steps[0]
    day = counted_from(computed)
    basis = next((str(step.params["text"]) for step in computed.steps if step.code == "basis"), "")
    if question.code == "from":
        return calendar.next_working_day(day, basis=basis)
    if question.code == "after":
        return calendar.add_working_days(day, int(question.params["count"]), basis=basis)
    if question.code == "before":
        return calendar.working_days_before(day, int(question.params["count"]), basis=basis)
    raise ValueError(f"A due date is not computed by “{question.code}”.")
