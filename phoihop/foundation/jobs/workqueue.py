"""The queue of django-tasks-db, with what it lacks: taking by one only, trying again, and giving back.

Every change of a row asks that it is still in the hands in which it was seen (`started_at`), so that a worker that was
taken for dead and comes back cannot overwrite what another has done since.
"""

import logging
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any, cast

from django.db import transaction
from django_tasks import task_backends
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

log = logging.getLogger("phoihop.jobs")

#: How often a task of ours is tried when it fails, and how often when its worker dies under it.
TRIES = 3
DEATHS = 5


class Again(Exception):
    """Not now: put it back into the queue and try after this time."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"again after {after}")
        self.after = after


class Stopping(Exception):
    """The worker is told to stop: what it holds goes back to the queue at once."""


class Lost(Exception):
    """Another worker has this work now: let go and touch nothing."""


def is_ours() -> bool:
    """Whether the queue lies in the database; with another backend its own workers run the tasks."""
    return isinstance(task_backends["default"], DatabaseBackend)


def take(*, worker: str, at: datetime) -> DBTaskResult | None:
    """Claim the most urgent task that is due. Looks first without a lock, because mostly there is none."""
    ready = DBTaskResult.objects.ready().filter(backend_name="default")
    if not ready.exists():
        return None
    with transaction.atomic():
        row = ready.get_locked()
        if row is not None:
            row.status, row.started_at, row.worker_ids = TaskResultStatus.RUNNING, at, [*row.worker_ids, worker]
            row.save(update_fields=["status", "started_at", "worker_ids"])
    return row


def run(row: DBTaskResult) -> Any:
    """Call the task. What it raises is the caller's business."""
    task = row.task
    # The two packages each have a TaskResult; at run time one is the other's subclass.
    context = [TaskContext(task_result=cast(Any, row.task_result))] if task.takes_context else []
    return normalize_json(task.call(*context, *row.args_kwargs["args"], **row.args_kwargs["kwargs"]))


def finish(row: DBTaskResult, value: Any, *, at: datetime) -> bool:
    return _held(row).update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=at, return_value=value, exception_class_path="", traceback=""
    )


def fail(row: DBTaskResult, fault: BaseException, *, at: datetime) -> bool:
    return _held(row).update(
        status=TaskResultStatus.FAILED,
        finished_at=at,
        exception_class_path=f"{type(fault).__module__}.{type(fault).__qualname__}",
        traceback="".join(format_exception(fault)),
    )


def put_back(row: DBTaskResult, *, run_after: datetime, counts: bool = True) -> bool:
    """Ready again at that time; `counts` False where the attempt was no fault of the work."""
    return _held(row).update(
        status=TaskResultStatus.READY,
        run_after=run_after,
        worker_ids=row.worker_ids if counts else row.worker_ids[:-1],
    )


def pause_before(attempt: int) -> timedelta:
    """10 s, 40 s, 160 s …, at most an hour."""
    return min(timedelta(seconds=10 * 4 ** (attempt - 1)), timedelta(hours=1))


def work_off(row: DBTaskResult, *, clock: Any) -> None:
    """Run one claimed task and settle its row. `clock()` gives the time now."""
    try:
        value = run(row)
    except Lost:
        log.warning("%s goes on elsewhere", row.task_path)
    except Stopping:
        put_back(row, run_after=clock(), counts=False)
    except Again as again:
        put_back(row, run_after=clock() + again.after)
    except Exception as fault:  # whatever a task raises must not stop the worker
        log.exception("%s failed", row.task_path)
        attempt = len(row.worker_ids)
        if row.task_path.startswith("phoihop.") and attempt < TRIES:
            put_back(row, run_after=clock() + pause_before(attempt))
        else:
            fail(row, fault, at=clock())
    else:
        finish(row, value, at=clock())


def release(*, worker: str, at: datetime) -> int:
    """Give back what this worker still holds; for one that must go before its work is done."""
    held = [row for row in DBTaskResult.objects.running() if row.worker_ids[-1] == worker]
    return sum(put_back(row, run_after=at, counts=False) for row in held)


def waiting() -> int:
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()


def running() -> int:
    return DBTaskResult.objects.running().count()


def failed(*, since: datetime) -> int:
    return DBTaskResult.objects.failed().filter(finished_at__gte=since).count()


def oldest_waiting() -> datetime | None:
    """When the task that has been due longest was put into the queue."""
    return DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()


def prune(*, before: datetime) -> int:
    over = DBTaskResult.objects.filter(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED])
    return over.filter(finished_at__lt=before).delete()[0]


def _held(row: DBTaskResult) -> Any:
    return DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
