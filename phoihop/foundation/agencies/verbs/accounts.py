"""Accounts: opened, closed, put to sleep, woken, and what their holders choose for themselves."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from phoihop.foundation.agencies import queries, rules
from phoihop.foundation.agencies.actor import CLOCK, Actor, Clock, Holder
from phoihop.foundation.agencies.models import Account, Person, Tenure
from phoihop.foundation.ledger import verbs as ledger


@transaction.atomic
def open_account(*, person: Person, email: str, by: Actor, at: dt.datetime) -> Account:
    """Give a person a way to sign in; an invitation to set the password goes out by e-mail.

    A person whose account was closed gets the same one back, with the address given now and without a password.
    """
    email = email.strip().lower()
    rules.may_open_account(by, person=person, email=email).require()
    account = write_account(person=person, email=email, at=at)
    record_opening(account, by=by, at=at)
    return account


def write_account(*, person: Person, email: str, at: dt.datetime) -> Account:
    """The row of an open account without a password, without rule and entry."""
    account = Account.objects.filter(person=person).first() or Account(person=person, joined_at=at)
    account.email = email.strip().lower()
    account.set_unusable_password()
    account.is_active, account.closed_at, account.closed_because = True, None, Account.ClosedBecause.OPEN
    account.failed_sign_ins, account.locked_until = 0, None
    account.last_login, account.password_changed_at = None, None
    account.joined_at = account.invited_at = at
    account.save()
    return account


def record_opening(account: Account, *, by: Actor | Clock, at: dt.datetime) -> None:
    personal = {"person": account.person.full_name, "email": account.email}
    ledger.record("account.opened", on=account, by=by, at=at, personal=personal)


@transaction.atomic
def invite_again(*, account: Account, by: Actor, at: dt.datetime) -> Account:
    """Send the invitation once more, as its link is good for three days only."""
    rules.may_invite_again(by, account).require()
    account.invited_at = at
    account.save(update_fields=["invited_at"])
    ledger.record("account.invited_again", on=account, by=by, at=at, personal={"person": account.person.full_name})
    return account


@transaction.atomic
def close_account(*, account: Account, by: Actor, at: dt.datetime) -> Account:
    """Nobody signs in with it any more, starting with the next click; what was done with it stays on record."""
    rules.may_close_account(by, account).require()
    _shut(account, Account.ClosedBecause.CLOSED, at=at)
    ledger.record("account.closed", on=account, by=by, at=at, personal={"person": account.person.full_name})
    return account


@transaction.atomic
def disable_unused(*, at: dt.datetime) -> list[Account]:
    """Put to sleep what nobody has used for long; an administrator can wake it."""
    before = at - dt.timedelta(days=settings.SIGN_IN.unused_days)
    shut = []
    for account in queries.unused_since(before).order_by("pk"):
        _shut(account, Account.ClosedBecause.UNUSED, at=at)
        ledger.record("account.disabled_unused", on=account, by=CLOCK, at=at, days=settings.SIGN_IN.unused_days)
        shut.append(account)
    return shut


def _shut(account: Account, because: str, *, at: dt.datetime) -> None:
    account.is_active, account.closed_at, account.closed_because = False, at, because
    account.save(update_fields=["is_active", "closed_at", "closed_because"])


@transaction.atomic
def unlock_account(*, account: Account, by: Actor, at: dt.datetime) -> Account:
    """Let an account sign in again before its lock runs out, or after it was put to sleep for disuse."""
    rules.may_unlock_account(by, account, at=at).require()
    slept = account.closed_because == Account.ClosedBecause.UNUSED
    account.failed_sign_ins, account.locked_until = 0, None
    account.is_active, account.closed_at, account.closed_because = True, None, Account.ClosedBecause.OPEN
    if slept:
        account.joined_at, account.last_login = at, None
    account.save()
    ledger.record("account.unlocked", on=account, by=by, at=at, personal={"person": account.person.full_name})
    return account


@transaction.atomic
def act_in(*, account: Account, tenure: Tenure, by: Actor | Holder, at: dt.datetime) -> Account:
    """Choose which of the posts held or lent today the account acts in from now on."""
    rules.may_act_in(account, tenure, on=queries.day_of(at)).require()
    account.acting_in = tenure
    account.save(update_fields=["acting_in"])
    ledger.record("account.acted_in", on=account, by=by, at=at, post=tenure.post.title, agency=tenure.post.agency.name)
    return account


@transaction.atomic
def change_language(*, account: Account, language: str, by: Actor | Holder, at: dt.datetime) -> Account:
    """One of settings.LANGUAGES; mail and pages speak it from now on."""
    if account.language != language:
        account.language = language
        account.save(update_fields=["language"])
        ledger.record("account.language_changed", on=account, by=by, at=at, language=language)
    return account
