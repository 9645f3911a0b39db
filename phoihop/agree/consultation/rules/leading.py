"""What the lead agency may do with a round and its invitations."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries
from phoihop.agree.consultation.models import Invitation, Round
from phoihop.agree.consultation.rules.grounds import allows, has, is_awaited, leads, leads_text, receives, runs
from phoihop.agree.consultation.states import Answer, State
from phoihop.agree.drafting.models import Text
from phoihop.agree.programmes.states import LIFE as FRAMEWORK_LIFE
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_prepare(actor: Actor, text: Text) -> Verdict:
    if not FRAMEWORK_LIFE.allows("consult", text.framework.state):
        state = no(_("The framework is not in a state to be sent for opinions."))
    elif queries.running_round(text):
        state = no(_("A round on this text is still running; finish it first."))
    else:
        state = YES
    return first_no(leads_text(actor, text), has(actor, Permission.CONSULT), state)


def may_invite(actor: Actor, round_: Round) -> Verdict:
    running = round_.state in (State.PREPARED, State.OPEN)
    return first_no(runs(actor, round_), YES if running else no(_("Agencies are invited until the round is closed.")))


def may_withdraw(actor: Actor, invitation: Invitation) -> Verdict:
    """Until the agency wrote something: what was said is never made unsaid."""
    if invitation.remarks.exists() or invitation.state != Answer.AWAITED:
        touched = no(_("This agency has already written something; its invitation stays."))
    else:
        touched = YES
    return first_no(may_invite(actor, invitation.round), touched)


def may_open(actor: Actor, round_: Round, *, today: date) -> Verdict:
    checks = [runs(actor, round_), allows("open_for_opinions", round_, _("This round was opened already."))]
    if all(checks):
        checks += [
            YES if round_.invitations.exists() else no(_("Invite at least one agency before opening the round.")),
            YES if round_.due_on > today else no(_("The deadline must lie after today; change it first.")),
            YES
            if queries.has_clauses(round_.text)
            else no(_("The text has no clauses yet; write or import them first.")),
        ]
    return first_no(*checks)


def may_change_terms(actor: Actor, round_: Round) -> Verdict:
    """The deadline, the rule of silence and the message are part of what was sent: they are fixed by the opening."""
    prepared = round_.state == State.PREPARED
    return first_no(
        runs(actor, round_), YES if prepared else no(_("The round is open: extend the deadline, giving the reason."))
    )


def may_extend(actor: Actor, round_: Round) -> Verdict:
    return first_no(runs(actor, round_), receives(round_))


def may_extend_for(actor: Actor, invitation: Invitation) -> Verdict:
    return first_no(may_extend(actor, invitation.round), is_awaited(invitation))


def may_send_link(actor: Actor, invitation: Invitation) -> Verdict:
    by_link = invitation.channel == Invitation.Channel.LINK
    return first_no(
        runs(actor, invitation.round),
        receives(invitation.round),
        YES if by_link else no(_("This agency answers through its own accounts; it needs no link.")),
    )


def may_remind(actor: Actor, invitation: Invitation) -> Verdict:
    return may_extend_for(actor, invitation)


def may_record_dispatch(actor: Actor, invitation: Invitation) -> Verdict:
    """The officer in charge or the records clerk of the lead agency enters what came on paper."""
    may = actor.may(Permission.CONSULT) or actor.may(Permission.ANSWER_FOR_AGENCY)
    return first_no(
        leads(actor, invitation.round),
        YES if may else no(_("Recording a dispatch is for officers, heads and records clerks.")),
        receives(invitation.round),
        is_awaited(invitation),
    )


def may_close(actor: Actor, round_: Round) -> Verdict:
    return first_no(runs(actor, round_), allows("close", round_, _("This round is not open.")))


def needs_reason_to_close(round_: Round, *, today: date) -> bool:
    """Closing early cuts off agencies that still have time: then the record says why."""
    return round_.invitations.filter(state=Answer.AWAITED, due_on__gte=today).exists()


def may_reopen(actor: Actor, round_: Round) -> Verdict:
    return first_no(runs(actor, round_), allows("reopen", round_, _("Only a closed round can be reopened.")))


def may_begin_next_round(actor: Actor, round_: Round) -> Verdict:
    return first_no(
        runs(actor, round_),
        allows("begin_next_round", round_, _("Close this round before the next one is begun.")),
    )
