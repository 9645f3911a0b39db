"""What a reader may do with notices. Only with the own ones, and only with an account."""

from django.utils.translation import gettext_lazy as _

from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import YES, Verdict, no


def may_read(actor: Actor, notice: Notice) -> Verdict:
    if actor.account_id != notice.account_id:
        return no(_("Only the person who was told can mark a notice as read."))
    return YES


def may_keep_notices(actor: Actor) -> Verdict:
    if not actor.account_id:
        return no(_("Notices belong to an account. Ask the agency's administrator to open one."))
    return YES
