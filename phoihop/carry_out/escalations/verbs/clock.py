"""What time and reorganisation do: the body is reminded, due dates are counted again, agencies succeed each other."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.escalations import rules
from phoihop.carry_out.escalations.models import Difficulty, Referral, ReferralDue, ReferralReminder
from phoihop.carry_out.escalations.states import WAITING, ReferralState
from phoihop.carry_out.escalations.verbs.holding import named, write_turn
from phoihop.carry_out.tasks.shares import again, counted_from
from phoihop.foundation.agencies.actor import CLOCK, Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.workdays import Calendar


@transaction.atomic
def remind(
    *, referral: Referral, by: Doer, at: datetime, working_days: int = 0, escalated: bool = False
) -> ReferralReminder:
    """At most once a day. `working_days` is how far behind (or, below zero, ahead) the due date lies today."""
    if isinstance(by, Actor):
        rules.may_remind(by, referral).require()
    today = day_of(at)
    seen = Referral.objects.filter(pk=referral.pk, state=ReferralState.AWAITED, reminded_on=referral.reminded_on)
    if referral.reminded_on == today or not seen.update(reminded_on=today):
        raise NotAllowed(_("This body was already reminded of it today."))
    referral.reminded_on = today
    reminder = ReferralReminder.objects.create(
        referral=referral,
        on_day=today,
        due_on=referral.due_on,
        working_days=working_days,
        by_hand=isinstance(by, Actor),
        escalated=escalated,
        by_name=by.name,
        at=at,
    )
    ledger.record(
        "difficulty.reminded",
        on=reminder,
        by=by,
        at=at,
        **named(referral.difficulty),
        body=referral.body.name,
        due_on=referral.due_on.isoformat(),
        working_days=working_days,
        escalated=escalated,
        by_hand=reminder.by_hand,
    )
    return reminder


@transaction.atomic
def recompute(*, referral: Referral, at: datetime, calendar: Calendar | None = None) -> bool:
    """Count the due date again by the calendar as it is now; whether it moved. A date already missed stays missed."""
    due = again(referral.due_computed, calendar or calendar_for(referral.body_id))
    if due.date == referral.due_on or referral.due_on < day_of(at):
        return False
    was = referral.due_on
    running = Referral.objects.filter(pk=referral.pk, state=ReferralState.AWAITED)
    moved = {"due_on": due.date, "due_computed": due.as_json(), "counted_from": counted_from(due), "reminded_on": None}
    if not running.update(**moved):
        return False
    for name, value in moved.items():
        setattr(referral, name, value)
    ReferralDue.objects.create(
        referral=referral,
        due_on=due.date,
        since_at=at,
        because=ReferralDue.Because.RECOMPUTED,
        computed=due.as_json(),
    )
    ledger.record(
        "difficulty.due_recomputed",
        on=referral,
        by=CLOCK,
        at=at,
        **named(referral.difficulty),
        body=referral.body.name,
        was=was.isoformat(),
        to=due.date.isoformat(),
    )
    return True


@transaction.atomic
def pass_on(*, agency: Agency, to: Agency, reason: str, by: Doer, at: datetime) -> int:
    """What the agency reported, and what it is to speak on, goes to its successor; how many difficulties.

    Called when agencies are reorganised, with the legal basis as the reason. Silence goes on being counted.
    """
    awaited = Referral.objects.filter(body=agency, state=ReferralState.AWAITED)
    concerned = Difficulty.objects.filter(
        Q(held_by=agency, closed_at=None)
        | Q(waits_for=agency, state__in=WAITING)
        | Q(pk__in=awaited.values("difficulty_id"))
    )
    moved = list(concerned.select_related("programme", "waits_for", "held_by").order_by("pk"))
    awaited.update(body=to)
    for difficulty in moved:
        changes = {name: to for name in ("held_by", "waits_for") if getattr(difficulty, f"{name}_id") == agency.pk}
        for name, value in changes.items():
            setattr(difficulty, name, value)
        difficulty.save(update_fields=list(changes) or ["held_by"])
        write_turn(difficulty, "pass_on", by=by, at=at, text=reason)
        ledger.record(
            "difficulty.passed_on",
            on=difficulty,
            by=by,
            at=at,
            **named(difficulty),
            from_agency=agency.name,
            to_agency=to.name,
            reason=reason,
        )
    return len(moved)
