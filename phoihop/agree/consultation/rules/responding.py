"""How a remark is answered, and what each outcome has to come with."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries
from phoihop.agree.consultation.models import Remark, Response
from phoihop.agree.consultation.rules.grounds import has, leads
from phoihop.agree.consultation.states import RemarkState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_respond(actor: Actor, remark: Remark) -> Verdict:
    if remark.state == RemarkState.CARRIED:
        state = no(_("This remark was carried over; it is answered in the next round."))
    elif remark.state != RemarkState.OFFICIAL or remark.round.state not in (State.OPEN, State.CLOSED):
        state = no(_("Responses are given while the round is open, or closed and not yet finished."))
    else:
        state = YES
    return first_no(leads(actor, remark.round), has(actor, Permission.RESPOND), state)


def is_complete(remark: Remark, *, outcome: str, reason: str, wording: str, duplicate_of: Remark | None) -> Verdict:
    """What each outcome has to come with before it can be recorded."""
    outcomes = Response.Outcome
    if outcome not in outcomes.values:
        return no(_("Choose what becomes of the remark."))
    if outcome == outcomes.PARTLY and not reason:
        return no(_("“Accepted in part” must say why the rest is not accepted."))
    if outcome == outcomes.EXPLAINED and not reason:
        return no(_("A remark that is not accepted must be told why."))
    if outcome == outcomes.LEADERSHIP and not reason:
        return no(_("Write the question the leadership has to decide."))
    if outcome == outcomes.DUPLICATE:
        return _is_duplicate(remark, duplicate_of)
    if wording and takes_wording(outcome) and remark.node_id is None:
        return no(_("A remark on the whole text has no wording to put in; change the draft itself."))
    return YES


def takes_wording(outcome: str) -> bool:
    return outcome in (Response.Outcome.ACCEPTED, Response.Outcome.PARTLY)


def _is_duplicate(remark: Remark, other: Remark | None) -> Verdict:
    if other is None:
        return no(_("Say which remark this one repeats."))
    if other.pk == remark.pk or other.round_id != remark.round_id or other.state != RemarkState.OFFICIAL:
        return no(_("A duplicate names another remark of the same round."))
    if queries.repeats_another(other):
        return no(_("That remark is itself a duplicate; name the one it repeats."))
    if queries.is_repeated(remark):
        return no(_("Other remarks are duplicates of this one; it needs an answer of its own."))
    return YES
