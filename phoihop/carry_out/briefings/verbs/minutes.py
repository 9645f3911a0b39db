"""Minutes, item by item: written by whoever comes first, approved and locked, unlocked with a reason, carried over."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.briefings import raising, rules
from phoihop.carry_out.briefings.models import Dissent, Item, Wording
from phoihop.carry_out.briefings.states import ITEM_LIFE, PROPOSAL_LIFE, ItemState, ProposalState
from phoihop.carry_out.briefings.verbs.holding import hold, next_number
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed, StateMoved
from phoihop.kit.vietnamese import nfc


class Outpaced(NotAllowed):
    """Another secretary has saved these minutes since: both texts are there, and nothing is lost."""

    def __init__(self, item: Item) -> None:
        super().__init__(
            _("%(name)s has saved these minutes meanwhile. Both texts are shown below; put together what is to stand.")
            % {"name": item.written_by_name}
        )
        self.theirs = item.body
        self.by_name = item.written_by_name
        self.revision = item.minutes_revision


@dataclass(frozen=True, slots=True)
class Votes:
    yes: int
    no: int = 0
    abstained: int = 0


@transaction.atomic
def write_minutes(
    *, item: Item, body: str, revision: int, by: Actor, at: dt.datetime, votes: Votes | None = None
) -> Item:
    """Save the draft over `revision`, the one it was written on. Raises Outpaced when it is no longer that one."""
    hold(item.briefing)
    rules.may_write(by, item).require()
    body = nfc(body).strip().replace("\r\n", "\n")
    if item.minutes_revision == revision and body == item.body and votes == votes_of(item):
        return item
    told = {
        "body": body,
        "state": ItemState.DRAFT,
        "minutes_revision": revision + 1,
        "written_at": at,
        "written_by_name": by.name,
        "votes_yes": votes.yes if votes else None,
        "votes_no": votes.no if votes else None,
        "votes_abstained": votes.abstained if votes else None,
    }
    mine = Item.objects.filter(pk=item.pk, minutes_revision=revision, removed_at=None)
    if not mine.filter(state__in=[ItemState.EMPTY, ItemState.DRAFT]).update(**told):
        _say_who_was_faster(item, revision)
    for name, value in told.items():
        setattr(item, name, value)
    keep_wording(item, Wording.Because.SAVED, by=by, at=at)
    _record("briefing.minutes_written", item, by=by, at=at)
    return item


def votes_of(item: Item) -> Votes | None:
    if item.votes_yes is None:
        return None
    return Votes(item.votes_yes, item.votes_no or 0, item.votes_abstained or 0)


def _say_who_was_faster(item: Item, revision: int) -> None:
    now = Item.objects.get(pk=item.pk)
    if now.minutes_revision != revision and not now.is_locked:
        raise Outpaced(now)
    raise StateMoved


def keep_wording(item: Item, because: str, *, by: Actor, at: dt.datetime, reason: str = "") -> Wording:
    return Wording.objects.create(
        item=item,
        number=next_number(item.wordings),
        body=item.body,
        because=because,
        reason=reason,
        at=at,
        by=by.ref,
        by_name=by.name,
    )


@transaction.atomic
def approve_minutes(*, item: Item, revision: int, by: Actor, at: dt.datetime) -> Item:
    """Locked as they are read now. Whoever saved in the meantime is first: it has to be read again."""
    hold(item.briefing)
    rules.may_approve(by, item).require()
    if not item.body:
        raise NotAllowed(_("There is no draft here to approve: nothing is written, or it is locked already."))
    if not Item.objects.filter(pk=item.pk, minutes_revision=revision).exists():
        raise StateMoved
    ITEM_LIFE.move(item, "approve_minutes", approved_at=at, approved_by_name=by.name)
    keep_wording(item, Wording.Because.APPROVED, by=by, at=at)
    if item.proposal and item.proposal.state == ProposalState.PLACED:
        PROPOSAL_LIFE.move(item.proposal, "deal_with")
    _record("briefing.minutes_approved", item, by=by, at=at)
    return item


@transaction.atomic
def unlock_minutes(*, item: Item, reason: str, by: Actor, at: dt.datetime) -> Item:
    """Back to a draft; what was approved stays in the history."""
    hold(item.briefing)
    rules.may_unlock(by, item).require()
    if not reason.strip():
        raise NotAllowed(_("Say why: the history of the minutes keeps the reason."))
    keep_wording(item, Wording.Because.UNLOCKED, by=by, at=at, reason=nfc(reason).strip())
    ITEM_LIFE.move(
        item, "unlock_minutes", approved_at=None, approved_by_name="", minutes_revision=item.minutes_revision + 1
    )
    _record("briefing.minutes_unlocked", item, by=by, at=at, reason=nfc(reason).strip())
    return item


@transaction.atomic
def carry_over(*, item: Item, by: Actor, at: dt.datetime) -> Item:
    """Not reached, or not finished: a proposal waits again, before those that came later."""
    hold(item.briefing)
    rules.may_carry_over(by, item).require()
    carry(item, by=by, at=at)
    return item


def carry(item: Item, *, by: Actor, at: dt.datetime) -> None:
    """Part of what carries an item over, by hand or by closing."""
    ITEM_LIFE.move(item, "carry_over", carried_at=at)
    proposal = item.proposal
    if proposal and proposal.state == ProposalState.PLACED:
        PROPOSAL_LIFE.move(proposal, "put_back", carried=proposal.carried + 1)
    _record("briefing.carried_over", item, by=by, at=at)


@transaction.atomic
def note_dissent(
    *, item: Item, agency: Agency, body: str, by: Actor, at: dt.datetime, refer_to: Agency | None = None
) -> Dissent:
    """An agency does not agree. Noted, and in the same step sent upward as a difficulty, tied both ways.

    `refer_to` puts it to that leadership body at once; without, the standing unit triages it first.
    """
    briefing = item.briefing
    hold(briefing)
    rules.may_note_dissent(by, item).require()
    if not briefing.seats.filter(agency=agency).exists():
        raise NotAllowed(_("Only an agency that was invited can disagree."))
    if item.dissents.filter(agency=agency).exists():
        raise NotAllowed(_("The disagreement of this agency on this item is noted already."))
    dissent = Dissent.objects.create(
        item=item,
        agency=agency,
        agency_name=agency.name_on(day_of(briefing.held_at)),
        body=nfc(body).strip(),
        at=at,
        by_name=by.name,
    )
    raised = raising.raise_dissent(dissent, body=refer_to, by=by, at=at)
    dissent.raised_type, dissent.raised_id, dissent.raised_as = raised.type, raised.id, raised.said
    dissent.save(update_fields=["raised_type", "raised_id", "raised_as"])
    ledger.record(
        "briefing.dissent_noted",
        on=dissent,
        by=by,
        at=at,
        mark=briefing.mark,
        item=item.title,
        agency=dissent.agency_name,
        raised=raised.said,
    )
    return dissent


def _record(kind: str, item: Item, *, by: Actor, at: dt.datetime, **more: Any) -> None:
    """The words themselves are in the history; the chain holds their hash, so that none can be exchanged later."""
    ledger.record(
        kind,
        on=item,
        by=by,
        at=at,
        mark=item.briefing.mark,
        position=item.position,
        title=item.title,
        revision=item.minutes_revision,
        sha256=hashlib.sha256(item.body.encode()).hexdigest(),
        **more,
    )
