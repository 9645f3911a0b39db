"""What happens to an agency's part in a task: evidence, more time, figures, reports, reminders."""

from django.db import models
from django.db.models import F, Q

from phoihop.carry_out.tasks.models.tasks import Participation, Task
from phoihop.carry_out.tasks.states import (
    EVIDENCE_LIFE,
    EXTENSION_LIFE,
    IMPORT_LIFE,
    REPORT_LIFE,
    EvidenceState,
    ExtensionState,
    ImportState,
    ReportState,
)


class OfAPart(models.Model):
    """A fact about one agency's part; it stands in the chain of the programme."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def ledger_chain(self) -> str:
        return self.participation.ledger_chain


class Evidence(OfAPart):
    """What an agency hands in to show that its part is done. `handed_on` decides whether it came in time."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=EvidenceState, default=EVIDENCE_LIFE.start)
    handed_on = models.DateField()
    handed_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "number"], name="evidence_of_a_part_is_numbered_once"),
            models.UniqueConstraint(
                fields=["participation"], condition=Q(state="HANDED_IN"), name="one_evidence_waits_at_a_time"
            ),
            models.CheckConstraint(
                name="evidence_is_decided_iff_no_longer_waiting",
                condition=Q(state="HANDED_IN", decided_at=None)
                | (~Q(state="HANDED_IN") & Q(decided_at__gte=F("handed_at"))),
            ),
            models.CheckConstraint(name="returned_evidence_says_why", condition=~Q(state="RETURNED") | ~Q(reason="")),
        ]


class EvidenceFile(models.Model):
    """A paper handed in with evidence, under the name its agency gave it."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "file"], name="a_paper_is_in_the_evidence_once"),
        ]


class Extension(OfAPart):
    """More time, asked for or given: from, to, why, by whom decided. Never overwritten."""

    number = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=ExtensionState, default=EXTENSION_LIFE.start)
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "number"], name="extensions_of_a_part_are_numbered_once"),
            models.UniqueConstraint(
                fields=["participation"], condition=Q(state="ASKED"), name="one_extension_is_asked_for_at_a_time"
            ),
            models.CheckConstraint(name="an_extension_gives_more_time", condition=Q(to_on__gt=F("from_on"))),
            models.CheckConstraint(
                name="an_extension_is_decided_iff_no_longer_asked",
                condition=Q(state="ASKED", decided_at=None) | (~Q(state="ASKED") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_refused_extension_says_why", condition=~Q(state="REFUSED") | ~Q(decision_reason="")
            ),
        ]


class Indicator(models.Model):
    """What of a task is counted, in which unit, and how much of it was agreed."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)
    target = models.DecimalField(max_digits=16, decimal_places=3, null=True)
    position = models.PositiveSmallIntegerField(default=0)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "name"], name="indicators_of_a_task_are_named_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def ledger_chain(self) -> str:
        return self.task.ledger_chain


class Figure(models.Model):
    """An actual value, true on a day, told by an agency. A later row for the same day corrects an earlier one."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="figures")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=3)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["indicator", "-on_day", "-id"], name="figures_of_an_indicator")]

    @property
    def ledger_chain(self) -> str:
        return self.indicator.ledger_chain


class Report(OfAPart):
    """Progress told by an agency, of its own accord or each period. Late is derived, never typed."""

    # "2026-Q3" for one owed each period, "" for one written of one's own accord.
    period = models.CharField(max_length=10, blank=True)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True)
    due_computed = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    # Whole percent done, as the agency judges it.
    percent = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=ReportState, default=REPORT_LIFE.start)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_on = models.DateField(null=True)
    submitted_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "number"], name="reports_of_a_part_are_numbered_once"),
            models.UniqueConstraint(
                fields=["participation", "period"], condition=~Q(period=""), name="one_report_of_a_part_in_a_period"
            ),
            models.CheckConstraint(
                name="report_is_due_iff_periodic",
                condition=Q(period="", due_on=None) | (~Q(period="") & Q(due_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_has_a_submission_once_submitted",
                condition=Q(state__in=["DRAFT", "SKIPPED"]) | Q(submitted_at__isnull=False, submitted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_report_returned_or_skipped_says_why",
                condition=~Q(state__in=["RETURNED", "SKIPPED"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="percent_is_at_most_a_hundred", condition=Q(percent=None) | Q(percent__lte=100)
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="reports_by_due_date")]


class Reminder(OfAPart):
    """That the agency was reminded, on which day and why: so many working days before or after the due date of then.

    `working_days` is below zero before the due date, 0 for one sent by hand. `escalated` went to the head too.
    """

    on_day = models.DateField()
    due_on = models.DateField()
    working_days = models.SmallIntegerField()
    by_hand = models.BooleanField(default=False)
    escalated = models.BooleanField(default=False)
    told = models.PositiveSmallIntegerField(default=0)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participation", "on_day", "due_on"], name="a_part_is_reminded_once_a_day"),
        ]

    @property
    def days(self) -> int:
        """How many working days, before or after."""
        return abs(self.working_days)


class TaskImport(models.Model):
    """A sheet read but not yet taken in: its lines with what is wrong in each."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE, related_name="task_imports")
    name = models.CharField(max_length=200)
    # [{"line": 7, "cells": {…}, "errors": ["…"]}]: as read, and what keeps it from being taken in.
    lines = models.JSONField(default=list)
    faults = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=ImportState, default=IMPORT_LIFE.start)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_task_import_is_settled_iff_not_in_preview",
                condition=Q(state="PREVIEW", settled_at=None) | (~Q(state="PREVIEW") & Q(settled_at__gte=F("at"))),
            )
        ]

    @property
    def ledger_chain(self) -> str:
        return f"programme:{self.programme_id}"
