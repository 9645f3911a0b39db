"""What the standing unit decides on: evidence, more time, reports."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks.models import Evidence, Extension, Participation, Report
from phoihop.carry_out.tasks.rules.grounds import has, runs
from phoihop.carry_out.tasks.rules.reporting import is_still_asked
from phoihop.carry_out.tasks.states import EVIDENCE_LIFE, REPORT_LIFE, PartState
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def decides_in(actor: Actor, programme: Programme) -> Verdict:
    return first_no(runs(actor, programme), has(actor, Permission.ACCEPT))


def may_accept(actor: Actor, evidence: Evidence) -> Verdict:
    """Two pairs of eyes: an officer does not accept what the same officer handed in. The head answers for both."""
    own = evidence.by == actor.ref and not actor.may(Permission.SETTLE)
    return first_no(
        may_return(actor, evidence),
        no(_("Somebody else of the agency accepts what you handed in yourself.")) if own else YES,
    )


def may_return(actor: Actor, evidence: Evidence) -> Verdict:
    waits = EVIDENCE_LIFE.allows("accept", evidence.state)
    return first_no(
        decides_in(actor, evidence.participation.task.programme),
        YES if waits else no(_("This evidence was decided on already.")),
    )


def may_decide_extension(actor: Actor, extension: Extension) -> Verdict:
    return first_no(decides_in(actor, extension.participation.task.programme), is_still_asked(extension))


def may_extend(actor: Actor, part: Participation) -> Verdict:
    """More time given without being asked for, as a briefing concluded."""
    owed = part.state == PartState.OWED
    return first_no(
        decides_in(actor, part.task.programme),
        YES if owed else no(_("More time is given for what is still to be done.")),
    )


def may_remind(actor: Actor, part: Participation) -> Verdict:
    owed = part.state == PartState.OWED
    return first_no(
        decides_in(actor, part.task.programme),
        YES if owed else no(_("Nothing is to be reminded of: it was handed in, or is no longer owed.")),
    )


def may_accept_report(actor: Actor, report: Report) -> Verdict:
    waits = REPORT_LIFE.allows("accept_report", report.state)
    return first_no(
        decides_in(actor, report.participation.task.programme),
        YES if waits else no(_("This report is not waiting for a decision.")),
    )
