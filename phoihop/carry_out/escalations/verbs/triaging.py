"""The standing unit returns, answers, merges or refers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation.queries import accounts_in
from phoihop.carry_out.escalations import rules
from phoihop.carry_out.escalations.models import Difficulty, Referral, ReferralDue
from phoihop.carry_out.escalations.states import LIFE
from phoihop.carry_out.escalations.verbs.holding import named, next_number, require_words, step, worded, write_turn
from phoihop.carry_out.tasks.shares import counted_from
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.ledger import verbs as ledger


@transaction.atomic
def return_for_completion(*, difficulty: Difficulty, reason: str, by: Actor, at: datetime) -> Difficulty:
    """Something is missing; the reason says what, and the reporter has it again."""
    rules.may_return(by, difficulty).require()
    reason = require_words(reason, _("Say what is to be completed."))
    step(difficulty, "return_for_completion", by=by, at=at, waits_for=difficulty.held_by, text=reason)
    ledger.record("difficulty.returned", on=difficulty, by=by, at=at, **named(difficulty), reason=reason)
    return difficulty


@transaction.atomic
def answer(*, difficulty: Difficulty, text: str, by: Actor, at: datetime) -> Difficulty:
    """It can be settled at working level; the reporter says whether it is."""
    rules.may_answer(by, difficulty).require()
    text = require_words(text, _("Write the answer."))
    step(difficulty, "answer", by=by, at=at, waits_for=None, text=text)
    ledger.record("difficulty.answered", on=difficulty, by=by, at=at, **named(difficulty), text=text)
    return difficulty


@transaction.atomic
def merge(*, difficulty: Difficulty, into: Difficulty, by: Actor, at: datetime) -> Difficulty:
    """The same matter is under way already. Whoever reported this one hears of whatever becomes of the other."""
    rules.may_merge(by, difficulty).require()
    held = Difficulty.objects.select_for_update().get(pk=into.pk)
    rules.may_merge_into(difficulty, held).require()
    step(difficulty, "merge", by=by, at=at, waits_for=None, text=str(held), merged_into=held, closed_at=at)
    ledger.record("difficulty.merged", on=difficulty, by=by, at=at, **named(difficulty), into=held.code)
    return difficulty


@transaction.atomic
def refer(
    *,
    difficulty: Difficulty,
    body: Agency,
    working_days: int,
    by: Actor,
    at: datetime,
    advice: str = "",
    draft_instruction: Sequence[str] = (),
) -> Referral:
    """Put it, as it is worded now, to a leadership body that decides within so many of its working days."""
    rules.may_refer(by, difficulty).require()
    deciders = accounts_in([body.pk], may=Permission.DECIDE, on=day_of(at)).get(body.pk, [])
    rules.fits_body(body, deciders=len(deciders)).require()
    number = next_number(difficulty.referrals)

    due = calendar_for(body.pk).add_working_days(day_of(at), working_days, basis=difficulty.code)
    LIFE.move(difficulty, "refer", waits_for=body, since_on=day_of(at))
    referral = Referral.objects.create(
        difficulty=difficulty,
        number=number,
        body=body,
        referred_by=by.agency,
        statement=difficulty.statements.latest("number"),
        advice=worded(advice),
        draft_instruction=[worded(line) for line in draft_instruction if worded(line)],
        referred_at=at,
        referred_on=day_of(at),
        by_name=by.name,
        due_on=due.date,
        counted_from=counted_from(due),
        due_computed=due.as_json(),
    )
    ReferralDue.objects.create(
        referral=referral, due_on=due.date, since_at=at, because=ReferralDue.Because.REFERRED, computed=due.as_json()
    )
    write_turn(difficulty, "refer", by=by, at=at, text=referral.advice, referral=referral)
    ledger.record(
        "difficulty.referred",
        on=difficulty,
        by=by,
        at=at,
        **named(difficulty),
        number=number,
        body=body.name,
        due_on=due.date.isoformat(),
    )
    return referral
