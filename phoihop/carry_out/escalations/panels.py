"""What the programme's room shows of difficulties, as far as the reader sees it (escalations/_panel.html)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations import queries, rules
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.carry_out.escalations.states import WAITING, State
from phoihop.foundation.agencies.actor import Actor

SHOWN = 5
_STATE = queries.COLUMNS.index("day_state")


@dataclass(frozen=True, slots=True)
class Panel:
    """`waiting` are the longest silences, at most SHOWN of them; `open` counts all that wait, `total` all there are.

    `url` lists all, and ends so that a filter can be added; `at_day` is the query of a past day, or "".
    """

    programme: Programme
    waiting: list[queries.Row]
    open: int
    total: int
    decided: int
    may_report: bool
    url: str
    at_day: str = ""


def panels_of(programmes: Sequence[Programme], actor: Actor, *, on: dt.date, then: bool = False) -> list[Panel]:
    """For programmes whose party the reader is, in their order. `then`: on a past day, as it was.

    One query for all of them, and where somebody is silent one for the calendars; a past day asks for its wording too.
    """
    found = {one.pk: ((0, 0, 0), list[Any]()) for one in programmes}
    for programme_id, counts, line in _told(programmes, on=on, then=then):
        lines = found[programme_id][1]
        found[programme_id] = (counts, [*lines, line] if line[_STATE] in WAITING else lines)
    rows = iter(queries.as_rows([line for _, lines in found.values() for line in lines], on=on, then=then))
    at_day = f"on={on.isoformat()}" if then else ""
    panels = []
    for programme in programmes:
        (open_, total, decided), lines = found[programme.pk]
        url = f"{reverse('escalations:list')}?programme={programme.pk}"
        panels.append(
            Panel(
                programme=programme,
                waiting=[next(rows) for _line in lines],
                open=open_,
                total=total,
                decided=decided,
                may_report=not then and bool(rules.may_report(actor, programme, is_known_party=True)),
                url=f"{url}&{at_day}" if at_day else url,
                at_day=f"?{at_day}" if at_day else "",
            )
        )
    return panels


def _told(
    programmes: Sequence[Programme], *, on: dt.date, then: bool
) -> list[tuple[int, tuple[int, int, int], tuple[Any, ...]]]:
    """Of each programme its counts (open, all, decided) with the first rows of those that wait and of those that rest.

    (programme, (open, all, decided), columns of a row); the longest silence first.
    """
    told = queries.as_of(Difficulty.objects.filter(programme__in=programmes), on=on, then=then)
    waits = Case(When(day_state__in=WAITING, then=Value(1)), default=Value(0), output_field=IntegerField())
    each = [F("programme_id")]
    told = told.annotate(
        open=Window(Count("pk", filter=Q(day_state__in=WAITING)), partition_by=each),
        all=Window(Count("pk"), partition_by=each),
        decided=Window(Count("pk", filter=Q(day_state=State.DECIDED)), partition_by=each),
        place=Window(RowNumber(), partition_by=[*each, waits], order_by=[F("day_since"), F("pk")]),
    )
    lines = told.filter(place__lte=SHOWN).order_by("day_since", "pk")
    columns = ("programme_id", "open", "all", "decided", *queries.COLUMNS)
    return [(line[0], line[1:4], line[4:]) for line in lines.values_list(*columns)]
