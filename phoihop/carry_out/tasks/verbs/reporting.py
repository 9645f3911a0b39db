"""Progress: a report is opened, written, submitted, accepted, returned, skipped."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.models import Participation, Report
from phoihop.carry_out.tasks.states import REPORT_LIFE
from phoihop.carry_out.tasks.verbs.holding import next_number
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.quarters import Period
from phoihop.kit.verdict import NotAllowed, StateMoved
from phoihop.kit.workdays import Computed


@transaction.atomic
def open_report(*, part: Participation, body: str, by: Actor, at: datetime) -> Report:
    """Of one's own accord; `body` is what the record already tells (see queries.prefilled)."""
    rules.may_open_report(by, part).require()
    report = Report.objects.create(participation=part, number=next_number(part.reports), body=body, opened_at=at)
    _record("task.report_opened", report, by=by, at=at)
    return report


@transaction.atomic
def open_periodic_report(
    *, part: Participation, period: Period, due: Computed, body: str, by: Doer, at: datetime
) -> Report:
    """Owed for the period that is closing; made by the clock, once."""
    report = Report.objects.create(
        participation=part,
        period=period.key,
        number=next_number(part.reports),
        due_on=due.date,
        due_computed=due.as_json(),
        body=body,
        opened_at=at,
    )
    _record("task.report_opened", report, by=by, at=at, due_on=due.date.isoformat())
    return report


@transaction.atomic
def write_report(
    *, report: Report, body: str, by: Actor, at: datetime, percent: int | None = None, seen_revision: int = 0
) -> Report:
    """Save what was written so far. `seen_revision` 0 asks for no check of who was faster."""
    rules.may_write_report(by, report).require()
    seen = Report.objects.filter(pk=report.pk, state=report.state, revision=seen_revision or report.revision)
    if not seen.update(body=body, percent=percent, revision=report.revision + 1):
        raise StateMoved
    report.body, report.percent, report.revision = body, percent, report.revision + 1
    _record("task.report_written", report, by=by, at=at)
    return report


@transaction.atomic
def submit_report(*, report: Report, by: Actor, at: datetime) -> Report:
    rules.may_submit_report(by, report).require()
    if not report.body.strip():
        raise NotAllowed(_("The report is empty; write what was done first."))
    on = day_of(at)
    REPORT_LIFE.move(
        report, "submit_report", submitted_at=at, submitted_on=on, submitted_by_name=by.name, reason="", decided_at=None
    )
    late = report.due_on is not None and on > report.due_on
    _record("task.report_submitted", report, by=by, at=at, late=late, percent=report.percent)
    return report


@transaction.atomic
def accept_report(*, report: Report, by: Actor, at: datetime) -> Report:
    rules.may_accept_report(by, report).require()
    REPORT_LIFE.move(report, "accept_report", decided_at=at, decided_by_name=by.name)
    _record("task.report_accepted", report, by=by, at=at)
    return report


@transaction.atomic
def return_report(*, report: Report, reason: str, by: Actor, at: datetime) -> Report:
    rules.may_accept_report(by, report).require()
    REPORT_LIFE.move(report, "return_report", decided_at=at, decided_by_name=by.name, reason=reason)
    _record("task.report_returned", report, by=by, at=at, reason=reason)
    return report


@transaction.atomic
def skip_report(*, report: Report, reason: str, by: Actor, at: datetime) -> Report:
    """There is nothing to tell of this period; why, stands in its place."""
    rules.may_skip_report(by, report).require()
    REPORT_LIFE.move(report, "skip_report", decided_at=at, decided_by_name=by.name, reason=reason)
    _record("task.report_skipped", report, by=by, at=at, reason=reason)
    return report


def _record(kind: str, report: Report, *, by: Doer, at: datetime, **more: Any) -> None:
    part = report.participation
    named: dict[str, Any] = {
        "code": part.task.code,
        "agency": part.agency.name,
        "number": report.number,
        "period": report.period,
    }
    ledger.record(kind, on=report, by=by, at=at, **named, **more)
