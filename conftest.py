"""What every test stands on: the guards of the ledger, and a committed database for races."""

import os

import pytest
from hypothesis import HealthCheck, settings

# The machine is shared: slowness is not a failure, and a gate must not throw dice. Set HYPOTHESIS_PROFILE=search to
# look for new counter-examples.
settings.register_profile("gate", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


@pytest.fixture(autouse=True)
def _each_test_begins_in_english():
    """A page or a mail drawn in Vietnamese leaves the thread speaking Vietnamese; the next test quotes English."""
    from django.utils import translation

    translation.activate("en")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests build tables without migrations, for speed; the ledger's triggers are put in place all the same."""
    from django.db import connection

    from phoihop.foundation.ledger import guards

    with django_db_blocker.unblock():
        guards.install(connection)


@pytest.fixture
def _guards_back(django_db_setup, django_db_blocker):
    yield
    from django.db import connection

    from phoihop.foundation.ledger import guards

    with django_db_blocker.unblock():
        guards.install(connection)


@pytest.fixture
def committed(_guards_back, transactional_db):
    """A database whose commits are real, for tests with several connections or a live server.

    It is emptied by deleting rows afterwards, which the ledger's triggers forbid: they step aside for that moment.
    """
    yield
    from django.db import connection

    from phoihop.foundation.ledger import guards

    guards.remove(connection)
