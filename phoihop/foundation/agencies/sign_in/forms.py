"""allauth's forms in our words and without placeholders, which vanish as soon as one types."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils import timezone  # noqa: TID251 — the door stands outside the domain
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.agencies.verbs import sign_in

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
    "name": _("Name of the key"),
    "passwordless": _("Sign in with this key alone"),
}


class InOurWords:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # mixed into forms only
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name in ("password", "oldpassword"):
                field.help_text = ""


class LoginForm(InOurWords, account.LoginForm):
    pass


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    pass


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass


class Counted(InOurWords):
    """A wrong code counts like a wrong password, on the same account and towards the same lock."""

    def clean_code(self) -> str:
        user, now = self.user, timezone.now()  # type: ignore[attr-defined]  # mixed into forms of a user only
        if not sign_in.may_try(account=user, at=now):
            raise get_adapter().validation_error("account_locked")
        code: str = super().clean_code()  # type: ignore[misc]  # as above; raises when wrong, and the signal is counted
        sign_in.forgive(account=user)
        return code


class CodeForm(Counted, codes.AuthenticateForm):
    pass


class CodeAgainForm(Counted, codes.ReauthenticateForm):
    pass


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    pass


class AddKeyForm(InOurWords, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _(
            "No password is asked then, but the key itself asks for a fingerprint, a face or a PIN."
        )


class RenameKeyForm(InOurWords, webauthn.EditWebAuthnForm):
    pass
