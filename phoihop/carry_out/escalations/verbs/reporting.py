"""A difficulty is reported, completed, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations import rules
from phoihop.carry_out.escalations.models import Difficulty, Referral, Statement, Urgency
from phoihop.carry_out.escalations.states import LIFE, REFERRAL_LIFE, ReferralState
from phoihop.carry_out.escalations.verbs.holding import (
    folded,
    hold,
    named,
    next_number,
    require_of_programme,
    require_words,
    step,
    unit_of,
    worded,
    write_turn,
)
from phoihop.carry_out.tasks.models import Task
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of the difficulty, with what speaks for and against it."""

    name: str
    advantages: str = ""
    drawbacks: str = ""

    def as_json(self) -> dict[str, str]:
        return {
            "name": worded(self.name),
            "advantages": worded(self.advantages),
            "drawbacks": worded(self.drawbacks),
        }


@transaction.atomic
def report(
    *,
    programme: Programme,
    title: str,
    facts: str,
    proposal: str,
    by: Actor,
    at: datetime,
    cause: str = "",
    options: Sequence[Way] = (),
    urgency: str = Urgency.NORMAL,
    tasks: Sequence[Task] = (),
    nodes: Sequence[Node] = (),
) -> Difficulty:
    """Say what stands in the way and what is proposed; the standing unit has it now."""
    rules.may_report(by, programme).require()
    require_of_programme(programme, tasks, nodes)
    hold(programme)
    difficulty = Difficulty(
        programme=programme,
        number=next_number(programme.difficulties),
        reporter=by.agency,
        held_by=by.agency,
        title=require_words(title, _("Say in a line what the difficulty is.")),
        urgency=urgency,
        state=LIFE.start,
        waits_for=unit_of(programme),
        since_on=day_of(at),
        reported_at=at,
        reported_on=day_of(at),
        reported_by=by.ref,
        reported_by_name=by.name,
    )
    difficulty.folded = folded(difficulty.code, title, facts, cause, proposal)
    difficulty.save(force_insert=True)
    difficulty.tasks.set(tasks)
    difficulty.nodes.set(nodes)
    _state(difficulty, facts=facts, cause=cause, proposal=proposal, options=options, by=by, at=at)
    write_turn(difficulty, "report", by=by, at=at)
    _record("difficulty.reported", difficulty, by=by, at=at)
    return difficulty


def _state(
    difficulty: Difficulty,
    *,
    facts: str,
    cause: str,
    proposal: str,
    options: Sequence[Way],
    by: Actor,
    at: datetime,
) -> Statement:
    return Statement.objects.create(
        difficulty=difficulty,
        number=next_number(difficulty.statements),
        title=difficulty.title,
        facts=require_words(facts, _("Say what happened: the facts come first.")),
        cause=worded(cause),
        options=[way.as_json() for way in options if worded(way.name)],
        proposal=require_words(proposal, _("Say what is proposed: a difficulty without a proposal is a complaint.")),
        urgency=difficulty.urgency,
        by_name=by.name,
        at=at,
    )


def _record(kind: str, difficulty: Difficulty, *, by: Actor, at: datetime) -> None:
    ledger.record(
        kind,
        on=difficulty,
        by=by,
        at=at,
        **named(difficulty),
        agency=by.agency.name,
        urgency=str(difficulty.urgency),
        tasks=list(difficulty.tasks.order_by("pk").values_list("code", flat=True)),
        clauses=list(difficulty.nodes.order_by("pk").values_list("key", flat=True)),
    )


@transaction.atomic
def complete(
    *,
    difficulty: Difficulty,
    title: str,
    facts: str,
    proposal: str,
    by: Actor,
    at: datetime,
    cause: str = "",
    options: Sequence[Way] = (),
    urgency: str = Urgency.NORMAL,
    tasks: Sequence[Task] = (),
    nodes: Sequence[Node] = (),
) -> Difficulty:
    """Returned for completion, it goes back to the standing unit in better words; the former ones are kept."""
    rules.may_complete(by, difficulty).require()
    require_of_programme(difficulty.programme, tasks, nodes)
    title = require_words(title, _("Say in a line what the difficulty is."))
    step(
        difficulty,
        "complete",
        by=by,
        at=at,
        waits_for=unit_of(difficulty.programme),
        title=title,
        urgency=urgency,
        # Its former words still find it: on a past day they are what was read.
        folded=f"{folded(difficulty.code, title, facts, cause, proposal)} {difficulty.folded}",
    )
    difficulty.tasks.set(tasks)
    difficulty.nodes.set(nodes)
    _state(difficulty, facts=facts, cause=cause, proposal=proposal, options=options, by=by, at=at)
    _record("difficulty.completed", difficulty, by=by, at=at)
    return difficulty


@transaction.atomic
def withdraw(*, difficulty: Difficulty, reason: str, by: Actor, at: datetime) -> Difficulty:
    """It settled itself, or should not have been reported. A leadership body that has it need not decide any more."""
    rules.may_withdraw(by, difficulty).require()
    reason = require_words(reason, _("Say why it is withdrawn."))
    referral = Referral.objects.filter(difficulty=difficulty, state=ReferralState.AWAITED).first()
    if referral is not None:
        REFERRAL_LIFE.move(referral, "lapse", closed_at=at, closed_on=day_of(at), closed_by_name=by.name)
    step(difficulty, "withdraw", by=by, at=at, waits_for=None, text=reason, referral=referral, closed_at=at)
    body = referral.body.name if referral else ""
    ledger.record("difficulty.withdrawn", on=difficulty, by=by, at=at, **named(difficulty), reason=reason, body=body)
    return difficulty
