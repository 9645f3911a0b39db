"""`phoihop work`: a job outlives the worker that is killed under it, and a worker that is asked to stop stops."""

import json
import signal
import sqlite3
import time
from contextlib import closing

import pytest

pytestmark = pytest.mark.slow

STEPS = [str(step) for step in range(20)]

START = """
from django.utils import timezone
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.jobs import verbs
print(verbs.start(kind="test.slow", arguments={{"trace": {trace!r}}}, by=CLOCK, at=timezone.now()).pk)
"""


@pytest.fixture
def job(house, tmp_path):
    class Running:
        trace = tmp_path / "trace"
        pk = house.python(START.format(trace=str(trace)))

        def look(self):
            """State, steps done, attempts, result, workers: read beside the program, which takes a second to start."""
            with closing(sqlite3.connect(house.folder / "phoihop.sqlite3")) as database:
                row = database.execute("SELECT state, done, attempts, result FROM jobs_job WHERE id = ?", [self.pk])
                state, done, attempts, result = row.fetchone()
                (workers,) = database.execute("SELECT count(*) FROM jobs_worker").fetchone()
            return state, done, attempts, json.loads(result), workers

        def steps(self):
            return self.trace.read_text().split() if self.trace.exists() else []

        def wait_for(self, count):
            last = time.monotonic() + 20
            while len(self.steps()) < count:
                assert time.monotonic() < last, "the worker does not get on"
                time.sleep(0.02)

        def wait_until_done(self):
            last = time.monotonic() + 20
            while (seen := self.look())[0] != "DONE":
                assert time.monotonic() < last, seen
                time.sleep(0.05)
            return seen

    return Running()


def test_a_job_whose_worker_was_killed_is_finished_by_another(house, job):
    with house.popen("work", "--quiet") as killed:
        job.wait_for(5)
        killed.kill()
    with house.popen("work", "--quiet") as another:
        state, done, attempts, result, _workers = job.wait_until_done()
        another.terminate()
    assert (state, done, attempts, result) == ("DONE", 20, 2, {"url": "/done/"})
    assert another.returncode == 0
    # From the saved step: at most the one that was in hand is done twice.
    steps = job.steps()
    assert list(dict.fromkeys(steps)) == STEPS
    assert len(steps) <= 21


def test_a_worker_asked_to_stop_gives_its_job_back(house, job):
    with house.popen("work", "--quiet") as worker:
        job.wait_for(3)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(5) == 0
    state, done, attempts, _result, workers = job.look()
    assert (state, attempts, workers) == ("WAITING", 0, 0)
    assert done == len(job.steps())


def test_without_tables_it_says_what_to_do(tmp_path):
    from phoihop.commands.tests.conftest import House

    refused = House(tmp_path).run("work")
    assert (refused.returncode, refused.stderr) == (
        2,
        "Cơ sở dữ liệu chưa được cập nhật. Chạy `phoihop serve` một lần để cập nhật.\n",
    )


def test_no_bench_is_no_worker(house):
    refused = house.run("work", "--benches", "0")
    assert refused.returncode == 2
    assert "phải từ 1 trở lên" in refused.stderr
