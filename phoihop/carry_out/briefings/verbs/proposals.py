"""Items any agency asks for: they wait in a row for the next agenda."""

import datetime as dt

from django.db import transaction

from phoihop.carry_out.briefings import rules
from phoihop.carry_out.briefings.models import Briefing, Item, Proposal, Series
from phoihop.carry_out.briefings.states import PROPOSAL_LIFE
from phoihop.carry_out.briefings.verbs.agenda import place_on
from phoihop.carry_out.briefings.verbs.holding import hold
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def propose(
    *,
    series: Series,
    title: str,
    by: Actor,
    at: dt.datetime,
    body: str = "",
    minutes: int = 15,
    presenter: str = "",
) -> Proposal:
    """In the name of the proposer's agency."""
    rules.may_propose(by, series).require()
    proposal = Proposal.objects.create(
        series=series,
        agency=by.agency,
        title=nfc(title).strip(),
        body=nfc(body).strip(),
        minutes=minutes,
        presenter=nfc(presenter).strip(),
        proposed_at=at,
        by_name=by.name,
    )
    ledger.record("briefing.item_proposed", on=proposal, by=by, at=at, title=proposal.title, agency=by.agency.name)
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Actor, at: dt.datetime) -> Proposal:
    rules.may_withdraw_proposal(by, proposal).require()
    PROPOSAL_LIFE.move(proposal, "withdraw_proposal", withdrawn_at=at)
    ledger.record("briefing.proposal_withdrawn", on=proposal, by=by, at=at, title=proposal.title)
    return proposal


@transaction.atomic
def place(*, proposal: Proposal, briefing: Briefing, by: Actor, at: dt.datetime) -> Item:
    """Put one proposal on an agenda that is already made."""
    hold(briefing)
    rules.may_place(by, briefing, proposal).require()
    item = place_on(briefing, proposal, at=at)
    ledger.record("briefing.item_added", on=item, by=by, at=at, mark=briefing.mark, title=item.title)
    return item
