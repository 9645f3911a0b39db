"""`phoihop work`: background worker, clock and reaper, until told to stop."""

import argparse
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from phoihop.commands import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "work",
        help="chạy việc nền, đồng hồ và bộ dọn việc bỏ dở",
        description="Chạy việc nền, đồng hồ và bộ dọn việc bỏ dở. Có thể chạy nhiều tiến trình, trên nhiều máy.",
        epilog="Dừng bằng Ctrl+C hoặc SIGTERM: việc đang làm được trả lại hàng đợi ở bước đã lưu gần nhất.",
    )
    parser.add_argument("--benches", type=_at_least_one, default=1, help="số việc làm cùng lúc, mặc định 1")
    parser.add_argument("--quiet", action="store_true", help="không báo khi bắt đầu và khi dừng")
    # Set by `serve` for its own worker: it must not outlive the server, however that ends.
    parser.add_argument("--under", type=int, default=0, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    installation.ready()
    if trouble := installation.trouble_with_database():
        return installation.complain(trouble)
    from phoihop.foundation.jobs.working import Workshop

    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    workshop = Workshop(benches=arguments.benches)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: workshop.stop())
    if arguments.under:
        threading.Thread(target=_stop_with, args=[arguments.under, workshop.stop], daemon=True).start()
    if not arguments.quiet:
        print(f"Tiến trình việc nền {workshop.id[:8]} đang chạy. Nhấn Ctrl+C để dừng.", file=sys.stderr, flush=True)
    workshop.run()
    if not arguments.quiet:
        print("Tiến trình việc nền đã dừng.", file=sys.stderr)
    # A bench that would not stop holds a thread; its work has been given back, so nothing waits for it.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _stop_with(parent: int, stop: Callable[[], None]) -> None:
    """When the parent is gone, this process has another one."""
    while os.getppid() == parent:
        time.sleep(1)
    stop()


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("phải từ 1 trở lên")
    return number
