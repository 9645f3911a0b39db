"""The doors for machines: alive, ready, and figures for those who may have them."""

import pytest
from django.db import DatabaseError
from django.utils import timezone

from phoihop.foundation.access.roles import Role
from phoihop.foundation.jobs import queries, schedule, working
from phoihop.foundation.ledger import visibility
from tests.cast import an_agency, lan, someone

pytestmark = [pytest.mark.django_db, pytest.mark.urls("phoihop.foundation.jobs.tests.doors")]


@pytest.fixture
def _migrated(monkeypatch):
    """Tests build tables without migrations."""
    monkeypatch.setattr(queries, "_migrations_on_disk", frozenset)


def test_alive_is_one_word(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.usefixtures("_migrated")
def test_ready_with_a_worker(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"worker: none heard of in the last minute\n")
    working.register("w", at=timezone.now())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_not_ready_before_the_migrations(client, monkeypatch):
    monkeypatch.setattr(queries, "_migrations_on_disk", lambda: frozenset({("agencies", "0099_tomorrow")}))
    assert queries.migrations_missing() == ["agencies.0099_tomorrow"]
    assert b"migrations: not all applied" in client.get("/readyz").content


def test_not_ready_without_a_database(client, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(queries, "migrations_missing", away)
    assert client.get("/readyz").content == b"database: out of reach\n"


def test_figures_for_this_machine(client):
    text = client.get("/metrics").content.decode()
    assert "# TYPE phoihop_jobs_waiting gauge\nphoihop_jobs_waiting 0\n" in text
    assert "phoihop_ledger_entries 0" in text
    assert "phoihop_jobs_oldest_seconds 0" in text


def test_the_age_of_the_oldest_task(client):
    schedule.run_chore.enqueue("test.any")
    assert "phoihop_jobs_waiting 1" in client.get("/metrics").content.decode()


@pytest.mark.parametrize(
    ("about", "status"),
    [
        ({"REMOTE_ADDR": "10.0.0.7"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}, 404),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, 404),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer s3cret"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
    ],
)
def test_figures_are_not_for_everybody(client, monkeypatch, about, status):
    monkeypatch.setenv("PHOIHOP_METRICS_TOKEN", "s3cret")
    assert client.get("/metrics", **about).status_code == status


def test_without_a_token_set_none_is_right(client, monkeypatch):
    monkeypatch.delenv("PHOIHOP_METRICS_TOKEN", raising=False)
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.7", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_the_installations_chain_is_the_administrators():
    keeper = someone("Quản", agency=an_agency(), roles=(Role.ADMINISTRATOR,))
    assert visibility.may_see(keeper, "site")
    assert not visibility.may_see(lan(), "site")
    assert visibility.title("site") == "The installation"
