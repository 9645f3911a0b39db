"""Where allauth asks us: nobody signs up, attempts are counted on the account, and messages are ours."""

import base64
import logging
from io import BytesIO
from smtplib import SMTPException
from typing import Any

import qrcode  # type: ignore[import-untyped]  # the package has no types
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages  # noqa: TID251 — the door stands outside the domain
from django.http import HttpRequest, HttpResponse  # noqa: TID251 — as above
from django.shortcuts import redirect, resolve_url  # noqa: TID251 — as above
from django.utils import timezone  # noqa: TID251 — as above
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # as above

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.sign_in import second_factor
from phoihop.foundation.agencies.verbs import sign_in

log = logging.getLogger(__name__)

WRONG = _("The e-mail address or the password is not right.")
LOCKED = _(
    "Too many wrong attempts: this account is locked for 12 hours. An administrator of the agency can unlock it sooner."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_locked": LOCKED,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The present password is not right."),
        "incorrect_code": _("The code or key is not right. Use the code shown now, or a key of this account."),
        "invalid_password_reset": _("This link is no longer good. Ask for a new one."),
        "too_many_login_attempts": _("Too many wrong attempts from here. Try again in a quarter of an hour."),
        "rate_limited": _("Too many attempts. Wait a minute and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    # ── Attempts ──

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email", "")).lower()
        self.trying = Account.objects.filter(email=email).first()
        from_here = self._limit(request, "wrong_from_address")
        if not from_here:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage = from_here
        # A login that does not exist is locked just the same, so that nobody learns which ones do.
        known = self.trying is not None
        allowed = (
            sign_in.may_try(account=self.trying, at=timezone.now())
            if self.trying
            else self._limit(request, "unknown_login", key=email)
        )
        if not allowed:
            log.info("sign-in refused: %s login is locked", "a known" if known else "an unknown")
            raise self.validation_error("account_locked")

    def _limit(self, request: HttpRequest, action: str, key: str | None = None) -> Any:
        return ratelimit.consume(request, app="allauth.account", action=action, key=key)

    def _rollback_login_failed_rl_usage(self) -> None:
        """Called when the password was right."""
        super()._rollback_login_failed_rl_usage()
        assert self.trying is not None, "only a login that exists has a right password"
        sign_in.forgive(account=self.trying)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_in.fail(account=self.trying, method="password", at=timezone.now(), address=self.get_client_ip(request))

    def reauthenticate(self, user: Any, password: str) -> bool:
        return self.authenticate(context.request, email=user.email, password=password) == user

    # ── Through the door ──

    def login(self, request: HttpRequest, user: Any) -> None:
        """The last step of every way in: a lock also holds against a right code and a passkey."""
        now = timezone.now()
        if Account.objects.filter(pk=user.pk, locked_until__gt=now).exists():
            clear_login(request)
            messages.error(request, str(LOCKED))
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        second_factor.look_at(request, user)
        if user.language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, user.language, httponly=True, samesite="Lax", max_age=365 * 86400
            )
        return response

    def set_password(self, user: Any, password: str) -> None:
        sign_in.change_password(account=user, password=password, at=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("agencies:account")

    # ── Mail ──

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer must not tell strangers which addresses are known."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("mail could not be sent; look at PHOIHOP_SMTP_HOST and the mail server")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("A second step is compulsory for this account: add another one first."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a security key first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """On white ground of its own: a camera cannot read black squares on a dark page."""
        buffer = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(buffer)
        return buffer.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_factor.may_go(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Phối Hợp"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.person.full_name}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Key %(number)d")) % {"number": count + 1}


def _box() -> Fernet:
    """Secrets of authenticator apps lie encrypted under a key drawn from the installation's own."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"phoihop second factor").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))
