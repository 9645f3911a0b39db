"""What happens at the door: attempts counted, locked out, signed in and out, passwords and second factors changed.

Counting is done by the database itself, so that attempts sent at the same moment cannot slip past each other.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from phoihop.foundation.agencies.actor import UNKNOWN, Actor, Holder
from phoihop.foundation.agencies.models import Account, PasswordUsed
from phoihop.foundation.ledger import verbs as ledger


def _holder(account: Account) -> Holder:
    return Holder(account_id=account.pk, name=account.person.full_name)


def may_try(*, account: Account, at: dt.datetime) -> bool:
    """Whether a password or code may be checked now. It uses one attempt up before anything is compared.

    Give it back with `forgive` when it was right, settle it with `fail` when it was wrong.
    """
    rows = Account.objects.filter(pk=account.pk)
    # A lock that ran out clears the count with it.
    rows.filter(locked_until__lte=at).update(failed_sign_ins=0, locked_until=None)
    free = rows.filter(locked_until=None, failed_sign_ins__lt=settings.SIGN_IN.attempts)
    if free.update(failed_sign_ins=F("failed_sign_ins") + 1):
        return True
    lock_when_spent(account=account, at=at)
    return False


def forgive(*, account: Account) -> None:
    """The attempt was right: it does not count. Earlier wrong ones still do, until someone is signed in."""
    Account.objects.filter(pk=account.pk, failed_sign_ins__gt=0).update(failed_sign_ins=F("failed_sign_ins") - 1)


@transaction.atomic
def fail(*, account: Account | None, method: str, at: dt.datetime, address: str = "") -> None:
    """Put a wrong attempt on record; the last one allowed locks the account. `account` None: no such login.

    What was typed is never kept: people type passwords into the wrong field.
    """
    subject = account or Account(pk=0)
    ledger.record(
        "account.sign_in_failed",
        on=subject,
        by=UNKNOWN,
        at=at,
        personal={"address": address},
        method=method,
        known=account is not None,
    )
    if account:
        lock_when_spent(account=account, at=at)


@transaction.atomic
def lock_when_spent(*, account: Account, at: dt.datetime) -> bool:
    """Lock an account that has no attempt left; of two that notice it at once, one records it."""
    until = at + settings.SIGN_IN.locked_for
    spent = Account.objects.filter(pk=account.pk, failed_sign_ins__gte=settings.SIGN_IN.attempts)
    if not spent.filter(Q(locked_until=None) | Q(locked_until__lte=at)).update(locked_until=until):
        return False
    ledger.record("account.locked", on=account, by=UNKNOWN, at=at, until=until.isoformat(timespec="minutes"))
    return True


@transaction.atomic
def sign_in(*, account: Account, methods: list[str], at: dt.datetime, address: str = "") -> None:
    Account.objects.filter(pk=account.pk).update(failed_sign_ins=0, locked_until=None)
    ledger.record(
        "account.signed_in", on=account, by=_holder(account), at=at, personal={"address": address}, methods=methods
    )


@transaction.atomic
def sign_out(*, account: Account, why: str, at: dt.datetime) -> None:
    """`why` is "asked" or "idle"."""
    ledger.record("account.signed_out", on=account, by=_holder(account), at=at, why=why)


@transaction.atomic
def change_password(*, account: Account, password: str, at: dt.datetime) -> Account:
    """Set a password already found good enough, and remember its hash among the last ones used."""
    account.set_password(password)
    account.must_change_password, account.password_changed_at = False, at
    account.save()
    PasswordUsed.objects.create(account=account, hash=account.password, at=at)
    kept = account.passwords_used.order_by("-pk").values_list("pk", flat=True)[: settings.SIGN_IN.passwords_kept]
    account.passwords_used.exclude(pk__in=list(kept)).delete()
    ledger.record("account.password_changed", on=account, by=_holder(account), at=at)
    return account


@transaction.atomic
def require_new_password(*, account: Account, at: dt.datetime) -> None:
    """The password has served its time: nothing else is open to the account until it is changed."""
    if Account.objects.filter(pk=account.pk, must_change_password=False).update(must_change_password=True):
        account.must_change_password = True
        ledger.record("account.password_expired", on=account, by=_holder(account), at=at)


@transaction.atomic
def change_second_factor(*, account: Account, factor: str, added: bool, by: Actor | Holder, at: dt.datetime) -> None:
    """Put on record that a way to prove oneself came or went; `factor` is totp, webauthn or recovery_codes."""
    kind = "account.second_factor_added" if added else "account.second_factor_removed"
    ledger.record(kind, on=account, by=by, at=at, factor=factor)
