"""What the other rules are made of."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation.models import Invitation, Round
from phoihop.agree.consultation.states import INVITATION_LIFE, LIFE, State
from phoihop.agree.drafting.models import Text
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def answers_in(actor: Actor, invitation: Invitation | None, permission: Permission) -> Verdict:
    if invitation is None or invitation.agency_id != actor.agency_id:
        return no(_("This agency was not asked in this round."))
    if actor.guest_ref and actor.guest_ref != str(invitation.pk):
        return no(_("This link is for another invitation."))
    return first_no(has(actor, permission), receives(invitation.round), is_awaited(invitation))


def runs(actor: Actor, round_: Round) -> Verdict:
    return first_no(leads(actor, round_), has(actor, Permission.CONSULT))


def leads(actor: Actor, round_: Round) -> Verdict:
    return leads_text(actor, round_.text)


def leads_text(actor: Actor, text: Text) -> Verdict:
    leads = actor.agency_id == text.framework.lead_agency_id and not actor.guest_ref
    return YES if leads else no(_("Only the lead agency may do this."))


_NOT_THIS_POST = {
    Permission.CONSULT: _("Running a consultation is for officers and heads of the lead agency."),
    Permission.RESPOND: _("Responding to remarks is for officers and heads of the lead agency."),
    Permission.SETTLE: _("Settling is for the head of the lead agency."),
    Permission.REMARK: _("Remarks are written by officers, heads and records clerks of the agency."),
    Permission.ANSWER_FOR_AGENCY: _(
        "Only the head, or the records clerk with a signed dispatch, answers for the agency."
    ),
}


def has(actor: Actor, permission: Permission) -> Verdict:
    return YES if actor.may(permission) else no(_NOT_THIS_POST[permission])


def receives(round_: Round) -> Verdict:
    return YES if round_.state == State.OPEN else no(_("This round does not receive opinions now."))


def is_awaited(invitation: Invitation) -> Verdict:
    allowed = INVITATION_LIFE.allows("submit_opinion", invitation.state)
    return YES if allowed else no(_("This agency has given its opinion already."))


def allows(verb: str, round_: Round, otherwise: object) -> Verdict:
    return YES if LIFE.allows(verb, round_.state) else no(otherwise)
