"""Due dates move: more time asked for, given or refused; counted again when the calendar changes."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.models import DueDate, Extension, Participation
from phoihop.carry_out.tasks.shares import again
from phoihop.carry_out.tasks.states import EXTENSION_LIFE, ExtensionState, PartState
from phoihop.carry_out.tasks.verbs.holding import lapse_extension, next_number, set_due
from phoihop.foundation.agencies.actor import CLOCK, Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import StateMoved
from phoihop.kit.workdays import Calendar


@transaction.atomic
def ask_extension(*, part: Participation, to_on: date, reason: str, by: Actor, at: datetime) -> Extension:
    """The agency asks; until somebody decides, the due date stays as it is."""
    rules.may_ask_extension(by, part).require()
    extension = _extension(part, to_on=to_on, reason=reason, by=by, at=at)
    extension.save(force_insert=True)
    ledger.record("task.extension_asked", on=extension, by=by, at=at, **_named(extension), reason=reason)
    return extension


@transaction.atomic
def approve_extension(*, extension: Extension, by: Actor, at: datetime) -> Extension:
    """The new due date holds from now on; reminders start over. What the due date was on any day before stays known."""
    rules.may_decide_extension(by, extension).require()
    part = extension.participation
    rules.gives_more_time(part, extension.to_on, today=day_of(at)).require()
    EXTENSION_LIFE.move(extension, "approve_extension", decided_at=at, decided_by_name=by.name)
    _give(part, extension, at=at)
    ledger.record("task.extension_approved", on=extension, by=by, at=at, **_named(extension), reason=extension.reason)
    return extension


@transaction.atomic
def refuse_extension(*, extension: Extension, reason: str, by: Actor, at: datetime) -> Extension:
    rules.may_decide_extension(by, extension).require()
    EXTENSION_LIFE.move(extension, "refuse_extension", decided_at=at, decided_by_name=by.name, decision_reason=reason)
    ledger.record("task.extension_refused", on=extension, by=by, at=at, **_named(extension), reason=reason)
    return extension


@transaction.atomic
def extend(*, part: Participation, to_on: date, reason: str, by: Actor, at: datetime) -> Extension:
    """More time without being asked for it: a briefing has so concluded, or somebody else has caused the delay."""
    rules.may_extend(by, part).require()
    lapse_extension(part, at=at)
    extension = _extension(part, to_on=to_on, reason=reason, by=by, at=at)
    extension.state = ExtensionState.APPROVED
    extension.decided_at, extension.decided_by_name = at, by.name
    extension.save(force_insert=True)
    _give(part, extension, at=at)
    ledger.record("task.extended", on=extension, by=by, at=at, **_named(extension), reason=reason)
    return extension


def _extension(part: Participation, *, to_on: date, reason: str, by: Actor, at: datetime) -> Extension:
    """A day off gives way to the next working day, so what is asked for is what will hold."""
    to_on = calendar_for(part.agency_id).next_working_day(to_on).date
    rules.gives_more_time(part, to_on, today=day_of(at)).require()
    return Extension(
        participation=part,
        number=next_number(part.extensions),
        from_on=part.due_on or to_on,
        to_on=to_on,
        reason=reason,
        asked_at=at,
        asked_by_name=by.name,
    )


def _give(part: Participation, extension: Extension, *, at: datetime) -> None:
    _still_owed(part)
    due = calendar_for(part.agency_id).next_working_day(extension.to_on)
    set_due(part, due, because=DueDate.Because.EXTENDED, at=at)


def _still_owed(part: Participation) -> None:
    """Keep the agency from handing in, and the calendar from moving the day, until this change commits."""
    seen = Participation.objects.select_for_update().values_list("state", "due_on").get(pk=part.pk)
    if seen != (PartState.OWED, part.due_on):
        raise StateMoved


@transaction.atomic
def recompute(*, part: Participation, at: datetime, calendar: Calendar | None = None) -> bool:
    """Count the due date again by the calendar as it is now; whether it moved. A date already missed stays missed."""
    due = again(part.due_computed, calendar or calendar_for(part.agency_id))
    if due.date == part.due_on or part.state != PartState.OWED or part.due_on is None or part.due_on < day_of(at):
        return False
    was = part.due_on
    set_due(part, due, because=DueDate.Because.RECOMPUTED, at=at)
    ledger.record(
        "task.due_recomputed",
        on=part,
        by=CLOCK,
        at=at,
        code=part.task.code,
        agency=part.agency.name,
        was=was.isoformat(),
        to=due.date.isoformat(),
    )
    return True


def _named(extension: Extension) -> dict[str, Any]:
    part = extension.participation
    return {
        "code": part.task.code,
        "agency": part.agency.name,
        "was": extension.from_on.isoformat(),
        "to": extension.to_on.isoformat(),
    }
