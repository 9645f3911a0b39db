import datetime as dt

import pytest

from phoihop.carry_out.tasks import panels, queries, verbs
from phoihop.carry_out.tasks.models import Participation
from phoihop.carry_out.tasks.tests.factories import DUE, a_programme, a_task, at, handed_in, part_of
from phoihop.foundation.access.roles import Role
from tests.cast import MONDAY, hanh, lan, minh, someone, tu

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    return lead, head, court, programme, a_task(programme, lead, head, court)


def whats(actor, on):
    return [due.what for due in queries.waiting_on(actor, on=on)]


def test_what_an_agency_owes_comes_onto_the_desk_two_weeks_before(cast):
    _lead, head, _court, _programme, task = cast
    assert whats(head, DUE - 15 * DAY) == []
    [due] = queries.waiting_on(head, on=DUE - 14 * DAY)
    assert due.what == f"{task.code}: {task.title}"
    assert (due.due_on, due.is_primary) == (DUE, True)
    assert due.act_url == f"/tasks/{task.pk}/parts/{part_of(task, head).pk}/evidence/"
    assert due.computed[-1].code == "result"


def test_a_supporter_sees_why_and_that_it_is_late(cast):
    _lead, _head, court, _programme, _task = cast
    [due] = queries.waiting_on(court, on=DUE + DAY)
    assert due.why == "Because this agency supports it and the due date has passed."


def test_what_was_handed_in_waits_for_the_standing_unit(cast):
    lead, head, _court, _programme, task = cast
    evidence = handed_in(task, head)
    assert whats(head, DUE) == []
    [due] = queries.waiting_on(lead, on=DUE)
    assert due.what == f"Evidence no. 1 of {head.agency.name}: {task.code}"
    assert due.act_url == f"/tasks/{task.pk}/evidence/{evidence.pk}/"


def test_requests_reports_and_suggestions_wait_for_the_standing_unit(cast):
    lead, head, _court, programme, task = cast
    verbs.ask_extension(part=part_of(task, head), to_on=DUE + DAY, reason="Mưa bão.", by=head, at=MONDAY)
    report = verbs.open_report(part=part_of(task, head), body="Đã xong.", by=head, at=MONDAY)
    assert whats(head, MONDAY.date()) == [f"Progress report on {task.code}"]
    report.participation = part_of(task, head)
    verbs.submit_report(report=report, by=head, at=MONDAY)
    verbs.suggest(programme=programme, found=queries.read_duties(programme), by=lead, at=MONDAY)
    waiting = queries.waiting_on(lead, on=MONDAY.date())
    assert [due.kind for due in waiting] == ["clock", "report", "clause"]
    assert "Mưa bão." in waiting[0].why


def test_a_returned_report_comes_back_with_its_reason(cast):
    lead, head, _court, _programme, task = cast
    report = verbs.open_report(part=part_of(task, head), body="…", by=head, at=MONDAY)
    report.participation = part_of(task, head)
    verbs.submit_report(report=report, by=head, at=MONDAY)
    verbs.return_report(report=report, reason="Thiếu số liệu.", by=lead, at=MONDAY)
    [due] = queries.waiting_on(head, on=MONDAY.date())
    assert due.why == "Because it was returned: Thiếu số liệu."


def test_who_decides_nothing_has_nothing_waiting(cast):
    lead, head, *_rest, task = cast
    handed_in(task, head)
    for idle in (tu(), someone("Bình", agency=lead.agency, roles=(Role.CLERK,))):
        assert whats(idle, DUE) == []


def test_the_desk_asks_few_questions_however_much_others_have(cast, django_assert_max_num_queries):
    lead, head, court, programme, task = cast
    handed_in(task, head)
    for _ in range(12):
        a_task(programme, lead, lead, court)
    with django_assert_max_num_queries(8):
        assert len(queries.waiting_on(lead, on=DUE)) == 13


def test_the_panel_counts_by_lead_agency_and_says_what_caused_delay(cast, django_assert_max_num_queries):
    lead, head, court, programme, _task = cast
    a_task(programme, lead, court)
    with django_assert_max_num_queries(6):
        panel = panels.panel_of(programme, lead, on=DUE + DAY)
    assert [(row.label, row.counts["overdue"]) for row in panel.agencies] == [
        (court.agency.name, 1), (head.agency.name, 1),
    ]  # fmt: skip
    assert panel.causes == [(court.agency.name, 2)]  # its part in the first was missing when the lead was due
    assert panel.may_assign
    assert not panels.panel_of(programme, head, on=DUE).may_assign
    past = panels.panel_of(programme, lead, on=MONDAY.date() - DAY, then=True)
    assert (past.whole.total, past.may_assign) == (0, False)
    assert past.url.endswith("&on=2026-03-01")


def test_the_panel_is_drawn_with_every_figure_a_link(cast):
    from django.template.loader import render_to_string

    lead, head, _court, programme, _task = cast
    drawn = render_to_string("tasks/_panel.html", {"panel": panels.panel_of(programme, lead, on=DUE + DAY)})
    assert f"/tasks/?programme={programme.pk}&amp;agency={head.agency_id}&amp;klass=overdue" in drawn
    empty = a_programme(lead, head)
    assert "No task has been assigned yet." in render_to_string(
        "tasks/_panel.html", {"panel": panels.panel_of(empty, head, on=DUE)}
    )


def test_rows_say_what_they_are(cast):
    _lead, head, _court, programme, task = cast
    assert str(task) == f"{task.code} {task.title}"
    assert str(part_of(task, head)).startswith(head.agency.name)
    duty = verbs.begin_duty(
        programme=programme, title="Báo cáo", cadence="yearly", lead=head.agency, begins_on=MONDAY.date(),
        by=_lead, at=at(MONDAY.date()),
    )  # fmt: skip
    assert str(duty) == f"{duty.code} Báo cáo"
    assert Participation.objects.running().count() == 3
