"""One job in the hands of one worker: taken up, carried on step by step, finished or given up."""

import threading
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_noop
from django_tasks import task
from django_tasks.base import TaskContext

from phoihop.foundation.jobs import kinds, workqueue
from phoihop.foundation.jobs.clock import now
from phoihop.foundation.jobs.models import Job
from phoihop.foundation.jobs.states import State
from phoihop.kit.verdict import NotAllowed

#: Set when this process is told to stop; each job notices at its next step.
stopping = threading.Event()

BROKE = gettext_noop(
    "The work stopped because of an error, which has been recorded. Try again; "
    "if it happens again, tell the administrator."
)
WILL_TRY_AGAIN = gettext_noop("Something went wrong; it will be tried again by itself.")


@dataclass(slots=True)
class Run:
    """What the work is given. `done` is the step saved last, also by a worker that died since."""

    job_id: int
    worker: str
    arguments: dict[str, Any]
    done: int
    total: int
    account_id: int | None

    def progress(self, done: int, total: int, said: str = "") -> None:
        """Save a step. `said` is an English sentence marked for translation. May end the work (workqueue.Stopping)."""
        if not self._mine().update(done=done, total=total, said=said):
            raise workqueue.Lost
        self.done, self.total = done, total
        if stopping.is_set():
            raise workqueue.Stopping

    def _mine(self) -> Any:
        return Job.objects.filter(pk=self.job_id, state=State.RUNNING, worker=self.worker)


@task(takes_context=True)
def run_job(context: TaskContext, job_id: int) -> None:
    """The queue's hold on its row makes this worker the job's only one; the job row is taken up whatever it says."""
    worker = context.task_result.worker_ids[-1]
    unfinished = Job.objects.filter(pk=job_id, state__in=[State.WAITING, State.RUNNING])
    if not unfinished.update(state=State.RUNNING, worker=worker, started_at=now(), attempts=F("attempts") + 1):
        return
    job = Job.objects.get(pk=job_id)
    run = Run(job.pk, worker, job.arguments, job.done, job.total, job.account_id)
    try:
        result = kinds.kind(job.kind).work(run)
    except workqueue.Lost:
        raise
    except workqueue.Stopping:
        run._mine().update(state=State.WAITING, attempts=F("attempts") - 1)
        raise
    except NotAllowed as refusal:  # trying again would be refused again
        run._mine().update(state=State.FAILED, error=str(refusal)[:500], finished_at=now())
    except Exception:
        if job.attempts < _tries(job):
            run._mine().update(state=State.WAITING, said=WILL_TRY_AGAIN)
            workqueue.log.exception("job %s (%s) failed and will be tried again", job.pk, job.kind)
            raise workqueue.Again(workqueue.pause_before(job.attempts)) from None
        run._mine().update(state=State.FAILED, error=BROKE, finished_at=now())
        workqueue.log.exception("job %s (%s) failed for good", job.pk, job.kind)
    else:
        run._mine().update(state=State.DONE, result=result or {}, said="", finished_at=now())


def _tries(job: Job) -> int:
    try:
        return kinds.kind(job.kind).tries
    except kinds.UnknownKind:
        return 1
