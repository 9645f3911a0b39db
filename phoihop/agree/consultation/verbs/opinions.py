"""The one official answer of an agency, handed in by itself or recorded from its dispatch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries, rules
from phoihop.agree.consultation.models import Invitation, Opinion, Remark
from phoihop.agree.consultation.states import INVITATION_LIFE, REMARK_LIFE, RemarkState
from phoihop.agree.consultation.verbs.holding import hold, next_number
from phoihop.agree.drafting.models import Node
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def submit_opinion(
    *,
    invitation: Invitation,
    stance: str,
    by: Actor,
    at: datetime,
    body: str = "",
    dispatch_number: str = "",
    dispatch_on: date | None = None,
    dispatch_file: StoredFile | None = None,
) -> Opinion:
    """The staff remarks that were not left out become official and get their numbers, clause by clause."""
    hold(invitation.round)
    rules.may_submit_opinion(by, invitation).require()
    remarks = _in_order_of_clauses(invitation, by)
    rules.fits_opinion(by, stance=stance, body=body, remarks=len(remarks), dispatch_number=dispatch_number).require()
    INVITATION_LIFE.move(invitation, "submit_opinion", answered_at=at)
    first = next_number(invitation.round)
    for number, remark in enumerate(remarks, start=first):
        REMARK_LIFE.move(remark, "submit_opinion", number=number)
    opinion = Opinion.objects.create(
        invitation=invitation,
        stance=stance,
        body=body,
        dispatch_number=dispatch_number,
        dispatch_on=dispatch_on,
        dispatch_file=dispatch_file,
        by_name=by.name,
        at=at,
    )
    _tell_ledger("consultation.opinion_submitted", opinion, [remark.number for remark in remarks], by=by, at=at)
    return opinion


def _in_order_of_clauses(invitation: Invitation, by: Actor) -> list[Remark]:
    """On the whole text first, then as the version sent has them; on one clause as they were written."""
    remarks = list(invitation.remarks.filter(state=RemarkState.STAFF).select_related("node").order_by("at", "pk"))
    places = queries.order_of_clauses(invitation.round)
    return sorted(remarks, key=lambda remark: places[remark.node.key] if remark.node else -1)


@dataclass(frozen=True, slots=True)
class RemarkSaid:
    """A remark as a dispatch says it."""

    body: str
    node: Node | None = None
    weight: str = Remark.Weight.SUBSTANTIVE
    proposed: str = ""


@transaction.atomic
def record_dispatch(
    *,
    invitation: Invitation,
    stance: str,
    dispatch_number: str,
    dispatch_on: date,
    by: Actor,
    at: datetime,
    body: str = "",
    dispatch_file: StoredFile | None = None,
    remarks: Sequence[RemarkSaid] = (),
) -> Opinion:
    """The lead agency enters an opinion that came on paper. What the agency's staff had written here stays theirs."""
    hold(invitation.round)
    rules.may_record_dispatch(by, invitation).require()
    rules.fits_opinion(by, stance=stance, body=body, remarks=len(remarks), dispatch_number=dispatch_number).require()
    INVITATION_LIFE.move(invitation, "record_dispatch", answered_at=at)
    first = next_number(invitation.round)
    for number, said in enumerate(remarks, start=first):
        _write_down(said, number, invitation, by=by, at=at)
    opinion = Opinion.objects.create(
        invitation=invitation,
        stance=stance,
        body=body,
        dispatch_number=dispatch_number,
        dispatch_on=dispatch_on,
        dispatch_file=dispatch_file,
        entered_by_lead=True,
        by_name=by.name,
        at=at,
    )
    numbers = list(range(first, first + len(remarks)))
    _tell_ledger("consultation.dispatch_recorded", opinion, numbers, by=by, at=at)
    return opinion


def _write_down(said: RemarkSaid, number: int, invitation: Invitation, *, by: Actor, at: datetime) -> None:
    place = queries.place_of(said.node, invitation.round, by) if said.node else ""
    if place is None:
        raise NotAllowed(_("A remark is on a clause that is not in the text that was sent."))
    Remark.objects.create(
        invitation=invitation,
        round=invitation.round,
        node=said.node,
        place=place,
        number=number,
        state=RemarkState.OFFICIAL,
        weight=said.weight,
        body=said.body,
        proposed=said.proposed if said.node else "",
        by=by.ref,
        by_name=by.name,
        at=at,
    )


def _tell_ledger(kind: str, opinion: Opinion, numbers: Sequence[int | None], *, by: Actor, at: datetime) -> None:
    ledger.record(
        kind,
        on=opinion.invitation,
        by=by,
        at=at,
        agency=opinion.invitation.agency.name,
        stance=str(opinion.stance),
        dispatch=opinion.dispatch,
        file=opinion.dispatch_file.sha256 if opinion.dispatch_file else "",
        remarks=list(numbers),
    )
