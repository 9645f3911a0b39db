"""What is to be spoken of: items of an agenda, how it was put together, and proposals that wait for one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from phoihop.carry_out.briefings.models.briefings import Briefing, Series
from phoihop.carry_out.briefings.states import ITEM_LIFE, PROPOSAL_LIFE, ItemState, ProposalState


class Assembly(models.Model):
    """An agenda put together from the record: what was found then, by source, and what differs from the time before.

    `facts` is {source: what `agenda.Found.as_json` gives}; page and pack show these figures, so that they agree.
    `changes` is [{"source", "what": "added" | "gone" | "changed", "label", "title", "was", "is"}].
    """

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="assemblies")
    number = models.PositiveSmallIntegerField()
    on_day = models.DateField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    changes = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["briefing", "number"], name="assemblies_of_a_briefing_are_numbered_once")
        ]

    @property
    def ledger_chain(self) -> str:
        return self.briefing.ledger_chain


class Proposal(models.Model):
    """An item any agency asks for. It waits for the next agenda, and again when it is not reached."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="proposals")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=15)
    presenter = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=PROPOSAL_LIFE.start)
    proposed_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)
    # How often it was on an agenda and not reached.
    carried = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["series", "state"], name="proposals_of_a_series")]

    def __str__(self) -> str:
        return self.title

    @property
    def ledger_chain(self) -> str:
        return self.series.ledger_chain


class Item(models.Model):
    """One item of an agenda and its minutes. `source` is what found it, `position` counts from 1.

    `minutes_revision` is what two secretaries compare and swap by. `removed_at` keeps what was taken off by hand.
    """

    class Kind(models.TextChoices):
        CONCLUSIONS = "conclusions", pgettext_lazy("item of an agenda", "Conclusions of the last briefing")
        LATE = "late", pgettext_lazy("item of an agenda", "Overdue and due soon")
        UNDECIDED = "undecided", pgettext_lazy("item of an agenda", "Difficulties not decided")
        PUBLIC = "public", pgettext_lazy("item of an agenda", "Matters raised by the public")
        NEXT = "next", pgettext_lazy("item of an agenda", "Due next, and changed due dates")
        PROPOSED = "proposed", pgettext_lazy("item of an agenda", "Proposed by an agency")
        OTHER = "other", pgettext_lazy("item of an agenda", "Other")

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    source = models.CharField(max_length=60, blank=True)
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="items")
    title = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=15)
    presenter = models.CharField(max_length=120, blank=True)
    presenter_agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    remove_reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ItemState, default=ITEM_LIFE.start)
    body = models.TextField(blank=True)
    votes_yes = models.PositiveSmallIntegerField(null=True)
    votes_no = models.PositiveSmallIntegerField(null=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True)
    minutes_revision = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(null=True)
    written_by_name = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=120, blank=True)
    carried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "source"],
                condition=~Q(source=""),
                name="a_source_gives_one_item_of_an_agenda",
            ),
            models.CheckConstraint(
                name="minutes_are_approved_iff_locked",
                condition=Q(state="APPROVED", approved_at__isnull=False) | (~Q(state="APPROVED") & Q(approved_at=None)),
            ),
            models.CheckConstraint(
                name="an_item_is_carried_over_iff_it_says_when",
                condition=Q(state="CARRIED", carried_at__isnull=False) | (~Q(state="CARRIED") & Q(carried_at=None)),
            ),
            models.CheckConstraint(
                name="votes_are_counted_together",
                condition=Q(votes_yes=None, votes_no=None, votes_abstained=None)
                | Q(votes_yes__isnull=False, votes_no__isnull=False, votes_abstained__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["briefing", "position"], name="items_of_a_briefing")]

    def __str__(self) -> str:
        return self.title

    @property
    def ledger_chain(self) -> str:
        return self.briefing.ledger_chain

    @property
    def is_locked(self) -> bool:
        return self.state in (ItemState.APPROVED, ItemState.CARRIED)

    @property
    def has_vote(self) -> bool:
        return self.votes_yes is not None
