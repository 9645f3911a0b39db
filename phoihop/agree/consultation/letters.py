"""Letters to guests, made when they are sent: neither a link nor a code lies in any table or queue."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from phoihop.agree.consultation import links
from phoihop.agree.consultation.models import Invitation


def link_for(invitation: Invitation) -> str:
    """The address of the guest's page. Opening it changes nothing, so that a mail scanner spoils nothing."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("invitation:show", args=[links.token_of(invitation)])


def send_link(invitation: Invitation) -> None:
    _send("link", invitation, link=link_for(invitation))


def send_reminder(invitation: Invitation) -> None:
    _send("reminder", invitation, link=link_for(invitation))


def send_code(invitation: Invitation) -> None:
    _send("code", invitation, code=links.code_of(invitation))


def _send(name: str, invitation: Invitation, **words: str) -> None:
    """In the installation's language; raises what the mail server raises, and the queue tries again."""
    with translation.override(settings.LANGUAGE_CODE):
        known = {"invitation": invitation, **words}
        subject = render_to_string(f"consultation/mail/{name}_subject.txt", known)
        text = render_to_string(f"consultation/mail/{name}.txt", known)
    send_mail(" ".join(subject.split()), text.strip(), settings.DEFAULT_FROM_EMAIL, [invitation.guest_email])
