"""Who is told what of tasks. What the clock reminds of goes out gathered, one notice for each person and day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from phoihop.carry_out.tasks import queries
from phoihop.carry_out.tasks.models import Evidence, Extension, Participation, Reminder, Report, Task
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.notices import verbs as notices
from phoihop.foundation.notices.told import Tell, tells

#: How many tasks a gathered notice names; the list behind its link has them all.
NAMED = 3


def _tell(
    entry: Any, task: Task, agencies: Iterable[int], may: Permission, url: str = "", **words: Any
) -> Iterator[Tell]:
    named = {"code": task.code, "title": task.title, **words}
    for account in queries.accounts_of(agencies, may=may, on=day_of(entry.at)):
        yield Tell(account, named, url or task.get_absolute_url())


def _holder(entry: Any, part: Participation, url: str = "", **words: Any) -> Iterator[Tell]:
    return _tell(entry, part.task, [part.agency_id], Permission.REPORT, url, agency=part.agency.name, **words)


def _unit(entry: Any, part: Participation, url: str, **words: Any) -> Iterator[Tell]:
    units = queries.units_of(part.task.programme)
    return _tell(entry, part.task, units, Permission.ACCEPT, url, agency=part.agency.name, **words)


@tells("task.assigned")
def the_agencies_that_are_given_it(entry: Any, task: Task) -> Iterator[Tell]:
    for part in task.parts.running().select_related("agency").order_by("role", "pk"):
        part.task = task
        yield from _holder(entry, part, role=str(part.role), due_on=part.due_on.isoformat() if part.due_on else "")


@tells("task.cancelled")
def the_agencies_that_had_it(entry: Any, task: Task) -> Iterator[Tell]:
    agencies = task.parts.filter(ended_at=entry.at).values_list("agency_id", flat=True)
    return _tell(entry, task, agencies, Permission.REPORT, reason=entry.details["reason"])


@tells("task.joined", "task.transferred", "task.due_recomputed")
def the_agency_that_has_the_part_now(entry: Any, part: Participation) -> Iterator[Tell]:
    return _holder(entry, part, due_on=part.due_on.isoformat() if part.due_on else "")


@tells("task.released")
def the_agency_that_is_released(entry: Any, part: Participation) -> Iterator[Tell]:
    return _holder(entry, part, reason=entry.details["reason"])


@tells("task.handed_in")
def those_who_accept_evidence(entry: Any, evidence: Evidence) -> Iterator[Tell]:
    url = reverse("tasks:evidence", args=[evidence.participation.task_id, evidence.pk])
    return _unit(entry, evidence.participation, url, number=evidence.number)


@tells("task.accepted", "task.returned")
def the_agency_that_handed_in(entry: Any, evidence: Evidence) -> Iterator[Tell]:
    return _holder(entry, evidence.participation, number=evidence.number, reason=evidence.reason)


@tells("task.extension_asked")
def those_who_give_time(entry: Any, extension: Extension) -> Iterator[Tell]:
    url = reverse("tasks:extension", args=[extension.participation.task_id, extension.pk])
    return _unit(entry, extension.participation, url, to=extension.to_on.isoformat(), reason=extension.reason)


@tells("task.extension_approved", "task.extension_refused", "task.extended")
def the_agency_that_needs_time(entry: Any, extension: Extension) -> Iterator[Tell]:
    reason = extension.decision_reason or extension.reason
    return _holder(entry, extension.participation, to=extension.to_on.isoformat(), reason=reason)


@tells("task.report_submitted")
def those_who_read_reports(entry: Any, report: Report) -> Iterator[Tell]:
    url = reverse("tasks:report", args=[report.participation.task_id, report.pk])
    return _unit(entry, report.participation, url, number=report.number)


@tells("task.report_opened")
def the_agency_that_owes_a_report(entry: Any, report: Report) -> Iterable[Tell]:
    """One begun of one's own accord is news to nobody."""
    if report.due_on is None:
        return []
    url = reverse("tasks:report", args=[report.participation.task_id, report.pk])
    return _holder(entry, report.participation, url=url, due_on=report.due_on.isoformat())


@tells("task.report_returned")
def the_agency_that_reported(entry: Any, report: Report) -> Iterator[Tell]:
    url = reverse("tasks:report", args=[report.participation.task_id, report.pk])
    return _holder(entry, report.participation, url=url, number=report.number, reason=report.reason)


@tells("task.reminded")
def the_agency_reminded_by_hand(entry: Any, reminder: Reminder) -> Iterable[Tell]:
    """The clock's own go out together, by `tell_of_the_day`."""
    if not reminder.by_hand:
        return []
    part = reminder.participation
    return _holder(entry, part, due_on=reminder.due_on.isoformat(), late=reminder.due_on < reminder.on_day)


def tell_of_the_day(reminders: Sequence[Reminder], *, agency_id: int, at: datetime) -> int:
    """One notice for each person with all that the agency is reminded of today; heads only of what stays undone.

    Part of the transaction that reminds. Returns how many were told.
    """
    officers, heads = queries.officers_and_heads(agency_id, on=day_of(at))
    told = _gathered("task.due_today", officers, reminders, at)
    escalated = [reminder for reminder in reminders if reminder.escalated]
    if escalated:
        told += _gathered("task.escalated", [head for head in heads if head not in officers], escalated, at)
    for reminder in reminders:
        reminder.told = len(officers) + (len(set(heads) - set(officers)) if reminder.escalated else 0)
    Reminder.objects.bulk_update(reminders, ["told"])
    return told


def _gathered(kind: str, accounts: Sequence[int], reminders: Sequence[Reminder], at: datetime) -> int:
    late = [reminder for reminder in reminders if reminder.working_days > 0]
    named = [one.participation.task.code for one in (late + [one for one in reminders if one not in late])[:NAMED]]
    words = {
        "count": len(reminders),
        "late": len(late),
        "soon": len(reminders) - len(late),
        "codes": named,
        "more": max(len(reminders) - NAMED, 0),
    }
    [first, *others] = reminders
    url = (
        reverse("tasks:list") + f"?role=all&agency={first.participation.agency_id}&sort=due"
        if others
        else (reverse("tasks:reminders", args=[first.participation.task_id]))
    )
    return notices.tell(kind=kind, to=[Tell(account, words, url) for account in accounts], at=at)
