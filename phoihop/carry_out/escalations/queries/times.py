"""How long it took: from reported to triaged, to referred, to decided; what has not come yet stands beside."""

import datetime as dt
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from phoihop.carry_out.escalations.models import Difficulty, Referral, Turn
from phoihop.carry_out.escalations.queries.silence import Silences
from phoihop.carry_out.escalations.states import ReferralState
from phoihop.carry_out.tasks.queries import end_of
from phoihop.ui.pictures import Case, LeadTimes, LeadTimeWords


class Stage(StrEnum):
    """TRIAGE: reported, to the standing unit's first word. REFERRAL: reported, to being put to a body.

    DECISION: put to a body, to its directive or refusal. WHOLE: reported, to the first directive or refusal.
    """

    TRIAGE = "triage"
    REFERRAL = "referral"
    DECISION = "decision"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One difficulty in one stage: since a day, until another or not yet, in working days of whoever is waited for."""

    difficulty: Difficulty
    stage: Stage
    since: dt.date
    until: dt.date | None
    days: int


#: Words that end a stage. Of the standing unit, those that end its own silence; of a body, those that speak.
_ENDING: Final = {
    Stage.TRIAGE: ("return_for_completion", "answer", "merge", "refer"),
    Stage.REFERRAL: ("refer",),
    Stage.WHOLE: ("decide", "refuse"),
}
#: Ended without what a stage waits for: nobody is silent on it.
_OVER: Final = ("WITHDRAWN", "MERGED", "ANSWERED", "RESOLVED")


class _Put(NamedTuple):
    difficulty_id: int
    body_id: int
    referred_on: dt.date
    closed_on: dt.date | None
    closed_at: dt.datetime | None


def stretches(difficulties: QuerySet[Difficulty], stage: Stage, *, on: dt.date) -> list[Stretch]:
    """Of one stage alone."""
    return by_stage(difficulties, on=on, stages=(stage,))[stage]


def by_stage(
    difficulties: QuerySet[Difficulty], *, on: dt.date, stages: Sequence[Stage] = tuple(Stage)
) -> dict[Stage, list[Stretch]]:
    """By stage, one for each difficulty, or for DECISION each referral that was not asked back, as known that day.

    What ended otherwise (withdrawn, merged, answered at working level) counts in the stages it went through. Of each
    difficulty its code and title are at hand. Four queries for all stages, however many there are.
    """
    after = end_of(on)
    told = difficulties.filter(reported_at__lt=after)
    rows = _rows(told)
    puts = _puts(told, after) if Stage.DECISION in stages else []
    turns = Turn.objects.filter(difficulty__in=told.order_by(), at__lt=after).order_by("at", "pk")
    counted = [stage for stage in stages if stage in _ENDING]
    said = list(turns.values_list("difficulty_id", "verb", "state", "on_day")) if counted else []
    silences = Silences(on, {row.unit for row in rows.values()} | {put.body_id for put in puts})
    over = _over(said)
    found = {stage: _of_stage(stage, rows.values(), _ends(said, _ENDING[stage]), over, silences) for stage in counted}
    if Stage.DECISION in stages:
        found[Stage.DECISION] = [_decision(rows[put.difficulty_id], put, after, silences) for put in puts]
    return found


def _rows(told: QuerySet[Difficulty]) -> dict[int, Any]:
    """Each with the `unit` whose word is waited for first."""
    unit = Coalesce("programme__standing_unit_id", "programme__framework__lead_agency_id")
    return {one.pk: one for one in told.only("number", "title", "reported_on").annotate(unit=unit).order_by("pk")}


def _puts(told: QuerySet[Difficulty], after: dt.datetime) -> list[_Put]:
    put = Referral.objects.filter(difficulty__in=told.order_by(), referred_at__lt=after)
    running = Q(closed_at=None) | Q(closed_at__gte=after)
    spoken = Q(state__in=[ReferralState.DECIDED, ReferralState.REFUSED])
    lines = put.filter(running | spoken).order_by("pk")
    return [_Put(*line) for line in lines.values_list(*_Put._fields)]


def _ends(said: Iterable[tuple[int, str, str, dt.date]], ending: Sequence[str]) -> dict[int, dt.date]:
    """Of each difficulty the day of the first such word."""
    found: dict[int, dt.date] = {}
    for key, verb, _state, day in said:
        if verb in ending:
            found.setdefault(key, day)
    return found


def _over(said: Iterable[tuple[int, str, str, dt.date]]) -> set[int]:
    """Withdrawn, merged, answered or resolved by then: the last turn of each has the last word."""
    last = {key: state for key, _verb, state, _day in said}
    return {key for key, state in last.items() if state in _OVER}


def _of_stage(
    stage: Stage, rows: Iterable[Any], ends: dict[int, dt.date], over: set[int], silences: Silences
) -> list[Stretch]:
    return [
        _stretch(row, stage, row.reported_on, ends.get(row.pk), row.unit, silences)
        for row in rows
        if row.pk in ends or row.pk not in over
    ]


def _decision(row: Difficulty, put: _Put, after: dt.datetime, silences: Silences) -> Stretch:
    closed = put.closed_on if put.closed_at and put.closed_at < after else None
    return _stretch(row, Stage.DECISION, put.referred_on, closed, put.body_id, silences)


def _stretch(
    row: Difficulty, stage: Stage, since: dt.date, until: dt.date | None, agency_id: int, silences: Silences
) -> Stretch:
    days = silences.between(agency_id, since, until or silences.on)
    return Stretch(row, stage, since, until, days)


def median(found: Iterable[Stretch]) -> float | None:
    days = [one.days for one in found if one.until]
    return statistics.median(days) if days else None


def ninth(found: Iterable[Stretch]) -> int | None:
    """The shortest time within which nine in ten ended (nearest rank)."""
    days = sorted(one.days for one in found if one.until)
    return days[math.ceil(0.9 * len(days)) - 1] if days else None


def lead_times(found: Iterable[Stretch], stage: Stage, *, key: str = "lead-times") -> LeadTimes:
    """The picture of one stage, its words in the reader's language."""
    titles = {
        Stage.TRIAGE: _("From report to triage"),
        Stage.REFERRAL: _("From report to referral"),
        Stage.DECISION: _("From referral to decision"),
        Stage.WHOLE: _("From report to decision"),
    }
    url = reverse("escalations:list")  # a hundred times the same address but for its number
    cases = tuple(
        Case(str(one.difficulty), one.since, one.until, one.days, f"{url}{one.difficulty.pk}/") for one in found
    )
    return LeadTimes(key=f"{key}-{stage}", title=titles[stage], cases=cases, words=_words(stage))


def _words(stage: Stage) -> LeadTimeWords:
    decides = stage in (Stage.DECISION, Stage.WHOLE)
    return LeadTimeWords(
        what=_("Difficulty"),
        since=_("Since"),
        until=_("Until"),
        days=_("Working days"),
        unit=_("working days"),
        decided=pgettext("difficulty", "Decided") if decides else _("Done"),
        waiting=_("Not yet decided") if decides else _("Not yet done"),
        median=_("median"),
        ninth=_("nine in ten within"),
        nothing=_("Nothing to measure yet."),
    )
