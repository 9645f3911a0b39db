"""What a member of the leadership body may do with what was put to it."""

from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.escalations.models import Referral
from phoihop.carry_out.escalations.rules.grounds import has
from phoihop.carry_out.escalations.states import REFERRAL_LIFE
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_decide(actor: Actor, referral: Referral) -> Verdict:
    member = referral.body_id == actor.agency_id and not actor.guest_ref
    return first_no(
        YES if member else no(_("Only the body to which it was referred decides on it.")),
        has(actor, Permission.DECIDE),
        YES if REFERRAL_LIFE.allows("decide", referral.state) else no(_("This body has spoken on it already.")),
    )


def may_refuse(actor: Actor, referral: Referral) -> Verdict:
    return may_decide(actor, referral)


def may_ask_back(actor: Actor, referral: Referral) -> Verdict:
    return may_decide(actor, referral)
