"""The clock reminds of papers owed and of what is coming."""

import datetime as dt

from django.db import transaction

from phoihop.carry_out.briefings.models import Briefing, OwedPaper
from phoihop.carry_out.briefings.verbs.holding import clock
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.verdict import StateMoved


@transaction.atomic
def remind_of_paper(*, owed: OwedPaper, working_days: int, on: dt.date, by: Doer, at: dt.datetime) -> OwedPaper:
    """Once a day; `working_days` is below zero before the day it is due. Raises StateMoved once it came in."""
    still = OwedPaper.objects.filter(pk=owed.pk, file=None, dropped_at=None).exclude(reminded_on=on)
    if not still.update(reminded_on=on):
        raise StateMoved
    ledger.record(
        "briefing.paper_reminded",
        on=owed,
        by=by,
        at=at,
        mark=owed.briefing.mark,
        agency=owed.agency.name,
        title=owed.title,
        due_on=owed.briefing.papers_due_on.isoformat(),
        working_days=working_days,
    )
    return owed


@transaction.atomic
def remind_of_briefing(*, briefing: Briefing, on: dt.date, by: Doer, at: dt.datetime) -> Briefing:
    """Everybody invited, the working day before."""
    if not Briefing.objects.filter(pk=briefing.pk, state=briefing.state).exclude(reminded_on=on).update(reminded_on=on):
        raise StateMoved
    ledger.record(
        "briefing.reminded",
        on=briefing,
        by=by,
        at=at,
        mark=briefing.mark,
        when=clock(briefing.held_at),
        place=briefing.place,
    )
    return briefing
