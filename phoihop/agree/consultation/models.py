"""A round asks agencies about one version of a text; each answers once, with remarks; each remark gets a response."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation.states import INVITATION_LIFE, LIFE, REMARK_LIFE, Answer, RemarkState, State
from phoihop.foundation.agencies.actor import Actor


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, actor: Actor) -> "RoundQuerySet":
        """The lead agency always; an invited agency from the opening on."""
        asked = Invitation.objects.filter(round=models.OuterRef("pk"), agency_id=actor.agency_id)
        return self.filter(
            Q(text__framework__lead_agency_id=actor.agency_id) | (models.Exists(asked) & ~Q(state=State.PREPARED))
        )


class Round(models.Model):
    text = models.ForeignKey("drafting.Text", on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey("drafting.Version", null=True, on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=10, choices=State, default=LIFE.start)
    due_on = models.DateField()
    # Set when the deadline was asked for as a number of working days: then it is counted again from the opening.
    working_days = models.PositiveSmallIntegerField(null=True)
    due_computed = models.JSONField(default=dict)
    silence_agrees = models.BooleanField(default=True)
    message = models.TextField(blank=True)
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="rounds_of_a_text_are_numbered_once"),
            models.UniqueConstraint(
                fields=["text"], condition=~Q(state=State.SETTLED), name="one_running_round_for_each_text"
            ),
            models.CheckConstraint(
                name="round_has_a_version_and_a_time_iff_it_was_opened",
                condition=Q(state=State.PREPARED, opened_at=None, version=None)
                | (~Q(state=State.PREPARED) & Q(opened_at__isnull=False, version__isnull=False)),
            ),
            models.CheckConstraint(
                name="round_is_closed_after_it_opens", condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"))
            ),
            models.CheckConstraint(
                name="round_has_a_settling_time_iff_settled",
                condition=Q(state=State.SETTLED, settled_at__isnull=False)
                | (~Q(state=State.SETTLED) & Q(settled_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} / {self.number}"

    @property
    def ledger_chain(self) -> str:
        return self.text.ledger_chain


class Invitation(models.Model):
    """An agency is asked, through its accounts or through a link and a one-time code sent to its focal point."""

    class Channel(models.TextChoices):
        ACCOUNT = "account", _("Through its accounts here")
        LINK = "link", _("By a link and a one-time code")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.ACCOUNT)
    state = models.CharField(max_length=10, choices=Answer, default=INVITATION_LIFE.start)
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    guest_name = models.CharField(max_length=120, blank=True)
    guest_email = models.EmailField(blank=True)
    # The link is found by its hash, and made again from the nonce and the server's key (see links.py).
    link_nonce = models.CharField(max_length=32, blank=True)
    link_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    link_sent_at = models.DateTimeField(null=True)
    code_nonce = models.CharField(max_length=32, blank=True)
    code_expires_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)
    # What the version sent asks of this agency, read once at the opening (see summary.py).
    asked = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="an_agency_is_asked_once_in_a_round"),
            models.CheckConstraint(
                name="a_link_needs_an_address",
                condition=Q(channel="account") | ~Q(guest_email=""),
            ),
            models.CheckConstraint(
                name="invitation_has_an_answering_time_iff_answered",
                condition=Q(state=Answer.ANSWERED, answered_at__isnull=False)
                | (~Q(state=Answer.ANSWERED) & Q(answered_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_on"], name="what_an_agency_owes")]

    def __str__(self) -> str:
        return f"{self.agency} / {self.round}"

    @property
    def ledger_chain(self) -> str:
        return self.round.ledger_chain


class Extension(models.Model):
    """A deadline was moved for one agency: from, to, why, by whom. Never overwritten."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="extensions")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=300)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class Remark(models.Model):
    """What an agency says of one clause, or of the whole (`node` None). Numbered when it becomes official."""

    class Weight(models.TextChoices):
        CRITICAL = "critical", _("Critical: cannot sign without it")
        SUBSTANTIVE = "substantive", _("Of substance")
        EDITORIAL = "editorial", _("Editorial")

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="remarks")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="remarks")
    node = models.ForeignKey("drafting.Node", null=True, on_delete=models.PROTECT, related_name="remarks")
    # The clause's name on paper in the version that was sent ("Điều 5 khoản 2"), "" for the whole text.
    place = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=RemarkState, default=REMARK_LIFE.start)
    weight = models.CharField(max_length=12, choices=Weight, default=Weight.SUBSTANTIVE)
    body = models.TextField()
    proposed = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    left_out_because = models.CharField(max_length=300, blank=True)
    carried_from = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="carried_to")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_remark_is_numbered_iff_official",
                condition=Q(state__in=[RemarkState.OFFICIAL, RemarkState.CARRIED], number__isnull=False)
                | (Q(state__in=[RemarkState.STAFF, RemarkState.LEFT_OUT]) & Q(number=None)),
            ),
            models.UniqueConstraint(fields=["round", "number"], name="remarks_of_a_round_are_numbered_once"),
            models.CheckConstraint(
                name="a_remark_left_out_says_why",
                condition=~Q(state=RemarkState.LEFT_OUT) | ~Q(left_out_because=""),
            ),
        ]
        indexes = [models.Index(fields=["invitation", "state"], name="remarks_of_an_invitation")]

    def __str__(self) -> str:
        return f"{self.round_id} / {self.number or self.pk}"

    @property
    def ledger_chain(self) -> str:
        """What staff write stays in their agency, and so does its history; the opinion's goes with the text."""
        if self.state in (RemarkState.STAFF, RemarkState.LEFT_OUT):
            return f"within:{self.invitation.agency_id}"
        return self.round.ledger_chain


class Opinion(models.Model):
    """The one official answer of an agency, as its head signed it off or as its dispatch says."""

    class Stance(models.TextChoices):
        AGREE = "agree", _("Agrees")
        AGREE_WITH_REMARKS = "agree_with_remarks", _("Agrees, with remarks")
        DISAGREE = "disagree", _("Does not agree")

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="opinion")
    stance = models.CharField(max_length=20, choices=Stance)
    body = models.TextField(blank=True)
    dispatch_number = models.CharField(max_length=60, blank=True)
    dispatch_on = models.DateField(null=True)
    dispatch_file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    # Entered by the lead agency from a dispatch, not by the agency itself.
    entered_by_lead = models.BooleanField(default=False)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_opinion_entered_for_an_agency_names_its_dispatch",
                condition=Q(entered_by_lead=False) | (~Q(dispatch_number="") & Q(dispatch_on__isnull=False)),
            )
        ]

    @property
    def dispatch(self) -> str:
        """ "118/TA-VP, 09/10/2025": the number and day of the paper, as far as they are known."""
        day = f"{self.dispatch_on:%d/%m/%Y}" if self.dispatch_on else ""
        return ", ".join(part for part in (self.dispatch_number, day) if part)


class Response(models.Model):
    """What became of a remark, and why. An accepted wording is tied to the edit that put it into the text."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Accepted in part")
        EXPLAINED = "explained", _("Not accepted, explained")
        NOTED = "noted", _("Noted")
        DUPLICATE = "duplicate", _("Duplicate of another remark")
        LEADERSHIP = "leadership", _("Put to the leadership")

    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, related_name="response")
    is_draft = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    wording = models.TextField(blank=True)
    edit = models.ForeignKey("drafting.Edit", null=True, on_delete=models.PROTECT, related_name="responses")
    duplicate_of = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="duplicates")
    revision = models.PositiveIntegerField(default=1)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_response_that_is_no_draft_has_an_outcome", condition=Q(is_draft=True) | ~Q(outcome="")
            ),
            models.CheckConstraint(
                name="a_refusal_or_a_question_gives_its_reason",
                condition=Q(is_draft=True) | ~Q(outcome__in=["partly", "explained", "leadership"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_duplicate_names_the_other_remark",
                condition=Q(is_draft=True) | ~Q(outcome="duplicate") | Q(duplicate_of__isnull=False),
            ),
        ]

    @property
    def ledger_chain(self) -> str:
        return self.remark.round.ledger_chain

    @property
    def is_final(self) -> bool:
        """Nothing more has to happen to the remark: neither a draft nor a question the leadership has to answer."""
        return not self.is_draft and self.outcome != self.Outcome.LEADERSHIP
