"""What the other rules are made of."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.states import LIFE, SlotState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no

_NOT_THIS_POST = {
    Permission.ARRANGE_SIGNING: _("Arranging a signing is for officers and heads of the agency."),
    Permission.SETTLE: _("This is for the head of the lead agency."),
    Permission.SEAL: _("Numbers, seals and attestations are for the records clerk."),
}


def has(actor: Actor, permission: Permission) -> Verdict:
    return YES if actor.may(permission) else no(_NOT_THIS_POST[permission])


def leads(actor: Actor, signing: Signing) -> Verdict:
    own = actor.agency_id == signing.version.text.framework.lead_agency_id
    return YES if own and not actor.guest_ref else no(_("Only the lead agency may do this."))


def arranges(actor: Actor, signing: Signing) -> Verdict:
    return first_no(leads(actor, signing), has(actor, Permission.ARRANGE_SIGNING))


def allows(verb: str, signing: Signing, otherwise: object) -> Verdict:
    return YES if LIFE.allows(verb, signing.state) else no(otherwise)


def is_preparing(signing: Signing) -> Verdict:
    if signing.state == State.PREPARING:
        return YES
    return no(_("The signing is open: its order, time and witnesses are fixed."))


def is_open(signing: Signing, *, at: dt.datetime) -> Verdict:
    if signing.state == State.PREPARING:
        return no(_("The signing is not open yet."))
    if signing.state != State.OPEN:
        return no(_("This signing is over."))
    return YES if at < signing.expires_at else no(_("The time to sign has run out."))


def is_pending(slot: Slot) -> Verdict:
    if slot.state in (SlotState.WAITING, SlotState.BEGUN):
        return YES
    return no(_("There is a signature here already, or none will come any more."))


def is_signatory(actor: Actor, slot: Slot) -> Verdict:
    """In person and in that very post: who stands in for somebody signs only when named a substitute."""
    if not slot.by_person:
        return no(_("This place is for the records clerk of the agency."))
    if actor.tenure_id != slot.tenure_id or actor.standing_in_for or actor.guest_ref:
        return no(_("Only the signatory named here may sign, acting in that post."))
    return YES


def is_clerk(actor: Actor, slot: Slot) -> Verdict:
    if actor.agency_id != slot.agency_id or actor.guest_ref:
        return no(_("Only the records clerk of that agency may do this."))
    return has(actor, Permission.SEAL)
