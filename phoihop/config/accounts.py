"""How people sign in. The figures are those of QCVN 12:2026/BCA for the stricter levels; see docs/adr/0009-sign-in.md.

Imported by settings; reads nothing but the environment.
"""

import datetime as dt
import os
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SignIn:
    """The figures an owner may relax for a system of level 1 or 2, all in one place."""

    attempts: int = 5
    locked_for: dt.timedelta = dt.timedelta(hours=12)
    idle_for: dt.timedelta = dt.timedelta(minutes=15)
    unused_days: int = 45
    administrators_change_after: dt.timedelta = dt.timedelta(days=60)
    passwords_kept: int = 10
    second_factor: Literal["administrators", "all", "off"] = "administrators"


def _second_factor() -> Literal["administrators", "all", "off"]:
    # The demonstration signs in with one click, on this machine only: a second factor would prove nothing there.
    if os.environ.get("PHOIHOP_DEMO") == "1":
        return "off"
    return "all" if os.environ.get("PHOIHOP_MFA") == "all" else "administrators"


SIGN_IN = SignIn(second_factor=_second_factor())

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "phoihop.foundation.agencies.sign_in.passwords.EachKindOfCharacter"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "phoihop.foundation.agencies.sign_in.passwords.NotUsedBefore"},
]
# Links in invitations and for forgotten passwords.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
SESSION_COOKIE_AGE = 12 * 3600

ACCOUNT_ADAPTER = "phoihop.foundation.agencies.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The address is Account.email and nothing else; an administrator gave it, so there is nothing to confirm.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Phối Hợp: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "phoihop.foundation.agencies.sign_in.invitations.LinkTokens"  # noqa: S105 — a class
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# Whole agencies share one address, so the limit by address is wide; the account itself is locked after five.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/15m/key",
    "wrong_from_address": "30/m/ip",
    "unknown_login": "5/12h/key",
}
ACCOUNT_FORMS = {
    "login": "phoihop.foundation.agencies.sign_in.forms.LoginForm",
    "change_password": "phoihop.foundation.agencies.sign_in.forms.ChangePasswordForm",
    "set_password": "phoihop.foundation.agencies.sign_in.forms.SetPasswordForm",
    "reset_password": "phoihop.foundation.agencies.sign_in.forms.ResetPasswordForm",
    "reset_password_from_key": "phoihop.foundation.agencies.sign_in.forms.ResetPasswordKeyForm",
    "reauthenticate": "phoihop.foundation.agencies.sign_in.forms.ReauthenticateForm",
}

MFA_ADAPTER = "phoihop.foundation.agencies.sign_in.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Phối Hợp"
MFA_TOTP_TOLERANCE = 1
# Browsers treat http://localhost as secure; without HTTPS nothing else is offered a passkey anyway.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("PHOIHOP_HTTPS") != "1"
MFA_FORMS = {
    "authenticate": "phoihop.foundation.agencies.sign_in.forms.CodeForm",
    "reauthenticate": "phoihop.foundation.agencies.sign_in.forms.CodeAgainForm",
    "activate_totp": "phoihop.foundation.agencies.sign_in.forms.ActivateTOTPForm",
    "add_webauthn": "phoihop.foundation.agencies.sign_in.forms.AddKeyForm",
    "edit_webauthn": "phoihop.foundation.agencies.sign_in.forms.RenameKeyForm",
}
