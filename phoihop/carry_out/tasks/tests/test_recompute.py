import datetime as dt

import pytest

from phoihop.carry_out.tasks import verbs
from phoihop.carry_out.tasks.shares import Share
from phoihop.carry_out.tasks.tests.factories import a_programme, a_task, at, handed_in, part_of
from phoihop.foundation.access.roles import Role
from phoihop.foundation.calendar import verbs as calendar
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from tests.cast import MONDAY, hanh, lan, minh, someone

pytestmark = pytest.mark.django_db
HOLIDAY = dt.date(2026, 3, 5)


def a_holiday(day=HOLIDAY, *, when=MONDAY, agency=None):
    keeper = someone("Quản", agency=agency or lan_agency(), roles=(Role.ADMINISTRATOR,))
    kind = "agency" if agency else "public"
    return calendar.add_day_off(day=day, name="Nghỉ bù", kind=kind, agency=agency, by=keeper, at=when)


def lan_agency():
    from tests.cast import an_agency

    return an_agency()


@pytest.fixture
def cast():
    lead, head, court = lan(), minh(), hanh()
    programme = a_programme(lead, head, court)
    task = verbs.assign(
        programme=programme,
        title="Trả lời kiến nghị",
        lead=Share(head.agency, working_days=5),
        supports=[Share(court.agency, working_days=5)],
        by=lead,
        at=MONDAY,
    )
    return lead, head, court, task


def test_a_holiday_added_late_moves_running_due_dates_and_tells_the_holders(cast):
    _lead, head, court, task = cast
    assert part_of(task, head).due_on == dt.date(2026, 3, 9)
    a_holiday()
    part = part_of(task, head)
    assert part.due_on == dt.date(2026, 3, 10)
    assert [row.because for row in part.due_dates.order_by("pk")] == ["assigned", "recomputed"]
    assert "moved from 09/03/2026 to 10/03/2026" in ledger.history(part)[-1].sentence
    told = Notice.objects.filter(kind="task.due_recomputed").values_list("account_id", flat=True)
    assert {head.account_id, court.account_id} == set(told)


def test_taking_the_holiday_out_again_moves_them_back(cast):
    _lead, head, _court, task = cast
    holiday = a_holiday()
    keeper = someone("Quản", agency=lan_agency(), roles=(Role.ADMINISTRATOR,))
    calendar.withdraw_day_off(day_off=holiday, by=keeper, at=MONDAY)
    assert part_of(task, head).due_on == dt.date(2026, 3, 9)


def test_a_day_off_of_one_agency_moves_its_own_alone(cast):
    _lead, head, court, task = cast
    a_holiday(agency=court.agency)
    assert part_of(task, court).due_on == dt.date(2026, 3, 10)
    assert part_of(task, head).due_on == dt.date(2026, 3, 9)


def test_a_date_asked_for_moves_only_when_it_falls_on_the_day(cast):
    lead, head, _court, task = cast
    fixed = a_task(task.programme, lead, head, due_on=HOLIDAY)
    later = a_task(task.programme, lead, head, due_on=HOLIDAY + dt.timedelta(days=1))
    a_holiday()
    assert part_of(fixed, head).due_on == dt.date(2026, 3, 6)
    assert part_of(later, head).due_on == dt.date(2026, 3, 6)


def test_what_was_handed_in_or_missed_stays_as_it_was(cast):
    _lead, head, court, task = cast
    handed_in(task, court)
    a_holiday(when=at(dt.date(2026, 3, 12)))
    assert part_of(task, court).due_on == part_of(task, head).due_on == dt.date(2026, 3, 9)


def test_the_reason_of_the_count_is_kept(cast):
    lead, head, _court, task = cast
    told = verbs.assign(
        programme=task.programme, title="Việc", lead=Share(head.agency, working_days=5, basis="Điều 8 khoản 1"),
        by=lead, at=MONDAY,
    )  # fmt: skip
    a_holiday()
    steps = part_of(told, head).due_computed["steps"]
    assert steps[-1] == {"code": "basis", "text": "Điều 8 khoản 1"}
    assert DayOff.objects.filter(day=HOLIDAY).exists()


def test_a_calendar_that_says_the_same_moves_nothing(cast):
    _lead, head, _court, task = cast
    assert not verbs.recompute(part=part_of(task, head), at=MONDAY)
    part = part_of(task, head)
    assert part.due_on == dt.date(2026, 3, 9)
    assert [row.because for row in part.due_dates.all()] == ["assigned"]
