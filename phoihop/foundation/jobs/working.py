"""Worker, clock and reaper in one process: benches that work tasks off, and a heart that beats beside them."""

import logging
import os
import socket
import threading
import time
import uuid
from datetime import datetime, timedelta

from django.db import Error, close_old_connections, connection
from django_tasks_db.models import DBTaskResult

from phoihop.foundation.jobs import running, schedule, workqueue
from phoihop.foundation.jobs.clock import now
from phoihop.foundation.jobs.models import Job, Worker
from phoihop.foundation.jobs.states import State

log = logging.getLogger("phoihop.jobs")

#: A worker not heard of for this long is dead, wherever it ran.
SILENCE = timedelta(seconds=60)


class WorkerDied(Exception):
    """The work took its worker down with it every time: memory, most likely."""


class Workshop:
    """`run` returns when `stop` was called and the benches are clear, or after `grace` seconds at the latest."""

    def __init__(self, *, benches: int = 1, beat: float = 5.0, poll: float = 0.5, grace: float = 20.0) -> None:
        self.id = uuid.uuid4().hex
        self.benches, self.beat, self.poll, self.grace = benches, beat, poll, grace
        self._stop = running.stopping

    def stop(self) -> None:
        self._stop.set()

    def run(self) -> None:
        self._stop.clear()
        register(self.id, at=now())
        reap(at=now())
        threads = [threading.Thread(target=self._work, name=f"bench-{n}", daemon=True) for n in range(self.benches)]
        heart = threading.Thread(target=self._live, name="heart", daemon=True)
        for thread in [*threads, heart]:
            thread.start()
        self._stop.wait()
        last = time.monotonic() + self.grace
        for thread in threads:
            thread.join(max(0.0, last - time.monotonic()))
        workqueue.release(worker=self.id, at=now())
        Worker.objects.filter(pk=self.id).delete()
        connection.close()

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                close_old_connections()
                if not self.work_one():
                    self._stop.wait(self.poll)
            except Error:  # the database is away for a moment: a worker outlives it
                log.exception("the queue cannot be read")
                self._stop.wait(self.beat)
        connection.close()

    def work_one(self) -> bool:
        """Take and work off one task; False when none was due."""
        row = workqueue.take(worker=self.id, at=now()) if workqueue.is_ours() else None
        if row is None:
            return False
        workqueue.work_off(row, clock=now)
        return True

    def _live(self) -> None:
        while not self._stop.wait(self.beat):
            try:
                close_old_connections()
                self.live_once()
            except Error:
                log.exception("no sign of life could be left")
        connection.close()

    def live_once(self) -> None:
        at = now()
        register(self.id, at=at)
        reap(at=at)
        schedule.tick(now=at)


def register(worker: str, *, at: datetime) -> None:
    """Say that this worker lives. One that was taken for dead meanwhile simply comes back."""
    if not Worker.objects.filter(pk=worker).update(seen_at=at):
        here = {"host": socket.gethostname(), "pid": os.getpid(), "started_at": at, "seen_at": at}
        Worker.objects.update_or_create(pk=worker, defaults=here)


def reap(*, at: datetime) -> int:
    """Give back what dead workers held; how many tasks. Before the first worker's claim there is always its row."""
    dead = [worker.pk for worker in Worker.objects.all() if not _lives(worker, at=at)]
    Worker.objects.filter(pk__in=dead).delete()
    held = list(DBTaskResult.objects.running())
    if not held:
        return 0
    living = set(Worker.objects.values_list("pk", flat=True))
    orphans = [row for row in held if row.worker_ids[-1] not in living]
    for row in orphans:
        _give_back(row, at=at)
    return len(orphans)


def _give_back(row: DBTaskResult, *, at: datetime) -> None:
    if len(row.worker_ids) < workqueue.DEATHS:
        workqueue.put_back(row, run_after=at)
        return
    workqueue.fail(row, WorkerDied(row.task_path), at=at)
    if row.task_path == running.run_job.module_path:
        unfinished = Job.objects.filter(pk=row.args_kwargs["args"][0], finished_at=None)
        unfinished.update(state=State.FAILED, error=running.BROKE, finished_at=at)


def _lives(worker: Worker, *, at: datetime) -> bool:
    if worker.seen_at < at - SILENCE:
        return False
    if worker.host != socket.gethostname():
        return True
    try:
        os.kill(worker.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
