"""What the programme's room shows of briefings (briefings/_panel.html)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from phoihop.agree.programmes.models import Framework, Programme
from phoihop.agree.signing.models import Signing
from phoihop.carry_out.briefings import drawings, queries
from phoihop.carry_out.briefings.models import Series
from phoihop.carry_out.briefings.states import AHEAD, TOOK_PLACE
from phoihop.ui.pictures import Timeline

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Panel:
    """`past` are the last that took place, with `conclusion_count`; `waiting` proposals, None for a past day.

    Each briefing bears its state and its day as they were on the day told of.
    """

    series: Series
    next: Any
    past: list[Any]
    waiting: int | None
    timeline: Timeline
    at_day: str = ""


def panel_of(
    framework: Framework,
    programmes: Sequence[Programme],
    signings: Sequence[Signing],
    *,
    on: dt.date,
    then: bool = False,
) -> Panel | None:
    """For a framework the reader sees, with programmes whose parties are at hand; None until briefings are planned.

    One query, two for a past day, and those of the timeline.
    """
    found = queries.series_with_plan(framework, on=on, then=then)
    if found is None:
        return None
    series, plan = found
    ahead = [one for one in plan if one.state in AHEAD]
    past = [one for one in reversed(plan) if one.state in TOOK_PLACE]
    return Panel(
        series=series,
        next=ahead[0] if ahead else None,
        past=past[:SHOWN],
        waiting=None if then else plan[0].waiting,
        timeline=drawings.timeline_of(series, plan, signings, programmes, on=on, then=then),
        at_day=f"?on={on.isoformat()}" if then else "",
    )
