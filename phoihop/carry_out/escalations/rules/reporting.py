"""What the agency that has the difficulty may do."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.carry_out.escalations.rules.grounds import allows, has, holds, in_force, is_party
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_report(actor: Actor, programme: Programme, *, is_known_party: bool = False) -> Verdict:
    """Any party, the standing unit included. Whoever knows already that the actor is of a party saves a query."""
    party = YES if is_known_party else is_party(actor, programme)
    return first_no(party, has(actor, Permission.REPORT), in_force(programme))


def may_complete(actor: Actor, difficulty: Difficulty) -> Verdict:
    return first_no(
        holds(actor, difficulty),
        has(actor, Permission.REPORT),
        allows("complete", difficulty, _("It is completed only after it was returned for that.")),
    )


def may_withdraw(actor: Actor, difficulty: Difficulty) -> Verdict:
    return first_no(
        holds(actor, difficulty),
        has(actor, Permission.REPORT),
        allows("withdraw", difficulty, _("It can be withdrawn only while somebody is still to speak on it.")),
    )


def may_resolve(actor: Actor, difficulty: Difficulty) -> Verdict:
    return first_no(
        holds(actor, difficulty),
        has(actor, Permission.REPORT),
        allows("resolve", difficulty, _("Whether it is resolved is said after an answer or a directive.")),
    )


def may_reopen(actor: Actor, difficulty: Difficulty) -> Verdict:
    """Once: what is still not resolved then is another difficulty, or a matter for the briefing."""
    once = difficulty.reopened_at is None
    return first_no(
        holds(actor, difficulty),
        has(actor, Permission.REPORT),
        allows("reopen", difficulty, _("It is reopened after an answer, a directive or a refusal.")),
        YES if once else no(_("It was reopened once already: report what remains as a new difficulty.")),
    )
