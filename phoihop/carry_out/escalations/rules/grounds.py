"""What the other rules are made of."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Party, Programme
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.carry_out.escalations.states import LIFE
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, no

_NOT_THIS_POST = {
    Permission.REPORT: _("Reporting difficulties is for officers and heads of the agency."),
    Permission.TRIAGE: _("Triaging difficulties is for officers and heads of the standing unit."),
    Permission.DECIDE: _("Deciding on difficulties is for members of the leadership body."),
}


def has(actor: Actor, permission: Permission) -> Verdict:
    return YES if actor.may(permission) else no(_NOT_THIS_POST[permission])


def runs(actor: Actor, programme: Programme) -> Verdict:
    """The standing unit, or the lead agency of the framework."""
    if is_running_it(actor, programme):
        return YES
    return no(_("Only the standing unit of the programme, or its lead agency, triages its difficulties."))


def is_running_it(actor: Actor, programme: Programme) -> bool:
    units = (programme.standing_unit_id, programme.framework.lead_agency_id)
    return actor.agency_id in units and not actor.guest_ref


def is_party(actor: Actor, programme: Programme) -> Verdict:
    party = not actor.guest_ref and Party.objects.filter(programme=programme, agency_id=actor.agency_id).exists()
    return YES if party else no(_("Difficulties are reported by the parties of the programme."))


def holds(actor: Actor, difficulty: Difficulty) -> Verdict:
    mine = difficulty.held_by_id == actor.agency_id and not actor.guest_ref
    return YES if mine else no(_("Only the agency that reported the difficulty may do this."))


def in_force(programme: Programme) -> Verdict:
    if programme.framework.state == FrameworkState.IN_FORCE:
        return YES
    return no(_("Difficulties are reported while the programme is in force: after it was signed, until it ends."))


def allows(verb: str, difficulty: Difficulty, otherwise: object) -> Verdict:
    return YES if LIFE.allows(verb, difficulty.state) else no(otherwise)
