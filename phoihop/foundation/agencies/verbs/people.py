"""Posts, who holds them, and who stands in."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import queries, rules
from phoihop.foundation.agencies.actor import CLOCK, Actor, Clock
from phoihop.foundation.agencies.models import Account, Agency, Delegation, Locality, Person, Post, Tenure
from phoihop.foundation.agencies.verbs.accounts import record_opening, write_account
from phoihop.foundation.agencies.verbs.registry import record_end, write_agency
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def appoint_first_administrator(
    *,
    agency_name: str,
    kind: str,
    full_name: str,
    post_title: str,
    email: str,
    at: dt.datetime,
    locality: Locality | None = None,
    founded_on: dt.date | None = None,
    roles: Collection[Role] = (Role.ADMINISTRATOR,),
) -> Account:
    """What a new installation begins with: one agency and someone who can enter the others. Only while it is empty.

    The account has no password: send its invitation, or take the link from `invitations.link_for`.
    """
    if Account.objects.exists():
        raise NotAllowed(_("This installation has accounts already. An administrator opens the next ones."))
    today = queries.day_of(at)
    begins = founded_on or today
    agency = write_agency(name=nfc(agency_name).strip(), kind=kind, locality=locality, founded_on=begins)
    ledger.record(
        "agency.founded",
        on=agency,
        by=CLOCK,
        at=at,
        name=agency.name,
        kind=kind,
        founded_on=begins.isoformat(),
        legal_basis="",
    )
    post = Post.objects.create(agency=agency, title=nfc(post_title).strip())
    person = Person.objects.create(full_name=nfc(full_name).strip())
    _begin(post=post, person=person, roles=roles, authority="", from_on=begins, by=CLOCK, at=at)
    account = write_account(person=person, email=email, at=at)
    record_opening(account, by=CLOCK, at=at)
    return account


@transaction.atomic
def open_post(*, agency: Agency, title: str, by: Actor, at: dt.datetime) -> Post:
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    rules.may_open_post(by, agency, on=queries.day_of(at)).require()
    post = Post.objects.create(agency=agency, title=nfc(title).strip())
    ledger.record("post.opened", on=post, by=by, at=at, title=post.title, agency=agency.name)
    return post


@transaction.atomic
def begin_tenure(
    *,
    post: Post,
    person: Person | str,
    roles: Collection[Role],
    from_on: dt.date,
    by: Actor,
    at: dt.datetime,
    authority: str = Tenure.Authority.NONE,
) -> Tenure:
    """Put someone into a post, with roles and authority to sign. `person` may be the full name of someone new."""
    # The row of the post is the lock under which "nobody else holds it" is true.
    post = Post.objects.select_for_update(of=("self",)).select_related("agency").get(pk=post.pk)
    known = person if isinstance(person, Person) else None
    rules.may_begin_tenure(by, post=post, person=known, roles=roles, from_on=from_on).require()
    holder = known or Person.objects.create(full_name=nfc(str(person)).strip())
    return _begin(post=post, person=holder, roles=roles, authority=authority, from_on=from_on, by=by, at=at)


def _begin(
    *,
    post: Post,
    person: Person,
    roles: Collection[Role],
    authority: str,
    from_on: dt.date,
    by: Actor | Clock,
    at: dt.datetime,
) -> Tenure:
    given = sorted(str(role) for role in roles)
    tenure = Tenure.objects.create(post=post, person=person, roles=given, authority=authority, from_on=from_on)
    ledger.record(
        "tenure.begun",
        on=tenure,
        by=by,
        at=at,
        personal={"person": person.full_name},
        post=post.title,
        agency=post.agency.name,
        roles=given,
        authority=authority,
        from_on=from_on.isoformat(),
    )
    return tenure


@transaction.atomic
def end_tenure(*, tenure: Tenure, until_on: dt.date, by: Actor, at: dt.datetime) -> Tenure:
    """The post falls vacant on that day; what was lent out of it ends with it."""
    tenure = Tenure.objects.select_for_update(of=("self",)).select_related("post__agency", "person").get(pk=tenure.pk)
    rules.may_end_tenure(by, tenure, until_on=until_on).require()
    tenure.until_on = until_on
    tenure.save(update_fields=["until_on"])
    record_end(tenure, by=by, at=at)
    return tenure


@transaction.atomic
def delegate(
    *, tenure: Tenure, to: Person, from_on: dt.date, until_on: dt.date, by: Actor, at: dt.datetime, reason: str = ""
) -> Delegation:
    """Let someone of the same agency act in the post, first and last day included."""
    rules.may_delegate(by, tenure=tenure, to=to, from_on=from_on, until_on=until_on, on=queries.day_of(at)).require()
    delegation = Delegation.objects.create(tenure=tenure, to=to, from_on=from_on, until_on=until_on, reason=reason)
    ledger.record(
        "delegation.given",
        on=delegation,
        by=by,
        at=at,
        personal={"to": to.full_name},
        post=tenure.post.title,
        from_on=from_on.isoformat(),
        until_on=until_on.isoformat(),
        reason=reason,
    )
    return delegation


@transaction.atomic
def withdraw_delegation(*, delegation: Delegation, by: Actor, at: dt.datetime) -> Delegation:
    rules.may_withdraw(by, delegation, on=queries.day_of(at)).require()
    won = Delegation.objects.filter(pk=delegation.pk, withdrawn_at=None).update(withdrawn_at=at)
    if won:
        delegation.withdrawn_at = at
        ledger.record(
            "delegation.withdrawn",
            on=delegation,
            by=by,
            at=at,
            personal={"to": delegation.to.full_name},
            post=delegation.tenure.post.title,
        )
    return delegation
