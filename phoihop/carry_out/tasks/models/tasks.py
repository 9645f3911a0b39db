"""A task is one duty; each agency has one part in it, with its own due date. Nothing a past day needs is overwritten.

What was so on a day is told by moments: a part counts from `assigned_at` until `ended_at`, is done from `closed_at`,
and its due date of that day is the last `DueDate` begun by then.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Party
from phoihop.carry_out.tasks.states import LIFE, PART_LIFE, RUNNING, PartState, State
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.quarters import Period


class Origin(models.TextChoices):
    CLAUSE = "clause", _("A clause of the signed text")
    CONCLUSION = "conclusion", _("A conclusion of a briefing")
    DIRECTIVE = "directive", _("A directive of the leadership")
    AD_HOC = "ad_hoc", _("Arisen on the way")


class Cadence(models.TextChoices):
    """As the kit counts periods; "" is a duty that comes once."""

    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    HALF_YEARLY = "half_yearly", _("Every six months")
    YEARLY = "yearly", _("Every year")


class Role(models.TextChoices):
    LEAD = "lead", _("Lead")
    SUPPORT = "support", _("Support")


class Duty(models.Model):
    """What comes back each period: "Hằng quý, các bên cung cấp số liệu". The clock makes one task of it a period.

    `cutoff_day` 0 closes periods with the month, 14 as Decree 09/2019. `due_day` 0 is the period's last day, else the
    first such day of a month on or after it.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="duties")
    node = models.ForeignKey("drafting.Node", null=True, on_delete=models.PROTECT, related_name="duties")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=400)
    folded = models.CharField(max_length=900)
    deliverable = models.CharField(max_length=300, blank=True)
    quote = models.TextField(blank=True)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.CLAUSE)
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.CharField(max_length=40, blank=True)
    cadence = models.CharField(max_length=12, choices=Cadence)
    cutoff_day = models.PositiveSmallIntegerField(default=0)
    due_day = models.PositiveSmallIntegerField(default=0)
    begins_on = models.DateField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)
    made_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="duties_of_a_programme_are_coded_once"),
            models.CheckConstraint(
                name="a_duty_that_ended_says_why",
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(name="duty_days_are_days", condition=Q(cutoff_day__lte=28, due_day__lte=31)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def ledger_chain(self) -> str:
        return f"programme:{self.programme_id}"


class DutyPart(models.Model):
    """Which agency has which part in every task of a duty; supporters are due some working days before the lead."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="parts")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    days_before = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "agency"], name="an_agency_has_one_part_in_a_duty"),
            models.UniqueConstraint(fields=["duty"], condition=Q(role="lead"), name="one_lead_of_a_duty"),
        ]


def label_of(key: str) -> str:
    """A period's key in the reader's language, "2026-Q3" as "quý III/2026"; "" for what comes once."""
    if not key:
        return ""
    period = Period.from_key(key)
    return period.label_vi if (get_language() or "vi").startswith("vi") else period.label_en


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor) -> "TaskQuerySet":
        """A party sees its programme's tasks, whoever took over a part without being a party that task alone.

        Suggestions are for those who may confirm them. The lead agency of the framework is a party of every programme.
        """
        runs = Q(programme__standing_unit_id=actor.agency_id) | Q(programme__framework__lead_agency_id=actor.agency_id)
        settled = ~Q(state__in=[State.DRAFT, State.DROPPED])
        return self.filter(settled | runs, pk__in=_seen_by(actor))


class Task(models.Model):
    """`code` as people cite it: the clause and a letter ("5.2-a"), with the period for one of a duty."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="tasks")
    node = models.ForeignKey("drafting.Node", null=True, on_delete=models.PROTECT, related_name="tasks")
    duty = models.ForeignKey(Duty, null=True, on_delete=models.PROTECT, related_name="tasks")
    # The key of the period of a duty ("2026-Q3"), "" for what comes once.
    period = models.CharField(max_length=10, blank=True)
    code = models.CharField(max_length=50)
    title = models.CharField(max_length=400)
    folded = models.CharField(max_length=900)
    deliverable = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.CLAUSE)
    origin_type = models.CharField(max_length=60, blank=True)
    origin_id = models.CharField(max_length=40, blank=True)
    # The sentence of the signed text that it was read from, and what else the reading found (see suggesting.py).
    quote = models.TextField(blank=True)
    reading = models.JSONField(default=dict)
    reports_every = models.CharField(max_length=12, choices=Cadence, blank=True)
    state = models.CharField(max_length=10, choices=State, default=LIFE.start)
    made_at = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                condition=~Q(state="DROPPED"),
                name="tasks_of_a_programme_are_coded_once",
            ),
            models.UniqueConstraint(
                fields=["duty", "period"], condition=Q(duty__isnull=False), name="one_task_of_a_duty_in_a_period"
            ),
            models.CheckConstraint(
                name="task_is_assigned_iff_past_its_draft",
                condition=Q(state__in=["DRAFT", "DROPPED"], assigned_at=None)
                | (~Q(state__in=["DRAFT", "DROPPED"]) & Q(assigned_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="task_has_a_closing_time_iff_done",
                condition=Q(state="DONE", closed_at__isnull=False) | (~Q(state="DONE") & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="a_cancelled_task_says_when_and_why",
                condition=(Q(state="CANCELLED", cancelled_at__isnull=False) & ~Q(cancel_reason=""))
                | (~Q(state="CANCELLED") & Q(cancelled_at=None, cancel_reason="")),
            ),
            models.CheckConstraint(
                name="a_task_has_a_period_iff_of_a_duty",
                condition=Q(duty=None, period="") | (Q(duty__isnull=False) & ~Q(period="")),
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state"], name="tasks_of_a_programme"),
            models.Index(fields=["origin_type", "origin_id"], name="tasks_by_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:show", args=[self.pk])

    @property
    def ledger_chain(self) -> str:
        return f"programme:{self.programme_id}"

    @property
    def period_label(self) -> str:
        return label_of(self.period)


def _seen_by(actor: Actor) -> models.QuerySet[Any, Any]:
    """Keys of the tasks of the actor's programmes, and of those in which its agency has a part.

    A union, not an OR: each half finds its few rows by an index, however many tasks the country has.
    """
    mine = Party.objects.filter(agency_id=actor.agency_id).values("programme_id")
    own = Participation.objects.filter(agency_id=actor.agency_id).exclude(state=PartState.DRAFT)
    return Task.objects.filter(programme_id__in=mine).values("pk").union(own.values("task_id"))


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, actor: Actor) -> "ParticipationQuerySet":
        """Parts of the tasks that the actor sees, without those of suggestions, which nobody has been given."""
        return self.filter(task_id__in=_seen_by(actor)).exclude(state=PartState.DRAFT)

    def running(self) -> "ParticipationQuerySet":
        return self.filter(state__in=RUNNING)

    def leading(self) -> "ParticipationQuerySet":
        return self.filter(role=Role.LEAD)


class Participation(models.Model):
    """What one agency owes in a task. `due_on` is today's; `done_on` the day on which the accepted evidence came in.

    `counted_from` is the day the arithmetic of `due_computed` begins with, so that a late holiday finds what it moves.
    `handed_on` is the day of what waits for acceptance now.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parts")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=10, choices=Role)
    state = models.CharField(max_length=10, choices=PartState, default=PART_LIFE.start)
    due_on = models.DateField(null=True)
    counted_from = models.DateField(null=True)
    due_computed = models.JSONField(default=dict)
    assigned_at = models.DateTimeField(null=True)
    handed_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)
    succeeded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="took_over")
    reminded_on = models.DateField(null=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "agency"], condition=Q(ended_at=None), name="an_agency_has_one_part_in_a_task"
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(role="lead", ended_at=None), name="one_lead_of_a_task"
            ),
            models.CheckConstraint(
                name="a_part_is_due_and_assigned_once_confirmed",
                condition=Q(state="DRAFT") | Q(state="ENDED") | Q(due_on__isnull=False, assigned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_part_is_closed_iff_done",
                condition=Q(state="DONE", done_on__isnull=False, closed_at__isnull=False)
                | (~Q(state="DONE") & Q(done_on=None, closed_at=None)),
            ),
            models.CheckConstraint(
                name="a_part_waits_iff_handed_in",
                condition=Q(state="HANDED_IN", handed_on__isnull=False) | (~Q(state="HANDED_IN") & Q(handed_on=None)),
            ),
            models.CheckConstraint(
                name="only_what_is_over_has_ended",
                condition=Q(state="ENDED", ended_at__isnull=False)
                | Q(state="DONE")
                | Q(state__in=["DRAFT", "OWED", "HANDED_IN"], ended_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="parts_of_an_agency"),
            models.Index(fields=["state", "due_on"], name="parts_by_due_date"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} / {self.task}"

    @property
    def ledger_chain(self) -> str:
        return self.task.ledger_chain

    @property
    def is_lead(self) -> bool:
        return self.role == Role.LEAD

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


class DueDate(models.Model):
    """A due date from a moment on, until the next row begins. Any past day finds its own here."""

    class Because(models.TextChoices):
        ASSIGNED = "assigned", _("Set when assigned")
        EXTENDED = "extended", _("Extended")
        RECOMPUTED = "recomputed", _("Counted again, because the calendar changed")
        TRANSFERRED = "transferred", _("Taken over")

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="due_dates")
    due_on = models.DateField()
    since_at = models.DateTimeField()
    because = models.CharField(max_length=12, choices=Because)
    computed = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["participation", "-since_at", "-id"], name="due_dates_of_a_part")]
