"""What people ask about agencies and those who act for them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Prefetch, Q, QuerySet

from phoihop.foundation.access.roles import Permission, permissions_of
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import (
    Account,
    Agency,
    AgencyName,
    Delegation,
    Locality,
    Person,
    Post,
    Tenure,
)
from phoihop.foundation.statements import Given, statement
from phoihop.kit.vietnamese import fold


def day_of(at: dt.datetime) -> dt.date:
    """The calendar day of a moment here, whatever the server's zone."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


# ── Who acts ─────────────────────────────────────────────────────────────────


def tenures_of(person_id: int, *, on: dt.date) -> list[Tenure]:
    """Posts the person holds that day, or stands in for, in the order they began. One query."""
    return sorted(_held_or_lent(person=person_id, on=on), key=lambda tenure: (tenure.from_on, tenure.pk))


@statement
def _held_or_lent() -> QuerySet[Tenure]:
    person, on = Given("person"), Given("on")
    in_force = Tenure.objects.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)
    in_force = in_force.select_related("person", "post__agency")
    lent = in_force.filter(
        delegations__to_id=person,
        delegations__from_on__lte=on,
        delegations__until_on__gte=on,
        delegations__withdrawn_at=None,
    )
    # A union, not an OR: each half finds its few rows by an index, however many tenures the country has.
    return in_force.filter(person_id=person).union(lent)


def actor_of(account: Any, *, on: dt.date) -> Actor | None:
    """Who this account acts as: the post it chose, else the first it holds; None without account or post."""
    if not account.is_authenticated:
        return None
    tenures = tenures_of(account.person_id, on=on)
    own_first = sorted(tenures, key=lambda t: (t.pk != account.acting_in_id, t.person_id != account.person_id))
    if not own_first:
        return None
    return actor_in(own_first[0], account=account)


def actor_in(tenure: Tenure, *, account: Any) -> Actor:
    stands_in = tenure.person_id != account.person_id
    return Actor(
        account_id=account.pk,
        name=account.person.full_name if stands_in else tenure.person.full_name,
        agency=tenure.post.agency,
        post=tenure.post.title,
        roles=tenure.role_set,
        tenure_id=tenure.pk,
        standing_in_for=tenure.person.full_name if stands_in else "",
    )


def is_administrator(account: Account, *, on: dt.date) -> bool:
    """Whether any post the person holds or stands in for that day may administer."""
    return any(Permission.ADMINISTER in permissions_of(t.role_set) for t in tenures_of(account.person_id, on=on))


# ── Reach ─────────────────────────────────────────────────────


def reach_of(actor: Actor) -> QuerySet[Agency]:
    """The agencies an administrator looks after: the own one with its units and those of its locality and below.

    An administrator whose agency has no locality looks after the whole installation.
    """
    place = actor.agency.locality_id
    if place is None:
        return Agency.objects.all()
    return Agency.objects.filter(
        Q(pk=actor.agency_id)
        | Q(parent_id=actor.agency_id)
        | Q(locality_id=place)
        | Q(locality__parent_id=place)
        | Q(locality__parent__parent_id=place)
    )


# ── The register ─────────────────────────────────────────────────────────────

ORDERS = {"name": "folded", "kind": "kind", "locality": "locality__folded", "founded": "founded_on"}


def register(
    *, words: str = "", kind: str = "", locality: str = "", ended: bool = False, order: str = "name", on: dt.date
) -> QuerySet[Agency]:
    """Agencies by any name they ever had or any code, tones aside; dissolved ones only when asked for."""
    found = Agency.objects.select_related("locality", "parent")
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    if kind:
        found = found.filter(kind=kind)
    if locality.strip():
        places = Locality.objects.filter(folded__contains=fold(locality.strip())).values("pk")
        found = found.filter(
            Q(locality__in=places) | Q(locality__parent__in=places) | Q(locality__parent__parent__in=places)
        )
    if not ended:
        found = found.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    backwards, column = order.startswith("-"), ORDERS.get(order.lstrip("-"), "folded")
    by = F(column).desc(nulls_last=True) if backwards else F(column).asc(nulls_last=True)
    return found.order_by(by, "pk")


#: As many as a check of spelling bears: a province has some three hundred.
NAMES_NEAR = 3000


def names_near(agency: Agency) -> list[str]:
    """Full names of agencies in the same place and the places above it, and of those above every place."""
    places = [agency.locality_id]
    if agency.locality is not None:
        places.append(agency.locality.parent_id)
    known = Agency.objects.filter(Q(locality_id__in=[one for one in places if one]) | Q(locality=None))
    return list(known.order_by("pk").values_list("name", flat=True)[:NAMES_NEAR])


def posts_of(agency: Agency, *, on: dt.date) -> QuerySet[Post]:
    """Posts with those who hold them now or will, in `holders`."""
    holders = Tenure.objects.filter(Q(until_on=None) | Q(until_on__gt=on)).select_related("person__account")
    return (
        Post.objects.filter(agency=agency)
        .prefetch_related(Prefetch("tenures", holders.order_by("from_on", "pk"), to_attr="holders"))
        .order_by("title", "pk")
    )


def holders_in(agency: Agency, *, on: dt.date) -> QuerySet[Person]:
    """People who hold a post of the agency that day."""
    return (
        Person.objects.filter(
            Q(tenures__until_on=None) | Q(tenures__until_on__gt=on),
            tenures__from_on__lte=on,
            tenures__post__agency=agency,
        )
        .distinct()
        .order_by("full_name", "pk")
    )


# ── Accounts ─────────────────────────────────────────────────────────────────


def accounts_kept_by(actor: Actor) -> QuerySet[Account]:
    """Accounts of people who hold or held a post within the administrator's reach."""
    people = Tenure.objects.filter(post__agency__in=reach_of(actor).values("pk")).values("person_id")
    return Account.objects.filter(person_id__in=people).order_by("person__full_name", "pk")


def shut_accounts(actor: Actor, *, at: dt.datetime) -> QuerySet[Account]:
    """Those of them that cannot sign in now: locked, put to sleep for disuse, or closed."""
    return accounts_kept_by(actor).filter(Q(locked_until__gt=at) | Q(is_active=False))


def unused_since(moment: dt.datetime) -> QuerySet[Account]:
    """Open accounts whose last sign-in, or opening when nobody signed in yet, lies before that moment."""
    return Account.objects.filter(is_active=True).filter(
        Q(last_login__lt=moment) | Q(last_login=None, joined_at__lt=moment)
    )


def delegations_given(actor: Actor, *, on: dt.date) -> QuerySet[Delegation]:
    """Out of the post acted in: running and to come."""
    return (
        Delegation.objects.filter(tenure_id=actor.tenure_id or 0, withdrawn_at=None, until_on__gte=on)
        .select_related("to", "tenure__post")
        .order_by("from_on", "pk")
    )


def names_due(on: dt.date) -> QuerySet[AgencyName]:
    """Names in force that day which their agencies do not go by yet."""
    return (
        AgencyName.objects.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)
        .exclude(name=F("agency__name"))
        .select_related("agency")
        .order_by("agency_id", "pk")
    )
