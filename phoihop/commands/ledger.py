"""`phoihop ledger verify [--json]`: recompute every chain and anchor, and name the first bad entry."""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from phoihop.commands import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from phoihop.foundation.ledger.verification import Report

BROKEN = 1


def add_parser(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("ledger", help="kiểm tra sổ cái", description="Kiểm tra sổ cái.")
    acts = parser.add_subparsers(dest="act", required=True, metavar="VIỆC")
    verify = acts.add_parser(
        "verify",
        help="tính lại mọi chuỗi và mọi mốc neo",
        description="Tính lại mọi chuỗi và mọi mốc neo của sổ cái; nêu mục hỏng đầu tiên theo thứ tự ghi.",
        epilog="Mã thoát: 0 nguyên vẹn; 1 có mục hỏng; 2 không mở được cơ sở dữ liệu.",
    )
    verify.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    installation.ready()
    if trouble := installation.trouble_with_database():
        return installation.complain(trouble)
    from phoihop.foundation.ledger import queries

    with _progress(total=queries.height()) as seen:
        report = queries.verify(seen=seen)
    print(_as_json(report) if arguments.json else _as_sentence(report))
    return 0 if report.intact else BROKEN


def _as_json(report: "Report") -> str:
    bad = report.first_bad
    found = {
        "intact": report.intact,
        "entries": report.entries,
        "chains": report.chains,
        "anchors": report.anchors,
        "first_bad": {"place": bad.place, "reason": bad.reason} if bad else None,
    }
    return json.dumps(found, ensure_ascii=False)


def _as_sentence(report: "Report") -> str:
    if report.first_bad:
        return (
            f"SỔ CÁI KHÔNG CÒN NGUYÊN VẸN. Mục hỏng đầu tiên: {report.first_bad.place}. {report.first_bad.reason}\n"
            "Giữ nguyên hiện trạng, so với bản sao lưu gần nhất và với gốc mốc neo đã công bố."
        )
    return f"Sổ cái nguyên vẹn: {report.entries} mục trong {report.chains} chuỗi, {report.anchors} mốc neo."


@contextmanager
def _progress(*, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal's error stream; elsewhere rich shows nothing, so that logs stay clean."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("Kiểm tra sổ cái", total=total)
        yield lambda count: bar.advance(task, count)
