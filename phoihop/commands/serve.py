"""`phoihop serve`: bring the installation up to date, then serve it, with a background worker beside."""

import argparse
import errno
import hashlib
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from phoihop.commands import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction

WORKERS = 2


def add_parser(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "serve",
        help="cập nhật cơ sở dữ liệu và phục vụ",
        description="Cập nhật cơ sở dữ liệu, tệp tĩnh, dữ liệu kèm theo, rồi phục vụ trang web cùng việc nền.",
        epilog="Mã thoát: 0 dừng bình thường; 2 không khởi động được (lý do và cách khắc phục in ở stderr).",
    )
    parser.add_argument("--port", type=int, default=8000, help="cổng, mặc định 8000")
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe, mặc định chỉ máy này (127.0.0.1)")
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"số tiến trình web, mặc định {WORKERS}")
    parser.add_argument("--no-work", action="store_true", help="không chạy việc nền; dùng khi có `phoihop work` riêng")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if trouble := trouble_with_port(arguments.host, arguments.port):
        return installation.complain(trouble)
    from django.db import DatabaseError

    try:
        prepare()
    except DatabaseError as error:
        return installation.complain(
            f"Không mở được cơ sở dữ liệu ({str(error).strip()}). Kiểm tra DATABASE_URL hoặc thư mục PHOIHOP_HOME."
        )
    return start(host=arguments.host, port=arguments.port, workers=arguments.workers, with_work=not arguments.no_work)


def trouble_with_port(host: str, port: int) -> str:
    """Why nothing can be served there, with a remedy; "" when it can."""
    if not 0 < port < 65536:
        return f"Không có cổng {port}. Chọn cổng từ 1024 đến 65535, ví dụ: phoihop serve --port 8000"
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            # With SO_REUSEPORT a second server may bind beside the first; listening tells.
            probe.listen(1)
    except OSError as error:
        return _why_not(host, port, error)
    return ""


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác, ví dụ: phoihop serve --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"Không được phép dùng cổng {port}. Chọn cổng từ 1024 trở lên, ví dụ: phoihop serve --port 8000"
    return f"Không lắng nghe được ở {host}:{port} ({error}). Kiểm tra --host và --port."


# ── Bringing up to date ──────────────────────────────────────────────────────


def prepare() -> None:
    """Tables, cache table, static files and shipped data; only what is missing, and one process at a time."""
    installation.ready()
    with _alone():
        _migrate()
        _make_cache_table()
        _collect_static()
        _load_shipped_data()
    from django.db import connections

    connections.close_all()


@contextmanager
def _alone() -> Iterator[None]:
    """Two servers started at once must not migrate side by side."""
    import fcntl

    from django.conf import settings

    with Path(settings.HOME, "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate() -> None:
    """The tables, and on them what keeps the ledger from being changed: somebody may have taken that away."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from phoihop.foundation.ledger import guards

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _say("Cập nhật cơ sở dữ liệu")
        call_command("migrate", interactive=False, verbosity=0)
    if guards.missing(connection):
        guards.install(connection)


def _make_cache_table() -> None:
    from django.conf import settings
    from django.core.cache.backends.db import DatabaseCache
    from django.core.management import call_command
    from django.db import connection

    tables = {about["LOCATION"] for about in settings.CACHES.values() if _is_database_cache(about, DatabaseCache)}
    if tables - set(connection.introspection.table_names()):
        call_command("createcachetable", verbosity=0)


def _is_database_cache(about: dict[str, str], kind: type) -> bool:
    from django.utils.module_loading import import_string

    return issubclass(import_string(about["BACKEND"]), kind)


def _collect_static() -> None:
    """Copied and compressed only when a source file changed: it takes seconds, and a second start should not."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.HOME, "static.stamp")
    now = _fingerprint_of_static()
    if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT).is_dir():
        return
    _say("Chuẩn bị tệp tĩnh")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def _fingerprint_of_static() -> str:
    """Of names, sizes and times: no content is read."""
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = os.stat(storage.path(path))
            found.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _load_shipped_data() -> None:
    """The map of the country and the public holidays, into tables that have none yet."""
    from django.db import transaction
    from django.utils import timezone

    from phoihop.foundation.agencies import localities
    from phoihop.foundation.agencies.actor import CLOCK
    from phoihop.foundation.agencies.models import Locality
    from phoihop.foundation.calendar import verbs as calendar
    from phoihop.foundation.calendar.models import DayOff

    if not Locality.objects.exists():
        _say("Nạp danh mục đơn vị hành chính")
        with transaction.atomic():
            localities.load()
    if not DayOff.objects.exists():
        _say("Nạp ngày nghỉ lễ")
        calendar.load_public_holidays(by=CLOCK, at=timezone.now())


def _say(sentence: str) -> None:
    print(f"· {sentence} …", file=sys.stderr, flush=True)


# ── Serving ──────────────────────────────────────────────────────────────────


def start(*, host: str, port: int, workers: int = WORKERS, with_work: bool = True) -> int:
    """Serve until SIGTERM or SIGINT; then the web processes and the worker end too. `prepare` goes before."""
    from granian import Granian
    from granian.constants import Interfaces

    # Forked processes would inherit the typesetter's threads as locks that nobody holds, and hang at the first paper.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "phoihop.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # More threads a process only fight for the interpreter: p99 is six times worse with the default.
        blocking_threads=1,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_enabled=False,
    )
    worker = _WorkerBeside() if with_work else None
    if worker:
        server.on_startup(worker.start)
        server.on_shutdown(worker.stop)
    threading.Thread(target=_announce, args=[host, port], daemon=True).start()
    try:
        server.serve()
    finally:
        if worker:
            worker.stop()
    return 0


def _announce(host: str, port: int) -> None:
    """Say where, as soon as it answers: whoever reads the line may go there at once."""
    shown = f"[{host}]" if ":" in host else host
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    print(f"Phối Hợp đang phục vụ tại http://{shown}:{port} (nhấn Ctrl+C để dừng)", flush=True)


class _WorkerBeside:
    """`phoihop work` as a child, started again when it dies, ended with the server."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        self._spawn()
        threading.Thread(target=self._watch, daemon=True).start()

    def _spawn(self) -> None:
        command = [sys.executable, "-m", "phoihop", "work", "--quiet", "--under", str(os.getpid())]
        # A session of its own: Ctrl+C reaches the server alone, which then stops the worker in good order.
        self._process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 — our own interpreter and words

    def _watch(self) -> None:
        while self._process and not self._stopping.is_set():
            self._process.wait()
            if not self._stopping.wait(2):
                self._spawn()

    def stop(self) -> None:
        self._stopping.set()
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(25)
        except subprocess.TimeoutExpired:
            self._process.kill()
