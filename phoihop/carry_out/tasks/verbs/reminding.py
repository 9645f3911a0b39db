"""An agency is reminded of what it owes: by the clock, or by hand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.models import Participation, Reminder
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def remind(
    *,
    part: Participation,
    by: Doer,
    at: datetime,
    working_days: int = 0,
    escalated: bool = False,
) -> Reminder:
    """At most once a day. `working_days` is how far behind (or, below zero, ahead) the due date lies today.

    Who is told stands in notices.py: the clock's reminders go out gathered, one for each person and day.
    """
    if isinstance(by, Actor):
        rules.may_remind(by, part).require()
    today = day_of(at)
    seen = Participation.objects.filter(pk=part.pk, state=part.state, reminded_on=part.reminded_on)
    if part.reminded_on == today or not seen.update(reminded_on=today):
        raise NotAllowed(_("This agency was already reminded of it today."))
    part.reminded_on = today
    reminder = Reminder.objects.create(
        participation=part,
        on_day=today,
        due_on=part.due_on or today,
        working_days=working_days,
        by_hand=isinstance(by, Actor),
        escalated=escalated,
        by_name=by.name,
        at=at,
    )
    ledger.record(
        "task.reminded",
        on=reminder,
        by=by,
        at=at,
        code=part.task.code,
        agency=part.agency.name,
        due_on=reminder.due_on.isoformat(),
        working_days=working_days,
        escalated=escalated,
        by_hand=reminder.by_hand,
    )
    return reminder
