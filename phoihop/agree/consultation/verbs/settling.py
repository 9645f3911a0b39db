"""The end of a round, and of the text."""

from datetime import datetime
from typing import Any

from django.db import transaction

from phoihop.agree.consultation import rules
from phoihop.agree.consultation.models import Response, Round
from phoihop.agree.consultation.states import LIFE
from phoihop.agree.consultation.verbs.holding import hold
from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.drafting.models import Text
from phoihop.agree.programmes import verbs as programmes
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger


@transaction.atomic
def settle(*, round: Round, by: Actor, at: datetime, text_too: bool = False) -> Round:
    """Finish a round in which nothing is open; with `text_too` the text itself is settled with it."""
    hold(round)
    rules.may_settle(by, round).require()
    LIFE.move(round, "settle", settled_at=at)
    ledger.record("consultation.settled", on=round, by=by, at=at, round=round.number, **_outcomes(round))
    if text_too:
        settle_text(round=round, by=by, at=at)
    return round


@transaction.atomic
def settle_text(*, round: Round, by: Actor, at: datetime) -> Text:
    """Freeze and hash the text for signing, on the strength of its last round."""
    hold(round)
    rules.may_settle_text(by, round).require()
    drafting.settle(text=round.text, by=by, at=at)
    programmes.settle(framework=round.text.framework, by=by, at=at)
    round.text.refresh_from_db()
    ledger.record("consultation.text_settled", on=round, by=by, at=at, round=round.number, title=round.text.title)
    return round.text


def _outcomes(round_: Round) -> dict[str, Any]:
    rows = Response.objects.filter(remark__round=round_, is_draft=False).values_list("outcome", flat=True)
    counts = dict.fromkeys(Response.Outcome.values, 0)
    for outcome in rows:
        counts[outcome] += 1
    return counts
