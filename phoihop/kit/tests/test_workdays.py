from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phoihop.kit.workdays import Calendar, Computed, Counted, Kind, NoWorkingDay, Step

NATIONAL_DAY = "Quốc khánh"
SWAPPED = "Hoán đổi với ngày 22/8/2026"
AUTUMN = Calendar(
    {date(2026, 8, 31): SWAPPED, date(2026, 9, 1): NATIONAL_DAY, date(2026, 9, 2): NATIONAL_DAY},
    {date(2026, 8, 22): "Làm bù cho ngày 31/8/2026"},
)
PLAIN = Calendar({})
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@st.composite
def calendars(draw):
    """Any days off, some of them swapped for the Saturday before."""
    off = draw(st.sets(DAYS, max_size=40))
    first = draw(DAYS)
    off |= {first + timedelta(days=n) for n in range(draw(st.integers(0, 12)))}  # a Tết
    swapped = [day for day in off if draw(st.booleans())]
    saturdays = {day - timedelta(days=day.weekday() + 2) for day in swapped} - off
    return Calendar(dict.fromkeys(off, "Nghỉ lễ"), dict.fromkeys(saturdays, "Làm bù"))


def test_a_weekday_works_and_a_weekend_does_not():
    assert AUTUMN.is_working(date(2026, 8, 24))
    assert not AUTUMN.is_working(date(2026, 8, 23))
    assert AUTUMN.look_up(date(2026, 8, 23)).kind is Kind.WEEKEND


def test_a_holiday_tells_its_name():
    off = AUTUMN.look_up(date(2026, 9, 2))
    assert (off.is_working, off.kind, off.name) == (False, Kind.DAY_OFF, NATIONAL_DAY)


def test_a_swapped_saturday_works():
    made_up = AUTUMN.look_up(date(2026, 8, 22))
    assert (made_up.is_working, made_up.kind, made_up.name) == (True, Kind.MADE_UP, "Làm bù cho ngày 31/8/2026")


def test_a_working_day_added_on_a_weekday_changes_nothing():
    assert Calendar({}, {date(2026, 8, 24): "Làm bù"}).look_up(date(2026, 8, 24)).kind is Kind.WORKING


def test_a_day_cannot_be_both():
    with pytest.raises(ValueError, match="2026-09-02 is both a day off and a working day; withdraw one of the two"):
        Calendar({date(2026, 9, 2): NATIONAL_DAY}, {date(2026, 9, 2): "Làm bù"})


def test_the_calendar_does_not_change_when_the_mapping_given_does():
    given_off = {date(2026, 9, 2): NATIONAL_DAY}
    calendar = Calendar(given_off)
    given_off.clear()
    assert not calendar.is_working(date(2026, 9, 2))


def test_five_working_days_over_national_day_explain_themselves():
    due = AUTUMN.add_working_days(date(2026, 8, 20), 5, basis="Quy chế, Điều 9")
    assert due.date == date(2026, 8, 26)  # Fri 21, Sat 22 (made up), Mon 24, Tue 25, Wed 26
    assert due.steps == (
        Step("after", {"day": "2026-08-20", "count": 5}),
        Step("weekends", {"days": 1}),
        Step("made_up", {"first": "2026-08-22", "last": "2026-08-22", "days": 1, "name": "Làm bù cho ngày 31/8/2026"}),
        Step("result", {"day": "2026-08-26"}),
        Step("basis", {"text": "Quy chế, Điều 9"}),
    )


def test_days_off_of_one_name_are_told_as_one_run():
    due = AUTUMN.add_working_days(date(2026, 8, 28), 1)
    assert due.date == date(2026, 9, 3)
    assert [(step.code, step.params.get("name"), step.params.get("days")) for step in due.steps] == [
        ("after", None, None),
        ("weekends", None, 2),
        ("day_off", SWAPPED, 1),
        ("day_off", NATIONAL_DAY, 2),
        ("result", None, None),
    ]


def test_papers_three_working_days_before_a_friday_are_due_on_monday():
    due = PLAIN.working_days_before(date(2026, 12, 11), 3)
    assert due.date == date(2026, 12, 7)
    assert [step.code for step in due.steps] == ["before", "result"]


def test_counting_back_over_the_holiday_tells_it_in_the_order_of_the_calendar():
    due = AUTUMN.working_days_before(date(2026, 9, 4), 2)
    assert due.date == date(2026, 8, 27)  # Thu 3 Sep and Fri 28 Aug lie whole between
    assert [step.params.get("name") for step in due.steps if step.code == "day_off"] == [SWAPPED, NATIONAL_DAY]


def test_the_next_working_day_is_the_day_itself_when_it_works():
    assert PLAIN.next_working_day(date(2026, 12, 11)).steps == (
        Step("from", {"day": "2026-12-11"}),
        Step("result", {"day": "2026-12-11"}),
    )


def test_a_deadline_on_sunday_ends_on_monday():
    due = PLAIN.next_working_day(date(2026, 12, 13))
    assert due.date == date(2026, 12, 14)
    assert due.steps[1] == Step("moved", {"day": "2026-12-13"})


def test_zero_working_days_are_the_next_working_day():
    assert PLAIN.add_working_days(date(2026, 12, 12), 0) == PLAIN.next_working_day(date(2026, 12, 12))


@pytest.mark.parametrize("method", [PLAIN.add_working_days, PLAIN.working_days_before])
def test_fewer_than_none_is_refused(method):
    with pytest.raises(ValueError, match="-1 working days: give zero or more"):
        method(date(2026, 12, 12), -1)


def test_a_calendar_that_never_opens_is_called_wrong():
    closed = Calendar({date(2026, 1, 1) + timedelta(days=n): "Đóng cửa" for n in range(800)})
    with pytest.raises(NoWorkingDay, match="check the list of days off"):
        closed.next_working_day(date(2026, 1, 1))


def test_days_between_say_what_was_left_out():
    between = AUTUMN.working_days_between(date(2026, 8, 28), date(2026, 9, 4))
    assert between.days == 2
    assert between.steps[0] == Step("between", {"start": "2026-08-28", "end": "2026-09-04"})
    assert between.steps[-1] == Step("counted", {"count": 2})


def test_days_back_are_below_zero():
    assert AUTUMN.working_days_between(date(2026, 9, 4), date(2026, 8, 28)) == Counted(
        -2,
        (
            Step("between", {"start": "2026-09-04", "end": "2026-08-28"}),
            *AUTUMN.working_days_between(date(2026, 8, 28), date(2026, 9, 4)).steps[1:-1],
            Step("counted", {"count": -2}),
        ),
    )


def test_no_whole_day_lies_between_neighbours():
    assert PLAIN.full_working_days_between(date(2026, 12, 7), date(2026, 12, 8)) == 0
    assert PLAIN.full_working_days_between(date(2026, 12, 7), date(2026, 12, 7)) == 0
    assert PLAIN.full_working_days_between(date(2026, 12, 7), date(2026, 12, 11)) == 3


@given(calendars(), DAYS, st.integers(0, 40))
def test_a_computed_date_always_works_and_survives_storage(calendar, start, count):
    for computed in (calendar.add_working_days(start, count), calendar.working_days_before(start, count)):
        assert calendar.is_working(computed.date)
        assert Computed.from_json(computed.as_json()) == computed


@given(calendars(), DAYS, st.integers(1, 40))
def test_adding_and_counting_are_inverse(calendar, start, count):
    due = calendar.add_working_days(start, count).date
    assert due > start
    assert calendar.working_days_between(start, due).days == count
    assert calendar.working_days_between(start, due - timedelta(days=1)).days == count - 1


@given(calendars(), DAYS, st.integers(0, 40))
def test_the_day_before_leaves_the_full_days_and_no_later_one_does(calendar, meeting, count):
    papers = calendar.working_days_before(meeting, count).date
    assert calendar.full_working_days_between(papers, meeting) == count
    later = [papers + timedelta(days=n) for n in range(1, (meeting - papers).days)]
    assert all(calendar.full_working_days_between(day, meeting) < count for day in later if calendar.is_working(day))


@given(calendars(), DAYS, st.integers(-400, 400), st.integers(-400, 400))
def test_counting_is_additive(calendar, one, there, further):
    two, three = one + timedelta(days=there), one + timedelta(days=further)

    def days(a, b):
        return calendar.working_days_between(a, b).days

    assert days(one, two) + days(two, three) == days(one, three)


@given(calendars(), DAYS, st.integers(1, 40))
def test_the_explanation_accounts_for_every_day_walked_over(calendar, start, count):
    due = calendar.add_working_days(start, count)
    skipped = sum(int(step.params["days"]) for step in due.steps if step.code in ("weekends", "day_off"))
    assert (due.date - start).days == count + skipped


@given(calendars(), DAYS, DAYS)
def test_a_day_off_never_brings_a_deadline_nearer(calendar, start, extra):
    fewer = Calendar(
        {**calendar.days_off, extra: "Nghỉ"}, {d: n for d, n in calendar.working_days.items() if d != extra}
    )
    assert fewer.add_working_days(start, 10).date >= calendar.add_working_days(start, 10).date
