"""Places, agencies, people, posts and accounts. A person is not a post, and a post is not an account."""

import datetime as dt
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.access.roles import Role


class Locality(models.Model):
    """A province, district or commune, old or new. The code is unique among those in force at one time."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        DISTRICT = "district", _("District")
        COMMUNE = "commune", _("Commune")

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "level", "valid_from"], name="one_locality_for_each_code_and_time")
        ]
        indexes = [models.Index(fields=["level", "code"], name="locality_by_code")]

    def __str__(self) -> str:
        return self.name


class LocalitySuccession(models.Model):
    """An old unit and a new one that took over part or all of it."""

    old = models.ForeignKey(Locality, on_delete=models.CASCADE, related_name="successions")
    new = models.ForeignKey(Locality, on_delete=models.CASCADE, related_name="origins")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="each_succession_once")]


class Agency(models.Model):
    """A public body. `name` is today's; `name_on` knows the others. The code is an attribute, never a key."""

    class Kind(models.TextChoices):
        PARTY_COMMITTEE = "party_committee", _("Party committee or its board")
        PEOPLES_COUNCIL = "peoples_council", _("People's Council")
        PEOPLES_COMMITTEE = "peoples_committee", _("People's Committee or its unit")
        COURT = "court", _("People's Court")
        PROCURACY = "procuracy", _("People's Procuracy")
        FRONT = "front", _("Fatherland Front or mass organisation")
        OTHER = "other", _("Other body")

    class Regime(models.TextChoices):
        STATE = "state", _("State organ (Decree 30/2020)")
        PARTY = "party", _("Party organ (HD 05-HD/VPTW)")

    kind = models.CharField(max_length=20, choices=Kind)
    regime = models.CharField(max_length=10, choices=Regime)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    # What the register is searched by: today's name first, then short and former names and codes, all without tones.
    folded = models.TextField()
    locality = models.ForeignKey(Locality, null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="units")
    founded_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agency_ends_after_it_is_founded",
                condition=Q(ended_on=None) | Q(founded_on=None) | Q(ended_on__gte=F("founded_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: dt.date) -> str:
        """The name in force on that day; reads `names`, which callers prefetch for lists."""
        for row in self.names.all():
            if row.from_on <= day and (row.until_on is None or day < row.until_on):
                return row.name
        return self.name


class AgencyName(models.Model):
    """A name from a day on, until the day before another begins."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency"], condition=Q(until_on=None), name="one_name_in_force"),
            models.UniqueConstraint(fields=["agency", "from_on"], name="one_name_begins_on_a_day"),
            models.CheckConstraint(
                name="agency_name_ends_after_it_begins", condition=Q(until_on=None) | Q(until_on__gt=F("from_on"))
            ),
        ]


class AgencyCode(models.Model):
    """An identifier under Decision 20/2020/QD-TTg, dated: codes are struck out on merger."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=35)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(until_on=None), name="one_agency_for_each_code_in_force"
            )
        ]


class Person(models.Model):
    full_name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """A place in an agency that people hold in turn."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.title


class Tenure(models.Model):
    """A person in a post from a day on, with the roles the agency gave and the authority to sign, if any.

    `until_on` is the first day on which it is over; one that ends as it begins was never taken up.
    """

    class Authority(models.TextChoices):
        NONE = "", _("May not sign")
        OWN = "own", _("In own name")
        TM = "TM", _("On behalf of (TM., T/M)")
        KT = "KT", _("For the head (KT., K/T)")
        TL = "TL", _("By order (TL., T/L)")
        TUQ = "TUQ", _("By authorisation (TUQ.)")
        Q = "Q", _("Acting (Q.)")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    roles = models.JSONField(default=list)
    authority = models.CharField(max_length=5, choices=Authority, blank=True, default=Authority.NONE)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tenure_never_ends_before_it_begins", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            )
        ]

    @property
    def role_set(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self.roles)


class Delegation(models.Model):
    """The holder of one tenure lets a person act in it for some days; `until_on` is the last of them."""

    tenure = models.ForeignKey(Tenure, on_delete=models.CASCADE, related_name="delegations")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_received")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="delegation_ends_after_it_begins", condition=Q(until_on__gte=F("from_on")))
        ]


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> models.QuerySet["Account"]:
        """With the person, whom every page names: one query for both."""
        return super().get_queryset().select_related("person")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in, for one person. What the person may do comes from tenures, never from here."""

    class ClosedBecause(models.TextChoices):
        OPEN = "", _("Open")
        CLOSED = "closed", _("Closed by an administrator")
        UNUSED = "unused", _("Not used for a long time")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=10, choices=ClosedBecause, blank=True, default=ClosedBecause.OPEN)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True)
    failed_sign_ins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    language = models.CharField(max_length=5, blank=True)
    acting_in = models.ForeignKey(Tenure, null=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField(null=True)
    invited_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_closed_iff_inactive",
                condition=Q(is_active=True, closed_at=None) | Q(is_active=False, closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.email

    def is_locked(self, at: dt.datetime) -> bool:
        return self.locked_until is not None and self.locked_until > at


class PasswordUsed(models.Model):
    """Hashes of former passwords, so that none of the last ten comes back (QCVN 12:2026/BCA)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passwords_used")
    hash = models.CharField(max_length=200)
    at = models.DateTimeField()
