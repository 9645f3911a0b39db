"""What the programme's room shows of difficulties, as far as the reader sees it (escalations/_panel.html)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations import queries, rules
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.carry_out.escalations.states import WAITING, State
from phoihop.foundation.agencies.actor import Actor

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """`waiting` are the longest silences, at most SHOWN of them; `open` counts all that wait, `total` all there are."""

    programme: Programme
    waiting: list[Any]
    open: int
    total: int
    decided: int
    may_report: bool
    url: str
    at_day: str = ""


def panel_of(programme: Programme, actor: Actor, *, on: dt.date, then: bool = False) -> Panel:
    """For a programme whose party the reader is. Four queries and the calendars'. `then`: on a past day, as it was."""
    told = queries.as_of(Difficulty.objects.filter(programme=programme), on=on, then=then)
    counts = dict(told.order_by().values_list("day_state").annotate(count=Count("pk")))
    open_ = sum(counts.get(one, 0) for one in WAITING)
    longest: list[Any] = []
    if open_:
        rows = told.filter(day_state__in=WAITING).select_related("held_by").order_by("day_since", "pk")[:SHOWN]
        longest = queries.with_silence(list(rows), on=on)
    url = f"{reverse('escalations:list')}?programme={programme.pk}"
    at_day = f"on={on.isoformat()}" if then else ""
    return Panel(
        programme=programme,
        waiting=longest,
        open=open_,
        total=sum(counts.values()),
        decided=counts.get(State.DECIDED, 0),
        may_report=not then and bool(rules.may_report(actor, programme)),
        url=f"{url}&{at_day}" if at_day else url,
        at_day=f"?{at_day}" if at_day else "",
    )
