"""Who may keep agencies, posts and accounts, and why not."""

import datetime as dt
import re
from collections.abc import Collection

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.access.roles import Permission, Role
from phoihop.foundation.agencies import queries
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import (
    Account,
    Agency,
    AgencyCode,
    Delegation,
    Locality,
    Person,
    Post,
    Tenure,
)
from phoihop.kit.verdict import YES, Verdict, first_no, no

LONGEST_DELEGATION = dt.timedelta(days=90)

# Decision 20/2020/QD-TTg as amended: state bodies level by level, bodies outside the state system under Z.
STATE_CODE = re.compile(r"[A-Y]\d{2}(\.[0-9A-Z]+)*")
OTHER_CODE = re.compile(r"Z\d{2}[0-9A-Z.]{1,32}")
LONGEST_CODE = 35


def may_administer(actor: Actor) -> Verdict:
    if not actor.may(Permission.ADMINISTER):
        return no(_("Only an administrator may do this."))
    return YES


def may_look_after(actor: Actor, agency: Agency) -> Verdict:
    """An administrator's reach ends with the locality of the own agency."""
    if not may_administer(actor):
        return may_administer(actor)
    if not queries.reach_of(actor).filter(pk=agency.pk).exists():
        return no(_("This agency lies outside the area this administrator looks after."))
    return YES


# ── Agencies ─────────────────────────────────────────────────────────────────


def may_found(actor: Actor, *, name: str, locality: Locality | None, parent: Agency | None, on: dt.date) -> Verdict:
    if not may_administer(actor):
        return may_administer(actor)
    if parent:
        reached = queries.reach_of(actor).filter(pk=parent.pk).exists()
    else:
        above = _with_those_above(locality)
        reached = actor.agency.locality_id is None or actor.agency.locality_id in above
    if not reached:
        return no(_("This place lies outside the area this administrator looks after."))
    same = queries.register(words=name, on=on).filter(locality=locality, name=name)
    if same.exists():
        return no(_("An agency of this name is already in the register for this place."))
    return YES


def may_rename(actor: Actor, agency: Agency, *, name: str, effective_on: dt.date) -> Verdict:
    return first_no(
        may_look_after(actor, agency), _still_there(agency, effective_on), _a_name_may_begin(agency, name, effective_on)
    )


def _a_name_may_begin(agency: Agency, name: str, day: dt.date) -> Verdict:
    first = agency.names.order_by("from_on", "pk").first()
    if first and day < first.from_on:
        return no(_("The agency is not in the register yet on that day. Choose a later day."))
    if agency.names.filter(from_on=day).exists():
        return no(_("Another name already begins on that day."))
    if agency.name_on(day) == name:
        return no(_("The agency already has this name on that day."))
    return YES


def may_give_code(actor: Actor, agency: Agency, *, code: str, from_on: dt.date) -> Verdict:
    return first_no(
        may_look_after(actor, agency),
        _still_there(agency, from_on),
        _is_a_code(code),
        _code_is_free(agency, code, from_on),
    )


def _is_a_code(code: str) -> Verdict:
    if len(code) <= LONGEST_CODE and (STATE_CODE.fullmatch(code) or OTHER_CODE.fullmatch(code)):
        return YES
    return no(_("This is no identifier under Decision 20/2020/QĐ-TTg, such as H13.25.4 or Z01123."))


def _code_is_free(agency: Agency, code: str, from_on: dt.date) -> Verdict:
    held = AgencyCode.objects.filter(Q(until_on=None) | Q(until_on__gt=from_on), code=code)
    if held.exists():
        return no(_("This identifier is in use on that day."))
    if agency.codes.filter(until_on=None, from_on__gte=from_on).exists():
        return no(_("The agency has an identifier that begins on that day or later."))
    return YES


def may_end(actor: Actor, agency: Agency, *, ended_on: dt.date) -> Verdict:
    first = first_no(may_look_after(actor, agency), _still_there(agency, ended_on))
    if not first:
        return first
    if agency.founded_on and ended_on < agency.founded_on:
        return no(_("An agency cannot end before it is founded."))
    if agency.pk == actor.agency_id:
        return no(_("Nobody ends the agency acted for. An administrator of another agency must do it."))
    return YES


def _still_there(agency: Agency, day: dt.date) -> Verdict:
    if agency.ended_on and day >= agency.ended_on:
        return no(_("The agency has ended by that day."))
    return YES


def _with_those_above(locality: Locality | None) -> set[int]:
    found: set[int] = set()
    while locality:
        found.add(locality.pk)
        locality = locality.parent
    return found


# ── Posts and those who hold them ────────────────────────────────────────────


def may_open_post(actor: Actor, agency: Agency, *, on: dt.date) -> Verdict:
    return first_no(may_look_after(actor, agency), _still_there(agency, on))


def may_begin_tenure(
    actor: Actor, *, post: Post, person: Person | None, roles: Collection[Role], from_on: dt.date
) -> Verdict:
    """`person` is None for someone not in the register yet."""
    return first_no(
        may_look_after(actor, post.agency),
        _still_there(post.agency, from_on),
        _not_the_own_person(actor, person, roles),
        _post_is_vacant(post, from_on),
    )


def _not_the_own_person(actor: Actor, person: Person | None, roles: Collection[Role]) -> Verdict:
    if person and roles and Account.objects.filter(pk=actor.account_id or 0, person=person).exists():
        return no(_("An administrator may not give himself roles. Another administrator must do it."))
    return YES


def _post_is_vacant(post: Post, from_on: dt.date) -> Verdict:
    held = post.tenures.filter(Q(until_on=None) | Q(until_on__gt=from_on)).select_related("person").first()
    if held:
        return no(format_lazy(_("{name} holds this post on that day. End that first."), name=held.person.full_name))
    return YES


def may_end_tenure(actor: Actor, tenure: Tenure, *, until_on: dt.date) -> Verdict:
    first = may_look_after(actor, tenure.post.agency)
    if not first:
        return first
    if tenure.until_on and tenure.until_on <= until_on:
        return no(_("This has ended already by that day."))
    if until_on < tenure.from_on:
        return no(_("It cannot end before it begins."))
    return YES


# ── Accounts ─────────────────────────────────────────────────────────────────


def may_keep_accounts_of(actor: Actor, person: Person) -> Verdict:
    if not may_administer(actor):
        return may_administer(actor)
    if not queries.reach_of(actor).filter(posts__tenures__person=person).exists():
        return no(_("This person holds no post in the area this administrator looks after."))
    return YES


def may_open_account(actor: Actor, *, person: Person, email: str) -> Verdict:
    first = may_keep_accounts_of(actor, person)
    if not first:
        return first
    if Account.objects.filter(person=person, is_active=True).exists():
        return no(_("This person has an account already: one account is one person."))
    if Account.objects.filter(email=email).exclude(person=person).exists():
        return no(_("This e-mail address belongs to another account."))
    return YES


def may_invite_again(actor: Actor, account: Account) -> Verdict:
    first = may_keep_accounts_of(actor, account.person)
    if not first:
        return first
    if not account.is_active:
        return no(_("This account is closed."))
    if account.has_usable_password():
        return no(_("This person has set a password already. It can be reset on the sign-in page."))
    return YES


def may_close_account(actor: Actor, account: Account) -> Verdict:
    first = may_keep_accounts_of(actor, account.person)
    if not first:
        return first
    if account.pk == actor.account_id:
        return no(_("Nobody closes the account in use. Another administrator must do it."))
    if account.closed_because == Account.ClosedBecause.CLOSED:
        return no(_("This account is closed."))
    return YES


def may_unlock_account(actor: Actor, account: Account, *, at: dt.datetime) -> Verdict:
    first = may_keep_accounts_of(actor, account.person)
    if not first:
        return first
    if account.closed_because == Account.ClosedBecause.CLOSED:
        return no(_("This account is closed. Open an account for the person again."))
    if account.is_active and not account.is_locked(at):
        return no(_("This account is not locked."))
    return YES


# ── Standing in ──────────────────────────────────────────────────────────────


def may_lend(actor: Actor) -> Verdict:
    """Whether the post acted in is one's own to lend."""
    if actor.tenure_id is None or actor.standing_in_for:
        return no(_("Only the holder of a post may let someone stand in."))
    return YES


def may_delegate(
    actor: Actor, *, tenure: Tenure, to: Person, from_on: dt.date, until_on: dt.date, on: dt.date
) -> Verdict:
    if actor.tenure_id != tenure.pk or not may_lend(actor):
        return no(_("Only the holder of a post may let someone stand in."))
    if to.pk == tenure.person_id:
        return no(_("Nobody stands in for himself."))
    if not queries.holders_in(tenure.post.agency, on=on).filter(pk=to.pk).exists():
        return no(_("Only someone of the same agency may stand in."))
    if from_on < on:
        return no(_("Standing in cannot begin in the past."))
    if until_on < from_on:
        return no(_("The last day must not come before the first."))
    if until_on - from_on >= LONGEST_DELEGATION:
        return no(_("Nobody stands in for more than 90 days. For longer, the post itself must change hands."))
    return YES


def may_withdraw(actor: Actor, delegation: Delegation, *, on: dt.date) -> Verdict:
    if actor.standing_in_for or actor.tenure_id != delegation.tenure_id:
        return no(_("Only the holder of a post may withdraw what was lent."))
    if delegation.withdrawn_at or delegation.until_on < on:
        return no(_("This is over already."))
    return YES


def may_act_in(account: Account, tenure: Tenure, *, on: dt.date) -> Verdict:
    if tenure.pk not in {held.pk for held in queries.tenures_of(account.person_id, on=on)}:
        return no(_("This post is not held, nor lent, today."))
    return YES
