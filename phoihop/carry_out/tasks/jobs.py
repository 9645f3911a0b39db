"""What goes on behind the pages of tasks: tasks of each period, reports that fall due, reminders, large imports."""

from itertools import groupby
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from phoihop.carry_out.tasks import notices, queries, verbs
from phoihop.carry_out.tasks.models import TaskImport
from phoihop.carry_out.tasks.shares import Calendars
from phoihop.foundation.agencies.actor import CLOCK, Actor
from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.queries import actor_in, tenures_of
from phoihop.foundation.jobs.kinds import job
from phoihop.foundation.jobs.running import Run
from phoihop.foundation.jobs.schedule import every
from phoihop.kit.verdict import NotAllowed

CHECKING = gettext_noop("Lines are being checked; then all are written at once.")
STEP = 50


@every(at="05:30", name="tasks.make")
def make_tasks() -> int:
    """One task for each period of each running duty, made ahead. How many."""
    now, calendars = timezone.now(), Calendars()
    duties = queries.duties_to_make()
    return sum(len(verbs.make_tasks(duty=duty, by=CLOCK, at=now, calendars=calendars)) for duty in duties)


@every(at="06:15", name="tasks.reports")
def open_reports() -> int:
    """Progress reports that fall due, filled in with what the record already tells. How many."""
    now, calendars = timezone.now(), Calendars()
    today = timezone.localdate(now)
    wanted = queries.reports_to_open(today=today)
    for one in wanted:
        calendar = calendars.of(one.part.agency_id)
        due = calendar.add_working_days(one.period.last, queries.REPORT_WITHIN, basis=one.period.label_vi)
        body = queries.prefilled(one.part, on=today)
        verbs.open_periodic_report(part=one.part, period=one.period, due=due, body=body, by=CLOCK, at=now)
    return len(wanted)


@every(at="07:30", name="tasks.remind")
def remind() -> int:
    """Remind each agency of what is due in some working days, or was; all of a day in one notice. How many parts."""
    now = timezone.now()
    found = sorted(queries.to_remind(today=timezone.localdate(now)), key=_of_agency)
    return sum(_remind(agency_id, list(ones), now) for agency_id, ones in groupby(found, key=_of_agency))


def _of_agency(one: queries.ToRemind) -> int:
    return one.part.agency_id


@transaction.atomic
def _remind(agency_id: int, ones: list[queries.ToRemind], now: Any) -> int:
    reminders = []
    for one in ones:
        try:
            reminders.append(
                verbs.remind(part=one.part, by=CLOCK, at=now, working_days=one.working_days, escalated=one.escalated)
            )
        except NotAllowed:  # reminded by hand this morning, or handed in meanwhile
            continue
    if reminders:
        notices.tell_of_the_day(reminders, agency_id=agency_id, at=now)
    return len(reminders)


@job("tasks.import", title=_("Taking in tasks from a sheet"), tries=1)
def import_sheet(run: Run) -> dict[str, Any]:
    """A long sheet. Progress shows how far the lines have been checked; then all are written at once, or none."""
    now = timezone.now()
    preview = TaskImport.objects.select_related("programme__framework").get(pk=run.arguments["import"])
    actor = _who_asked(run)
    checker = queries.Checker(preview.programme, today=timezone.localdate(now))
    lines = queries.lines_of(preview.lines)
    for done, line in enumerate(lines, 1):
        checker.read_one(line)
        if done % STEP == 0 or done == len(lines):
            run.progress(done, len(lines), CHECKING)
    made = verbs.accept_import(preview=preview, by=actor, at=now)
    return {"url": f"{reverse('tasks:list')}?programme={preview.programme_id}&sort=newest", "count": len(made)}


def _who_asked(run: Run) -> Actor:
    """The person in the post in which the import was started; gone from it meanwhile, nothing is taken in."""
    account = Account.objects.filter(pk=run.account_id or 0).first()
    held = tenures_of(account.person_id, on=timezone.localdate()) if account else []
    tenure = next((one for one in held if one.pk == run.arguments["tenure"]), None)
    if account is None or tenure is None:
        raise NotAllowed(_("Whoever started this no longer holds the post; start it again."))
    return actor_in(tenure, account=account)
