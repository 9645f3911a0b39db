"""Who has been silent, since when, for how many working days: against a plain count, on any day."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoihop.carry_out.escalations import queries, verbs
from phoihop.carry_out.escalations.models import Difficulty, Referral
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    at,
    awaited,
    body,
    decided,
    leader,
    told,
)
from phoihop.foundation.calendar.models import DayOff
from tests.cast import TODAY, lan, minh

pytestmark = pytest.mark.django_db

A_DAY = dt.timedelta(days=1)
TET = dt.date(2026, 3, 5)
SATURDAY_WORKED = dt.date(2026, 3, 14)
BODYS_OWN = dt.date(2026, 3, 18)


def works(day, *, of_the_body=False):
    """The calendar of these tests, told again without the code under test."""
    if day == TET or (of_the_body and day == BODYS_OWN):
        return False
    return day.weekday() < 5 or day == SATURDAY_WORKED


def counted(since, until, **whose):
    return sum(works(since + A_DAY * n, **whose) for n in range(1, (until - since).days + 1))


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    DayOff.objects.create(day=TET, name="Nghỉ lễ", kind="public")
    DayOff.objects.create(day=SATURDAY_WORKED, name="Làm bù", kind="working_swap")
    DayOff.objects.create(day=BODYS_OWN, name="Đại hội", kind="agency", agency=body())
    return lead, head, member, a_programme(lead, head)


def silence(difficulty, day, *, then=True):
    row = queries.as_of(Difficulty.objects.filter(pk=difficulty.pk), on=day, then=then).get()
    return queries.silence_of(row, queries.Silences(day))


def test_the_unit_is_silent_from_the_report_and_the_body_from_the_referral(cast):
    lead, head, _member, programme = cast
    difficulty = a_difficulty(programme, head, at=at(TODAY))
    put_on = TODAY + 4 * A_DAY
    a_referral(difficulty, lead, at=at(put_on))
    unit = silence(difficulty, put_on - A_DAY)
    assert (unit.agency_id, unit.since, unit.days) == (lead.agency.pk, TODAY, counted(TODAY, put_on - A_DAY))
    silent_on = TODAY + 20 * A_DAY
    of_body = silence(difficulty, silent_on)
    assert (of_body.agency_id, of_body.since) == (body().pk, put_on)
    assert of_body.days == counted(put_on, silent_on, of_the_body=True) == counted(put_on, silent_on) - 1


def test_nobody_is_silent_once_somebody_has_spoken(cast):
    lead, head, member, programme = cast
    difficulty = a_difficulty(programme, head)
    a_referral(difficulty, lead)
    decided(difficulty, member, at=at(TODAY + 9 * A_DAY))
    assert silence(difficulty, TODAY + 20 * A_DAY) is None
    assert silence(difficulty, TODAY + 8 * A_DAY).agency_id == body().pk


def test_today_and_today_told_as_the_past_agree(cast):
    lead, head, _member, programme = cast
    difficulty = a_difficulty(programme, head)
    a_referral(difficulty, lead)
    day = TODAY + 15 * A_DAY
    assert silence(difficulty, day, then=False) == silence(difficulty, day, then=True)


def test_any_past_day_tells_the_state_of_that_day(cast):
    lead, head, member, programme = cast
    days = [TODAY + A_DAY * n for n in range(0, 24, 4)]
    difficulty = a_difficulty(programme, head, at=at(days[0]))
    verbs.return_for_completion(difficulty=difficulty, reason="Thiếu.", by=lead, at=at(days[1]))
    verbs.complete(difficulty=again(difficulty), title="b", facts="c", proposal="d", by=head, at=at(days[2]))
    a_referral(difficulty, lead, at=at(days[3]))
    decided(difficulty, member, at=at(days[4]))
    verbs.resolve(difficulty=again(difficulty), by=head, at=at(days[5]))
    wanted = ["REPORTED", "RETURNED", "REPORTED", "REFERRED", "DECIDED", "RESOLVED"]
    assert [told(difficulty, day).day_state for day in days] == wanted
    assert [told(difficulty, day - A_DAY).day_state for day in days[1:]] == wanted[:-1]
    assert told(difficulty, days[0] - A_DAY) is None


def test_the_longest_silence_of_a_body_comes_first_on_any_day(cast):
    lead, head, member, programme = cast
    first, second = (a_difficulty(programme, head, title=title) for title in ("Một", "Hai"))
    a_referral(second, lead, at=at(TODAY + 2 * A_DAY))
    a_referral(first, lead, at=at(TODAY + 7 * A_DAY))
    decided(second, member, at=at(TODAY + 10 * A_DAY))
    put = Referral.objects.filter(body=body())

    def order(day):
        found = queries.silent_referrals(put, on=day, then=True)
        return [(one.difficulty.title, silence.days) for one, silence in found]

    nine, twelve = TODAY + 9 * A_DAY, TODAY + 12 * A_DAY
    assert order(nine) == [
        ("Hai", counted(TODAY + 2 * A_DAY, nine, of_the_body=True)),
        ("Một", counted(TODAY + 7 * A_DAY, nine, of_the_body=True)),
    ]
    assert order(twelve) == [("Một", counted(TODAY + 7 * A_DAY, twelve, of_the_body=True))]
    assert order(TODAY) == []
    now = queries.silent_referrals(put, on=twelve)
    assert [one.difficulty.title for one, _silence in now] == ["Một"]


def test_a_past_day_knows_the_due_date_of_then(cast):
    lead, head, _member, programme = cast
    difficulty = a_difficulty(programme, head)
    a_referral(difficulty, lead)
    was = awaited(difficulty).due_on
    DayOff.objects.create(day=dt.date(2026, 3, 10), name="Nghỉ", kind="public")
    verbs.recompute(referral=awaited(difficulty), at=at(TODAY + 4 * A_DAY))
    now = awaited(difficulty).due_on
    assert now > was
    put = Referral.objects.all()
    [(before, _)] = queries.silent_referrals(put, on=TODAY + 3 * A_DAY, then=True)
    [(after, _)] = queries.silent_referrals(put, on=TODAY + 4 * A_DAY, then=True)
    assert (before.day_due, after.day_due) == (was, now)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(limit=st.integers(0, 30), offset=st.integers(0, 45), then=st.booleans())
def test_longer_than_finds_what_a_plain_count_finds(many, limit, offset, then):
    day = TODAY + A_DAY * (24 + offset)
    told_ = queries.as_of(Difficulty.objects.all(), on=day, then=then)
    found = set(queries.longer_than(told_, limit, on=day).values_list("pk", flat=True))
    wanted = {
        pk
        for pk, (since, of_the_body) in many.items()
        if since is not None and counted(since, day, of_the_body=of_the_body) > limit
    }
    assert found == wanted


@pytest.fixture
def many(cast):
    """{difficulty: (silent since, whether it is the body), or (None, …)}, from the end of the 24th day on."""
    lead, head, member, programme = cast
    plain = {}
    for n in range(12):
        one = a_difficulty(programme, head, title=f"Việc {n}", at=at(TODAY + A_DAY * n))
        plain[one.pk] = (TODAY + A_DAY * n, False)
        if n % 3:
            a_referral(one, lead, at=at(TODAY + A_DAY * (n + 2)))
            plain[one.pk] = (TODAY + A_DAY * (n + 2), True)
        if n % 3 == 2:
            decided(one, member, at=at(TODAY + A_DAY * (n + 9)))
            plain[one.pk] = (None, False)
    return plain
