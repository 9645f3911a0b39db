"""What the standing unit may do: make tasks, change and confirm suggestions, cancel, begin and end what comes back."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks.models import Duty, Participation, Task
from phoihop.carry_out.tasks.rules.grounds import has, in_force, runs
from phoihop.carry_out.tasks.states import LIFE, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_assign(actor: Actor, programme: Programme) -> Verdict:
    return first_no(runs(actor, programme), has(actor, Permission.ASSIGN), in_force(programme))


def may_suggest(actor: Actor, programme: Programme) -> Verdict:
    return may_assign(actor, programme)


def may_change(actor: Actor, task: Task) -> Verdict:
    """What was assigned stays as it was told to the agencies: a change is a cancellation and a new task."""
    draft = task.state == State.DRAFT
    return first_no(
        may_assign(actor, task.programme),
        YES if draft else no(_("This task was assigned already: cancel it with a reason, and make another.")),
    )


def may_confirm(actor: Actor, task: Task) -> Verdict:
    return may_change(actor, task)


def may_drop(actor: Actor, task: Task) -> Verdict:
    return may_change(actor, task)


def may_cancel(actor: Actor, task: Task) -> Verdict:
    open_ = LIFE.allows("cancel", task.state)
    return first_no(
        runs(actor, task.programme),
        has(actor, Permission.ASSIGN),
        YES if open_ else no(_("Only a task under way can be cancelled.")),
    )


def may_join(actor: Actor, task: Task) -> Verdict:
    """Add an agency that supports, to a task under way."""
    open_ = task.state == State.OPEN
    return first_no(
        may_assign(actor, task.programme),
        YES if open_ else no(_("An agency is added while the task is under way.")),
    )


def may_release(actor: Actor, part: Participation) -> Verdict:
    """Take a supporting agency out; the lead goes with the task itself."""
    if part.is_lead:
        state = no(_("The lead agency has the task itself: cancel the task, or let its successor take it over."))
    elif not part.is_running:
        state = no(_("This part is over already."))
    else:
        state = YES
    return first_no(runs(actor, part.task.programme), has(actor, Permission.ASSIGN), state)


def may_transfer(actor: Actor, part: Participation) -> Verdict:
    """A person of the standing unit, when an agency's duty passes to another; the registry does it by itself."""
    return first_no(
        runs(actor, part.task.programme),
        has(actor, Permission.ASSIGN),
        YES if part.is_running else no(_("This part is over already.")),
    )


def may_begin_duty(actor: Actor, programme: Programme) -> Verdict:
    return may_assign(actor, programme)


def may_end_duty(actor: Actor, duty: Duty) -> Verdict:
    running = duty.ended_at is None
    return first_no(
        runs(actor, duty.programme),
        has(actor, Permission.ASSIGN),
        YES if running else no(_("This duty has ended already.")),
    )


def fits_day(due_on: date, *, today: date) -> Verdict:
    return YES if due_on >= today else no(_("The due date lies in the past."))


def may_set_indicator(actor: Actor, task: Task) -> Verdict:
    live = task.state in (State.DRAFT, State.OPEN)
    return first_no(
        runs(actor, task.programme),
        has(actor, Permission.ASSIGN),
        YES if live else no(_("This task is over: its indicators stay as they are.")),
    )


def may_import(actor: Actor, programme: Programme) -> Verdict:
    return may_assign(actor, programme)
