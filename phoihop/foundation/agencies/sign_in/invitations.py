"""Links that let someone set a password: good for three days and for one use, which only a form sent can be.

Following the link changes nothing, so a mail scanner that opens it first spoils nothing.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import int_to_base36

from phoihop.foundation.agencies.models import Account


class LinkTokens(PasswordResetTokenGenerator):
    """Bound to password, last sign-in and address: any of them changes, and the link is dead."""

    key_salt = "phoihop.foundation.agencies.sign_in.invitations"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.email}{user.is_active}"


def link_for(account: Account) -> str:
    """The address at which the holder sets a password, for `settings.PASSWORD_RESET_TIMEOUT` seconds from now."""
    place = {"uidb36": int_to_base36(account.pk), "key": LinkTokens().make_token(account)}
    return settings.PUBLIC_URL.rstrip("/") + reverse("account_reset_password_from_key", kwargs=place)


def send(account: Account) -> None:
    """Mail the invitation in the holder's language; raises what the mail server raises."""
    words = {"account": account, "link": link_for(account), "days": settings.PASSWORD_RESET_TIMEOUT // 86400}
    with translation.override(account.language or settings.LANGUAGE_CODE):
        subject = render_to_string("agencies/mail/invitation_subject.txt", words)
        text = render_to_string("agencies/mail/invitation.txt", words)
        send_mail(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [account.email])
