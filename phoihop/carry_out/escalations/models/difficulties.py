"""A difficulty as an agency reports it. Nothing a past day needs is overwritten.

What was so on a day is told by rows: its state, and who was to speak, by the last `Turn` begun by then; its wording by
the last `Statement` made by then.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from phoihop.agree.programmes.models import Party
from phoihop.carry_out.escalations.states import LIFE, State
from phoihop.foundation.agencies.actor import Actor


class Urgency(models.TextChoices):
    """As papers are marked (Decree 30/2020, annex I)."""

    NORMAL = "normal", pgettext_lazy("urgency", "Normal")
    URGENT = "urgent", pgettext_lazy("urgency", "Urgent")
    EXPRESS = "express", pgettext_lazy("urgency", "Very urgent")
    FLASH = "flash", pgettext_lazy("urgency", "Flash")


def code_of(number: int) -> str:
    """ "VM4": vướng mắc số 4, as it is cited in the programme."""
    return f"VM{number}"


class DifficultyQuerySet(models.QuerySet["Difficulty"]):
    def visible_to(self, actor: Actor) -> "DifficultyQuerySet":
        """The parties see those of their programme, a leadership body what was put to it, a successor what it holds.

        A union, not an OR: each part finds its few rows by an index, however many difficulties the country has.
        """
        if actor.guest_ref:
            return self.none()
        agency, every = actor.agency_id, Difficulty.objects.values("pk")
        mine = Party.objects.filter(agency_id=agency).values("programme_id")
        found = every.filter(programme_id__in=mine).union(
            every.filter(programme__standing_unit_id=agency),
            every.filter(held_by_id=agency),
            every.filter(referrals__body_id=agency),
        )
        return self.filter(pk__in=found)


class Difficulty(models.Model):
    """`reporter` reported it, `held_by` speaks for it now: the same, or the agency that succeeded it.

    `waits_for` is the agency that is to speak, since `since_on`: the standing unit while it is to be triaged, the
    reporter while it is to be completed, the leadership body while it decides; None when nobody is.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="difficulties")
    number = models.PositiveIntegerField()
    reporter = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    held_by = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="difficulties")
    title = models.CharField(max_length=400)
    folded = models.TextField()
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.NORMAL)
    tasks: models.ManyToManyField = models.ManyToManyField("tasks.Task", related_name="difficulties")
    nodes: models.ManyToManyField = models.ManyToManyField("drafting.Node", related_name="difficulties")
    state = models.CharField(max_length=10, choices=State, default=LIFE.start)
    waits_for = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    reported_at = models.DateTimeField()
    reported_on = models.DateField()
    reported_by = models.CharField(max_length=60)
    reported_by_name = models.CharField(max_length=120)
    reopened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = DifficultyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="difficulties_of_a_programme_are_numbered_once"
            ),
            models.CheckConstraint(
                name="a_difficulty_waits_for_somebody_iff_open",
                condition=Q(state__in=["REPORTED", "REOPENED", "RETURNED", "REFERRED"], waits_for__isnull=False)
                | (~Q(state__in=["REPORTED", "REOPENED", "RETURNED", "REFERRED"]) & Q(waits_for=None)),
            ),
            models.CheckConstraint(
                name="a_difficulty_names_the_other_iff_merged",
                condition=Q(state="MERGED", merged_into__isnull=False) | (~Q(state="MERGED") & Q(merged_into=None)),
            ),
            models.CheckConstraint(name="a_difficulty_is_not_merged_into_itself", condition=~Q(merged_into=F("pk"))),
            models.CheckConstraint(
                name="a_difficulty_is_closed_iff_over",
                condition=Q(state__in=["MERGED", "RESOLVED", "WITHDRAWN"], closed_at__isnull=False)
                | (~Q(state__in=["MERGED", "RESOLVED", "WITHDRAWN"]) & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="a_reopened_difficulty_knows_when", condition=~Q(state="REOPENED") | Q(reopened_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "since_on"], name="difficulties_of_a_programme"),
            models.Index(fields=["waits_for", "state", "since_on"], name="difficulties_by_who_is_to_say"),
            models.Index(fields=["held_by", "state", "since_on"], name="difficulties_of_a_reporter"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("escalations:show", args=[self.pk])

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def ledger_chain(self) -> str:
        return f"programme:{self.programme_id}"


class Statement(models.Model):
    """The difficulty in the reporter's words; completing it makes another. What is referred is one of these.

    `options` are [{"name", "advantages", "drawbacks"}].
    """

    difficulty = models.ForeignKey(Difficulty, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=400)
    facts = models.TextField()
    cause = models.TextField()
    options = models.JSONField(default=list)
    proposal = models.TextField()
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.NORMAL)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["difficulty", "number"], name="statements_of_a_difficulty_are_numbered_once"
            ),
            models.CheckConstraint(
                name="a_statement_tells_facts_and_a_proposal", condition=~Q(facts="") & ~Q(proposal="")
            ),
        ]

    @property
    def ledger_chain(self) -> str:
        return self.difficulty.ledger_chain


class Turn(models.Model):
    """The difficulty came into a state, by somebody's word: an answer, a reason, a question. The thread, and the past.

    `waits_for` is who was to speak from then on; `on_day` since when, so that a succession keeps the day. `held_by` is
    whose difficulty it was from then on, `agency` who acted.
    """

    difficulty = models.ForeignKey(Difficulty, on_delete=models.CASCADE, related_name="turns")
    verb = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State)
    waits_for = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    held_by = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    referral = models.ForeignKey("Referral", null=True, on_delete=models.PROTECT, related_name="turns")
    on_day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_turn_that_needs_words_has_them",
                condition=~Q(verb__in=["return_for_completion", "answer", "refuse", "ask_back", "reopen"])
                | ~Q(text=""),
            ),
        ]
        indexes = [models.Index(fields=["difficulty", "-at", "-id"], name="turns_of_a_difficulty")]
