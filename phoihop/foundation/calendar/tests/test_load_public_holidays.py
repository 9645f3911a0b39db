import datetime as dt
from collections import Counter

import pytest

from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.calendar import queries, verbs
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.tests.cast import diem, the_shipped_days
from phoihop.foundation.ledger.models import Entry
from tests.cast import LATER, MONDAY


@pytest.mark.slow
@pytest.mark.django_db
def test_every_shipped_day_comes_in_once_with_its_entry():
    count = verbs.load_public_holidays(by=CLOCK, at=MONDAY)
    assert count == len(verbs.shipped()) == DayOff.objects.count()
    assert Entry.objects.filter(kind="calendar.day_added", by="clock").count() == count
    assert verbs.load_public_holidays(by=CLOCK, at=LATER) == 0


@pytest.mark.django_db
def test_what_an_administrator_entered_stays(monkeypatch):
    monkeypatch.setattr(verbs, "shipped", lambda shipped=verbs.shipped: [r for r in shipped() if r[0].year == 2026])
    verbs.add_day_off(day=dt.date(2026, 9, 2), name="Tết Độc lập", kind="public", by=diem(), at=MONDAY)
    verbs.load_public_holidays(by=CLOCK, at=MONDAY)
    assert DayOff.objects.get(day=dt.date(2026, 9, 2)).name == "Tết Độc lập"
    assert not DayOff.objects.get(day=dt.date(2026, 11, 24)).is_confirmed


@pytest.mark.django_db
def test_the_calendar_of_2026_counts_over_national_day_as_announced():
    the_shipped_days()
    calendar = queries.calendar_for()
    assert calendar.add_working_days(dt.date(2026, 8, 28), 1).date == dt.date(2026, 9, 3)
    assert calendar.is_working(dt.date(2026, 8, 22))


def days(year, *, kind="public"):
    return [day for day, day_kind, *_ in verbs.shipped() if day.year == year and day_kind == kind]


@pytest.mark.parametrize("year", range(2015, 2036))
def test_a_year_has_its_legal_days_and_says_whether_they_are_announced(year):
    rows = [row for row in verbs.shipped() if row[0].year == year and row[1] == "public"]
    names = Counter(name for _, _, name, *_ in rows if not name.startswith("Nghỉ"))
    assert names == {
        "Tết Dương lịch": 1,
        "Tết Nguyên đán": 5,
        "Giỗ Tổ Hùng Vương": 1,
        "Ngày Chiến thắng": 1,
        "Ngày Quốc tế Lao động": 1,
        "Quốc khánh": 2 if year >= 2021 else 1,
    } | ({"Ngày Văn hóa Việt Nam": 1} if year >= 2026 else {})
    statuses = {status for _, _, name, status, _ in rows if "Văn hóa" not in name}
    assert statuses == {"confirmed" if year <= 2026 else "computed"}


@pytest.mark.parametrize("year", range(2015, 2036))
def test_every_legal_day_on_a_weekend_has_its_day_in_lieu(year):
    legal = [row for row in verbs.shipped() if row[0].year == year and not row[2].startswith(("Nghỉ", "Làm"))]
    in_lieu = [row for row in verbs.shipped() if row[0].year == year and row[2].startswith("Nghỉ bù")]
    assert len(in_lieu) == sum(day.weekday() >= 5 for day, *_ in legal)
    assert all(day.weekday() < 5 for day, *_ in in_lieu)


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2015, "2015-02-16", "2015-02-23"),
        (2020, "2020-01-23", "2020-01-29"),
        (2023, "2023-01-20", "2023-01-26"),
        (2024, "2024-02-08", "2024-02-14"),
        (2025, "2025-01-27", "2025-01-31"),
        (2026, "2026-02-16", "2026-02-20"),
    ],
)
def test_tet_was_as_announced(year, first, last):
    tet = [day for day in days(year) if day.month in (1, 2) and day.day + 31 * day.month > 35]
    assert (tet[0].isoformat(), tet[-1].isoformat()) == (first, last)


def test_tet_2030_is_a_day_before_the_chinese_new_year():
    tet = [day for day, _, name, *_ in verbs.shipped() if name == "Tết Nguyên đán" and day.year == 2030]
    assert tet[2] == dt.date(2030, 2, 2)  # two days before, the first itself, two after


def test_every_exchanged_saturday_names_a_weekday_that_is_off():
    off = {day for day, kind, *_ in verbs.shipped() if kind == "public"}
    swaps = [(day, name) for day, kind, name, *_ in verbs.shipped() if kind == "working_swap"]
    assert len(swaps) == 9
    for day, name in swaps:
        exchanged = dt.datetime.strptime(name.removeprefix("Làm bù cho ngày "), "%d/%m/%Y").date()  # noqa: DTZ007 — a day has no zone
        assert day.weekday() == 5
        assert exchanged in off
        assert exchanged.weekday() < 5


def test_every_day_says_where_it_comes_from():
    assert all(source for *_, source in verbs.shipped())
