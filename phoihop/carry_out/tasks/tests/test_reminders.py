import datetime as dt

import pytest
from django.utils import timezone

from phoihop.carry_out.tasks import jobs, queries, verbs
from phoihop.carry_out.tasks.models import Reminder
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, handed_in, part_of
from phoihop.foundation.access.roles import Role
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.notices import queries as notices
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.workdays import Calendar
from tests.cast import MONDAY, hanh, lan, minh, nga, sign_in, someone

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def on(monkeypatch, day):
    """The clock strikes half past seven on that day."""
    monkeypatch.setattr(timezone, "now", lambda: at(day, hour=1))
    return jobs.remind()


def told(person, kind):
    return Notice.objects.filter(account_id=person.account_id, kind=kind)


def test_reminders_come_three_and_one_working_days_before_and_one_three_five_after(monkeypatch):
    lead, officer = lan(), nga()
    task = a_task(a_programme(lead, officer), lead, officer)
    day, reminded = dt.date(2026, 3, 20), []
    while day < dt.date(2026, 4, 20):
        reminded += [day] * on(monkeypatch, day)
        day += DAY
    # Tuesday 31/3 is the due date.
    assert reminded == [dt.date(2026, 3, d) for d in (26, 30)] + [dt.date(2026, 4, d) for d in (1, 3, 7)]
    assert list(Reminder.objects.order_by("pk").values_list("working_days", flat=True)) == [-3, -1, 1, 3, 5]
    assert task.parts.get().reminded_on == dt.date(2026, 4, 7)


def test_an_extension_begins_them_anew(monkeypatch):
    lead, officer = lan(), nga()
    task = a_task(a_programme(lead, officer), lead, officer)
    assert on(monkeypatch, dt.date(2026, 3, 30)) == 1
    verbs.extend(
        part=part_of(task, officer), to_on=dt.date(2026, 4, 2), reason="…", by=lead, at=at(dt.date(2026, 3, 30))
    )
    assert on(monkeypatch, dt.date(2026, 3, 30)) == 1  # three working days before the new date
    assert on(monkeypatch, dt.date(2026, 4, 1)) == 1


def test_what_was_handed_in_is_not_reminded_of(monkeypatch):
    lead, officer = lan(), nga()
    task = a_task(a_programme(lead, officer), lead, officer)
    handed_in(task, officer)
    assert on(monkeypatch, dt.date(2026, 3, 30)) == 0


def test_a_person_gets_one_notice_a_day_for_all_that_is_due(monkeypatch):
    lead, officer = lan(), nga()
    programme = a_programme(lead, officer)
    tasks = [a_task(programme, lead, officer) for _ in range(5)]
    late = a_task(programme, lead, officer, due_on=dt.date(2026, 3, 27))
    assert on(monkeypatch, dt.date(2026, 3, 30)) == 6
    [notice] = told(officer, "task.due_today")
    assert (notice.words["soon"], notice.words["late"], notice.words["more"]) == (5, 1, 3)
    assert notice.words["codes"] == [late.code, tasks[0].code, tasks[1].code]
    assert notices.sentence(notice) == f"1 overdue and 5 due soon: {late.code}, PS1, PS2 and 3 more"


def test_the_head_hears_of_it_when_it_stays_undone(monkeypatch):
    lead, officer = lan(), nga()
    head = someone("Minh", agency=officer.agency, roles=(Role.HEAD,))
    a_task(a_programme(lead, officer), lead, officer)
    on(monkeypatch, dt.date(2026, 4, 3))
    assert not told(head, "task.due_today").exists()
    on(monkeypatch, dt.date(2026, 4, 7))
    assert told(head, "task.escalated").count() == 1
    assert not told(officer, "task.escalated").exists()
    assert Reminder.objects.latest("pk").told == 2


def test_where_only_a_head_reports_the_head_is_reminded(monkeypatch):
    lead, head = lan(), minh()
    a_task(a_programme(lead, head), lead, head)
    on(monkeypatch, dt.date(2026, 3, 30))
    assert told(head, "task.due_today").count() == 1


def test_on_a_day_off_nobody_is_reminded(monkeypatch):
    lead, officer = lan(), nga()
    a_task(a_programme(lead, officer), lead, officer)
    DayOff.objects.create(day=dt.date(2026, 3, 30), name="Nghỉ bù", kind="public")
    assert on(monkeypatch, dt.date(2026, 3, 30)) == 0
    assert on(monkeypatch, dt.date(2026, 3, 28)) == 0


def test_an_agency_with_days_of_its_own_is_reminded_by_them(monkeypatch):
    lead, officer, court = lan(), nga(), hanh()
    programme = a_programme(lead, officer, court)
    a_task(programme, lead, officer, court)
    DayOff.objects.create(day=dt.date(2026, 3, 30), name="Ngày truyền thống", kind="agency", agency=court.agency)
    on(monkeypatch, dt.date(2026, 3, 27))  # one working day is left for the court, two for the committee
    assert list(Reminder.objects.values_list("participation__agency", "working_days")) == [(court.agency_id, -1)]


def test_by_hand_once_a_day_and_at_once():
    lead, officer = lan(), nga()
    task = a_task(a_programme(lead, officer), lead, officer)
    verbs.remind(part=part_of(task, officer), by=lead, at=MONDAY)
    assert told(officer, "task.reminded").count() == 1
    with pytest.raises(NotAllowed, match="already reminded of it today"):
        verbs.remind(part=part_of(task, officer), by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="Only the standing unit"):
        verbs.remind(part=part_of(task, officer), by=officer, at=MONDAY + DAY)


def test_the_page_says_why_each_was_sent(client, monkeypatch):
    lead, officer = lan(), nga()
    task = a_task(a_programme(lead, officer), lead, officer)
    on(monkeypatch, dt.date(2026, 3, 26))
    on(monkeypatch, dt.date(2026, 3, 30))
    on(monkeypatch, dt.date(2026, 4, 1))
    monkeypatch.undo()
    verbs.remind(part=part_of(task, officer), by=lead, at=at(dt.date(2026, 4, 2)))
    page = sign_in(client, officer).get(f"/tasks/{task.pk}/reminders/").content.decode()
    for sentence in (
        "3 working days were left.", "One working day was left.", "It was one working day late.",
        "Lan asked to be reminded.",
    ):  # fmt: skip
        assert sentence in page


def test_the_steps_are_those_of_the_calendar():
    steps = queries.reminding_days(Calendar({}), today=dt.date(2026, 3, 30))
    assert steps == {
        dt.date(2026, 4, 2): -3, dt.date(2026, 3, 31): -1,
        dt.date(2026, 3, 27): 1, dt.date(2026, 3, 25): 3, dt.date(2026, 3, 23): 5,
    }  # fmt: skip
    assert DUE  # the day of all tasks here
