"""After the leadership has spoken: what it ordered is taken up; the reporter says whether it helped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing.models import Signing
from phoihop.carry_out.escalations import rules
from phoihop.carry_out.escalations.models import Difficulty, Order
from phoihop.carry_out.escalations.origins import DIRECTIVE
from phoihop.carry_out.escalations.verbs.holding import named, require_words, step, unit_of, worded
from phoihop.carry_out.tasks import verbs as tasks
from phoihop.carry_out.tasks.models import Origin, Task
from phoihop.carry_out.tasks.shares import Share
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import StateMoved


@transaction.atomic
def resolve(*, difficulty: Difficulty, by: Actor, at: datetime, note: str = "") -> Difficulty:
    """The reporter says that the answer or the directive resolved it."""
    rules.may_resolve(by, difficulty).require()
    step(difficulty, "resolve", by=by, at=at, waits_for=None, text=worded(note), closed_at=at)
    ledger.record("difficulty.resolved", on=difficulty, by=by, at=at, **named(difficulty), note=worded(note))
    return difficulty


@transaction.atomic
def reopen(*, difficulty: Difficulty, reason: str, by: Actor, at: datetime) -> Difficulty:
    """It did not resolve it. The standing unit has it again; this happens once."""
    rules.may_reopen(by, difficulty).require()
    reason = require_words(reason, _("Say what is still unresolved."))
    step(difficulty, "reopen", by=by, at=at, waits_for=unit_of(difficulty.programme), text=reason, reopened_at=at)
    ledger.record("difficulty.reopened", on=difficulty, by=by, at=at, **named(difficulty), reason=reason)
    return difficulty


@transaction.atomic
def take_up(*, order: Order, lead: Share, by: Actor, at: datetime, supports: Sequence[Share] = ()) -> Task:
    """Make the task that was ordered, in the words of the directive. The two point at each other from now on."""
    rules.may_take_up(by, order).require()
    directive = order.directive
    task = tasks.assign(
        programme=directive.programme,
        title=order.text,
        lead=lead,
        supports=supports,
        origin=Origin.DIRECTIVE,
        origin_type=DIRECTIVE,
        origin_id=str(directive.pk),
        by=by,
        at=at,
    )
    _take(order, at=at, task=task)
    _record(order, "difficulty.task_ordered", by=by, at=at, task=task.code)
    return task


@transaction.atomic
def take_up_amendment(*, order: Order, signing: Signing, by: Actor, at: datetime) -> Order:
    """Say with which text the clauses are amended as was ordered."""
    rules.may_take_up_amendment(by, order, signing).require()
    _take(order, at=at, signing=signing)
    _record(order, "difficulty.amendment_begun", by=by, at=at, text=signing.title)
    return order


def _take(order: Order, *, at: datetime, task: Task | None = None, signing: Signing | None = None) -> None:
    """Once: whoever comes second is told, and what was made for it is undone with the transaction."""
    free = Order.objects.filter(pk=order.pk, taken_up_at=None)
    if not free.update(taken_up_at=at, task=task, signing=signing):
        raise StateMoved
    order.taken_up_at, order.task, order.signing = at, task, signing


def _record(order: Order, kind: str, *, by: Actor, at: datetime, **more: Any) -> None:
    difficulty = order.directive.referral.difficulty
    ledger.record(
        kind,
        on=difficulty,
        by=by,
        at=at,
        **named(difficulty),
        directive=order.directive.number,
        order=order.position,
        **more,
    )
