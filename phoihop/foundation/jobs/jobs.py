"""The installation's own chores, and its figures."""

from datetime import timedelta

from django.utils import timezone

from phoihop.foundation.agencies import jobs as agencies
from phoihop.foundation.jobs import queries, schedule, workqueue
from phoihop.foundation.jobs.metrics import gauge
from phoihop.foundation.jobs.models import Job
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.ledger import verbs as ledger_verbs

KEPT = timedelta(days=30)

schedule.every(name="agencies.keep_up", at="00:05")(agencies.keep_up)


@schedule.every(name="ledger.anchor", minutes=10)
def anchor_ledger() -> None:
    ledger_verbs.anchor(at=timezone.now())


@schedule.every(name="jobs.prune", at="03:30")
def prune() -> None:
    """What is over is kept a month: long enough to ask what went wrong."""
    before = timezone.now() - KEPT
    workqueue.prune(before=before)
    Job.objects.filter(finished_at__lt=before).delete()


@gauge("phoihop_jobs_waiting", "Tasks in the queue.")
def waiting() -> float:
    return workqueue.waiting()


@gauge("phoihop_jobs_running", "Tasks in the hands of a worker.")
def running() -> float:
    return workqueue.running()


@gauge("phoihop_jobs_failed_day", "Tasks that failed for good in the last 24 hours.")
def failed() -> float:
    return workqueue.failed(since=timezone.now() - timedelta(days=1))


@gauge("phoihop_jobs_oldest_seconds", "Age of the task that has been due longest.")
def oldest() -> float:
    since = workqueue.oldest_waiting()
    return (timezone.now() - since).total_seconds() if since else 0.0


@gauge("phoihop_workers", "Workers heard of in the last minute.")
def workers() -> float:
    return queries.workers_seen(at=timezone.now())


@gauge("phoihop_ledger_entries", "Entries in the ledger.")
def ledger_height() -> float:
    return ledger.height()
