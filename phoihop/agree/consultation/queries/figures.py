"""The counts at the head of a round."""

from collections.abc import Iterable
from dataclasses import dataclass

from phoihop.agree.consultation.models import Invitation, Opinion, Remark, Response, Round
from phoihop.agree.consultation.states import Answer, State
from phoihop.agree.drafting.models import Text
from phoihop.foundation.agencies.actor import Actor


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts at the head of a round. `agreed` counts agencies that agree, by word or by silence."""

    asked: int = 0
    received: int = 0
    agreed: int = 0
    remarks: int = 0
    accepted: int = 0
    partly: int = 0
    explained: int = 0
    noted: int = 0
    duplicate: int = 0
    leadership: int = 0
    unanswered: int = 0


def tally_of(invitations: Iterable[Invitation], outcomes: Iterable[str]) -> Tally:
    """From rows already fetched, so that a page asks nothing for it. `outcomes` has one for each remark, "" is none."""
    counts = dict.fromkeys([*Response.Outcome.values, "unanswered"], 0)
    for outcome in outcomes:
        counts[outcome or "unanswered"] += 1
    states = [invitation.state for invitation in invitations]
    agreed = [
        invitation
        for invitation in invitations
        if invitation.state == Answer.DEEMED
        or (invitation.state == Answer.ANSWERED and invitation.opinion.stance == Opinion.Stance.AGREE)
    ]
    return Tally(
        asked=len(states),
        received=states.count(Answer.ANSWERED),
        agreed=len(agreed),
        remarks=sum(counts.values()),
        **counts,
    )


def rounds_of(text: Text, actor: Actor) -> list[Round]:
    """The rounds on a text this actor may see, the newest first, each with its `tally` for the panel. Three queries.

    Before a round is finished an invited agency knows its own remarks alone, so it gets no tally then.
    """
    rounds = list(Round.objects.visible_to(actor).filter(text=text).order_by("-number"))
    invitations = Invitation.objects.filter(round__in=rounds).select_related("opinion").defer("asked")
    official = Remark.objects.filter(round__in=rounds, number__isnull=False)
    remarks = list(official.values_list("round", "response__outcome", "response__is_draft"))
    leads = actor.agency_id == text.framework.lead_agency_id
    for round_ in rounds:
        asked = [one for one in invitations if one.round_id == round_.pk]
        said = ["" if is_draft else outcome or "" for of, outcome, is_draft in remarks if of == round_.pk]
        known = leads or round_.state == State.SETTLED
        round_.tally = tally_of(asked, said) if known else None  # type: ignore[attr-defined]  # for the template
    return rounds
