"""The next round, which takes over what is pending."""

from datetime import date, datetime

from django.db import transaction

from phoihop.agree.consultation import queries, rules
from phoihop.agree.consultation.models import Invitation, Remark, Response, Round
from phoihop.agree.consultation.states import LIFE, REMARK_LIFE, RemarkState
from phoihop.agree.consultation.verbs.holding import hold
from phoihop.agree.consultation.verbs.rounds import prepare_asking
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger


@transaction.atomic
def begin_next_round(
    *,
    round: Round,
    silence_agrees: bool,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
    working_days: int | None = None,
    message: str = "",
) -> Round:
    """The same agencies are asked about the next draft; remarks that still need something come along, tied."""
    hold(round)
    rules.may_begin_next_round(by, round).require()
    pending = queries.pending_remarks(round)
    asked = queries.invitations_of(round)
    LIFE.move(round, "begin_next_round", settled_at=at)
    following = prepare_asking(
        text=round.text,
        asked=[_again(invitation) for invitation in asked],
        due_on=due_on,
        working_days=working_days,
        silence_agrees=silence_agrees,
        message=message,
        by=by,
        at=at,
    )
    by_agency = {invitation.agency_id: invitation for invitation in following.invitations.all()}
    for number, remark in enumerate(pending, start=1):
        _carry_over(remark, into=by_agency[remark.invitation.agency_id], number=number, by=by, at=at)
    ledger.record(
        "consultation.next_round_begun",
        on=round,
        by=by,
        at=at,
        round=round.number,
        next=following.number,
        carried=len(pending),
    )
    return following


def _again(invitation: Invitation) -> Invitation:
    return Invitation(
        agency=invitation.agency,
        channel=invitation.channel,
        guest_name=invitation.guest_name,
        guest_email=invitation.guest_email,
    )


def _carry_over(remark: Remark, *, into: Invitation, number: int, by: Actor, at: datetime) -> None:
    """A draft of a response, or a question put to the leadership, goes along with its remark."""
    REMARK_LIFE.move(remark, "carry_over")
    carried = Remark.objects.create(
        invitation=into,
        round=into.round,
        node=remark.node,
        place=remark.place,
        number=number,
        state=RemarkState.OFFICIAL,
        weight=remark.weight,
        body=remark.body,
        proposed=remark.proposed,
        by_name=remark.by_name,
        by=remark.by,
        at=remark.at,
        carried_from=remark,
    )
    Response.objects.filter(remark=remark).update(remark=carried)
    ledger.record(
        "consultation.carried_over",
        on=carried,
        by=by,
        at=at,
        agency=into.agency.name,
        remark=remark.number,
        next=into.round.number,
        as_number=number,
    )
