"""Whose certificates are kept, and by whom."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing.models import Certificate
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.kit.verdict import YES, Verdict, no


def may_register_own(actor: Actor) -> Verdict:
    """Everyone for themselves; who stands in for somebody does not register in that person's name."""
    if actor.standing_in_for or actor.guest_ref or actor.tenure_id is None:
        return no(_("A person's certificate is registered by that person."))
    return YES


def may_register_for(actor: Actor, agency: Agency) -> Verdict:
    own = actor.agency_id == agency.pk and actor.may(Permission.SEAL)
    return YES if own else no(_("The certificate of a seal is registered by the records clerk of the agency."))


def may_withdraw(actor: Actor, certificate: Certificate) -> Verdict:
    if certificate.withdrawn_at is not None:
        return no(_("This certificate was withdrawn already."))
    if certificate.agency is not None:
        return may_register_for(actor, certificate.agency)
    own = Tenure.objects.filter(pk=actor.tenure_id or 0, person_id=certificate.person_id or 0).exists()
    return may_register_own(actor) if own else no(_("A person's certificate is withdrawn by that person."))
