"""What an agency may do with its own part in a task."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.tasks.models import Evidence, Extension, Participation, Report, Task
from phoihop.carry_out.tasks.rules.grounds import has, holds
from phoihop.carry_out.tasks.states import EVIDENCE_LIFE, REPORT_LIFE, ExtensionState, PartState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def _reports(actor: Actor, part: Participation) -> Verdict:
    return first_no(holds(actor, part), has(actor, Permission.REPORT))


def may_hand_in(actor: Actor, part: Participation) -> Verdict:
    if part.state == PartState.HANDED_IN:
        state = no(_("What was handed in waits for acceptance; take it back first to hand in something else."))
    elif part.state != PartState.OWED:
        state = no(_("Nothing is owed here any more."))
    else:
        state = YES
    return first_no(_reports(actor, part), state)


def may_take_back(actor: Actor, evidence: Evidence) -> Verdict:
    waits = EVIDENCE_LIFE.allows("take_back", evidence.state)
    return first_no(
        _reports(actor, evidence.participation),
        YES if waits else no(_("It was decided on already and stays in the record.")),
    )


def may_ask_extension(actor: Actor, part: Participation) -> Verdict:
    if part.state == PartState.HANDED_IN:
        state = no(_("What was handed in waits for acceptance; more time is not needed now."))
    elif part.state != PartState.OWED:
        state = no(_("Nothing is owed here any more."))
    elif part.extensions.filter(state=ExtensionState.ASKED).exists():
        state = no(_("More time has been asked for already; the answer is still open."))
    else:
        state = YES
    return first_no(_reports(actor, part), state)


def gives_more_time(part: Participation, to_on: date, *, today: date) -> Verdict:
    if part.due_on is not None and to_on <= part.due_on:
        return no(_("The new due date must be later than the present one."))
    return YES if to_on > today else no(_("The new due date must lie after today."))


def is_still_asked(extension: Extension) -> Verdict:
    if extension.state == ExtensionState.ASKED:
        return YES
    return no(_("This request was decided on already."))


def may_record_figure(actor: Actor, task: Task) -> Verdict:
    """Whoever takes part tells figures, until the task is over; and late ones for a task that was completed."""
    takes_part = not actor.guest_ref and task.parts.filter(agency_id=actor.agency_id, ended_at=None).exists()
    live = task.state in (State.OPEN, State.DONE)
    return first_no(
        YES if takes_part else no(_("Only an agency that takes part in the task tells its figures.")),
        has(actor, Permission.REPORT),
        YES if live else no(_("Figures are told of tasks that were assigned and not cancelled.")),
    )


def may_open_report(actor: Actor, part: Participation) -> Verdict:
    running = part.is_running
    return first_no(
        _reports(actor, part),
        YES if running else no(_("Progress is reported while the part is running.")),
        no(_("A report is being written already; finish it first."))
        if part.reports.filter(period="", state__in=["DRAFT", "RETURNED"]).exists()
        else YES,
    )


def may_write_report(actor: Actor, report: Report) -> Verdict:
    """Until it is submitted, and again when it was returned."""
    open_ = REPORT_LIFE.allows("submit_report", report.state)
    return first_no(
        _reports(actor, report.participation),
        YES if open_ else no(_("This report was submitted and stays as it is.")),
    )


def may_submit_report(actor: Actor, report: Report) -> Verdict:
    return may_write_report(actor, report)


def may_skip_report(actor: Actor, report: Report) -> Verdict:
    """A period in which there is nothing to tell: the reason is the report."""
    periodic = bool(report.period)
    return first_no(
        may_write_report(actor, report),
        YES if periodic else no(_("Only a report owed for a period is skipped; one of your own need not be written.")),
    )
