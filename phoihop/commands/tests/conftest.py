"""Real processes on a home of their own, always on SQLite: what is tested is the commands, not the database."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


class House:
    """An installation in a folder, and the commands run in it."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")},
            "PHOIHOP_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "phoihop.foundation.jobs.tests.worker_settings",
        }

    def elsewhere(self, folder):
        """Another installation, with the program's own settings."""
        other = House(folder)
        other.environment["DJANGO_SETTINGS_MODULE"] = "phoihop.config.settings"
        return other

    def popen(self, *words, **options):
        command = [sys.executable, "-m", "phoihop", *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, text=True, **options)

    def run(self, *words):
        return subprocess.run(
            [sys.executable, "-m", "phoihop", *words], cwd=ROOT, env=self.environment, text=True, capture_output=True
        )

    def python(self, program):
        """Run a few lines with Django ready; what they print."""
        ready = "from phoihop.commands import installation; installation.ready()\n"
        done = subprocess.run(
            [sys.executable, "-c", ready + program], cwd=ROOT, env=self.environment, text=True, capture_output=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="session")
def house(tmp_path_factory, prepared_home):
    """One for all tests of commands, as `phoihop serve` prepares it."""
    return House(shutil.copytree(prepared_home, tmp_path_factory.mktemp("home"), dirs_exist_ok=True))
