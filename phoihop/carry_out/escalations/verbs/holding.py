"""What several verbs do first, or along with what they are about."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations.models import Difficulty, Referral, Turn
from phoihop.carry_out.escalations.states import LIFE
from phoihop.carry_out.tasks.models import Task
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import fold, nfc


def hold(programme: Programme) -> None:
    """One at a time gives out numbers in a programme; on SQLite the transaction itself sees to that."""
    Programme.objects.select_for_update().only("pk").get(pk=programme.pk)


def next_number(rows: Any) -> int:
    """The number of the next of its kind; whoever comes second meets the unique constraint."""
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def worded(text: str) -> str:
    return nfc(text).strip()


def require_words(text: str, otherwise: object) -> str:
    if not worded(text):
        raise NotAllowed(otherwise)
    return worded(text)


def folded(*texts: str) -> str:
    """What the list is searched by, without tones."""
    return fold(" ".join(texts))


def step(
    difficulty: Difficulty,
    verb: str,
    *,
    by: Doer,
    at: datetime,
    waits_for: Agency | None,
    text: str = "",
    referral: Referral | None = None,
    **also: Any,
) -> Turn:
    """Move the difficulty and write the turn that says so; raises StateMoved for whoever comes second."""
    LIFE.move(difficulty, verb, waits_for=waits_for, since_on=day_of(at), **also)
    return write_turn(difficulty, verb, by=by, at=at, text=text, referral=referral)


def write_turn(
    difficulty: Difficulty, verb: str, *, by: Doer, at: datetime, text: str = "", referral: Referral | None = None
) -> Turn:
    return Turn.objects.create(
        difficulty=difficulty,
        verb=verb,
        state=difficulty.state,
        waits_for=difficulty.waits_for,
        held_by=difficulty.held_by,
        agency=by.agency if isinstance(by, Actor) else None,
        by_name=by.name,
        text=text,
        referral=referral,
        on_day=difficulty.since_on,
        at=at,
    )


def unit_of(programme: Programme) -> Agency:
    """Who triages: the standing unit, else the lead agency of the framework."""
    return programme.standing_unit or programme.framework.lead_agency


def require_of_programme(programme: Programme, tasks: Iterable[Task], nodes: Iterable[Node]) -> None:
    """Affected tasks and clauses are the programme's own."""
    if any(task.programme_id != programme.pk for task in tasks):
        raise NotAllowed(_("Affected tasks are those of the same programme."))
    own = {programme.pk, None}
    for node in nodes:
        if node.text.framework_id != programme.framework_id or node.only_for_id not in own:
            raise NotAllowed(_("Affected clauses are those of the programme's own text."))


def named(difficulty: Difficulty) -> dict[str, Any]:
    """What every entry on a difficulty says first."""
    return {"code": difficulty.code, "title": difficulty.title}
