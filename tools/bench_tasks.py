"""Speed of tasks: the list, the desk, what waits and an acceptance, for one agency in a country of them."""

from collections.abc import Callable

from tools.measuring import Measure, cpu, in_turn

TASKS = 10_000
ACCEPTED = 20


def tasks(a_worker: Callable[..., Callable[[str], None]]) -> list[Measure]:
    """`TASKS` in a hundredth as many programmes, seen by the unit that runs the first of them and by a partner."""
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from phoihop.carry_out.tasks import queries, verbs
    from phoihop.carry_out.tasks.models import Evidence
    from phoihop.carry_out.tasks.tests.load import a_country
    from phoihop.foundation.agencies.models import Account

    today = timezone.localdate()
    with transaction.atomic():
        unit, partner = a_country(programmes=TASKS // 100, tasks=TASKS, today=today)
    found = []
    for name, actor in (("unit", unit), ("partner", partner)):
        visit = a_worker(Account.objects.get(pk=actor.account_id))
        for what, url in (("list", "/tasks/"), ("search", "/tasks/?words=kien+nghi"), ("desk", "/desk/")):
            visit(url)
            ours, bare = in_turn(lambda visit=visit, url=url: visit(url), lambda visit=visit: visit("/healthz"))
            found.append(Measure(f"{what} of {name}, {TASKS} tasks", ours, "/healthz", ours / bare, ""))
        ms = cpu(lambda actor=actor: queries.waiting_on(actor, on=today), times=10)
        found.append(Measure(f"what waits on {name}", ms, "", 0, ""))
    waiting = Evidence.objects.filter(state="HANDED_IN", participation__task__programme__standing_unit=unit.agency)
    rows = list(waiting.select_related("participation__agency", "participation__task__programme__framework")[:ACCEPTED])
    ms = cpu(lambda: [verbs.accept(evidence=one, by=unit, at=timezone.now()) for one in rows]) / len(rows)
    return [*found, Measure(f"accept one evidence, of {len(rows)}", ms, "", 0, "")]
