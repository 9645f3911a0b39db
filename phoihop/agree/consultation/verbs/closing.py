"""The end of the time for opinions, what silence meant, and opening again."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries, rules
from phoihop.agree.consultation.models import Extension, Invitation, Round
from phoihop.agree.consultation.states import INVITATION_LIFE, LIFE, Answer
from phoihop.agree.consultation.verbs.holding import hold
from phoihop.agree.programmes import verbs as programmes
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def close(*, round: Round, by: Actor, at: datetime, reason: str = "") -> Round:
    """Agencies that let their time pass are deemed to agree, where the round says so; links die.

    An agency cut off before its own deadline has not been silent: it is noted without an answer, never as agreeing.
    """
    hold(round)
    rules.may_close(by, round).require()
    today = day_of(at)
    early = rules.needs_reason_to_close(round, today=today)
    if early and not reason:
        raise NotAllowed(_("Some agencies still have time to answer: say why the round is closed early."))
    for invitation in queries.awaited(round):
        _count_silence(invitation, round, today=today, by=by, at=at)
    LIFE.move(round, "close", closed_at=at)
    programmes.complete(framework=round.text.framework, by=by, at=at)
    unanswered = round.invitations.exclude(state=Answer.ANSWERED).count()
    ledger.record(
        "consultation.closed", on=round, by=by, at=at, round=round.number, unanswered=unanswered, reason=reason
    )
    return round


def _count_silence(invitation: Invitation, round_: Round, *, today: date, by: Actor, at: datetime) -> None:
    deemed = round_.silence_agrees and invitation.due_on < today
    INVITATION_LIFE.move(invitation, "deem_agreed" if deemed else "note_silence")
    ledger.record(
        "consultation.deemed_agreed" if deemed else "consultation.silence_noted",
        on=invitation,
        by=by,
        at=at,
        agency=invitation.agency.name,
        due_on=invitation.due_on.isoformat(),
    )


@transaction.atomic
def reopen(*, round: Round, to_on: date, reason: str, by: Actor, at: datetime) -> Round:
    """Those who had not answered are asked again, until the new day; what their silence meant is undone."""
    hold(round)
    rules.may_reopen(by, round).require()
    due = calendar_for().next_working_day(to_on)
    if due.date <= day_of(at):
        raise NotAllowed(_("The new deadline must lie after today."))
    for invitation in round.invitations.filter(state__in=[Answer.DEEMED, Answer.SILENT]):
        Extension.objects.create(
            invitation=invitation, from_on=invitation.due_on, to_on=due.date, reason=reason, by_name=by.name, at=at
        )
        INVITATION_LIFE.move(invitation, "await_again", due_on=due.date, reminded_on=None)
    LIFE.move(round, "reopen", closed_at=None, due_on=due.date, due_computed=due.as_json(), working_days=None)
    programmes.consult(framework=round.text.framework, by=by, at=at)
    ledger.record(
        "consultation.reopened", on=round, by=by, at=at, round=round.number, to=due.date.isoformat(), reason=reason
    )
    return round
