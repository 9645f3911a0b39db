"""One letter for whatever one person was told meanwhile, in that person's language.

Its links are plain pages: a mail scanner that opens them first changes nothing, not even what counts as read.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.notices import queries
from phoihop.foundation.notices.models import Notice

MOST_SHOWN = 50
SUBJECT = 120


def letter(account: Account, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """`notices` oldest first, at least one. Plain text with an HTML twin, not sent yet."""
    site = settings.PUBLIC_URL.rstrip("/")
    with translation.override(account.language or settings.LANGUAGE_CODE):
        told = queries.told(notices[:MOST_SHOWN])
        words: dict[str, Any] = {
            "account": account,
            "told": told,
            "count": len(notices),
            "more": len(notices) - len(told),
            "site": site,
            "list_url": site + reverse("notices:list"),
        }
        subject = " ".join(render_to_string("notices/mail/subject.txt", words).split())
        text = render_to_string("notices/mail/letter.txt", words)
        html = render_to_string("notices/mail/letter.html", words)
    message = EmailMultiAlternatives(
        Truncator(subject).chars(SUBJECT),
        text.strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [account.email],
        headers={"Auto-Submitted": "auto-generated"},  # so that no absence note answers it (RFC 3834)
    )
    message.attach_alternative(html, "text/html")
    return message
