"""What the standing unit may do: return, answer, merge, refer, remind the leadership, take up what it ordered."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing.models import Signing
from phoihop.carry_out.escalations.models import Difficulty, Order, Referral
from phoihop.carry_out.escalations.rules.grounds import allows, has, runs
from phoihop.carry_out.escalations.states import OVER, State
from phoihop.carry_out.tasks import rules as tasks
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.kit.verdict import YES, Verdict, first_no, no

_NOT_WAITING = _("It is not waiting to be triaged.")


def may_triage(actor: Actor, difficulty: Difficulty) -> Verdict:
    """Whoever sorts difficulties of this programme at all."""
    return first_no(runs(actor, difficulty.programme), has(actor, Permission.TRIAGE))


def may_return(actor: Actor, difficulty: Difficulty) -> Verdict:
    return first_no(may_triage(actor, difficulty), allows("return_for_completion", difficulty, _NOT_WAITING))


def may_answer(actor: Actor, difficulty: Difficulty) -> Verdict:
    return first_no(may_triage(actor, difficulty), allows("answer", difficulty, _NOT_WAITING))


def may_merge(actor: Actor, difficulty: Difficulty) -> Verdict:
    return first_no(may_triage(actor, difficulty), allows("merge", difficulty, _NOT_WAITING))


def may_merge_into(difficulty: Difficulty, into: Difficulty) -> Verdict:
    if into.pk == difficulty.pk:
        return no(_("A difficulty cannot be merged into itself."))
    if into.programme_id != difficulty.programme_id:
        return no(_("Only difficulties of the same programme are merged."))
    return YES if into.state not in OVER else no(_("The other difficulty is over; choose one that still runs."))


def may_refer(actor: Actor, difficulty: Difficulty) -> Verdict:
    refused = difficulty.state == State.REFUSED
    otherwise = _("It is referred while it waits to be triaged, or after another body refused it.")
    return first_no(may_triage(actor, difficulty), YES if refused else allows("refer", difficulty, otherwise))


def fits_body(body: Agency, *, deciders: int) -> Verdict:
    """A body in which somebody holds the post of a member that day."""
    if body.ended_on is not None:
        return no(_("“%(body)s” has ended; refer to its successor.") % {"body": body.name})
    return YES if deciders else no(_("Nobody in “%(body)s” may decide on difficulties.") % {"body": body.name})


def may_remind(actor: Actor, referral: Referral) -> Verdict:
    awaited = referral.is_awaited
    return first_no(
        may_triage(actor, referral.difficulty),
        YES if awaited else no(_("Nothing is to be reminded of: the body has spoken, or need not any more.")),
    )


def may_take_up(actor: Actor, order: Order) -> Verdict:
    """Make the task that was ordered."""
    fits = order.kind == Order.Kind.TASK
    return first_no(
        tasks.may_assign(actor, order.directive.programme),
        YES if fits else no(_("This orders an amendment of the text, not a task.")),
        _not_taken_up(order),
    )


def may_take_up_amendment(actor: Actor, order: Order, signing: Signing | None = None) -> Verdict:
    """Say which signing is the amendment that was ordered: one bound to a text of the same framework."""
    fits = order.kind == Order.Kind.AMENDMENT
    framework = order.directive.programme.framework_id
    bound = signing is None or signing.binding.first.version.text.framework_id == framework
    return first_no(
        runs(actor, order.directive.programme),
        has(actor, Permission.TRIAGE),
        YES if fits else no(_("This orders a task, not an amendment of the text.")),
        _not_taken_up(order),
        YES if bound else no(_("This text changes none of the programme.")),
    )


def _not_taken_up(order: Order) -> Verdict:
    return YES if order.taken_up_at is None else no(_("This was taken up already."))
