"""Settings of the worker under test: those of all tests, with one app more."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "phoihop.foundation.jobs.tests.slow_work"]  # noqa: F405
