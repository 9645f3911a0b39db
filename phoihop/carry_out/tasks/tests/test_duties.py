import datetime as dt

import pytest

from phoihop.agree.programmes import verbs as programmes
from phoihop.carry_out.tasks import jobs, queries, verbs
from phoihop.carry_out.tasks.models import Task
from phoihop.carry_out.tasks.tests.factories import a_programme, at, clause, fresh
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    lead, head, court = lan(), minh(), hanh()
    return lead, head, court, a_programme(lead, head, court)


def begin(programme, lead, agency, *supports, **more):
    fields = {
        "title": "Cung cấp số liệu",
        "cadence": "quarterly",
        "due_day": 14,
        "begins_on": dt.date(2026, 1, 1),
        "node": clause(programme),
        **more,
    }
    return verbs.begin_duty(programme=programme, lead=agency, supports=supports, by=lead, at=MONDAY, **fields)


def tasks_of(duty):
    return list(duty.tasks.order_by("period"))


def make(duty, day):
    return verbs.make_tasks(duty=duty, by=CLOCK, at=at(day))


def test_the_running_period_has_its_task_at_once(cast):
    lead, head, court, programme = cast
    duty = begin(programme, lead, head.agency, (court.agency, 3))
    [task] = tasks_of(duty)
    assert (duty.code, task.code, task.period, task.period_label) == ("5.2-a", "5.2-a/2026-Q1", "2026-Q1", "Q1 2026")
    due = {part.role: part.due_on for part in task.parts.all()}
    assert due == {"lead": dt.date(2026, 4, 14), "support": dt.date(2026, 4, 8)}


def test_the_next_is_made_two_weeks_before_its_period_and_only_once(cast):
    lead, head, _court, programme = cast
    duty = begin(programme, lead, head.agency)
    assert make(duty, dt.date(2026, 3, 17)) == []
    assert [task.period for task in make(duty, dt.date(2026, 3, 18))] == ["2026-Q2"]
    assert make(duty, dt.date(2026, 3, 19)) == []


def test_a_clock_that_stood_still_makes_up_for_it(cast):
    lead, head, _court, programme = cast
    duty = begin(programme, lead, head.agency)
    make(duty, dt.date(2026, 10, 5))
    assert [task.period for task in tasks_of(duty)] == ["2026-Q1", "2026-Q3", "2026-Q4"]  # nobody could keep Q2 now


def test_without_a_due_day_the_last_working_day_on_or_after_the_close_counts(cast):
    lead, head, _court, programme = cast
    duty = begin(programme, lead, head.agency, due_day=0, cadence="monthly", begins_on=dt.date(2026, 3, 1))
    assert tasks_of(duty)[0].parts.get().due_on == dt.date(2026, 3, 31)


def test_under_decree_09_the_quarter_closes_on_the_14th(cast):
    lead, head, _court, programme = cast
    duty = begin(programme, lead, head.agency, cutoff_day=14, due_day=17)
    [first, *_] = tasks_of(duty)
    assert first.period == "2026-Q1"
    assert first.parts.get().due_on == dt.date(2026, 3, 17)


def test_nothing_is_made_beyond_the_term_or_after_the_end(cast):
    lead, head, _court, programme = cast
    duty = begin(programme, lead, head.agency)
    programmes.change_term(framework=programme.framework, ends_on=dt.date(2026, 6, 30), by=lead, at=MONDAY)
    make(duty, dt.date(2026, 8, 3))
    assert "2026-Q3" not in [task.period for task in tasks_of(duty)]


def test_an_ended_duty_makes_no_more_and_leaves_what_is_under_way(cast):
    lead, head, _court, programme = cast
    duty = begin(programme, lead, head.agency)
    verbs.end_duty(duty=duty, reason="Gộp vào báo cáo tháng.", by=lead, at=MONDAY)
    assert make(duty, dt.date(2026, 3, 20)) == []
    assert tasks_of(duty)[0].state == "OPEN"
    with pytest.raises(NotAllowed, match="ended already"):
        verbs.end_duty(duty=fresh(duty), reason="…", by=lead, at=MONDAY)


def test_tasks_of_a_duty_keep_the_letter_from_others(cast):
    lead, head, _court, programme = cast
    begin(programme, lead, head.agency)
    second = begin(programme, lead, head.agency)
    assert second.code == "5.2-b"
    assert Task.objects.filter(code__startswith="5.2-b/").exists()


def test_the_clock_makes_tasks_of_every_running_duty(cast, monkeypatch):
    from django.utils import timezone

    lead, head, _court, programme = cast
    begin(programme, lead, head.agency)
    ended = begin(programme, lead, head.agency)
    verbs.end_duty(duty=ended, reason="…", by=lead, at=MONDAY)
    monkeypatch.setattr(timezone, "now", lambda: at(dt.date(2026, 3, 20)))
    assert jobs.make_tasks() == 1
    assert jobs.make_tasks() == 0


def test_the_number_of_tasks_of_a_duty_is_found_again_in_the_list(cast):
    lead, head, _court, programme = cast
    duty = begin(programme, lead, head.agency)
    make(duty, dt.date(2026, 3, 20))
    asked = queries.Asked(on=dt.date(2026, 3, 20), duty=duty.pk)
    assert queries.rows(lead, asked).count() == 2


def test_of_two_who_end_a_duty_one_is_told(cast):
    lead, head, _court, programme = cast
    duty = begin(programme, lead, head.agency)
    seen = fresh(duty)
    verbs.end_duty(duty=duty, reason="Đã xong.", by=lead, at=MONDAY)
    with pytest.raises(NotAllowed, match="ended already"):
        verbs.end_duty(duty=seen, reason="Thôi.", by=lead, at=MONDAY)
    assert fresh(duty).end_reason == "Đã xong."
