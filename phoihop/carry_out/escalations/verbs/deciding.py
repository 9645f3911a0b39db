"""The leadership body decides, refuses, or asks back. Of two members who speak at once, one is heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Party
from phoihop.carry_out.escalations import rules
from phoihop.carry_out.escalations.models import Difficulty, Directive, Order, Referral
from phoihop.carry_out.escalations.states import REFERRAL_LIFE
from phoihop.carry_out.escalations.verbs.holding import (
    hold,
    named,
    next_number,
    require_of_programme,
    require_words,
    step,
    unit_of,
    worded,
)
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@dataclass(frozen=True, slots=True)
class Ordered:
    """One thing to be done: a task (of an agency, by a day, both may be left to the standing unit), or an amendment."""

    text: str
    kind: str = Order.Kind.TASK
    agency: Agency | None = None
    due_on: date | None = None
    nodes: tuple[Node, ...] = ()


@transaction.atomic
def decide(
    *,
    referral: Referral,
    text: str,
    by: Actor,
    at: datetime,
    orders: Sequence[Ordered] = (),
    paper_number: str = "",
    paper_on: date | None = None,
) -> Directive:
    """Direct what is to be done. What it orders waits for the standing unit to take it up, its words as they are."""
    rules.may_decide(by, referral).require()
    text = require_words(text, _("Write the directive."))
    difficulty = referral.difficulty
    orders = [order for order in orders if worded(order.text)]
    _require_orders(difficulty, orders, today=day_of(at))
    if bool(worded(paper_number)) != bool(paper_on):
        raise NotAllowed(_("Give both number and date of the signed paper, or neither."))
    hold(difficulty.programme)
    REFERRAL_LIFE.move(referral, "decide", **_closed(by, at))
    directive = Directive.objects.create(
        referral=referral,
        programme=difficulty.programme,
        number=next_number(difficulty.programme.directives),
        text=text,
        paper_number=worded(paper_number),
        paper_on=paper_on,
        by=by.ref,
        by_name=by.name,
        at=at,
        on_day=day_of(at),
    )
    for place, order in enumerate(orders, 1):
        made = Order.objects.create(
            directive=directive,
            position=place,
            kind=order.kind,
            text=worded(order.text),
            agency=order.agency,
            due_on=order.due_on,
        )
        made.nodes.set(order.nodes)
    step(difficulty, "decide", by=by, at=at, waits_for=None, text=text, referral=referral)
    ledger.record(
        "difficulty.decided",
        on=difficulty,
        by=by,
        at=at,
        **_of(referral),
        directive=directive.number,
        text=text,
        orders=[worded(order.text) for order in orders],
        paper=directive.paper_number,
    )
    return directive


def _require_orders(difficulty: Difficulty, orders: Sequence[Ordered], *, today: date) -> None:
    parties = set(Party.objects.filter(programme=difficulty.programme).values_list("agency_id", flat=True))
    for order in orders:
        if order.agency is not None and order.agency.pk not in parties:
            raise NotAllowed(
                _("Only parties of the programme are given tasks; “%(agency)s” is none.")
                % {"agency": order.agency.name}
            )
        if order.due_on is not None and order.due_on < today:
            raise NotAllowed(_("The due date lies in the past."))
        require_of_programme(difficulty.programme, [], order.nodes)


@transaction.atomic
def refuse(*, referral: Referral, reason: str, by: Actor, at: datetime) -> Referral:
    """No directive is given; the reason says why. The standing unit may put it to another body."""
    rules.may_refuse(by, referral).require()
    reason = require_words(reason, _("Say why no directive is given."))
    REFERRAL_LIFE.move(referral, "refuse", reply=reason, **_closed(by, at))
    step(referral.difficulty, "refuse", by=by, at=at, waits_for=None, text=reason, referral=referral)
    ledger.record("difficulty.refused", on=referral.difficulty, by=by, at=at, **_of(referral), reason=reason)
    return referral


@transaction.atomic
def ask_back(*, referral: Referral, question: str, by: Actor, at: datetime) -> Referral:
    """The body needs to know more; the standing unit has it again, finds out or has it completed, and refers anew."""
    rules.may_ask_back(by, referral).require()
    question = require_words(question, _("Say what is to be told in addition."))
    difficulty = referral.difficulty
    REFERRAL_LIFE.move(referral, "ask_back", reply=question, **_closed(by, at))
    unit = unit_of(difficulty.programme)
    step(difficulty, "ask_back", by=by, at=at, waits_for=unit, text=question, referral=referral)
    ledger.record("difficulty.asked_back", on=difficulty, by=by, at=at, **_of(referral), question=question)
    return referral


def _closed(by: Actor, at: datetime) -> dict[str, object]:
    return {"closed_at": at, "closed_on": day_of(at), "closed_by_name": by.name}


def _of(referral: Referral) -> dict[str, Any]:
    return {**named(referral.difficulty), "number": referral.number, "body": referral.body.name}
