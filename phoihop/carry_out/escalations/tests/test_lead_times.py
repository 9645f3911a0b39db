"""How long it took, stage by stage, against a plain count; what is not over stands beside with its silence."""

import datetime as dt
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoihop.carry_out.escalations import queries, verbs
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.carry_out.escalations.queries import Stage
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    at,
    awaited,
    decided,
    leader,
)
from phoihop.ui import pictures
from tests.cast import TODAY, lan, minh

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
END = TODAY + 80 * A_DAY


def weekdays(since, until):
    return sum((since + A_DAY * n).weekday() < 5 for n in range(1, (until - since).days + 1))


def of(stage, *, on=END):
    return queries.stretches(Difficulty.objects.all(), stage, on=on)


def told(found):
    return [
        (one.difficulty.number, one.days, one.until) for one in sorted(found, key=lambda one: one.difficulty.number)
    ]


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    return lead, head, member, a_programme(lead, head)


def test_each_stage_is_counted_from_its_own_beginning(cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head, at=at(TODAY))
    verbs.return_for_completion(difficulty=one, reason="…", by=lead, at=at(TODAY + 3 * A_DAY))
    verbs.complete(difficulty=again(one), title="a", facts="b", proposal="c", by=head, at=at(TODAY + 8 * A_DAY))
    a_referral(one, lead, at=at(TODAY + 10 * A_DAY))
    decided(one, member, at=at(TODAY + 30 * A_DAY))
    days = {
        Stage.TRIAGE: (TODAY, TODAY + 3 * A_DAY),
        Stage.REFERRAL: (TODAY, TODAY + 10 * A_DAY),
        Stage.DECISION: (TODAY + 10 * A_DAY, TODAY + 30 * A_DAY),
        Stage.WHOLE: (TODAY, TODAY + 30 * A_DAY),
    }
    for stage, (since, until) in days.items():
        assert told(of(stage)) == [(1, weekdays(since, until), until)], stage


def test_what_is_not_decided_is_counted_by_its_silence(cast):
    lead, head, _member, programme = cast
    one = a_difficulty(programme, head)
    a_referral(one, lead, at=at(TODAY + 5 * A_DAY))
    [stretch] = of(Stage.DECISION)
    assert (stretch.until, stretch.days) == (None, weekdays(TODAY + 5 * A_DAY, END))
    assert queries.median([stretch]) is None
    assert queries.ninth([stretch]) is None


def test_a_past_day_does_not_know_what_came_later(cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head)
    a_referral(one, lead, at=at(TODAY + 5 * A_DAY))
    decided(one, member, at=at(TODAY + 30 * A_DAY))
    assert of(Stage.DECISION, on=TODAY + 4 * A_DAY) == []
    [then] = of(Stage.DECISION, on=TODAY + 29 * A_DAY)
    assert (then.until, then.days) == (None, weekdays(TODAY + 5 * A_DAY, TODAY + 29 * A_DAY))


def test_what_was_asked_back_is_neither_decided_nor_waiting_for_the_body(cast):
    lead, head, member, programme = cast
    one = a_difficulty(programme, head)
    a_referral(one, lead)
    verbs.ask_back(referral=awaited(one), question="…", by=member, at=at(TODAY + 4 * A_DAY))
    assert of(Stage.DECISION) == []
    assert told(of(Stage.WHOLE)) == [(1, weekdays(TODAY, END), None)]


def test_what_ended_otherwise_waits_for_nobody(cast):
    lead, head, _member, programme = cast
    one = a_difficulty(programme, head)
    verbs.answer(difficulty=one, text="…", by=lead, at=at(TODAY + 2 * A_DAY))
    two = a_difficulty(programme, head)
    verbs.withdraw(difficulty=two, reason="…", by=head, at=at(TODAY + 2 * A_DAY))
    assert told(of(Stage.TRIAGE)) == [(1, weekdays(TODAY, TODAY + 2 * A_DAY), TODAY + 2 * A_DAY)]
    assert of(Stage.WHOLE) == []


def test_the_picture_says_what_the_figures_say(cast):
    lead, head, member, programme = cast
    for n in (2, 7, 20):
        one = a_difficulty(programme, head, title=f"Việc {n}")
        a_referral(one, lead)
        if n != 20:
            decided(one, member, at=at(TODAY + n * A_DAY))
    found = of(Stage.DECISION)
    picture = queries.lead_times(found, Stage.DECISION)
    assert (picture.median, picture.ninth) == (queries.median(found), queries.ninth(found))
    assert [case.what for case in picture.waiting] == ["VM3 Việc 20"]
    assert str(weekdays(TODAY, END)) in pictures.describe(picture)
    assert len(pictures.table(picture).rows) == 3


def test_four_queries_however_many(cast, django_assert_num_queries):
    lead, head, _member, programme = cast
    for _n in range(5):
        a_referral(a_difficulty(programme, head), lead)
    with django_assert_num_queries(4):
        queries.by_stage(Difficulty.objects.all(), on=END)
    for stage in Stage:
        with django_assert_num_queries(3):
            of(stage)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(plan=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.none() | st.integers(0, 30)), max_size=6))
def test_median_and_ninth_are_those_of_a_plain_count(cast, plan):
    lead, head, member, programme = cast
    before = set(Difficulty.objects.values_list("pk", flat=True))
    plain = []
    for asked, put, spoke in plan:
        one = a_difficulty(programme, head, at=at(TODAY + asked * A_DAY))
        put_on = TODAY + (asked + put) * A_DAY
        a_referral(one, lead, at=at(put_on))
        if spoke is not None:
            decided(one, member, at=at(put_on + spoke * A_DAY))
            plain.append(weekdays(put_on, put_on + spoke * A_DAY))
    found = queries.stretches(Difficulty.objects.exclude(pk__in=before), Stage.DECISION, on=END)
    plain.sort()
    assert sorted(one.days for one in found if one.until) == plain
    if plain:
        half = len(plain) // 2
        middle = plain[half] if len(plain) % 2 else (plain[half - 1] + plain[half]) / 2
        assert queries.median(found) == middle
        assert queries.ninth(found) == plain[math.ceil(len(plain) * 9 / 10) - 1]
    assert len([one for one in found if not one.until]) == len(plan) - len(plain)
