"""`phoihop outline FILE [--json]`: a document's tree of clauses, without a database and without Django."""

import argparse
import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from phoihop.engines.reading import MAX_BYTES, Node, Outline, Unreadable, read

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from rich.text import Text

UNREADABLE = 2
_FORMS = {"articles": "theo điều", "outline": "theo đề mục", "mixed": "vừa theo đề mục vừa theo điều"}


def add_parser(sub: "_SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    parser = sub.add_parser(
        "outline",
        help="đọc một văn bản và in cây điều, khoản, điểm",
        description="Đọc một văn bản (.docx, .doc, .odt, .txt, PDF có chữ) và in cây điều, khoản, điểm.",
        epilog="Mã thoát: 0 đọc được; 2 không đọc được (lý do và cách khắc phục in ở stderr).",
    )
    parser.add_argument("file", metavar="FILE", help="tệp cần đọc")
    parser.add_argument("--json", action="store_true", help="in JSON thay cho cây")
    parser.set_defaults(run=run)
    return parser


def run(args: argparse.Namespace) -> int:
    """Prints the outline; 0, or 2 with one sentence on stderr if the file cannot be read."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a terminal without a locale must not break on Vietnamese
    try:
        outline = _read(Path(args.file))
    except Unreadable as refusal:
        print(refusal, file=sys.stderr)
        return UNREADABLE
    if args.json:
        json.dump(outline.as_dict(), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _show(outline, sys.stdout)
    return 0


def _read(path: Path) -> Outline:
    """Sizes are asked before anything is read; what has none, a pipe or a device, is read up to the limit."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable("too-large")
        with _progress(path.name), path.open("rb") as file:
            return read(file.read(MAX_BYTES + 1), filename=path.name)
    except OSError as wrong:
        raise Unreadable("missing", name=path.name) from wrong


@contextmanager
def _progress(name: str) -> Iterator[None]:
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"Đang đọc {name} …"):
        yield


def _show(outline: Outline, out: TextIO) -> None:
    """Warnings first, then the head, then the tree; in colour only on a terminal."""
    from rich.console import Console
    from rich.text import Text

    colour = out.isatty()
    console = Console(file=out, soft_wrap=True, highlight=False, color_system="auto" if colour else None)
    for warning in outline.warnings:
        console.print(Text(f"! {warning.text}", style="yellow"))
    if outline.warnings:
        console.print()
    for name, value in _head(outline):
        console.print(Text.assemble((f"{name}: ", "dim"), value))
    console.print()
    for node, depth in _walk(outline.nodes, 0):
        console.print(_line(node, depth, width=console.width if colour else 160))


def _head(outline: Outline) -> Iterator[tuple[str, str]]:
    yield "Tên văn bản", outline.title or "(không thấy)"
    if outline.number:
        yield "Số, ký hiệu", outline.number
    if outline.issued_on:
        yield "Ngày", outline.issued_on.strftime("%d/%m/%Y")
    if outline.issuers:
        yield "Cơ quan ban hành", "; ".join(outline.issuers)
    for basis in outline.legal_bases:
        yield "Căn cứ", basis
    yield "Dạng", f"{_FORMS[outline.form]}, {sum(1 for _ in outline.walk())} nút"


def _walk(nodes: Sequence[Node], depth: int) -> Iterator[tuple[Node, int]]:
    for node in nodes:
        yield node, depth
        yield from _walk(node.children, depth + 1)


def _line(node: Node, depth: int, *, width: int) -> "Text":
    from rich.text import Text

    width = max(width, 40)
    line = Text("  " * depth)
    line.append(f"{node.label} " if node.label else "", style="bold cyan")
    line.append(node.heading[: width + 1], style="bold")
    if node.text:
        line.append(" · " if node.heading else "")
        line.append(node.text[: width + 1].replace("\t", " | "))
    line.truncate(width, overflow="ellipsis")
    return line
