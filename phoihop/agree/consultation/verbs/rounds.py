"""The round itself: prepared, opened, closed, reopened, settled, or followed by another."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries, rules
from phoihop.agree.consultation.models import Invitation, Round
from phoihop.agree.consultation.states import LIFE, Answer
from phoihop.agree.consultation.verbs.guests import send_link
from phoihop.agree.consultation.verbs.holding import hold
from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.drafting.models import Text
from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.queries import agencies_in
from phoihop.foundation.agencies.actor import CLOCK, Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.workdays import Computed


@transaction.atomic
def prepare_round(
    *,
    text: Text,
    silence_agrees: bool,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
    working_days: int | None = None,
    message: str = "",
    agencies: Iterable[Agency] | None = None,
) -> Round:
    """A deadline is a day, or a number of working days counted from the opening.

    `agencies` None invites every party of the framework but the lead, each through its accounts.
    """
    rules.may_prepare(by, text).require()
    return prepare_asking(
        text=text,
        asked=[
            Invitation(agency=agency)
            for agency in (agencies_in(text.framework) if agencies is None else agencies)
            if agency.pk != text.framework.lead_agency_id
        ],
        due_on=due_on,
        working_days=working_days,
        silence_agrees=silence_agrees,
        message=message,
        by=by,
        at=at,
    )


def prepare_asking(
    *,
    text: Text,
    asked: list[Invitation],
    due_on: date | None,
    working_days: int | None,
    silence_agrees: bool,
    message: str,
    by: Actor,
    at: datetime,
) -> Round:
    last = queries.latest_round(text)
    due = deadline(due_on=due_on, working_days=working_days, at=at)
    round_ = Round.objects.create(
        text=text,
        number=last.number + 1 if last else 1,
        due_on=due.date,
        working_days=working_days,
        due_computed=due.as_json(),
        silence_agrees=silence_agrees,
        message=message,
        prepared_at=at,
    )
    ledger.record("consultation.prepared", on=round_, by=by, at=at, round=round_.number, **_terms(round_))
    for position, invitation in enumerate(asked, start=1):
        invitation.round, invitation.position, invitation.due_on = round_, position, due.date
        invitation.save(force_insert=True)
        ledger.record(
            "consultation.invited", on=invitation, by=by, at=at, round=round_.number, agency=invitation.agency.name
        )
    return round_


def deadline(*, due_on: date | None, working_days: int | None, at: datetime) -> Computed:
    """A day off gives way to the next working day (Civil Code 2015, art. 148.5). Exactly one of the two is given."""
    if (due_on is None) == (working_days is None):
        raise NotAllowed(_("Give either a day, or a number of working days."))
    calendar = calendar_for()
    if due_on is not None:
        return calendar.next_working_day(due_on)
    assert working_days is not None  # the other of the two
    return calendar.add_working_days(day_of(at), working_days)


@transaction.atomic
def change_terms(
    *,
    round: Round,
    silence_agrees: bool,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
    working_days: int | None = None,
    message: str = "",
) -> Round:
    """While a round is being prepared; afterwards a deadline is extended instead."""
    hold(round)
    rules.may_change_terms(by, round).require()
    due = deadline(due_on=due_on, working_days=working_days, at=at)
    round.due_on, round.due_computed, round.working_days = due.date, due.as_json(), working_days
    round.silence_agrees, round.message = silence_agrees, message
    round.save(update_fields=["due_on", "due_computed", "working_days", "silence_agrees", "message"])
    round.invitations.update(due_on=due.date)
    ledger.record("consultation.terms_changed", on=round, by=by, at=at, round=round.number, **_terms(round))
    return round


@transaction.atomic
def open_for_opinions(*, round: Round, by: Actor, at: datetime) -> Round:
    """Freezes the text as a draft, counts the deadline from today where it was asked for in working days."""
    hold(round)
    rules.may_open(by, round, today=day_of(at)).require()
    if round.working_days is not None:
        due = deadline(due_on=None, working_days=round.working_days, at=at)
        round.due_on, round.due_computed = due.date, due.as_json()
    version = drafting.freeze(text=round.text, by=by, at=at)
    LIFE.move(
        round,
        "open_for_opinions",
        version=version,
        opened_at=at,
        due_on=round.due_on,
        due_computed=round.due_computed,
    )
    for invitation in round.invitations.select_related("agency__locality"):
        invitation.due_on, invitation.asked = round.due_on, queries.read_for(round, invitation.agency).as_json()
        invitation.save(update_fields=["due_on", "asked"])
    programmes.consult(framework=round.text.framework, by=by, at=at)
    for invitation in round.invitations.filter(channel=Invitation.Channel.LINK):
        send_link(invitation=invitation, by=by, at=at)
    ledger.record(
        "consultation.opened",
        on=round,
        by=by,
        at=at,
        round=round.number,
        version=version.number,
        sha256=version.sha256,
        agencies=[invitation.agency.name for invitation in queries.awaited(round)],
        **_terms(round),
    )
    return round


@transaction.atomic
def recompute(*, round: Round, at: datetime) -> Round:
    """The calendar changed: count a deadline given in working days again from the opening, forwards only.

    An agency whose deadline was extended, or that has answered, keeps its day; nobody's time is cut short.
    """
    hold(round)
    assert round.opened_at is not None  # asked of open rounds only
    due = deadline(due_on=None, working_days=round.working_days, at=round.opened_at)
    was = round.due_on
    if due.date <= was:
        return round
    round.due_on, round.due_computed = due.date, due.as_json()
    round.save(update_fields=["due_on", "due_computed"])
    round.invitations.filter(state=Answer.AWAITED, due_on=was).update(due_on=due.date, reminded_on=None)
    ledger.record(
        "consultation.recomputed",
        on=round,
        by=CLOCK,
        at=at,
        round=round.number,
        was=was.isoformat(),
        to=due.date.isoformat(),
    )
    return round


def _terms(round_: Round) -> dict[str, Any]:
    return {"due_on": round_.due_on.isoformat(), "silence_agrees": round_.silence_agrees}
