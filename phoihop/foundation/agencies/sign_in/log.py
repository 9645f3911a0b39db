"""Puts on record what allauth and Django tell about the door. The only signals this system listens to."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa import signals as second_steps
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.utils import timezone  # noqa: TID251 — the door stands outside the domain

from phoihop.foundation.agencies.actor import Holder
from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.sign_in import second_factor
from phoihop.foundation.agencies.verbs import sign_in


@receiver(user_logged_in)
def signed_in(request: Any, user: Account, **_rest: Any) -> None:
    methods = [_named(record) for record in get_authentication_records(request, user)]
    address = get_adapter().get_client_ip(request)
    sign_in.sign_in(account=user, methods=methods, at=timezone.now(), address=address)


def _named(record: dict[str, Any]) -> str:
    return str(record.get("type") or record.get("method"))


@receiver(user_logged_out)
def signed_out(request: Any, user: Account | None, **_rest: Any) -> None:
    if user is not None:
        sign_in.sign_out(account=user, why=getattr(request, "sign_out_reason", "asked"), at=timezone.now())


@receiver(second_steps.authentication_failed)
def code_was_wrong(request: Any, user: Account, authenticator: Any, **_rest: Any) -> None:
    address = get_adapter().get_client_ip(request)
    sign_in.fail(account=user, method=str(authenticator.type), at=timezone.now(), address=address)


@receiver(second_steps.authenticator_added)
def second_step_added(request: Any, user: Account, authenticator: Any, **_rest: Any) -> None:
    _record(request, user, authenticator, added=True)


@receiver(second_steps.authenticator_reset)
def recovery_codes_renewed(request: Any, user: Account, authenticator: Any, **_rest: Any) -> None:
    _record(request, user, authenticator, added=True)


@receiver(second_steps.authenticator_removed)
def second_step_removed(request: Any, user: Account, authenticator: Any, **_rest: Any) -> None:
    _record(request, user, authenticator, added=False)


def _record(request: Any, user: Account, authenticator: Any, *, added: bool) -> None:
    holder = Holder(account_id=user.pk, name=user.person.full_name)
    sign_in.change_second_factor(
        account=user, factor=str(authenticator.type), added=added, by=holder, at=timezone.now()
    )
    second_factor.look_at(request, user)
