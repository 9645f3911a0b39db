"""What a password must be. Each rule says in a sentence what is missing."""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class EachKindOfCharacter:
    """A small letter, a capital, a digit and a special character (QCVN 12:2026/BCA). Vietnamese letters count."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = (
            (str.islower, _("a small letter")),
            (str.isupper, _("a capital letter")),
            (str.isdigit, _("a digit")),
            (lambda sign: not sign.isalnum() and not sign.isspace(), _("a special character such as ! or -")),
        )
        missing = [name for is_one, name in kinds if not any(is_one(sign) for sign in password)]
        if missing:
            raise ValidationError(_("The password still lacks: %s.") % ", ".join(missing), code="password_lacks_kinds")

    def get_help_text(self) -> str:
        return _("It must hold a small letter, a capital letter, a digit and a special character.")


class NotUsedBefore:
    """None of the last ten, the present one included."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None:
            return
        used = user.passwords_used.order_by("-pk").values_list("hash", flat=True)[: settings.SIGN_IN.passwords_kept]
        if any(check_password(password, hashed) for hashed in (user.password, *used)):
            raise ValidationError(_("This password was used before. Choose a new one."), code="password_used_before")

    def get_help_text(self) -> str:
        kept = settings.SIGN_IN.passwords_kept
        return (
            ngettext(
                "It must not be the last password used.", "It must not be one of the last %d passwords used.", kept
            )
            % (kept,)
            if kept > 1
            else _("It must not be the last password used.")
        )
