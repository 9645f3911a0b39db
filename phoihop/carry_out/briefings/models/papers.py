"""What is handed out and in: official papers made of the record, papers owed by agencies, calendars to subscribe to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from phoihop.carry_out.briefings.models.agenda import Item
from phoihop.carry_out.briefings.models.briefings import Briefing


class Document(models.Model):
    """A paper as set at one moment, under the hash of its bytes; a later one of the kind does not replace it.

    `facts` are the figures in it and where they were taken from: {"assembly": number, "root": hash of the ledger's
    last anchor, "head": of the programme's chain, …}. `report` is the engine's verdict on the signed file.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", pgettext_lazy("paper of a briefing", "Invitation")
        PACK = "pack", pgettext_lazy("paper of a briefing", "Pack")
        MINUTES = "minutes", pgettext_lazy("paper of a briefing", "Minutes")
        CONCLUSIONS = "conclusions", pgettext_lazy("paper of a briefing", "Notice of conclusions")

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=Kind)
    version = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60, blank=True)
    on_day = models.DateField()
    pdf = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(default=0)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    signed = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "kind", "version"], name="versions_of_a_paper_are_numbered_once"
            ),
            models.CheckConstraint(
                name="a_paper_came_back_signed_iff_it_says_when",
                condition=Q(signed=None, signed_at=None) | Q(signed__isnull=False, signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def ledger_chain(self) -> str:
        return self.briefing.ledger_chain

    @property
    def file_name(self) -> str:
        names = {"invitation": "giay-moi", "pack": "bo-tai-lieu", "minutes": "bien-ban", "conclusions": "thong-bao"}
        return f"{names[self.kind]}-{self.briefing.mark}-{self.version}"


class OwedPaper(models.Model):
    """A paper for the pack that an agency is to hand in by the day papers are due, or has handed in unasked."""

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="owed_papers")
    item = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL, related_name="owed_papers")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=120)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    handed_at = models.DateTimeField(null=True)
    handed_by_name = models.CharField(max_length=120, blank=True)
    reminded_on = models.DateField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_paper_was_handed_in_iff_there_is_a_file",
                condition=Q(file=None, handed_at=None) | Q(file__isnull=False, handed_at__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["agency", "file"], name="papers_owed_by_an_agency")]

    def __str__(self) -> str:
        return self.title

    @property
    def ledger_chain(self) -> str:
        return self.briefing.ledger_chain


class Feed(models.Model):
    """A calendar to subscribe to, of one person or of a whole agency. Found by the hash of its token; see feeds.py."""

    account = models.ForeignKey("agencies.Account", null=True, on_delete=models.CASCADE, related_name="calendar_feeds")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    token_sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "agency"],
                condition=Q(account__isnull=False, revoked_at=None),
                name="one_running_calendar_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["agency"], condition=Q(account=None, revoked_at=None), name="one_running_calendar_of_an_agency"
            ),
        ]

    @property
    def ledger_chain(self) -> str:
        return f"within:{self.agency_id}"
