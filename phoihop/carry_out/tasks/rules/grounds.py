"""What the other rules are made of."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Programme
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.carry_out.tasks.models import Participation
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, no

_NOT_THIS_POST = {
    Permission.ASSIGN: _("Making and assigning tasks is for officers and heads of the standing unit."),
    Permission.REPORT: _("Handing in and reporting is for officers and heads of the agency."),
    Permission.ACCEPT: _("Accepting, returning and giving more time is for officers and heads of the standing unit."),
}


def runs(actor: Actor, programme: Programme) -> Verdict:
    """The standing unit, or the lead agency of the framework."""
    if is_running_it(actor, programme):
        return YES
    return no(_("Only the standing unit of the programme, or its lead agency, may do this."))


def is_running_it(actor: Actor, programme: Programme) -> bool:
    units = (programme.standing_unit_id, programme.framework.lead_agency_id)
    return actor.agency_id in units and not actor.guest_ref


def has(actor: Actor, permission: Permission) -> Verdict:
    return YES if actor.may(permission) else no(_NOT_THIS_POST[permission])


def holds(actor: Actor, part: Participation) -> Verdict:
    mine = part.agency_id == actor.agency_id and not actor.guest_ref
    return YES if mine else no(_("Only the agency that has this part in the task may do this."))


def in_force(programme: Programme) -> Verdict:
    if programme.framework.state == FrameworkState.IN_FORCE:
        return YES
    return no(_("Tasks are made while the programme is in force: after it was signed, until it ends."))
