"""The clock: each chore in its turn, once, however many clocks there are."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from phoihop.foundation.jobs import schedule
from phoihop.foundation.jobs.models import Tick

NINE = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)  # 09:00 in Hà Nội


@pytest.fixture(autouse=True)
def _entries(monkeypatch):
    monkeypatch.setattr(schedule, "_entries", {})


def after(**time):
    return NINE + dt.timedelta(**time)


def done():
    DBTaskResult.objects.update(status="SUCCESSFUL")


@pytest.mark.django_db
def test_what_comes_every_ten_minutes_comes_at_once_and_then_every_ten():
    schedule.every(name="test.often", minutes=10)(lambda: None)
    assert schedule.tick(now=NINE) == ["test.often"]
    done()
    assert schedule.tick(now=after(minutes=9)) == []
    assert schedule.tick(now=after(minutes=10)) == ["test.often"]


@pytest.mark.django_db
def test_what_comes_at_six_waits_for_six():
    schedule.every(name="test.daily", at="06:00")(lambda: None)
    assert schedule.tick(now=NINE) == []
    assert schedule.tick(now=after(hours=20, minutes=59)) == []
    assert schedule.tick(now=after(hours=21)) == ["test.daily"]
    done()
    assert schedule.tick(now=after(hours=22)) == []


@pytest.mark.django_db
def test_a_machine_that_slept_over_its_turn_makes_up_for_it_once():
    schedule.every(name="test.daily", at="06:00")(lambda: None)
    schedule.tick(now=NINE)
    assert schedule.tick(now=after(days=3)) == ["test.daily"]
    done()
    assert schedule.tick(now=after(days=3, minutes=1)) == []


@pytest.mark.django_db
def test_a_chore_still_running_is_not_begun_beside_itself():
    schedule.every(name="test.often", minutes=10)(lambda: None)
    schedule.tick(now=NINE)
    assert schedule.tick(now=after(minutes=30)) == []
    done()
    assert schedule.tick(now=after(minutes=31)) == ["test.often"]


@pytest.mark.django_db
def test_a_clock_that_looked_a_moment_too_early_loses():
    schedule.every(name="test.often", minutes=10)(lambda: None)
    entry = schedule.entries()[0]
    seen = Tick.objects.create(name="test.often", ran_at=after(days=-1))
    Tick.objects.update(ran_at=NINE)
    assert not schedule._begin(entry, seen, after(minutes=1))
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_the_chore_itself_is_run_by_a_worker():
    ran = []
    schedule.every(name="test.often", minutes=10)(lambda: ran.append(1))
    schedule.run_chore.call("test.often")
    schedule.run_chore.call("test.taken_out_of_the_program")
    assert ran == [1]


def test_a_turn_is_said_in_one_way():
    with pytest.raises(ValueError, match="either minutes or at"):
        schedule.every(name="test.never")
    with pytest.raises(ValueError, match="either minutes or at"):
        schedule.every(name="test.both", minutes=1, at="06:00")


@pytest.mark.slow
def test_two_clocks_do_it_once(committed):
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("the test database lies in memory")  # it locks tables and never waits
    schedule.every(name="test.often", minutes=10)(lambda: None)
    Tick.objects.create(name="test.often", ran_at=after(days=-1))
    begun, ready = [], threading.Barrier(4)

    def clock():
        ready.wait()
        begun.extend(schedule.tick(now=NINE))
        connection.close()

    threads = [threading.Thread(target=clock) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert begun == ["test.often"]
    assert DBTaskResult.objects.count() == 1
