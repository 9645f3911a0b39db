"""`phoihop verify FILE.pdf [--trust DIR] [--json]`: the verdict on a signed PDF, without database or network."""

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from phoihop.engines.pdf_signing.content import Report, SignatureReport
from phoihop.engines.pdf_signing.verifying import verify_apart

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from rich.console import Console

EXITS: Final = {"valid": 0, "invalid": 1, "indeterminate": 2, "unsigned": 3, "unreadable": 4}
_FILE: Final = {
    "valid": ("HỢP LỆ: mọi chữ ký đều đúng và tệp không bị sửa ngoài những gì người ký cho phép.", "bold green"),
    "invalid": ("KHÔNG HỢP LỆ: không được coi tệp này là văn bản đã ký.", "bold red"),
    "indeterminate": ("CHƯA KẾT LUẬN ĐƯỢC: chưa đủ căn cứ để tin tệp này.", "bold yellow"),
    "unsigned": ("CHƯA KÝ: tệp không có chữ ký số.", "bold yellow"),
    "unreadable": ("KHÔNG ĐỌC ĐƯỢC: không kiểm tra được tệp này.", "bold red"),
}
_SIGNATURE: Final = {
    "valid": ("hợp lệ", "green"),
    "invalid": ("không hợp lệ", "red"),
    "indeterminate": ("chưa kết luận được", "yellow"),
}
_TIME: Final = {"timestamp": "theo dấu thời gian", "claimed": "theo lời người ký, không có dấu thời gian", "none": ""}
_PROOF: Final = {
    "B-B": "chữ ký và chứng thư (PAdES B-B)",
    "B-T": "có dấu thời gian (PAdES B-T)",
    "B-LT": "có dấu thời gian và dữ liệu xác minh lâu dài (PAdES B-LT)",
    "B-LTA": "có dấu thời gian lưu trữ, xác minh được lâu dài (PAdES B-LTA)",
    "other": "định dạng khác PAdES",
}
_VIETNAM: Final = timezone(timedelta(hours=7))


def add_parser(sub: "_SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    parser = sub.add_parser(
        "verify",
        help="kiểm tra chữ ký số trong một tệp PDF, không cần mạng",
        description="Kiểm tra chữ ký số trong một tệp PDF: có hợp lệ không, ai ký, khi nào, có gì bị sửa sau khi ký.",
        epilog="Mã thoát: 0 hợp lệ; 1 không hợp lệ; 2 chưa kết luận được; 3 chưa ký; 4 không đọc được.",
    )
    parser.add_argument("file", metavar="FILE.pdf", help="tệp cần kiểm tra")
    parser.add_argument(
        "--trust",
        metavar="DIR",
        help="thư mục (hoặc tệp) chứng thư gốc tin cậy: .pem, .crt, .cer, .der; "
        "không có thì dùng thư mục trust của nơi cài đặt (PHOIHOP_HOME)",
    )
    parser.add_argument("--json", action="store_true", help="in JSON thay cho lời")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Prints the verdict; its exit status, or 4 with one sentence on stderr if the file cannot be opened."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a terminal without a locale must not break on Vietnamese
    path = Path(args.file)
    roots = _roots(args.trust)
    try:
        with _progress(path.name):
            report = verify_apart(path, roots=roots)
    except OSError:
        sentence = f"Không mở được tệp {path.name}; kiểm tra lại đường dẫn và quyền đọc."
        print(sentence, file=sys.stderr)
        report = Report("unreadable", changed_after_signing=False, reasons=(sentence,))
        if not args.json:
            return EXITS[report.verdict]
    if args.json:
        json.dump(as_json(report), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _show(report, path.name, sys.stdout)
    return EXITS[report.verdict]


def as_json(report: Report) -> dict[str, Any]:
    """The shape that scripts rely on, with the reasons and changes of the whole file after it."""
    return {
        "verdict": report.verdict,
        "changed_after_signing": report.changed_after_signing,
        "signatures": [
            {
                "field": one.field,
                "signer": one.signer,
                "organisation": one.organisation,
                "signed_at": one.signed_at.isoformat() if one.signed_at else None,
                "time_source": one.time_source,
                "level": one.level,
                "covers_whole_file": one.covers_whole_file,
                "verdict": one.verdict,
                "reasons": list(one.reasons),
            }
            for one in report.signatures
        ],
        "reasons": list(report.reasons),
        "changes": list(report.changes),
    }


def _roots(trust: str | None) -> tuple[bytes, ...]:
    """Trusted roots from where the person says, or from the installation; what cannot be read is told."""
    from phoihop.engines.pdf_signing.verifying.roots import read_roots

    place = Path(trust) if trust else Path(os.environ.get("PHOIHOP_HOME") or "var") / "trust"
    try:
        roots, strange = read_roots(place)
    except OSError:
        if trust:
            print(f"Không mở được {trust}; kiểm tra lại thư mục chứng thư gốc sau --trust.", file=sys.stderr)
        return ()
    for name in strange:
        print(f"Bỏ qua {name}: không phải chứng thư đọc được (PEM hoặc DER).", file=sys.stderr)
    if trust and not roots:
        print(f"Không thấy chứng thư gốc nào trong {trust}, nên chưa tin được chữ ký nào.", file=sys.stderr)
    return roots


@contextmanager
def _progress(name: str) -> Iterator[None]:
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"Đang kiểm tra {name} …"):
        yield


def _show(report: Report, name: str, out: TextIO) -> None:
    """The verdict first, then why, then who signed when and with what proof, then what changed."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, soft_wrap=True, highlight=False, color_system="auto" if out.isatty() else None)
    words, style = _FILE[report.verdict]
    console.print(Text(words, style=style))
    console.print(Text(f"Tệp: {name}", style="dim"))
    for reason in report.reasons:
        console.print(Text(f"- {reason}"))
    for number, one in enumerate(report.signatures, start=1):
        console.print()
        _show_signature(number, one, console)
    if report.changes:
        console.print()
        console.print(Text("Sau khi ký:", style="bold"))
        for change in report.changes:
            console.print(Text(f"- {change}"))


def _show_signature(number: int, one: SignatureReport, console: "Console") -> None:
    from rich.text import Text

    words, style = _SIGNATURE[one.verdict]
    who = one.signer or "(không đọc được tên)"
    console.print(Text.assemble((f"Chữ ký {number}: {who}", "bold"), " · ", (words, style)))
    for label, value in _facts(one):
        console.print(Text.assemble((f"  {label}: ", "dim"), value))
    for reason in one.reasons:
        console.print(Text(f"  - {reason}", style=style))


def _facts(one: SignatureReport) -> Iterator[tuple[str, str]]:
    if one.organisation and one.organisation != one.signer:
        yield "Tổ chức", one.organisation
    yield "Ô chữ ký", one.field
    if one.signed_at:
        yield "Thời điểm", f"{_moment(one.signed_at)} ({_TIME[one.time_source]})"
    yield "Bằng chứng", _PROOF[one.level]
    yield "Phạm vi", "toàn bộ tệp" if one.covers_whole_file else "phần có trước chữ ký; tệp còn được ghi thêm sau đó"


def _moment(at: datetime) -> str:
    """ISO 8601 in Vietnam, as Decree 30 shows signing times."""
    return at.astimezone(_VIETNAM).isoformat(sep=" ", timespec="seconds")
