"""What goes on behind the pages of difficulties: the leadership is reminded of what it has not decided."""

from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from phoihop.carry_out.escalations import notices, queries, verbs
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.jobs.schedule import every
from phoihop.kit.verdict import NotAllowed


@every(at="07:35", name="escalations.remind")
def remind() -> int:
    """Remind each body of what it is to decide in some working days, or was; all of a day in one notice. How many."""
    now = timezone.now()
    found = sorted(queries.to_remind(today=timezone.localdate(now)), key=_of_body)
    return sum(_remind(body_id, list(ones), now) for body_id, ones in groupby(found, key=_of_body))


def _of_body(one: queries.ToRemind) -> int:
    return one.referral.body_id


@transaction.atomic
def _remind(body_id: int, ones: list[queries.ToRemind], now: Any) -> int:
    reminders = []
    for one in ones:
        try:
            reminders.append(
                verbs.remind(
                    referral=one.referral, by=CLOCK, at=now, working_days=one.working_days, escalated=one.escalated
                )
            )
        except NotAllowed:  # reminded by hand this morning, or decided meanwhile
            continue
    if reminders:
        notices.tell_of_the_day(reminders, body_id=body_id, at=now)
    return len(reminders)
