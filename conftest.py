"""What every test stands on: the guards of the ledger, a committed database for races, a real browser."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Folders whose tests share an installation that takes seconds to prepare. They come first, for they take longest.
HOUSES = ("tests/journeys", "phoihop/commands/tests")
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
QUIET = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"

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


def pytest_collection_modifyitems(items):
    """Who asks for `chromium` drives a real browser."""
    skip = pytest.mark.skip(reason="Chromium is not installed here (apt install chromium)")
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if not CHROMIUM and not os.environ.get("CI"):
                item.add_marker(skip)
    items.sort(key=lambda item: not item.nodeid.startswith(HOUSES))


def pytest_xdist_make_scheduler(config, log):
    """A file's tests share a process, and so do those of a house: what a fixture has started is started once."""
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False  # in the order above; its own is by number of tests, and houses have few

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return next((house for house in HOUSES if nodeid.startswith(house)), super()._split_scope(nodeid))

    return ByFile(config, log)


@pytest.fixture(scope="module")
def chromium():
    """One browser for a module's tests, gone before the next module begins.

    Playwright keeps an event loop running in this thread while it lives, and two of them do not fit into one.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory):
    """A home as `phoihop serve` makes it of an empty folder: tables by every migration, static files, shipped data.

    It takes many seconds, so it is made once for a run, whichever process asks first; who wants a home copies it.
    """
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    with Path(f"{home}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            making = home.with_name("preparing")
            unset = ("DATABASE_URL", "CACHE_URL", "PHOIHOP_SECRET_KEY")
            environment = {name: value for name, value in os.environ.items() if name not in unset}
            environment |= {"PHOIHOP_HOME": str(making), "DJANGO_SETTINGS_MODULE": "phoihop.config.settings"}
            program = "from phoihop.commands import serve; serve.prepare()"
            subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parent, env=environment, check=True)
            making.rename(home)
    return home


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory):
    """`libreoffice(path, "pdf")` converts a file beside itself and returns the new path. Its profile is made once."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing; install libreoffice-writer-nogui.")
        pytest.skip("LibreOffice is not installed here (apt install libreoffice-writer-nogui)")
    profile = f"-env:UserInstallation={(tmp_path_factory.mktemp('office') / 'profile').as_uri()}"

    def convert(path, wanted):
        command = [program, profile, "--headless", "--convert-to", wanted, "--outdir", path.parent, path]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return path.with_suffix("." + wanted.partition(":")[0])

    return convert
