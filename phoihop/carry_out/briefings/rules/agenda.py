"""Who shapes the agenda, proposes items, asks for papers and hands them in."""

from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.briefings.models import Briefing, OwedPaper, Proposal, Series
from phoihop.carry_out.briefings.rules.grounds import has, is_ahead, is_hosting, is_party, prepares
from phoihop.carry_out.briefings.states import PROPOSAL_LIFE, ProposalState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_assemble(actor: Actor, briefing: Briefing) -> Verdict:
    return first_no(prepares(actor, briefing.series), is_ahead(briefing))


def may_order(actor: Actor, briefing: Briefing) -> Verdict:
    """Order, time, presenters and items by hand; in the room too, where the chair may change the order."""
    running = YES if briefing.state == State.HELD else is_ahead(briefing)
    return first_no(prepares(actor, briefing.series), running)


def may_propose(actor: Actor, series: Series) -> Verdict:
    """Any agency around the table, for the next agenda."""
    party = is_party(actor, series) or is_hosting(actor, series)
    return first_no(
        YES if party and not actor.guest_ref else no(_("Items are proposed by the parties of the programme.")),
        _speaks(actor),
        YES if series.ended_at is None else no(_("The programme is over: no more briefings are planned.")),
    )


def may_withdraw_proposal(actor: Actor, proposal: Proposal) -> Verdict:
    own = proposal.agency_id == actor.agency_id and not actor.guest_ref
    waiting = PROPOSAL_LIFE.allows("withdraw_proposal", proposal.state)
    return first_no(
        YES if own or is_hosting(actor, proposal.series) else no(_("Only the agency that proposed it may do this.")),
        _speaks(actor),
        YES if waiting else no(_("It is on an agenda, or dealt with already.")),
    )


def may_place(actor: Actor, briefing: Briefing, proposal: Proposal) -> Verdict:
    waiting = proposal.state == ProposalState.WAITING
    return first_no(may_order(actor, briefing), YES if waiting else no(_("It is on an agenda, or dealt with already.")))


def _speaks(actor: Actor) -> Verdict:
    """Officers and heads report, clerks minute: each may hand in a proposal for the agency."""
    return YES if actor.may(Permission.MINUTE) else has(actor, Permission.REPORT)


def may_ask_paper(actor: Actor, briefing: Briefing) -> Verdict:
    return first_no(prepares(actor, briefing.series), is_ahead(briefing))


def may_hand_in_paper(actor: Actor, owed: OwedPaper) -> Verdict:
    """The agency that owes it, or the host for it; until the briefing is over."""
    briefing = owed.briefing
    own = owed.agency_id == actor.agency_id and not actor.guest_ref
    running = YES if briefing.state == State.HELD else is_ahead(briefing)
    return first_no(
        YES if own or is_hosting(actor, briefing.series) else no(_("Only the agency asked for it hands it in.")),
        _speaks(actor),
        running,
        YES if owed.dropped_at is None else no(_("This paper is not needed any more.")),
    )
