"""Who is told, which bodies there are to refer to, and when a body is reminded."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations.models import Referral, Urgency
from phoihop.carry_out.escalations.states import ReferralState
from phoihop.carry_out.tasks.queries import ESCALATE_AFTER, REMIND_AFTER, REMIND_BEFORE, accounts_of, reminding_days
from phoihop.foundation.access.roles import Permission, Role
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.kit.workdays import Calendar

__all__ = [
    "REMIND_AFTER",
    "REMIND_BEFORE",
    "ToRemind",
    "accounts_of",
    "bodies_for",
    "counting",
    "heads_of",
    "proposed_days",
    "to_remind",
    "units_of",
]

_DAYS = {Urgency.NORMAL: 10, Urgency.URGENT: 5, Urgency.EXPRESS: 3, Urgency.FLASH: 1}


def proposed_days(urgency: str) -> int:
    """Working days proposed for a decision; whoever refers may give others."""
    return _DAYS[Urgency(urgency)]


def units_of(programme: Programme) -> list[int]:
    """Who triages: the standing unit, else the lead agency of the framework."""
    return [programme.standing_unit_id or programme.framework.lead_agency_id]


def bodies_for(programme: Programme, *, on: dt.date) -> list[Agency]:
    """Agencies with a member who may decide that day, in the programme's place and the places above it. One query.

    Those without a place stand above every place.
    """
    place = programme.framework.locality or programme.framework.lead_agency.locality
    above = [place.pk, place.parent_id, place.parent.parent_id if place.parent else None] if place else []
    near = Q(locality=None) | Q(locality_id__in=[one for one in above if one])
    decide = [f'"{role}"' for role in Role if Permission.DECIDE in role.permissions]
    holds = Q()
    for role in decide:
        holds |= Q(roles__icontains=role)
    held = Tenure.objects.filter(Q(until_on=None) | Q(until_on__gt=on), holds, from_on__lte=on)
    found = Agency.objects.filter(near, Q(ended_on=None) | Q(ended_on__gt=on), pk__in=held.values("post__agency_id"))
    return list(found.order_by("folded", "pk"))


def heads_of(referral: Referral, *, on: dt.date) -> list[int]:
    """Accounts of those who head the body, and of the head of the unit that put it there: both answer for silence."""
    return accounts_of([referral.body_id, referral.referred_by_id], may=Permission.SETTLE, on=on)


@dataclass(frozen=True, slots=True)
class ToRemind:
    """`working_days` is below zero before the due date and above zero after it."""

    referral: Referral
    working_days: int

    @property
    def escalated(self) -> bool:
        return self.working_days >= ESCALATE_AFTER


def to_remind(*, today: dt.date) -> list[ToRemind]:
    """Referrals of which a body is reminded today, by its own working days; by body."""
    own = list(DayOff.objects.exclude(agency=None).order_by("agency_id").values_list("agency_id", flat=True).distinct())
    found = _due_around(calendar_for(), today, ~Q(body_id__in=own))
    for agency_id in own:
        found += _due_around(calendar_for(agency_id), today, Q(body_id=agency_id))
    return found


def _due_around(calendar: Calendar, today: dt.date, of: Q) -> list[ToRemind]:
    steps = reminding_days(calendar, today=today)
    if not steps:
        return []
    awaited = Referral.objects.filter(of, state=ReferralState.AWAITED, due_on__in=steps)
    referrals = awaited.exclude(reminded_on=today).select_related(
        "difficulty__programme__framework", "body", "referred_by"
    )
    return [ToRemind(one, steps[one.due_on]) for one in referrals.order_by("body_id", "due_on", "pk")]


def counting(day: dt.date, *, agency_id: int | None, today: dt.date) -> Iterable[Referral]:
    """Awaited referrals whose due date was counted over that day, of one body or of all; missed ones stay missed."""
    found = Referral.objects.filter(state=ReferralState.AWAITED, due_on__gte=max(day, today), counted_from__lte=day)
    if agency_id is not None:
        found = found.filter(body_id=agency_id)
    return list(found.select_related("difficulty__programme__framework", "body", "referred_by").order_by("pk"))
