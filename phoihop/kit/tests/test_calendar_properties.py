"""Working days and periods against the shipped calendar, 2015 to 2035, and a count on one's fingers.

The oracle below reads the shipped file itself and knows nothing of the arithmetic it judges.
"""

import json
from collections import Counter
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from phoihop.kit.quarters import DECREE_09_CUTOFF, DECREE_09_DUE, Cadence, Period, period_of, periods_between
from phoihop.kit.workdays import Calendar, Kind

pytestmark = pytest.mark.slow

STORED = json.loads(files("phoihop.foundation.calendar").joinpath("data/holidays.json").read_text(encoding="utf-8"))
OFF = {date.fromisoformat(day): name for day, kind, name, *_ in STORED["days"] if kind == "public"}
MADE_UP = {date.fromisoformat(day): name for day, kind, name, *_ in STORED["days"] if kind == "working_swap"}
SHIPPED = Calendar(OFF, MADE_UP)
FIRST, LAST = date(2015, 1, 1), date(2035, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

NEAR_AN_EXCEPTION = st.builds(
    lambda day, shift: day + timedelta(days=shift), st.sampled_from(sorted({*OFF, *MADE_UP})), st.integers(-12, 12)
)
DAYS = st.dates(FIRST, LAST) | NEAR_AN_EXCEPTION
COUNTS = st.integers(0, 60)
CADENCES = st.sampled_from(Cadence)
CUTOFFS = st.sampled_from([None, DECREE_09_CUTOFF])


def works(day, off=OFF, made_up=MADE_UP):
    """The rule said once more: a weekday not off, or a weekend day worked in exchange."""
    return day not in off and (day.isoweekday() <= 5 or day in made_up)


def days(first, last):
    """Every day from the first to the last, both counted."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@st.composite
def agency_calendars(draw):
    """The country's days, and some of an agency's own: often of one name, some of them on Saturdays worked."""
    around = draw(NEAR_AN_EXCEPTION)
    own = draw(st.sets(st.integers(-20, 40), max_size=12))
    names = st.sampled_from(["Nghỉ của cơ quan", "Ngày truyền thống"])
    off = {**OFF, **{around + timedelta(days=n): draw(names) for n in own}}
    on_duty = {around + timedelta(days=n): "Trực" for n in draw(st.sets(st.integers(-20, 40), max_size=6))}
    made_up = {day: name for day, name in {**MADE_UP, **on_duty}.items() if day not in off}
    return around, Calendar(off, made_up)


def test_the_shipped_calendar_covers_the_years_and_its_exchanges_are_on_weekends():
    assert {day.year for day in OFF} == set(range(2015, 2036))
    assert len(MADE_UP) >= 9
    assert all(day.isoweekday() > 5 for day in MADE_UP)
    assert not OFF.keys() & MADE_UP.keys()


def test_every_day_of_twenty_one_years_works_as_counted_on_fingers():
    assert [day for day in EVERY_DAY if SHIPPED.is_working(day) != works(day)] == []


def test_every_exchanged_saturday_is_counted_as_a_working_day():
    for day in MADE_UP:
        assert SHIPPED.look_up(day).kind is Kind.MADE_UP
        assert SHIPPED.working_days_between(day - timedelta(days=1), day).days == 1


def test_between_any_new_year_and_the_end_of_2035_the_count_is_the_plain_one():
    for year in range(2015, 2036):
        first = date(year, 1, 1)
        plain = sum(works(day) for day in days(first + timedelta(days=1), LAST))
        assert SHIPPED.working_days_between(first, LAST).days == plain


@given(DAYS, st.integers(0, 500))
def test_a_count_equals_the_day_by_day_one(start, apart):
    end = start + timedelta(days=apart)
    plain = sum(works(day) for day in days(start, end)[1:])
    assert SHIPPED.working_days_between(start, end).days == plain
    assert SHIPPED.working_days_between(end, start).days == -plain
    assert SHIPPED.full_working_days_between(start, end) == sum(works(day) for day in days(start, end)[1:-1])


@given(DAYS, COUNTS)
def test_adding_finds_the_day_a_finger_finds(start, count):
    left, day = count, start
    while left or not works(day):
        day += timedelta(days=1)
        left -= bool(left and works(day))
    assert SHIPPED.add_working_days(start, count).date == day


@given(agency_calendars(), st.integers(-30, 60), COUNTS)
def test_going_and_coming_back_ends_where_it_began(given_calendar, shift, count):
    around, calendar = given_calendar
    start = around + timedelta(days=shift)
    there = calendar.add_working_days(start, count + 1).date
    assert calendar.working_days_between(start, there).days == count + 1
    if calendar.is_working(start):
        assert calendar.working_days_before(there, count).date == start
    back = calendar.working_days_before(start, count).date
    assert calendar.add_working_days(back, count + 1).date == calendar.next_working_day(start).date


@given(DAYS)
def test_the_next_working_day_works_and_none_was_passed_over(day):
    found = SHIPPED.next_working_day(day).date
    assert works(found)
    assert not any(works(between) for between in days(day, found)[:-1])
    assert SHIPPED.next_working_day(found).date == found


@given(DAYS, st.integers(0, 30), COUNTS)
def test_who_starts_later_is_never_due_earlier(start, wait, count):
    later = start + timedelta(days=wait)
    assert SHIPPED.add_working_days(start, count).date <= SHIPPED.add_working_days(later, count).date
    assert SHIPPED.working_days_before(start, count).date <= SHIPPED.working_days_before(later, count).date


@given(DAYS, COUNTS, st.sets(st.integers(-5, 90), min_size=1, max_size=8))
def test_a_holiday_added_late_never_brings_a_deadline_nearer(start, count, offsets):
    extra = {start + timedelta(days=n): "Nghỉ thêm" for n in offsets}
    fewer = Calendar({**OFF, **extra}, {day: name for day, name in MADE_UP.items() if day not in extra})
    for question in (Calendar.add_working_days, Calendar.working_days_before):
        before, after = question(SHIPPED, start, count).date, question(fewer, start, count).date
        assert after >= before if question is Calendar.add_working_days else after <= before
    assert fewer.next_working_day(start).date >= SHIPPED.next_working_day(start).date


@given(DAYS, COUNTS, st.sets(st.integers(0, 90), max_size=8))
def test_a_saturday_worked_in_exchange_never_puts_a_deadline_off(start, count, offsets):
    extra = {day: "Làm bù" for n in offsets if (day := start + timedelta(days=n)) not in OFF}
    more = Calendar(OFF, {**MADE_UP, **extra})
    assert more.add_working_days(start, count).date <= SHIPPED.add_working_days(start, count).date


def told_of(calendar, walked, steps):
    """What the steps say of the days walked over, checked against each of those days."""
    kinds = Counter(calendar.look_up(day).kind for day in walked)
    weekends = sum(int(step.params["days"]) for step in steps if step.code == "weekends")
    assert weekends == kinds[Kind.WEEKEND]
    told = []
    for step in steps:
        if step.code not in ("day_off", "made_up"):
            continue
        first, last = (date.fromisoformat(str(step.params[end])) for end in ("first", "last"))
        run = [day for day in days(first, last) if calendar.look_up(day).kind is not Kind.WEEKEND]
        assert {calendar.look_up(day).kind.value for day in run} == {step.code}
        assert {calendar.look_up(day).name for day in run} == {step.params["name"]}
        assert len(run) == step.params["days"]
        told += run
    return told


@given(agency_calendars(), st.integers(-30, 60), st.integers(1, 40))
def test_the_steps_tell_exactly_the_days_skipped_and_made_up(given_calendar, shift, count):
    around, calendar = given_calendar
    start = around + timedelta(days=shift)
    due = calendar.add_working_days(start, count)
    before = calendar.working_days_before(start, count)
    for walked, steps in (
        (days(start, due.date)[1:], due.steps),
        (days(before.date, start)[:-1], before.steps),
        (days(start, due.date)[1:], calendar.working_days_between(start, due.date).steps),
    ):
        told = told_of(calendar, walked, steps)
        remarkable = [day for day in walked if calendar.look_up(day).kind in (Kind.DAY_OFF, Kind.MADE_UP)]
        assert told == remarkable


def test_two_days_off_of_one_name_with_work_between_are_told_apart():
    monday, friday = date(2026, 3, 2), date(2026, 3, 6)
    due = Calendar(dict.fromkeys((monday, friday), "Ngày truyền thống")).add_working_days(date(2026, 2, 27), 4)
    runs = [(step.params["first"], step.params["last"]) for step in due.steps if step.code == "day_off"]
    assert runs == [("2026-03-02", "2026-03-02"), ("2026-03-06", "2026-03-06")]


@given(agency_calendars(), st.integers(-30, 60))
def test_a_moved_day_tells_what_moved_it(given_calendar, shift):
    around, calendar = given_calendar
    asked = around + timedelta(days=shift)
    found = calendar.next_working_day(asked)
    moved = [step.params["day"] for step in found.steps if step.code == "moved"]
    assert moved == ([] if calendar.is_working(asked) else [asked.isoformat()])
    told = told_of(calendar, days(asked, found.date), found.steps)
    assert all(day in told for day in days(asked, found.date) if calendar.look_up(day).kind is Kind.DAY_OFF)


@cache
def all_periods(cadence, cutoff):
    return list(periods_between(FIRST, LAST, cadence, cutoff_day=cutoff))


@pytest.mark.parametrize("cutoff", [None, DECREE_09_CUTOFF])
@pytest.mark.parametrize("cadence", Cadence)
def test_periods_tile_twenty_one_years_day_by_day(cadence, cutoff):
    periods = all_periods(cadence, cutoff)
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(periods))
    counted = Counter(day for period in periods for day in days(period.first, period.last))
    assert set(counted.values()) == {1}
    assert counted.keys() >= set(EVERY_DAY)
    assert [day for day in EVERY_DAY if day not in period_of(day, cadence, cutoff_day=cutoff)] == []


@pytest.mark.parametrize("cutoff", [None, DECREE_09_CUTOFF])
def test_months_make_quarters_make_halves_make_years(cutoff):
    def ends(cadence):
        return {period.last for period in all_periods(cadence, cutoff)}

    for finer, coarser in pairwise(Cadence):
        assert ends(finer) >= {last for last in ends(coarser) if last <= LAST}
        per_year = Counter(period.year for period in all_periods(finer, cutoff))
        assert {per_year[year] for year in range(2015, 2036)} == {12 // finer.months}


def test_under_decree_09_every_period_closes_on_the_14th_and_opens_on_the_15th():
    for cadence in Cadence:
        assert {period.last.day for period in all_periods(cadence, DECREE_09_CUTOFF)} == {14}
        assert {period.first.day for period in all_periods(cadence, DECREE_09_CUTOFF)} == {15}


@given(st.integers(2015, 2035), CADENCES, CUTOFFS, st.data())
def test_a_key_and_its_period_are_one(year, cadence, cutoff, data):
    period = Period(cadence, year, data.draw(st.integers(1, 12 // cadence.months)), cutoff)
    assert Period.from_key(period.key, cutoff_day=cutoff) == period
    assert period_of(period.first, cadence, cutoff_day=cutoff) == period
    assert period_of(period.last, cadence, cutoff_day=cutoff) == period


@given(DAYS, CADENCES, CUTOFFS, st.integers(1, 31))
def test_a_report_is_due_on_the_first_working_day_from_the_day_asked(day, cadence, cutoff, due_day):
    period = period_of(day, cadence, cutoff_day=cutoff)
    due = period.due(due_day, SHIPPED).date
    assert works(due)
    assert due >= period.last
    asked = next(one for one in days(period.last, period.last + timedelta(days=31)) if is_asked(one, due_day))
    assert [one for one in days(asked, due) if works(one)] == [due]


def is_asked(day, due_day):
    """The day of the month that was named, or the month's last when it has no such day."""
    return day.day == due_day or (day.day < due_day and (day + timedelta(days=1)).day == 1)


@given(DAYS, CADENCES, st.sets(st.integers(0, 30), min_size=1, max_size=6))
def test_a_holiday_added_late_never_brings_a_report_nearer(day, cadence, offsets):
    period = period_of(day, cadence, cutoff_day=DECREE_09_CUTOFF)
    extra = {period.last + timedelta(days=n): "Nghỉ thêm" for n in offsets}
    fewer = Calendar({**OFF, **extra}, {d: name for d, name in MADE_UP.items() if d not in extra})
    assume(extra.keys() - OFF.keys())
    assert period.due(DECREE_09_DUE, fewer).date >= period.due(DECREE_09_DUE, SHIPPED).date
