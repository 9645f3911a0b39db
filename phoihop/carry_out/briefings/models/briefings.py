"""A series follows the cadence of a framework over its term; each briefing in it is called, held, minuted, closed.

What a past day needs stays: moments say when a briefing was called, begun, over, closed or called off, and `Schedule`
has every day and place it was ever set for.
"""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from phoihop.agree.programmes.models import Framework, Party
from phoihop.carry_out.briefings.states import AHEAD, LIFE, Answer, State
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Tenure
from phoihop.kit.quarters import ROMAN, Period
from phoihop.kit.quarters import Cadence as Counted

Cadence = Framework.Cadence

#: A framework's cadence as the kit counts periods.
COUNTED = {
    Cadence.MONTH: Counted.MONTHLY,
    Cadence.QUARTER: Counted.QUARTERLY,
    Cadence.HALF_YEAR: Counted.HALF_YEARLY,
    Cadence.YEAR: Counted.YEARLY,
}
#: 3 working days, as joint circulars have it (TTLT 05/2016/TTLT-BTP-BCA-BTC-TANDTC-VKSNDTC, art. 9).
PAPERS_BEFORE = 3
HELD_AFTER = 10


class Series(models.Model):
    """Briefings of a framework, or of one programme under it, from its coming into force to its end.

    Each is planned `held_after` working days after its period closes. `cutoff_day` 0 closes periods with the month.
    """

    framework = models.ForeignKey("programmes.Framework", on_delete=models.PROTECT, related_name="briefing_series")
    programme = models.ForeignKey(
        "programmes.Programme", null=True, on_delete=models.PROTECT, related_name="briefing_series"
    )
    cadence = models.CharField(max_length=10, choices=Cadence)
    cutoff_day = models.PositiveSmallIntegerField(default=0)
    chair_rule = models.CharField(max_length=15, choices=Framework.ChairRule)
    held_after = models.PositiveSmallIntegerField(default=HELD_AFTER)
    starts_at = models.TimeField(default=dt.time(8))
    minutes = models.PositiveSmallIntegerField(default=150)
    place = models.CharField(max_length=200, blank=True)
    papers_before = models.PositiveSmallIntegerField(default=PAPERS_BEFORE)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework"],
                condition=Q(programme=None, ended_at=None),
                name="one_running_series_of_a_framework",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(programme__isnull=False, ended_at=None),
                name="one_running_series_of_a_programme",
            ),
            models.CheckConstraint(
                name="a_series_has_sensible_figures",
                condition=Q(cutoff_day__lte=28, held_after__lte=60, minutes__gte=15, papers_before__lte=20),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Reads `framework` and `programme`."""
        return self.programme.name if self.programme else self.framework.title

    @property
    def host_id(self) -> int:
        """Who prepares, minutes and hands out: the standing unit, else the lead agency of the framework."""
        unit = self.programme.standing_unit_id if self.programme else None
        return unit or self.framework.lead_agency_id

    @property
    def ledger_chain(self) -> str:
        return f"programme:{self.programme_id}" if self.programme_id else f"framework:{self.framework_id}"

    @property
    def counted(self) -> Counted:
        return COUNTED[Cadence(self.cadence)]


class BriefingQuerySet(models.QuerySet["Briefing"]):
    def visible_to(self, actor: Actor) -> "BriefingQuerySet":
        """The lead agency and the parties always; whoever else is invited from the call on."""
        mine = Party.objects.filter(agency_id=actor.agency_id)
        invited = Seat.objects.filter(agency_id=actor.agency_id).values("briefing_id")
        around_the_table = Series.objects.filter(
            Q(framework__lead_agency_id=actor.agency_id)
            | Q(programme=None, framework__in=mine.values("programme__framework_id"))
            | Q(programme__in=mine.values("programme_id"))
        )
        return self.filter(
            Q(series__in=around_the_table.values("pk")) | (Q(pk__in=invited) & Q(called_at__isnull=False))
        )


class Briefing(models.Model):
    """One meeting. `mark` is how conclusions cite it ("3-2025"); `sequence` counts the changes calendars must know of.

    `papers_due_on` leaves `papers_before` full working days before the meeting, as `papers_computed` explains.
    `planned` is the arithmetic of the day as long as nobody has set another.
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", gettext_lazy("Regular")
        AD_HOC = "ad_hoc", gettext_lazy("Extraordinary")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="briefings")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REGULAR)
    period = models.CharField(max_length=10, blank=True)
    mark = models.CharField(max_length=20)
    subject = models.CharField(max_length=300, blank=True)
    folded = models.CharField(max_length=700)
    state = models.CharField(max_length=10, choices=State, default=LIFE.start)
    held_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    online_url = models.URLField(max_length=300, blank=True)
    planned = models.JSONField(default=dict)
    chair_agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    chair_tenure = models.ForeignKey("agencies.Tenure", null=True, on_delete=models.PROTECT, related_name="+")
    secretary_tenure = models.ForeignKey("agencies.Tenure", null=True, on_delete=models.PROTECT, related_name="+")
    papers_before = models.PositiveSmallIntegerField(default=PAPERS_BEFORE)
    papers_due_on = models.DateField()
    papers_computed = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    # The item being spoken of, for the screen of the room.
    current = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "mark"], name="briefings_of_a_series_are_marked_once"),
            models.UniqueConstraint(
                fields=["series", "period"], condition=~Q(period=""), name="one_briefing_of_a_series_in_a_period"
            ),
            models.CheckConstraint(
                name="a_briefing_has_a_period_iff_regular",
                condition=(Q(kind="regular") & ~Q(period="")) | (Q(kind="ad_hoc", period="") & ~Q(subject="")),
            ),
            models.CheckConstraint(name="a_briefing_ends_after_it_begins", condition=Q(ends_at__gt=F("held_at"))),
            models.CheckConstraint(
                name="a_briefing_was_called_unless_planned_or_cancelled",
                condition=Q(state="PLANNED", called_at=None) | Q(state="CANCELLED") | Q(called_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_briefing_has_begun_iff_it_took_place",
                condition=Q(state__in=["HELD", "MINUTED", "CLOSED"], begun_at__isnull=False)
                | (~Q(state__in=["HELD", "MINUTED", "CLOSED"]) & Q(begun_at=None)),
            ),
            models.CheckConstraint(
                name="a_briefing_is_over_iff_minuted",
                condition=Q(state__in=["MINUTED", "CLOSED"], over_at__isnull=False)
                | (~Q(state__in=["MINUTED", "CLOSED"]) & Q(over_at=None)),
            ),
            models.CheckConstraint(
                name="a_briefing_has_a_closing_time_iff_closed",
                condition=Q(state="CLOSED", closed_at__isnull=False) | (~Q(state="CLOSED") & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="a_briefing_says_why_iff_cancelled",
                condition=(Q(state="CANCELLED", cancelled_at__isnull=False) & ~Q(cancel_reason=""))
                | (~Q(state="CANCELLED") & Q(cancelled_at=None, cancel_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["series", "held_at"], name="briefings_of_a_series"),
            models.Index(fields=["state", "held_at"], name="briefings_by_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("briefings:show", args=[self.pk])

    @property
    def ledger_chain(self) -> str:
        return self.series.ledger_chain

    @property
    def title(self) -> str:
        """In the reader's language: “Briefing of Q3 2025”, or what an extraordinary one is about."""
        if not self.period:
            return self.subject
        period = Period.from_key(self.period)
        vietnamese = (get_language() or "vi").startswith("vi")
        return _("Briefing of %(period)s") % {"period": period.label_vi if vietnamese else period.label_en}

    @property
    def occasion(self) -> str:
        """As papers name it, in their language: “Giao ban quý III năm 2025”."""
        if not self.period:
            return self.subject
        return f"Giao ban {Period.from_key(self.period).label_vi.replace('/', ' năm ')}"

    @property
    def is_ahead(self) -> bool:
        return self.state in AHEAD

    @property
    def minutes_long(self) -> int:
        return int((self.ends_at - self.held_at).total_seconds() // 60)


def mark_of(period: Period) -> str:
    """ "3-2025" for a quarter, "T9-2025" for a month, "6T1-2025" for a half-year, "2025" for a year."""
    match period.cadence:
        case Counted.MONTHLY:
            return f"T{period.number}-{period.year}"
        case Counted.QUARTERLY:
            return f"{period.number}-{period.year}"
        case Counted.HALF_YEARLY:
            return f"6T{period.number}-{period.year}"
        case _:
            return str(period.year)


def column_of(period: Period) -> str:
    """What stands above a period in the plan of a year: "III", "T9", "6T1", or the year."""
    if period.cadence is Counted.QUARTERLY:
        return ROMAN[period.number - 1]
    return mark_of(period).partition("-")[0]


class Schedule(models.Model):
    """The day and place a briefing is set for from a moment on, until the next row begins."""

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="schedules")
    held_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    since_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["briefing", "-since_at", "-id"], name="schedules_of_a_briefing")]


class Seat(models.Model):
    """Who is invited, for which agency, and whether they came. Names and posts are those of the day.

    `delegate` is who came, or will come, in their stead.
    """

    class Role(models.TextChoices):
        PARTY = "party", gettext_lazy("Party")
        GUEST = "guest", gettext_lazy("Guest")

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="seats")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    agency_name = models.CharField(max_length=200)
    tenure = models.ForeignKey(Tenure, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    post = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.PARTY)
    position = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.INVITED)
    noted_at = models.DateTimeField(null=True)
    delegate = models.CharField(max_length=120, blank=True)
    delegate_post = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["briefing", "agency", "name"], name="nobody_is_invited_twice"),
            models.CheckConstraint(
                name="attendance_was_noted_iff_answered",
                condition=Q(answer="INVITED", noted_at=None) | (~Q(answer="INVITED") & Q(noted_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["agency", "briefing"], name="seats_of_an_agency")]

    def __str__(self) -> str:
        return f"{self.who} ({self.agency_name})"

    @property
    def who(self) -> str:
        return self.delegate or self.name or self.agency_name

    @property
    def who_post(self) -> str:
        return self.delegate_post if self.delegate else self.post

    @property
    def attends(self) -> bool:
        return self.answer in (Answer.PRESENT, Answer.ONLINE)

    @property
    def ledger_chain(self) -> str:
        return self.briefing.ledger_chain
