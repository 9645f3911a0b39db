"""Days on which the week's habit is broken: off on a weekday, at work on a weekend."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DayOffQuerySet(models.QuerySet["DayOff"]):
    def that_bind(self, agency_id: int | None) -> "DayOffQuerySet":
        """Those of the whole country, and the agency's own."""
        return self.filter(Q(agency=None) | Q(agency_id=agency_id)) if agency_id else self.filter(agency=None)

    def in_year(self, year: int) -> "DayOffQuerySet":
        return self.filter(day__gte=dt.date(year, 1, 1), day__lte=dt.date(year, 12, 31))


class DayOff(models.Model):
    """One exception of the calendar. Without an agency it binds the whole country.

    `is_confirmed` is false for a day that only follows from the rules until the Government announces it. A withdrawn
    day is gone from the table and stays in the ledger.
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Public day off")
        AGENCY = "agency", _("Day off of one agency")
        WORKING_SWAP = "working_swap", _("Worked in exchange")

    day = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, blank=True)
    is_confirmed = models.BooleanField(default=True)

    objects = DayOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(agency=None), name="the_country_has_one_rule_for_a_day"
            ),
            models.UniqueConstraint(fields=["day", "agency"], name="an_agency_has_one_rule_for_a_day"),
            models.CheckConstraint(
                name="only_an_agency_has_an_agency_day",
                condition=Q(kind="public", agency=None)
                | Q(kind="agency", agency__isnull=False)
                | Q(kind="working_swap"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"

    @property
    def is_worked(self) -> bool:
        return self.kind == self.Kind.WORKING_SWAP
