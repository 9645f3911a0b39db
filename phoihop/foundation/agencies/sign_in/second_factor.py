"""Whether this account must prove itself twice, and whether it can; and whether its password has served its time."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone  # noqa: TID251 — the door stands outside the domain

from phoihop.foundation.agencies import queries
from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.verbs import sign_in

# Set in the session while the second step is compulsory and still missing; the middleware looks at nothing else.
MISSING = "second_factor_missing"
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_compulsory(account: Account) -> bool:
    wanted = settings.SIGN_IN.second_factor
    return wanted == "all" or (
        wanted == "administrators" and queries.is_administrator(account, on=timezone.localdate())
    )


def look_at(request: Any, account: Account) -> None:
    """At each sign-in: remember in the session what the account must put right before anything else."""
    now = timezone.now()
    if is_compulsory(account) and not Authenticator.objects.filter(user=account, type__in=REAL).exists():
        request.session[MISSING] = True
    else:
        request.session.pop(MISSING, None)
    changed = account.password_changed_at
    if (
        changed
        and now - changed > settings.SIGN_IN.administrators_change_after
        and queries.is_administrator(account, on=timezone.localdate(now))
    ):
        sign_in.require_new_password(account=account, at=now)


def may_go(authenticator: Authenticator) -> bool:
    """The last second step of an account that must have one stays."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=REAL).exclude(pk=authenticator.pk)
    return others.exists() or not is_compulsory(authenticator.user)
