"""What the programme's room shows of tasks, as far as the reader sees it (tasks/_panel.html)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import queries, rules
from phoihop.carry_out.tasks.models import Participation, Role, Task
from phoihop.carry_out.tasks.states import State
from phoihop.foundation.agencies.actor import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """`causes` are (agency, how many late tasks it caused); `suggested` 0 for whoever does not confirm."""

    programme: Programme
    whole: queries.Tally
    agencies: list[queries.Tally]
    causes: list[tuple[str, int]]
    suggested: int
    may_assign: bool
    url: str


def panel_of(programme: Programme, actor: Actor, *, on: dt.date, then: bool = False) -> Panel:
    """For a programme that the reader sees. Four queries. `then`: on a past day, as it was."""
    leading = Participation.objects.filter(task__programme=programme, role=Role.LEAD)
    agencies = queries.tallies(queries.classified(leading, on=on, then=then), "agency")
    late = (
        queries.lateness(leading, on=on, then=then)
        if any(row.counts[k] for row in agencies for k in queries.LATE)
        else []
    )
    causes = Counter(part.agency.name for one in late for part in one.causes)
    runs = rules.is_running_it(actor, programme)
    drafts = Task.objects.filter(programme=programme, state=State.DRAFT)
    url = f"{reverse('tasks:list')}?programme={programme.pk}"
    return Panel(
        programme=programme,
        whole=queries.summed(agencies),
        agencies=agencies,
        causes=causes.most_common(),
        suggested=drafts.count() if runs else 0,
        may_assign=bool(rules.may_assign(actor, programme)) and not then,
        url=f"{url}&on={on.isoformat()}" if then else url,
    )
