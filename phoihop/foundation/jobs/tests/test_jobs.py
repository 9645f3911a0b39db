"""Long work: queued with its transaction, carried on from its saved step, tried again, given up, watched."""

import datetime as dt
import os
import socket
import subprocess
import threading

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.jobs import jobs, kinds, running, schedule, verbs, working, workqueue
from phoihop.foundation.jobs.models import Job, Worker
from phoihop.foundation.jobs.states import State
from phoihop.foundation.ledger import queries as ledger_queries
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, lan, sign_in, tu

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    running.stopping.clear()
    yield
    running.stopping.clear()


@pytest.fixture
def shop():
    shop = working.Workshop()
    working.register(shop.id, at=timezone.now())
    return shop


def a_job(work, by=CLOCK, tries=3, **arguments):
    kinds.job("test.work", title="Test work", tries=tries)(work)
    return verbs.start(kind="test.work", arguments=arguments, by=by, at=MONDAY)


def due_now():
    """Spare the test the wait before another try."""
    DBTaskResult.objects.filter(status="READY").update(run_after=MONDAY)


def test_a_job_runs_and_keeps_its_result(shop):
    job = a_job(lambda run: {"url": f"/texts/{run.arguments['text']}/"}, text=3)
    assert shop.work_one()
    job.refresh_from_db()
    assert (job.state, job.result, job.worker, job.is_over) == (State.DONE, {"url": "/texts/3/"}, shop.id, True)
    assert not shop.work_one()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_job_nobody_declares_is_refused():
    with pytest.raises(kinds.UnknownKind, match="decorate its function"):
        verbs.start(kind="test.unheard_of", arguments={}, by=CLOCK, at=MONDAY)


def test_a_job_of_a_change_undone_was_never_queued():
    with transaction.atomic():
        a_job(lambda run: None)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_progress_is_saved_step_by_step(shop):
    seen = []

    def work(run):
        run.progress(1, 2, "Reading the pages")
        seen.append(Job.objects.values_list("done", "total", "said").get())
        run.progress(2, 2)

    a_job(work)
    shop.work_one()
    assert seen == [(1, 2, "Reading the pages")]
    assert Job.objects.get().done == 2


def test_what_fails_is_tried_again_from_its_saved_step(shop):
    begun_at = []

    def work(run):
        begun_at.append(run.done)
        if len(begun_at) < 3:
            run.progress(run.done + 1, 5)
            raise ValueError("no such luck")

    job = a_job(work)
    shop.work_one()
    job.refresh_from_db()
    assert (job.state, job.said) == (State.WAITING, running.WILL_TRY_AGAIN)
    assert not shop.work_one(), "it is not tried again at once"
    due_now()
    shop.work_one()
    due_now()
    shop.work_one()
    job.refresh_from_db()
    assert (begun_at, job.state, job.attempts) == ([0, 1, 2], State.DONE, 3)


def test_what_fails_too_often_is_given_up(shop):
    job = a_job(lambda run: 1 / 0, tries=2)
    shop.work_one()
    due_now()
    shop.work_one()
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (State.FAILED, running.BROKE, 2)
    due_now()
    assert not shop.work_one()


def test_a_refusal_is_not_tried_again(shop):
    def refuse(run):
        raise NotAllowed("The text is settled.")

    job = a_job(refuse)
    shop.work_one()
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "The text is settled.")


def test_a_kind_taken_out_of_the_program_fails_at_once(shop):
    job = a_job(lambda run: None)
    del kinds._kinds["test.work"]
    shop.work_one()
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_a_finished_job_is_not_run_again(shop):
    ran = []
    job = a_job(lambda run: ran.append(1))
    shop.work_one()
    running.run_job.enqueue(job.pk)
    shop.work_one()
    assert ran == [1]


def test_a_worker_told_to_stop_puts_the_job_back_where_it_was(shop):
    def work(run):
        shop.stop()
        run.progress(4, 9)

    job = a_job(work)
    shop.work_one()
    job.refresh_from_db()
    assert (job.state, job.done, job.attempts) == (State.WAITING, 4, 0)
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids) == ("READY", [])


def test_a_worker_that_lost_its_job_lets_go(shop):
    """Taken for dead, its work is done elsewhere; it must notice at the next step and touch nothing."""

    def work(run):
        Job.objects.update(worker="another")
        DBTaskResult.objects.update(started_at=MONDAY)
        run.progress(4, 9)

    job = a_job(work)
    shop.work_one()
    job.refresh_from_db()
    assert (job.state, job.worker, job.done) == (State.RUNNING, "another", 0)
    assert DBTaskResult.objects.get().status == "RUNNING"


# ── Tasks that are not jobs ──────────────────────────────────────────────────


def test_a_task_of_ours_is_tried_three_times(shop, monkeypatch):
    entry = schedule.Entry("test.broken", lambda: 1 / 0, minutes=1)
    monkeypatch.setattr(schedule, "_entries", {"test.broken": entry})
    schedule.run_chore.enqueue("test.broken")
    for status in ("READY", "READY", "FAILED"):
        due_now()
        shop.work_one()
        assert DBTaskResult.objects.get().status == status
    assert "ZeroDivisionError" in DBTaskResult.objects.get().traceback
    assert workqueue.failed(since=MONDAY) == 1


def test_the_pause_before_another_try_grows_to_an_hour():
    assert [workqueue.pause_before(n).total_seconds() for n in (1, 2, 3, 9)] == [10, 40, 160, 3600]


# ── The reaper ───────────────────────────────────────────────────────────────


def held_by(worker_id, times=1):
    """A job in the hands of this worker, for the so-manieth time."""
    job = a_job(lambda run: None)
    for _ in range(times):
        row = workqueue.take(worker=worker_id, at=timezone.now())
        if _ < times - 1:
            workqueue.put_back(row, run_after=MONDAY)
    Job.objects.update(state=State.RUNNING, worker=worker_id)
    return job


def a_worker(seconds_ago=0, host="elsewhere", pid=1):
    seen = timezone.now() - dt.timedelta(seconds=seconds_ago)
    return Worker.objects.create(id=f"w{host}{pid}", host=host, pid=pid, started_at=seen, seen_at=seen)


def test_a_living_worker_keeps_its_work():
    held_by(a_worker().pk)
    assert working.reap(at=timezone.now()) == 0


def test_a_silent_worker_is_dead_and_its_work_given_back(shop):
    job = held_by(a_worker(seconds_ago=90).pk)
    assert working.reap(at=timezone.now()) == 1
    assert list(Worker.objects.values_list("pk", flat=True)) == [shop.id]
    shop.work_one()
    job.refresh_from_db()
    assert job.state == State.DONE


def test_a_worker_whose_process_is_gone_is_dead_at_once():
    with subprocess.Popen(["true"]) as gone:
        pass
    held_by(a_worker(host=socket.gethostname(), pid=gone.pid).pk)
    assert working.reap(at=timezone.now()) == 1


def test_a_process_of_somebody_else_lives(monkeypatch):
    def not_ours(pid, number):
        raise PermissionError

    monkeypatch.setattr(os, "kill", not_ours)
    worker = a_worker(host=socket.gethostname())
    working.reap(at=timezone.now())
    assert Worker.objects.filter(pk=worker.pk).exists()


def test_work_that_kills_every_worker_is_given_up():
    job = held_by("dead", times=workqueue.DEATHS)
    working.reap(at=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, running.BROKE)
    assert DBTaskResult.objects.get().exception_class_path.endswith("WorkerDied")


def test_a_worker_taken_for_dead_comes_back(shop):
    Worker.objects.all().delete()
    shop.live_once()
    assert Worker.objects.get().pk == shop.id


def test_a_worker_that_must_go_gives_back_what_it_holds():
    held_by("mine")
    assert workqueue.release(worker="mine", at=timezone.now()) == 1
    assert DBTaskResult.objects.get().status == "READY"


def in_a_thread(loop):
    thread = threading.Thread(target=loop)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()


def test_a_worker_outlives_its_database(monkeypatch):
    shop, tried = working.Workshop(beat=0.001, poll=0.001), []

    def away(self):
        tried.append(1)
        if len(tried) == 3:
            self.stop()
        raise DatabaseError

    for deed, loop in (("work_one", shop._work), ("live_once", shop._live)):
        tried.clear()
        running.stopping.clear()
        monkeypatch.setattr(working.Workshop, deed, away)
        in_a_thread(loop)
        assert len(tried) == 3


def test_an_idle_worker_looks_again_and_again(monkeypatch):
    shop, looked = working.Workshop(poll=0.001), []

    def nothing(self):
        looked.append(1)
        if len(looked) == 3:
            self.stop()
        return False

    monkeypatch.setattr(working.Workshop, "work_one", nothing)
    in_a_thread(shop._work)
    assert len(looked) == 3


# ── The installation's own chores ────────────────────────────────────────────


def test_the_ledger_is_anchored_by_itself():
    actor = lan()
    with transaction.atomic():
        ledger.record("legal_basis.registered", on=actor.agency, by=actor, at=MONDAY, number="1/QĐ", title="x")
    jobs.anchor_ledger()
    assert ledger_queries.is_anchored()


def test_what_is_over_is_kept_for_a_month(shop):
    a_job(lambda run: None)
    shop.work_one()
    jobs.prune()
    assert Job.objects.exists()
    Job.objects.update(finished_at=MONDAY)
    DBTaskResult.objects.update(finished_at=MONDAY)
    waiting = a_job(lambda run: None)
    jobs.prune()
    assert list(Job.objects.all()) == [waiting]
    assert DBTaskResult.objects.count() == 1


def test_a_job_another_worker_snatched_is_nobodys_here(monkeypatch):
    a_job(lambda run: None)
    monkeypatch.setattr(type(DBTaskResult.objects.all()), "get_locked", lambda self: None)
    assert workqueue.take(worker="late", at=timezone.now()) is None


# ── The page ─────────────────────────────────────────────────────────────────


@pytest.mark.urls("phoihop.foundation.jobs.tests.doors")
class TestPage:
    def page(self, client, actor, job, **headers):
        return sign_in(client, actor).get(f"/jobs/{job.pk}/", headers=headers)

    def test_progress_is_shown_and_asked_again(self, client):
        actor = lan()
        job = a_job(lambda run: None, by=actor)
        page = self.page(client, actor, job).content.decode()
        assert "Waiting for its turn." in page
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
        assert f'hx-get="/jobs/{job.pk}/"' in page
        Job.objects.update(state=State.RUNNING)
        assert "Working on it." in self.page(client, actor, job).content.decode()
        Job.objects.update(said="Reading the pages", done=2, total=8)
        fragment = self.page(client, actor, job, **{"HX-Request": "true"}).content.decode()
        assert "Reading the pages" in fragment
        assert "2/8" in fragment
        assert "<html" not in fragment

    def test_what_is_done_leads_to_its_result_and_asks_no_more(self, client, shop):
        actor = lan()
        job = a_job(lambda run: {"url": "/texts/3/", "said": "Accepted"}, by=actor)
        shop.work_one()
        page = self.page(client, actor, job).content.decode()
        assert 'href="/texts/3/"' in page
        assert "Accepted" in page
        assert "hx-get" not in page
        assert "refresh" not in page

    def test_what_failed_says_why_and_leads_back(self, client, shop):
        actor = lan()
        job = a_job(lambda run: 1 / 0, by=actor, tries=1, back="/texts/3/")
        shop.work_one()
        page = self.page(client, actor, job).content.decode()
        assert "The work stopped because of an error" in page
        assert 'href="/texts/3/"' in page

    def test_a_stranger_finds_nothing(self, client):
        job = a_job(lambda run: None, by=lan())
        assert self.page(client, tu(), job).status_code == 404

    def test_the_installations_own_jobs_are_nobodys(self, client):
        assert self.page(client, lan(), a_job(lambda run: None)).status_code == 404

    def test_a_kind_nobody_knows_is_called_by_its_name(self, client):
        actor = lan()
        job = a_job(lambda run: None, by=actor)
        del kinds._kinds["test.work"]
        assert "test.work" in self.page(client, actor, job).content.decode()
