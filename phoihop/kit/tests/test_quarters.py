from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.kit.quarters import DECREE_09_CUTOFF, DECREE_09_DUE, Cadence, Period, period_of, periods_between
from phoihop.kit.workdays import Calendar

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
CADENCES = st.sampled_from(Cadence)
CUTOFFS = st.none() | st.integers(1, 28)
PLAIN = Calendar({})


def test_a_calendar_quarter_is_three_months():
    quarter = period_of(date(2026, 11, 23))
    assert (quarter.key, quarter.first, quarter.last) == ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("cadence", "day", "key", "first", "last"),
    [
        (Cadence.MONTHLY, date(2026, 3, 14), "2026-M3", date(2026, 2, 15), date(2026, 3, 14)),
        (Cadence.MONTHLY, date(2026, 3, 15), "2026-M4", date(2026, 3, 15), date(2026, 4, 14)),
        (Cadence.QUARTERLY, date(2025, 12, 15), "2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        (Cadence.QUARTERLY, date(2026, 12, 14), "2026-Q4", date(2026, 9, 15), date(2026, 12, 14)),
        (Cadence.HALF_YEARLY, date(2026, 6, 14), "2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
        (Cadence.HALF_YEARLY, date(2026, 6, 15), "2026-H2", date(2026, 6, 15), date(2026, 12, 14)),
        (Cadence.YEARLY, date(2025, 12, 31), "2026", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_the_cut_offs_of_decree_09(cadence, day, key, first, last):
    period = period_of(day, cadence, cutoff_day=DECREE_09_CUTOFF)
    assert (period.key, period.first, period.last) == (key, first, last)


@pytest.mark.parametrize(
    ("key", "vi", "en"),
    [
        ("2026-M11", "tháng 11/2026", "November 2026"),
        ("2026-Q3", "quý III/2026", "Q3 2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "first half of 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "second half of 2026"),
        ("2026", "năm 2026", "2026"),
    ],
)
def test_labels(key, vi, en):
    period = Period.from_key(key)
    assert (period.label_vi, period.label_en) == (vi, en)


def test_a_report_under_decree_09_is_due_on_the_17th_of_the_closing_month():
    quarter = Period.from_key("2026-Q4", cutoff_day=DECREE_09_CUTOFF)
    assert quarter.due(DECREE_09_DUE, PLAIN).date == date(2026, 12, 17)


def test_a_report_for_a_calendar_quarter_is_due_in_the_next_month_and_never_on_a_weekend():
    due = Period.from_key("2026-Q4").due(10, PLAIN, basis="Quy chế, Điều 12")
    assert due.date == date(2027, 1, 11)  # the 10th is a Sunday
    assert [step.code for step in due.steps] == ["from", "moved", "weekends", "result", "basis"]


def test_the_31st_means_the_end_of_the_month():
    assert Period.from_key("2026-M1", cutoff_day=25).due(31, PLAIN).date == date(2026, 2, 2)  # Sat 31 January, moved
    assert Period.from_key("2026-M6").due(31, PLAIN).date == date(2026, 6, 30)


@pytest.mark.parametrize("day", [0, 32])
def test_a_due_day_is_a_day_of_the_month(day):
    with pytest.raises(ValueError, match="give a day of the month"):
        Period.from_key("2026").due(day, PLAIN)


@pytest.mark.parametrize("cutoff", [0, 29])
def test_a_cut_off_exists_in_every_month(cutoff):
    with pytest.raises(ValueError, match="give a day from 1 to 28"):
        period_of(date(2026, 1, 1), cutoff_day=cutoff)


@pytest.mark.parametrize("key", ["2026-Q", "2026-Q5", "2026-M13", "2026-M0", "26", "quý I"])
def test_a_key_that_names_no_period_is_refused(key):
    with pytest.raises(ValueError, match=r"names no period|There is no"):
        Period.from_key(key)


def test_a_term_of_five_years_has_twenty_quarters():
    quarters = list(periods_between(date(2021, 1, 1), date(2025, 12, 31)))
    assert len(quarters) == 20
    assert (quarters[0].key, quarters[-1].key) == ("2021-Q1", "2025-Q4")


def test_a_term_that_begins_in_mid_quarter_has_that_quarter_too():
    assert [p.key for p in periods_between(date(2021, 12, 31), date(2022, 4, 1))] == ["2021-Q4", "2022-Q1", "2022-Q2"]


def test_a_term_that_ends_before_it_begins_has_none():
    assert list(periods_between(date(2022, 1, 1), date(2021, 1, 1))) == []


@given(DAYS, CADENCES, CUTOFFS)
def test_every_day_is_in_its_period_and_in_no_other(day, cadence, cutoff):
    period = period_of(day, cadence, cutoff_day=cutoff)
    assert day in period
    assert day not in period.next()
    assert day not in period.previous()
    assert period.next().first == period.last + timedelta(days=1)
    assert period.next().previous() == period
    assert Period.from_key(period.key, cutoff_day=cutoff) == period


@given(DAYS, st.integers(0, 2000), CADENCES, CUTOFFS)
def test_periods_cover_a_term_without_gap(first, length, cadence, cutoff):
    last = first + timedelta(days=length)
    periods = list(periods_between(first, last, cadence, cutoff_day=cutoff))
    assert first in periods[0]
    assert last in periods[-1]
    assert all(b.first == a.last + timedelta(days=1) for a, b in pairwise(periods))


@given(DAYS, CADENCES, CUTOFFS, st.integers(1, 31))
def test_no_report_is_due_before_its_period_is_closed(day, cadence, cutoff, due_day):
    period = period_of(day, cadence, cutoff_day=cutoff)
    assert period.last <= period.due(due_day, PLAIN).date <= period.last + timedelta(days=34)
