"""The session is over; the briefing is closed for good."""

import datetime as dt

from django.db import transaction

from phoihop.carry_out.briefings import rules
from phoihop.carry_out.briefings.models import Briefing
from phoihop.carry_out.briefings.states import LIFE, ItemState, Outcome
from phoihop.carry_out.briefings.verbs.holding import clock, hold
from phoihop.carry_out.briefings.verbs.minutes import carry
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger


@transaction.atomic
def adjourn(*, briefing: Briefing, by: Actor, at: dt.datetime) -> Briefing:
    """The session ends; its minutes can still be written and approved."""
    hold(briefing)
    rules.may_adjourn(by, briefing).require()
    LIFE.move(briefing, "adjourn", over_at=at, changed_at=at)
    ledger.record("briefing.adjourned", on=briefing, by=by, at=at, mark=briefing.mark, when=clock(at))
    return briefing


@transaction.atomic
def close(*, briefing: Briefing, by: Actor, at: dt.datetime) -> Briefing:
    """Minutes and conclusions stand from now on. What was not reached is carried over to the next briefing.

    A conclusion added at this moment makes its item a draft: of the two, one comes first and the other is told.
    """
    hold(briefing)
    rules.may_close(by, briefing).require()
    left = briefing.items.filter(removed_at=None, state=ItemState.EMPTY).select_related("proposal")
    carried = list(left.order_by("position"))
    for item in carried:
        item.briefing = briefing
        carry(item, by=by, at=at)
    LIFE.move(briefing, "close", closed_at=at, changed_at=at)
    drawn = briefing.conclusions.exclude(state=Outcome.WITHDRAWN).order_by("number")
    ledger.record(
        "briefing.closed",
        on=briefing,
        by=by,
        at=at,
        mark=briefing.mark,
        approved=briefing.items.filter(state=ItemState.APPROVED, removed_at=None).count(),
        carried=[item.title for item in carried],
        conclusions=[f"KL{briefing.mark}/{number}" for number in drawn.values_list("number", flat=True)],
    )
    return briefing
