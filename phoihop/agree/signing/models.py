"""A settled text is signed: places in order, each for one person, number, seal or witness, in one growing PDF."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing.states import ATTEMPT_LIFE, LIFE, SLOT_LIFE, AttemptState, SlotState, State
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Tenure


class SigningQuerySet(models.QuerySet["Signing"]):
    def visible_to(self, actor: Actor) -> "SigningQuerySet":
        """The lead agency always; those who sign or witness from the opening on."""
        signs = Slot.objects.filter(signing=models.OuterRef("pk"), agency_id=actor.agency_id)
        watches = Witness.objects.filter(signing=models.OuterRef("pk"), tenure__post__agency_id=actor.agency_id)
        return self.filter(
            Q(version__text__framework__lead_agency_id=actor.agency_id)
            | (Q(opened_at__isnull=False) & (models.Exists(signs) | models.Exists(watches)))
        )


class Signing(models.Model):
    """One settled version on its way to being signed. `file` is the PDF as it stands, `revision` counts its states.

    Whoever adds to the PDF names the revision added to, so that of two at once one is told to begin again.
    """

    class Order(models.TextChoices):
        IN_ORDER = "in_order", _("One party after another")
        PARALLEL = "parallel", _("Parties in any order")

    class Stopped(models.TextChoices):
        NOT = "", _("Not stopped")
        DECLINED = "declined", _("A signatory declined")
        EXPIRED = "expired", _("The time ran out")
        WITHDRAWN = "withdrawn", _("Withdrawn by the lead agency")

    version = models.ForeignKey("drafting.Version", on_delete=models.PROTECT, related_name="signings")
    state = models.CharField(max_length=10, choices=State, default=LIFE.start)
    order = models.CharField(max_length=10, choices=Order, default=Order.IN_ORDER)
    expires_at = models.DateTimeField()
    # The rules of form the paper follows (engines.regimes), and what stands behind its number.
    regime = models.CharField(max_length=20)
    symbol = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    held_at = models.DateTimeField(null=True)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    # Where the setter left room in the PDF: name, kind, page and box of each place, in points.
    places = models.JSONField(default=list)
    # Printed in the paper, for whoever wants to check it.
    code = models.CharField(max_length=16, unique=True)
    # Paper signed by hand: its scan stands for the signatures, on the attestation of a clerk.
    scan = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    stopped_because = models.CharField(max_length=10, choices=Stopped, blank=True, default=Stopped.NOT)
    reason = models.CharField(max_length=500, blank=True)
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    # The proof is raised to a level that outlives the certificates as far as the services answer; tried again later.
    level = models.CharField(max_length=6, blank=True)
    raise_after = models.DateTimeField(null=True)
    raise_tries = models.PositiveSmallIntegerField(default=0)
    # The verdict on the PDF as it stood at `report_revision`, as the engine gave it.
    report = models.JSONField(default=dict)
    report_revision = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)

    objects = SigningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=~Q(state=State.STOPPED), name="a_version_is_signed_once"
            ),
            models.CheckConstraint(
                name="a_signing_was_opened_and_has_a_file_unless_preparing",
                condition=Q(state=State.PREPARING, opened_at=None)
                | Q(state=State.STOPPED)
                | Q(opened_at__isnull=False, file__isnull=False),
            ),
            models.CheckConstraint(
                name="a_signing_has_a_time_of_signing_iff_signed",
                condition=Q(state=State.SIGNED, signed_at__isnull=False) | (~Q(state=State.SIGNED) & Q(signed_at=None)),
            ),
            models.CheckConstraint(
                name="a_signing_says_why_iff_stopped",
                condition=(Q(state=State.STOPPED, stopped_at__isnull=False) & ~Q(stopped_because=""))
                | (~Q(state=State.STOPPED) & Q(stopped_at=None, stopped_because="")),
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="signings_by_expiry")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What is signed: the programme's name, or the text's; reads `version` with its programme and text."""
        return self.version.programme.name if self.version.programme else self.version.text.title

    @property
    def ledger_chain(self) -> str:
        version = self.version
        return f"programme:{version.programme_id}" if version.programme_id else version.text.ledger_chain


class Slot(models.Model):
    """A place waiting for one signature, number or seal. Name and title are those of the day, whatever comes later."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Signature of a person")
        NUMBER = "number", _("Number and date")
        SEAL = "seal", _("Seal of the agency")
        WITNESS = "witness", _("Signature of a witness")

    class Way(models.TextChoices):
        HAND_BACK = "hand_back", _("PDF signed elsewhere")
        REMOTE = "remote", _("Remote signing service")
        TOKEN = "token", _("Signing device")
        WET_INK = "wet_ink", _("By hand, on paper")
        DEMO = "demo", _("Demonstration certificate")
        CLERK = "clerk", _("Given by the records clerk")

    signing = models.ForeignKey(Signing, on_delete=models.CASCADE, related_name="slots")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    agency_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=60)
    tenure = models.ForeignKey("agencies.Tenure", null=True, on_delete=models.PROTECT, related_name="+")
    signatory = models.CharField(max_length=120, blank=True)
    post_title = models.CharField(max_length=150, blank=True)
    authority = models.CharField(max_length=5, choices=Tenure.Authority, blank=True, default=Tenure.Authority.NONE)
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=SlotState, default=SLOT_LIFE.start)
    turn_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    signed_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=6, blank=True)
    # What the signer takes away as proof: hashes, certificate, time, as the engine found them.
    receipt = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signing", "field"], name="a_field_is_signed_once"),
            models.UniqueConstraint(fields=["signing", "position"], name="slots_stand_in_one_order"),
            models.UniqueConstraint(
                fields=["signing", "agency", "kind"],
                condition=~Q(kind="witness"),
                name="one_slot_of_each_kind_for_a_party",
            ),
            models.CheckConstraint(
                name="a_person_signs_in_a_post",
                condition=~Q(kind__in=["person", "witness"]) | (Q(tenure__isnull=False) & ~Q(signatory="")),
            ),
            models.CheckConstraint(
                name="a_slot_has_a_time_and_a_way_iff_signed",
                condition=(Q(state=SlotState.SIGNED, signed_at__isnull=False) & ~Q(way=""))
                | (~Q(state=SlotState.SIGNED) & Q(signed_at=None, way="")),
            ),
            models.CheckConstraint(
                name="a_number_stands_in_a_signed_number_slot",
                condition=Q(number="") | Q(kind="number", state=SlotState.SIGNED),
            ),
            models.CheckConstraint(
                name="a_refusal_to_sign_says_why", condition=~Q(state=SlotState.DECLINED) | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="slots_of_an_agency")]

    def __str__(self) -> str:
        return f"{self.agency_name}, {self.kind}"

    @property
    def ledger_chain(self) -> str:
        return self.signing.ledger_chain

    @property
    def by_person(self) -> bool:
        return self.kind in (self.Kind.PERSON, self.Kind.WITNESS)

    @property
    def is_pending(self) -> bool:
        return self.state in (SlotState.WAITING, SlotState.BEGUN)


class Attempt(models.Model):
    """A signature begun here and made elsewhere. What is needed to finish it lies here, so a crash loses nothing."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="attempts")
    signing = models.ForeignKey(Signing, on_delete=models.CASCADE, related_name="attempts")
    state = models.CharField(max_length=10, choices=AttemptState, default=ATTEMPT_LIFE.start)
    way = models.CharField(max_length=10, choices=Slot.Way)
    revision = models.PositiveIntegerField()
    begun = models.BinaryField()
    to_sign = models.BinaryField()
    certificate_sha256 = models.CharField(max_length=64)
    signature_sha256 = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # One PDF grows at one end only: while one signature is under way, no other may be begun.
            models.UniqueConstraint(
                fields=["signing"], condition=Q(state=AttemptState.BEGUN), name="one_signature_under_way"
            ),
            models.CheckConstraint(name="an_attempt_ends_after_it_begins", condition=Q(expires_at__gt=F("at"))),
            models.CheckConstraint(
                name="an_attempt_is_over_iff_not_begun",
                condition=Q(state=AttemptState.BEGUN, over_at=None)
                | (~Q(state=AttemptState.BEGUN) & Q(over_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_finished_attempt_keeps_what_came_back",
                condition=~Q(state=AttemptState.FINISHED) | ~Q(signature_sha256=""),
            ),
        ]


class Witness(models.Model):
    """Someone invited to be there. The record says under which post; presence is noted, not signed."""

    signing = models.ForeignKey(Signing, on_delete=models.CASCADE, related_name="witnesses")
    tenure = models.ForeignKey("agencies.Tenure", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    post_title = models.CharField(max_length=150)
    agency_name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    present_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signing", "tenure"], name="a_witness_is_invited_once")]

    @property
    def ledger_chain(self) -> str:
        return self.signing.ledger_chain


class Photo(models.Model):
    """A picture of the ceremony, for the record."""

    signing = models.ForeignKey(Signing, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signing", "file"], name="a_photo_is_kept_once")]

    @property
    def ledger_chain(self) -> str:
        return self.signing.ledger_chain


class Certificate(models.Model):
    """The certificate a person, or an agency for its seal, signs with. Keys never come here, only this."""

    person = models.ForeignKey("agencies.Person", null=True, on_delete=models.PROTECT, related_name="certificates")
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="certificates")
    der = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    subject = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_certificate_is_a_persons_or_an_agencys",
                condition=Q(person__isnull=False, agency=None) | Q(person=None, agency__isnull=False),
            ),
            models.CheckConstraint(
                name="a_certificate_ends_after_it_begins", condition=Q(valid_until__gt=F("valid_from"))
            ),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(withdrawn_at=None), name="a_certificate_is_registered_once"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Specimen(models.Model):
    """The picture of a person's signature, or of an agency's seal, that is put on papers (Decree 30/2020, Annex I)."""

    person = models.ForeignKey("agencies.Person", null=True, on_delete=models.PROTECT, related_name="specimens")
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="specimens")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_specimen_is_a_persons_or_an_agencys",
                condition=Q(person__isnull=False, agency=None) | Q(person=None, agency__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_at=None), name="one_specimen_in_use_for_a_person"
            ),
            models.UniqueConstraint(
                fields=["agency"], condition=Q(withdrawn_at=None), name="one_specimen_in_use_for_an_agency"
            ),
        ]


class Binding(models.Model):
    """A text signed later that changes one signed before: the later one points at the first."""

    class Kind(models.TextChoices):
        AMENDMENT = "amendment", _("Amendment")
        EXTENSION = "extension", _("Extension of the term")
        EARLY_END = "early_end", _("Early end")
        ACCESSION = "accession", _("Accession of a party")

    signing = models.OneToOneField(Signing, on_delete=models.CASCADE, related_name="binding")
    first = models.ForeignKey(Signing, on_delete=models.PROTECT, related_name="followed_by")
    kind = models.CharField(max_length=10, choices=Kind)
    ends_on = models.DateField(null=True)
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_text_is_not_bound_to_itself", condition=~Q(signing=F("first"))),
            models.CheckConstraint(
                name="a_change_of_term_names_its_day",
                condition=(Q(kind__in=["extension", "early_end"]) & Q(ends_on__isnull=False))
                | (~Q(kind__in=["extension", "early_end"]) & Q(ends_on=None)),
            ),
            models.CheckConstraint(
                name="an_accession_names_the_party",
                condition=Q(kind="accession", agency__isnull=False) | (~Q(kind="accession") & Q(agency=None)),
            ),
        ]


class Change(models.Model):
    """What a bound text does to one clause of the first, by the keys of both: for the consolidated reading text."""

    class Action(models.TextChoices):
        REPLACE = "replace", _("Replaces")
        REPEAL = "repeal", _("Repeals")
        ADD_AFTER = "add_after", _("Adds after")

    binding = models.ForeignKey(Binding, on_delete=models.CASCADE, related_name="changes")
    action = models.CharField(max_length=10, choices=Action)
    target_key = models.CharField(max_length=32)
    source_key = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["binding", "target_key", "action", "source_key"], name="a_change_once")
        ]
