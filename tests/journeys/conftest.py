"""A real server with the demonstration's story, and people who come to it in a real browser.

`PHOIHOP_PICTURES=1` keeps the pictures of the documentation, in docs/images. Journeys share one server and run in one
process, so each leaves alone what the others need.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.accessibility import findings

ROOT = Path(__file__).parents[2]
WIDE, NARROW = 1280, 360


@pytest.fixture(scope="session")
def site(tmp_path_factory, prepared_home):
    """The address of `phoihop demo`, played into tables without a row and served from SQLite."""
    home = shutil.copytree(prepared_home, tmp_path_factory.mktemp("journeys"), dirs_exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    environment |= {
        "PHOIHOP_HOME": str(home),
        "PHOIHOP_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "phoihop.config.settings",
    }
    environment.pop("PHOIHOP_SECRET_KEY", None)
    command = [sys.executable, "-m", "phoihop", "demo", "--json", "--port", str(port)]
    with (home / "server.log").open("w") as log, (home / "made.json").open("w") as made:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=made, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(address, server, home)
        yield Site(address, home)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


class Site:
    def __init__(self, address, home):
        self.address, self.home = address, home

    def made(self):
        """What the demonstration printed of itself."""
        return json.loads((self.home / "made.json").read_text(encoding="utf-8").splitlines()[0])

    def mails(self):
        """Every mail written so far, the oldest first."""
        files = sorted((self.home / "mail").glob("*"), key=lambda file: file.stat().st_mtime)
        return [file.read_text(encoding="utf-8") for file in files]


def _wait_until_it_answers(address, server, home):
    last = time.monotonic() + 90
    while True:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, (home / "server.log").read_text()
            assert time.monotonic() < last, (home / "server.log").read_text()
            time.sleep(0.2)


class Visitor:
    """Someone at a browser. `page` is Playwright's; the rest is what every journey does."""

    def __init__(self, site, context, pictures):
        self.site, self.context, self.pictures = site, context, pictures
        self.page = context.new_page()
        self.complaints = []
        self.measuring = False  # axe tries inline styles while it measures, and the policy says no, now or soon after
        self.page.on("framenavigated", lambda frame: setattr(self, "measuring", False))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("response", lambda answer: self.complaints.append(answer.url) if answer.status == 404 else None)

    def _hear(self, said):
        if said.type == "error" and not (self.measuring and "style" in said.text):
            self.complaints.append(said.text)

    def go(self, path):
        answer = self.page.goto(self.site.address + path)
        assert answer.status < 400, f"{path} answers {answer.status}"
        return self.page

    def enter_as(self, name):
        """One click in the demonstration's list."""
        self.go("/demo/")
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_url("**/desk/")
        return self

    def looks_right(self, picture=""):
        """No finding of axe, nothing wider than the screen, no complaint of the browser; then the picture."""
        assert not self.complaints, self.complaints
        self.measuring = True
        found = findings(self.page, colours=self.page.viewport_size["width"] == WIDE)
        assert not found, f"{self.page.url}\n" + "\n".join(found)
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{self.page.url} is {width} px wider than the screen"
        if picture and self.pictures:
            self.page.screenshot(path=self.pictures / f"{picture}.png")


@pytest.fixture
def visitor(site, chromium):
    """`visitor(width=…, language=…, script=…)` opens a browser of its own."""
    pictures = ROOT / "docs" / "images" if os.environ.get("PHOIHOP_PICTURES") else None
    opened = []

    def open_browser(*, width=WIDE, language="en-GB", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=language, java_script_enabled=script
        )
        opened.append(context)
        return Visitor(site, context, pictures)

    yield open_browser
    for context in opened:
        context.close()
