"""`phoihop doctor [--json]`: what is missing or unsafe here, and the remedy for each."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from phoihop.commands import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from phoihop.commands.examination import Finding

_WORDS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "red")}


def add_parser(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "doctor",
        help="nói điều gì còn thiếu hoặc chưa an toàn ở máy này và cách khắc phục",
        description="Khám máy này: điều gì còn thiếu hoặc chưa an toàn, và cách khắc phục từng điều.",
        epilog="Mã thoát: 0 mọi thứ ổn; 1 có cảnh báo; 2 có lỗi.",
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        installation.ready()
    except OSError as error:
        return installation.complain(
            f"Không dùng được thư mục PHOIHOP_HOME ({error}). Đặt PHOIHOP_HOME vào nơi chương trình ghi được."
        )
    from phoihop.commands import examination

    findings = examination.examine()
    status = max(("ok", "warning", "error").index(finding.level) for finding in findings)
    if arguments.json:
        found = [finding._asdict() for finding in findings]
        json.dump({"status": ("ok", "warning", "error")[status], "findings": found}, sys.stdout, ensure_ascii=False)
        print()
    else:
        _show(findings)
    return status


def _show(findings: "list[Finding]") -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        sign, colour = _WORDS[finding.level]
        console.print(Text(f"{sign} ", style=colour).append(finding.says, style=""))
        if finding.remedy:
            console.print(Text(f"  → {finding.remedy}"))
    bad = [finding for finding in findings if finding.level != "ok"]
    console.print(f"{len(bad)} điều cần xem lại." if bad else "Mọi thứ đều ổn.")
