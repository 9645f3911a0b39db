"""Those who come by a link: it leads to a page, and only a code sent to the address registered opens it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import links, queries, rules
from phoihop.agree.consultation.models import Invitation
from phoihop.agree.consultation.verbs.holding import hold
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def send_link(*, invitation: Invitation, by: Actor, at: datetime) -> Invitation:
    """The same link again after the first time; what listens to the ledger puts it in the post."""
    hold(invitation.round)
    rules.may_send_link(by, invitation).require()
    if not invitation.link_nonce:
        invitation.link_nonce = links.new_nonce()
        invitation.link_sha256 = links.fingerprint(links.token_of(invitation))
    invitation.link_sent_at = at
    invitation.save(update_fields=["link_nonce", "link_sha256", "link_sent_at"])
    ledger.record(
        "consultation.link_sent",
        on=invitation,
        by=by,
        at=at,
        personal={"address": invitation.guest_email},
        agency=invitation.agency.name,
    )
    return invitation


@transaction.atomic
def ask_for_code(*, invitation: Invitation, at: datetime) -> Invitation:
    """A new code makes the one before worthless and starts the count of tries over."""
    hold(invitation.round)
    rules.may_ask_for_code(invitation, at=at).require()
    invitation.code_nonce = links.new_nonce()
    invitation.code_expires_at = at + queries.CODE_LIFETIME
    invitation.code_tries = 0
    invitation.save(update_fields=["code_nonce", "code_expires_at", "code_tries"])
    ledger.record(
        "consultation.code_asked",
        on=invitation,
        by=queries.guest_actor(invitation),
        at=at,
        agency=invitation.agency.name,
    )
    return invitation


def enter_code(*, invitation: Invitation, code: str, at: datetime) -> Actor:
    """Who may come in, for as long as GUEST_SESSION. The code works once.

    A wrong try is counted and stays counted, so the refusal is raised outside the transaction that counts it.
    """
    with transaction.atomic():
        hold(invitation.round)
        rules.may_enter_code(invitation, at=at).require()
        right = _try(invitation, code)
        if right:
            ledger.record(
                "consultation.guest_entered",
                on=invitation,
                by=queries.guest_actor(invitation),
                at=at,
                agency=invitation.agency.name,
            )
    if not right:
        left = rules.CODE_TRIES - invitation.code_tries
        raise NotAllowed(_("This is not the code we sent. Tries left: %(left)d.") % {"left": left})
    return queries.guest_actor(invitation)


def _try(invitation: Invitation, code: str) -> bool:
    """Count first, compare afterwards: guesses made at the same moment are counted too."""
    same_code = Invitation.objects.filter(pk=invitation.pk, code_nonce=invitation.code_nonce)
    if not same_code.filter(code_tries__lt=rules.CODE_TRIES).update(code_tries=F("code_tries") + 1):
        return False
    invitation.code_tries += 1
    if not links.is_code_of(invitation, code):
        return False
    return bool(same_code.update(code_nonce="", code_expires_at=None, code_tries=0))
