"""Speed of briefings: one quarter's pack put together and frozen, and the pages in a country of programmes."""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tools.measuring import Measure, cpu, in_turn

if TYPE_CHECKING:
    from phoihop.carry_out.briefings.models import Briefing
    from phoihop.foundation.agencies.actor import Actor

PROGRAMMES = 200
TASKS = 20_000
OF_THE_PACK = 40
DIFFICULTIES = 15


def briefings(a_worker: Callable[..., Callable[[str], None]]) -> list[Measure]:
    """`TASKS` in `PROGRAMMES`, each with a series of its own; beside them one with a full quarter, walked by verbs."""
    from django.core.management import call_command
    from django.db import transaction
    from django.urls import reverse
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from phoihop.agree.programmes.models import Framework
    from phoihop.carry_out.briefings import queries, verbs
    from phoihop.carry_out.briefings.tests import factories
    from phoihop.carry_out.tasks.tests.load import a_country
    from phoihop.foundation.agencies.actor import CLOCK
    from phoihop.foundation.agencies.models import Account

    today = timezone.localdate()
    with transaction.atomic():
        a_country(programmes=PROGRAMMES, tasks=TASKS, today=today)
        for framework in Framework.objects.filter(state="IN_FORCE").select_related("lead_agency"):
            verbs.begin_series(framework=framework, by=CLOCK, at=timezone.now())
        briefing, secretary, lead, partner = a_full_quarter()
    found = _pack(briefing, secretary)
    for name, actor in (("host", lead), ("partner", partner)):
        assert actor.account_id
        visit = a_worker(Account.objects.get(pk=actor.account_id))
        key = factories.again(briefing).pk
        for what, url in (("list", reverse("briefings:list")), ("briefing", reverse("briefings:show", args=[key]))):
            visit(url)
            ours, bare = in_turn(partial(visit, url), partial(visit, "/healthz"))
            found.append(Measure(f"{what} of {name}, {TASKS} tasks", ours, "/healthz", ours / bare, "under 30 ms"))
        ms = cpu(partial(queries.waiting_on, actor, on=today), times=10)
        found.append(Measure(f"what waits on {name} for briefings", ms, "", 0, ""))
    return found


def a_full_quarter() -> tuple["Briefing", "Actor", "Actor", "Actor"]:
    """A called briefing of three agencies with the work the goal names; who prepares it, who hosts, who comes."""
    from phoihop.carry_out.briefings.tests import factories
    from phoihop.carry_out.escalations.tests.factories import a_difficulty
    from phoihop.foundation.access.roles import Role
    from tests.cast import MONDAY, an_agency, someone

    lead, *partners = [
        someone(f"Trưởng {n}", agency=an_agency(f"Cơ quan họp {n}"), roles=(Role.HEAD, Role.OFFICER)) for n in range(3)
    ]
    series = factories.a_series(lead, *partners)
    programme = factories.programme_of(series)
    for n in range(OF_THE_PACK):
        due = dt.date(2026, 3, 2) + dt.timedelta(days=2 * n)
        factories.a_task(programme, lead, partners[n % 2], due_on=due, title=f"Giải quyết kiến nghị số {n}")
    for n in range(DIFFICULTIES):
        a_difficulty(programme, partners[n % 2], at=MONDAY, title=f"Vướng mắc về đất đai số {n}")
    briefing = factories.a_briefing(lead, *partners, state="CALLED", series=series)
    return briefing, factories.secretary_of(briefing), lead, partners[0]


def _pack(briefing: "Briefing", secretary: "Actor") -> list[Measure]:
    """The first is told by the clock: the typesetter remembers what it has set, and a secretary waits for the first."""
    from phoihop.carry_out.briefings import verbs
    from phoihop.carry_out.briefings.tests import factories

    def once() -> None:
        moment = factories.BEFORE + dt.timedelta(hours=1)
        verbs.assemble(briefing=factories.again(briefing), by=secretary, at=moment)
        verbs.freeze_pack(briefing=factories.again(briefing), by=secretary, at=moment)

    begun = time.perf_counter()
    once()
    first = (time.perf_counter() - begun) * 1000
    again = statistics.median(cpu(once) for _ in range(5))
    name = f"pack of {OF_THE_PACK} tasks and {DIFFICULTIES} difficulties, assembled and frozen"
    return [
        Measure(f"{name}: the first of a process, by the clock", first, "", 0, "under 2000 ms"),
        Measure(f"{name}: those after it, CPU", again, "", 0, "under 2000 ms"),
    ]
