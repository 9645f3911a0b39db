"""What the clock does: `every(minutes=10, name=…)` or `every(at="06:00", name=…)` around a function without arguments.

Any number of clocks may run; moving a Tick is compare-and-swap, so each beat of the schedule happens once.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from phoihop.foundation.jobs.models import Tick

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

Chore = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """Either every so many minutes, or once a day at a time of Vietnam's."""

    name: str
    chore: Chore
    minutes: int = 0
    at: dt.time | None = None

    def is_due(self, *, ran_at: dt.datetime, now: dt.datetime) -> bool:
        return ran_at < self._last_turn(now)

    def begins_at(self, now: dt.datetime) -> dt.datetime:
        """As if it had run then: what comes every few minutes runs at once, what comes at six waits for six."""
        return LONG_AGO if self.at is None else now

    def _last_turn(self, now: dt.datetime) -> dt.datetime:
        if self.at is None:
            return now - dt.timedelta(minutes=self.minutes) + dt.timedelta(microseconds=1)
        today = dt.datetime.combine(now.astimezone(HERE).date(), self.at, HERE)
        return today if today <= now else today - dt.timedelta(days=1)


_entries: dict[str, Entry] = {}


def every(*, name: str, minutes: int = 0, at: str = "") -> Callable[[Chore], Chore]:
    """Exactly one of `minutes` and `at` ("06:00", Vietnam's time). The chore reads its own clock."""
    if bool(minutes) == bool(at):
        raise ValueError(f"{name}: say either minutes or at")

    def register(chore: Chore) -> Chore:
        _entries[name] = Entry(name, chore, minutes, dt.time.fromisoformat(at) if at else None)
        return chore

    return register


def entries() -> list[Entry]:
    return sorted(_entries.values(), key=lambda entry: entry.name)


def tick(*, now: dt.datetime) -> list[str]:
    """Queue every chore whose turn has come and which no other clock has taken; their names."""
    seen = {row.name: row for row in Tick.objects.all()}
    return [entry.name for entry in entries() if _begin(entry, seen.get(entry.name), now)]


def _begin(entry: Entry, row: Tick | None, now: dt.datetime) -> bool:
    if row is None:
        row, _made = Tick.objects.get_or_create(name=entry.name, defaults={"ran_at": entry.begins_at(now)})
    if not entry.is_due(ran_at=row.ran_at, now=now) or _is_unfinished(row.task):
        return False
    with transaction.atomic():
        if not Tick.objects.filter(name=entry.name, ran_at=row.ran_at).update(ran_at=now):
            return False
        Tick.objects.filter(name=entry.name).update(task=run_chore.enqueue(entry.name).id)
    return True


def _is_unfinished(task_id: str) -> bool:
    """A chore that takes longer than its interval is not started a second time beside itself."""
    unfinished = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return bool(task_id) and DBTaskResult.objects.filter(pk=task_id, status__in=unfinished).exists()


@task()
def run_chore(name: str) -> None:
    """A name nobody knows any more was taken out of the program while it waited."""
    if name in _entries:
        _entries[name].chore()
