"""A framework is one base draft; each programme under it is what one set of parties signs."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.states import LIFE, SETTLED_FOR_GOOD, State
from phoihop.foundation.agencies.actor import Actor


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def visible_to(self, actor: Actor) -> "FrameworkQuerySet":
        """The lead agency from the first day; the parties once they were asked."""
        joined = Programme.objects.filter(framework=models.OuterRef("pk"), parties__agency_id=actor.agency_id)
        return self.filter(
            Q(lead_agency_id=actor.agency_id) | (models.Exists(joined) & ~Q(state__in=[State.PREPARING, State.DROPPED]))
        )


class Framework(models.Model):
    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Coordination programme")
        REGULATION = "regulation", _("Coordination regulation")

    class Cadence(models.TextChoices):
        MONTH = "month", _("Every month")
        QUARTER = "quarter", _("Every quarter")
        HALF_YEAR = "half_year", _("Every six months")
        YEAR = "year", _("Every year")

    class ChairRule(models.TextChoices):
        FIXED = "fixed", _("The standing unit chairs")
        ROTATING = "rotating", _("The parties chair in turn")
        BY_INVITATION = "by_invitation", _("Whoever is invited to chair")

    title = models.CharField(max_length=400)
    folded = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, choices=Kind)
    lead_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="frameworks_led")
    locality = models.ForeignKey("agencies.Locality", null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    begins_on = models.DateField()
    ends_on = models.DateField()
    cadence = models.CharField(max_length=10, choices=Cadence, default=Cadence.QUARTER)
    cutoff_day = models.PositiveSmallIntegerField(default=0)
    chair_rule = models.CharField(max_length=15, choices=ChairRule, default=ChairRule.FIXED)
    state = models.CharField(max_length=12, choices=State, default=LIFE.start)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    legal_bases: models.ManyToManyField = models.ManyToManyField(
        "LegalBasis", through="Citation", related_name="frameworks"
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="framework_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on"))),
            models.CheckConstraint(
                name="framework_has_a_settling_time_iff_settled",
                condition=Q(state__in=SETTLED_FOR_GOOD, settled_at__isnull=False)
                | (~Q(state__in=SETTLED_FOR_GOOD) & Q(settled_at=None)),
            ),
            models.CheckConstraint(name="cutoff_day_is_a_day_or_calendar", condition=Q(cutoff_day__lte=28)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the programme as a whole is shown. Settings say, because that page knows stages this one must not."""
        return reverse(settings.FRAMEWORK_PAGE, args=[self.pk])

    @property
    def ledger_chain(self) -> str:
        return f"framework:{self.pk}"


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, actor: Actor) -> "ProgrammeQuerySet":
        """The lead agency sees all under its framework, a party only its own."""
        mine = Party.objects.filter(programme=models.OuterRef("pk"), agency_id=actor.agency_id)
        return self.filter(
            Q(framework__lead_agency_id=actor.agency_id)
            | (models.Exists(mine) & ~Q(framework__state__in=[State.PREPARING, State.DROPPED]))
        )


class Programme(models.Model):
    """What one set of parties will sign: the common clauses and those meant for them alone."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    standing_unit = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = ProgrammeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def ledger_chain(self) -> str:
        return f"programme:{self.pk}"


class Party(models.Model):
    """A member of a programme, with the name it bears in the text and the person to turn to."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        MEMBER = "member", _("Member")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    focal_point = models.ForeignKey("agencies.Tenure", null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "agency"], name="an_agency_is_a_party_once"),
            models.UniqueConstraint(fields=["programme"], condition=Q(role="lead"), name="one_lead_in_a_programme"),
        ]


class LegalBasis(models.Model):
    """The register of what texts cite, with the days on which each was in force."""

    number = models.CharField(max_length=60)
    title = models.CharField(max_length=400)
    folded = models.CharField(max_length=470)
    issued_by = models.CharField(max_length=200)
    issued_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    in_force_until = models.DateField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "issued_on"], name="one_row_for_each_legal_basis"),
            models.CheckConstraint(
                name="legal_basis_ends_after_it_begins",
                condition=Q(in_force_until=None) | Q(in_force_from=None) | Q(in_force_until__gte=F("in_force_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def in_force_on(self, day: dt.date) -> bool:
        """Unknown bounds count as open: the register says what it knows, not more."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_until is None or day <= self.in_force_until)


class Citation(models.Model):
    """A framework cites a legal basis, in this place and in these words."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="citations")
    basis = models.ForeignKey(LegalBasis, on_delete=models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "basis"], name="a_basis_is_cited_once")]
