"""A difficulty is put to a leadership body, which decides by a day, refuses, or asks back."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.carry_out.escalations.models.difficulties import Difficulty, Statement
from phoihop.carry_out.escalations.states import REFERRAL_LIFE, ReferralState


class Referral(models.Model):
    """Once put to `body`, with the wording of that day and what the standing unit thinks of it (`advice`).

    `counted_from` is the day the arithmetic of `due_computed` begins with, so that a late holiday finds what it moves.
    `reply` is the refusal's reason or the question of what was asked back; a decision's text is its directive's.
    """

    difficulty = models.ForeignKey(Difficulty, on_delete=models.CASCADE, related_name="referrals")
    number = models.PositiveSmallIntegerField()
    body = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="referrals")
    referred_by = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="referrals")
    advice = models.TextField(blank=True)
    # [str]: what the unit proposes that the directive should say, ready to sign.
    draft_instruction = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ReferralState, default=REFERRAL_LIFE.start)
    referred_at = models.DateTimeField()
    referred_on = models.DateField()
    by_name = models.CharField(max_length=120)
    due_on = models.DateField()
    counted_from = models.DateField()
    due_computed = models.JSONField(default=dict)
    closed_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    closed_by_name = models.CharField(max_length=120, blank=True)
    reply = models.TextField(blank=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["difficulty", "number"], name="referrals_of_a_difficulty_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["difficulty"], condition=Q(state="AWAITED"), name="one_referral_of_a_difficulty_is_awaited"
            ),
            models.CheckConstraint(
                name="a_referral_is_closed_iff_no_longer_awaited",
                condition=Q(state="AWAITED", closed_at=None, closed_on=None)
                | (~Q(state="AWAITED") & Q(closed_at__gte=F("referred_at"), closed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_body_that_refuses_or_asks_back_says_why",
                condition=~Q(state__in=["REFUSED", "ASKED_BACK"]) | ~Q(reply=""),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "state", "due_on"], name="referrals_of_a_body"),
            models.Index(fields=["state", "due_on"], name="referrals_by_due_date"),
        ]

    @property
    def ledger_chain(self) -> str:
        return self.difficulty.ledger_chain

    @property
    def is_awaited(self) -> bool:
        return self.state == ReferralState.AWAITED


class ReferralDue(models.Model):
    """By when the body was to decide, from a moment on, until the next row begins."""

    class Because(models.TextChoices):
        REFERRED = "referred", gettext_lazy("Set when referred")
        RECOMPUTED = "recomputed", gettext_lazy("Counted again, because the calendar changed")

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="due_dates")
    due_on = models.DateField()
    since_at = models.DateTimeField()
    because = models.CharField(max_length=12, choices=Because)
    computed = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["referral", "-since_at", "-id"], name="due_dates_of_a_referral")]


class ReferralReminder(models.Model):
    """That the body was reminded: so many working days before (below zero) or after the due date, 0 by hand."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="reminders")
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
            models.UniqueConstraint(fields=["referral", "on_day"], name="a_body_is_reminded_of_a_referral_once_a_day"),
        ]

    @property
    def ledger_chain(self) -> str:
        return self.referral.ledger_chain


class Directive(models.Model):
    """What the body decided; `paper_number` and `paper_on` of the signed paper, where there is one."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="directive")
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="directives")
    number = models.PositiveIntegerField()
    text = models.TextField()
    paper_number = models.CharField(max_length=60, blank=True)
    paper_on = models.DateField(null=True)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    on_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="directives_of_a_programme_are_numbered_once"),
            models.CheckConstraint(name="a_directive_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="the_paper_of_a_directive_has_number_and_date",
                condition=Q(paper_number="", paper_on=None) | (~Q(paper_number="") & Q(paper_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return _("Directive no. %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return f"{self.referral.difficulty.get_absolute_url()}#directive-{self.pk}"

    @property
    def ledger_chain(self) -> str:
        return f"programme:{self.programme_id}"


class Order(models.Model):
    """One thing a directive orders: a task to be made, or an amendment of clauses to be prepared.

    `task` is the task made of it; `signing` the signing of the amendment. Neither yet: it waits for the standing unit.
    """

    class Kind(models.TextChoices):
        TASK = "task", gettext_lazy("A task")
        AMENDMENT = "amendment", gettext_lazy("An amendment of the text")

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="orders")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=400)
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    nodes: models.ManyToManyField = models.ManyToManyField("drafting.Node", related_name="orders")
    task = models.OneToOneField("tasks.Task", null=True, on_delete=models.PROTECT, related_name="ordered_by")
    signing = models.ForeignKey("signing.Signing", null=True, on_delete=models.PROTECT, related_name="orders")
    taken_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "position"], name="orders_of_a_directive_in_order"),
            models.CheckConstraint(name="an_order_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="an_order_is_taken_up_as_what_it_asks_for",
                condition=Q(taken_up_at=None, task=None, signing=None)
                | Q(kind="task", taken_up_at__isnull=False, task__isnull=False, signing=None)
                | Q(kind="amendment", taken_up_at__isnull=False, task=None, signing__isnull=False),
            ),
        ]

    @property
    def ledger_chain(self) -> str:
        return self.directive.ledger_chain
