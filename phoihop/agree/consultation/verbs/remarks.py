"""What an agency's own people write, before the agency speaks. None of it leaves the agency."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries, rules
from phoihop.agree.consultation.models import Invitation, Remark
from phoihop.agree.consultation.states import REMARK_LIFE
from phoihop.agree.consultation.verbs.holding import hold
from phoihop.agree.drafting.models import Node
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


class ChangedMeanwhile(NotAllowed):
    """A colleague changed the remark first. `theirs` is the remark as it stands now."""

    def __init__(self, theirs: Remark | None) -> None:
        super().__init__(
            _("A colleague has just changed this remark. What was written here is kept below; nothing was lost.")
        )
        self.theirs = theirs


@transaction.atomic
def remark(
    *,
    invitation: Invitation,
    body: str,
    by: Actor,
    at: datetime,
    node: Node | None = None,
    weight: str = Remark.Weight.SUBSTANTIVE,
    proposed: str = "",
) -> Remark:
    """On one clause of the version sent, or on the whole text (`node` None), with the wording proposed, if any."""
    hold(invitation.round)
    rules.may_remark(by, invitation).require()
    said = Remark.objects.create(
        invitation=invitation,
        round=invitation.round,
        node=node,
        place=_place(node, invitation, by),
        weight=weight,
        body=body,
        proposed=_only_if_new(proposed, node),
        by=by.ref,
        by_name=by.name,
        at=at,
    )
    ledger.record("consultation.remarked", on=said, by=by, at=at, place=said.place, weight=str(weight))
    return said


def _place(node: Node | None, invitation: Invitation, by: Actor) -> str:
    if node is None:
        return ""
    place = queries.place_of(node, invitation.round, by)
    if place is None:
        raise NotAllowed(_("This clause is not in the text this agency was sent."))
    return place


def _only_if_new(proposed: str, node: Node | None) -> str:
    """The form comes filled with the clause as it is: left untouched, it proposes nothing."""
    if node is None or proposed.split() == queries.wording_of(node).split():
        return ""
    return proposed


@transaction.atomic
def change_remark(
    *, remark: Remark, seen_revision: int, body: str, weight: str, by: Actor, at: datetime, proposed: str = ""
) -> Remark:
    """Raises ChangedMeanwhile when the remark is no longer as it was seen."""
    hold(remark.round)
    rules.may_change_remark(by, remark).require()
    changes = {"body": body, "weight": weight, "proposed": _only_if_new(proposed, remark.node)}
    seen = Remark.objects.filter(pk=remark.pk, revision=seen_revision, state=remark.state)
    if not seen.update(revision=seen_revision + 1, **changes):
        raise ChangedMeanwhile(Remark.objects.filter(pk=remark.pk).first())
    remark.refresh_from_db()
    ledger.record("consultation.remark_changed", on=remark, by=by, at=at, place=remark.place, weight=str(weight))
    return remark


@transaction.atomic
def drop_remark(*, remark: Remark, by: Actor, at: datetime) -> None:
    hold(remark.round)
    rules.may_change_remark(by, remark).require()
    ledger.record("consultation.remark_dropped", on=remark, by=by, at=at, place=remark.place)
    remark.delete()


@transaction.atomic
def leave_out(*, remark: Remark, reason: str, by: Actor, at: datetime) -> Remark:
    """The remark stays in the agency, with the reason, for whoever wrote it."""
    hold(remark.round)
    rules.may_leave_out(by, remark).require()
    if not reason:
        raise NotAllowed(_("Say why this remark is left out; its author will ask."))
    REMARK_LIFE.move(remark, "leave_out", left_out_because=reason)
    ledger.record("consultation.left_out", on=remark, by=by, at=at, place=remark.place, reason=reason)
    return remark


@transaction.atomic
def take_back_in(*, remark: Remark, by: Actor, at: datetime) -> Remark:
    hold(remark.round)
    rules.may_take_back_in(by, remark).require()
    REMARK_LIFE.move(remark, "take_back_in", left_out_because="")
    ledger.record("consultation.taken_back_in", on=remark, by=by, at=at, place=remark.place)
    return remark
