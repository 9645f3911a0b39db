"""Who may change the calendar, and why not."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.calendar.models import DayOff
from phoihop.kit.verdict import YES, Verdict, first_no, no
from phoihop.kit.workdays import SATURDAY

TAKEN = no(_("The calendar already has an entry for this day; withdraw it first."))


def may_keep_calendar(actor: Actor, *, agency_id: int | None) -> Verdict:
    """`agency_id` is the agency whose own day it is, None for a day of the whole country."""
    if not actor.may(Permission.ADMINISTER):
        return no(_("Only an administrator can change the calendar."))
    if agency_id is not None and agency_id != actor.agency_id:
        return no(_("Only the agency itself can change its own days."))
    return YES


def may_add(actor: Actor, *, day: dt.date, kind: str, agency_id: int | None) -> Verdict:
    return first_no(
        may_keep_calendar(actor, agency_id=agency_id),
        _kind_fits(kind, agency_id),
        _breaks_the_habit(day, kind, agency_id),
    )


def may_withdraw(actor: Actor, day_off: DayOff) -> Verdict:
    return may_keep_calendar(actor, agency_id=day_off.agency_id)


def _kind_fits(kind: str, agency_id: int | None) -> Verdict:
    if kind == DayOff.Kind.PUBLIC and agency_id is not None:
        return no(_("A public day off is everyone's; choose a day off of one agency instead."))
    if kind == DayOff.Kind.AGENCY and agency_id is None:
        return no(_("Say which agency has this day off, or make it a public day off."))
    return YES


def _breaks_the_habit(day: dt.date, kind: str, agency_id: int | None) -> Verdict:
    if kind != DayOff.Kind.WORKING_SWAP or day.weekday() >= SATURDAY:
        return YES
    if agency_id is None or not DayOff.objects.filter(day=day, agency=None, kind=DayOff.Kind.PUBLIC).exists():
        return no(_("This is a working day already; only a weekend day or a day off can be worked in exchange."))
    return YES
