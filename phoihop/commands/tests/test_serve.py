"""`phoihop serve`: up to date, up quickly, alone on its port, and gone when told."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from phoihop.commands import serve


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as found:
            return found.status, found.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def children_of(pid):
    """Its processes, without the one in which Python counts what they share."""
    found = []
    for about in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = about.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        is_tracker = b"resource_tracker" in about.with_name("cmdline").read_bytes()
        if int(fields[1]) == pid and fields[0] != "Z" and not is_tracker:
            found.append(int(about.parent.name))
    return found


def gone(pids):
    return not [pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists()]


def wait_for(condition, seconds=15):
    last = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < last, "it does not happen"
        time.sleep(0.05)


@contextmanager
def serving(house, *options, how=signal.SIGTERM):
    """The server's process and port, from the line that says it serves until it has gone."""
    port = a_free_port()
    with house.popen("serve", "--port", str(port), "--workers", "1", *options, stdout=subprocess.PIPE) as server:
        try:
            said = server.stdout.readline()
            assert said == f"Phối Hợp đang phục vụ tại http://127.0.0.1:{port} (nhấn Ctrl+C để dừng)\n"
            yield server, port
        finally:
            server.send_signal(how)
            server.wait(15)


@pytest.mark.slow
def test_a_worker_stands_beside_is_replaced_when_it_dies_and_ends_with_the_server(house):
    begun = time.monotonic()
    with serving(house) as (server, port):
        assert answer(port, "/accounts/login/")[0] == 200
        assert time.monotonic() - begun < 10, "three seconds on a machine of its own"
        family = children_of(server.pid)
        assert len(family) == 2, "one web process, one worker"
        wait_for(lambda: answer(port, "/readyz") == (200, "ready\n"))
        worker = next(pid for pid in family if b"work" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"))
        os.kill(worker, signal.SIGKILL)
        wait_for(lambda: len(set(children_of(server.pid)) - {worker}) == 2)
        family += children_of(server.pid)
    assert gone(family)


@pytest.mark.slow
def test_no_worker_runs_when_not_wanted_and_nobody_shares_a_port(house):
    with serving(house, "--no-work", how=signal.SIGINT) as (server, port):
        assert answer(port, "/healthz") == (200, "ok\n")
        wait_for(lambda: len(children_of(server.pid)) == 1)
        family = children_of(server.pid)
        taken = house.run("serve", "--port", str(port))
        assert taken.returncode == 2
        assert taken.stderr == (
            f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác, ví dụ: phoihop serve --port {port + 1}\n"
        )
    assert gone(family)


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("no.such.host.invalid", 8000, "Không lắng nghe được ở no.such.host.invalid:8000"),
        ("127.0.0.1", 70000, "Không có cổng 70000."),
    ],
)
def test_an_address_that_is_none(host, port, said):
    assert re.search(said, serve.trouble_with_port(host, port))


def test_a_port_one_may_not_have():
    refused = serve._why_not("127.0.0.1", 80, PermissionError(13, "Permission denied"))
    assert refused.startswith("Không được phép dùng cổng 80.")
