"""Background work that people can watch, workers that say they live, and what the clock has already done."""

from django.db import models
from django.db.models import Q

from phoihop.foundation.jobs.states import State


class Job(models.Model):
    """A long piece of work with progress. The queue row may be lost or repeated; this row says what is true.

    `done` is the step that was saved: a job taken up again goes on from there. `said`, `error` are English sentences,
    translated when shown.
    """

    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    worker = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=500, blank=True)
    account = models.ForeignKey("agencies.Account", null=True, on_delete=models.CASCADE, related_name="jobs")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_job_has_an_end_iff_it_is_done_or_failed",
                condition=Q(state__in=[State.DONE, State.FAILED], finished_at__isnull=False)
                | Q(state__in=[State.WAITING, State.RUNNING], finished_at=None),
            )
        ]
        indexes = [models.Index(fields=["finished_at"], name="jobs_by_end")]

    @property
    def is_over(self) -> bool:
        return self.state in (State.DONE, State.FAILED)


class Worker(models.Model):
    """A running worker and when it was last alive; the reaper frees what a dead one held."""

    id = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class Tick(models.Model):
    """When a periodic job last ran. Moving `ran_at` is compare-and-swap, so two clocks do it once."""

    name = models.CharField(max_length=80, primary_key=True)
    ran_at = models.DateTimeField()
    task = models.CharField(max_length=40, blank=True)
