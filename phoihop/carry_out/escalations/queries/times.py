"""How long it took: from reported to triaged, to referred, to decided; what has not come yet stands beside."""

import datetime as dt
import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet
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


#: Words of the standing unit that end its own silence.
_TRIAGED = ("return_for_completion", "answer", "merge", "refer")


def stretches(difficulties: QuerySet[Difficulty], stage: Stage, *, on: dt.date) -> list[Stretch]:
    """One for each difficulty, or for DECISION each referral that was not asked back, as known at the end of that day.

    What ended otherwise (withdrawn, merged, answered at working level) counts in the stages it went through. Three
    queries and those of the calendars.
    """
    silences, after = Silences(on), end_of(on)
    if stage == Stage.DECISION:
        return list(_decisions(difficulties, silences, after))
    rows = list(difficulties.filter(reported_at__lt=after).select_related("programme__framework").order_by("pk"))
    ends = _first_turns(rows, stage, after)
    over = _ended_otherwise(rows, after)
    found = []
    for row in rows:
        until = ends.get(row.pk)
        if until is None and row.pk in over:
            continue
        unit = row.programme.standing_unit_id or row.programme.framework.lead_agency_id
        found.append(_stretch(row, stage, row.reported_on, until, unit, silences))
    return found


def _first_turns(rows: Sequence[Difficulty], stage: Stage, after: dt.datetime) -> dict[int, dt.date]:
    ending = {Stage.TRIAGE: _TRIAGED, Stage.REFERRAL: ("refer",), Stage.WHOLE: ("decide", "refuse")}[stage]
    turns = Turn.objects.filter(difficulty__in=rows, verb__in=ending, at__lt=after).order_by("at", "pk")
    found: dict[int, dt.date] = {}
    for key, day in turns.values_list("difficulty_id", "on_day"):
        found.setdefault(key, day)
    return found


def _ended_otherwise(rows: Sequence[Difficulty], after: dt.datetime) -> set[int]:
    """Withdrawn, merged, answered or resolved by then without what the stage waits for: nobody is silent on them."""
    turns = Turn.objects.filter(difficulty__in=rows, at__lt=after).order_by("at", "pk")
    # The last turn of each has the last word.
    last = dict(turns.values_list("difficulty_id", "state"))
    return {key for key, state in last.items() if state in ("WITHDRAWN", "MERGED", "ANSWERED", "RESOLVED")}


def _decisions(difficulties: QuerySet[Difficulty], silences: Silences, after: dt.datetime) -> Iterator[Stretch]:
    put = Referral.objects.filter(difficulty__in=difficulties, referred_at__lt=after)
    running = Q(closed_at=None) | Q(closed_at__gte=after)
    spoken = Q(state__in=[ReferralState.DECIDED, ReferralState.REFUSED])
    for one in put.filter(running | spoken).select_related("difficulty").order_by("pk"):
        closed = one.closed_on if one.closed_at and one.closed_at < after else None
        yield _stretch(one.difficulty, Stage.DECISION, one.referred_on, closed, one.body_id, silences)


def _stretch(
    difficulty: Difficulty, stage: Stage, since: dt.date, until: dt.date | None, agency_id: int, silences: Silences
) -> Stretch:
    days = silences.between(agency_id, since, until or silences.on)
    return Stretch(difficulty, stage, since, until, days)


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
    cases = tuple(
        Case(str(one.difficulty), one.since, one.until, one.days, one.difficulty.get_absolute_url()) for one in found
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
