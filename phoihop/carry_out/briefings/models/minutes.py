"""What was said and concluded on an item, and every wording its minutes ever had."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from phoihop.carry_out.briefings.models.agenda import Item
from phoihop.carry_out.briefings.models.briefings import Briefing, Seat
from phoihop.carry_out.briefings.states import CONCLUSION_LIFE, Outcome


class OfAnItem(models.Model):
    """A fact about one item; it stands in the chain of its programme."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def ledger_chain(self) -> str:
        return self.item.ledger_chain


class Wording(OfAnItem):
    """The minutes of an item as somebody saved, approved or unlocked them. Never overwritten."""

    class Because(models.TextChoices):
        SAVED = "saved", pgettext_lazy("minutes", "Saved")
        APPROVED = "approved", pgettext_lazy("minutes", "Approved and locked")
        UNLOCKED = "unlocked", pgettext_lazy("minutes", "Unlocked")

    number = models.PositiveSmallIntegerField()
    body = models.TextField(blank=True)
    because = models.CharField(max_length=10, choices=Because)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="wordings_of_an_item_are_numbered_once"),
            models.CheckConstraint(name="unlocking_says_why", condition=~Q(because="unlocked") | ~Q(reason="")),
        ]


class WrittenOpinion(OfAnItem):
    """What an agency that cannot come, or will not speak, hands in before the meeting begins."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="opinions")
    body = models.TextField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="one_written_opinion_of_a_seat_on_an_item")
        ]


class Dissent(OfAnItem):
    """An agency does not agree with what was concluded; it goes upward as a difficulty."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    agency_name = models.CharField(max_length=200)
    body = models.TextField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    # Where it went: model label, primary key and how it is cited, of whatever stage takes difficulties.
    raised_type = models.CharField(max_length=60, blank=True)
    raised_id = models.CharField(max_length=40, blank=True)
    raised_as = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "agency"], name="an_agency_dissents_once_on_an_item")]


class Conclusion(OfAnItem):
    """What the chair concluded: who does what by when. `number` runs through the briefing.

    Due on a day, or so many working days after it was given out. `task` is what became of it; a difficulty or a
    directive is named by type and id.
    """

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="conclusions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    lead = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    supporters: models.ManyToManyField = models.ManyToManyField("agencies.Agency", through="Support", related_name="+")
    due_on = models.DateField(null=True)
    working_days = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=Outcome, default=CONCLUSION_LIFE.start)
    task = models.ForeignKey("tasks.Task", null=True, on_delete=models.PROTECT, related_name="+")
    raised_type = models.CharField(max_length=60, blank=True)
    raised_id = models.CharField(max_length=40, blank=True)
    raised_as = models.CharField(max_length=60, blank=True)
    concluded_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["briefing", "number"], name="conclusions_of_a_briefing_are_numbered_once"),
            models.UniqueConstraint(
                fields=["task"], condition=Q(task__isnull=False), name="a_task_comes_from_one_conclusion"
            ),
            models.CheckConstraint(
                name="a_conclusion_has_a_task_iff_it_became_one",
                condition=Q(state="TASK", task__isnull=False) | (~Q(state="TASK") & Q(task=None)),
            ),
            models.CheckConstraint(
                name="a_conclusion_says_where_it_went_iff_raised",
                condition=(Q(state__in=["RAISED", "DIRECTED"]) & ~Q(raised_id=""))
                | (~Q(state__in=["RAISED", "DIRECTED"]) & Q(raised_id="")),
            ),
            models.CheckConstraint(
                name="a_withdrawn_conclusion_says_when_and_why",
                condition=(Q(state="WITHDRAWN", withdrawn_at__isnull=False) & ~Q(withdraw_reason=""))
                | (~Q(state="WITHDRAWN") & Q(withdrawn_at=None, withdraw_reason="")),
            ),
            models.CheckConstraint(
                name="a_conclusion_is_due_in_one_way", condition=Q(due_on=None) | Q(working_days=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def code(self) -> str:
        """ "KL3-2025/1"; reads `briefing`."""
        return f"KL{self.briefing.mark}/{self.number}"


class Support(models.Model):
    """An agency that helps with what was concluded."""

    conclusion = models.ForeignKey(Conclusion, on_delete=models.CASCADE, related_name="supports")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "agency"], name="an_agency_supports_a_conclusion_once")
        ]


class Check(OfAnItem):
    """What this briefing found of a conclusion of the one before: done, not done, to go on."""

    class Found(models.TextChoices):
        DONE = "done", pgettext_lazy("conclusion", "Carried out")
        NOT_DONE = "not_done", pgettext_lazy("conclusion", "Not carried out")
        GOES_ON = "goes_on", pgettext_lazy("conclusion", "Goes on")

    conclusion = models.ForeignKey(Conclusion, on_delete=models.CASCADE, related_name="checks")
    found = models.CharField(max_length=10, choices=Found)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "conclusion"], name="a_conclusion_is_checked_once_by_an_item")
        ]
