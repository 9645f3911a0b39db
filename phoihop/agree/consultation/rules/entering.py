"""How a guest comes in by a link and a code."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries
from phoihop.agree.consultation.models import Invitation
from phoihop.agree.consultation.rules.grounds import receives
from phoihop.kit.verdict import YES, Verdict, first_no, no

CODE_TRIES = 5
CODE_PAUSE_SECONDS = 60


def may_ask_for_code(invitation: Invitation, *, at: datetime) -> Verdict:
    """A new code once a minute at most, so that a mailbox cannot be flooded from here."""
    expires = invitation.code_expires_at
    asked_just_now = expires is not None and (expires - at).total_seconds() > (
        queries.CODE_LIFETIME.total_seconds() - CODE_PAUSE_SECONDS
    )
    return first_no(
        is_link_alive(invitation),
        no(_("A code was sent less than a minute ago. Look in the mailbox, also among unwanted mail."))
        if asked_just_now
        else YES,
    )


def may_enter_code(invitation: Invitation, *, at: datetime) -> Verdict:
    expires = invitation.code_expires_at
    return first_no(
        is_link_alive(invitation),
        YES if invitation.code_nonce else no(_("Ask for a code first.")),
        YES if expires and at < expires else no(_("The code has expired. Ask for a new one.")),
        YES if invitation.code_tries < CODE_TRIES else no(_("Too many wrong codes. Ask for a new one.")),
    )


def is_link_alive(invitation: Invitation) -> Verdict:
    by_link = invitation.channel == Invitation.Channel.LINK
    return first_no(
        YES if by_link else no(_("This agency answers through its own accounts; it needs no link.")),
        receives(invitation.round),
    )
