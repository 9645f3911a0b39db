"""`phoihop demo`: play the story by calling the verbs, then serve it on this machine alone."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from phoihop.commands import installation, serve
from phoihop.config.home import home

HOST = "127.0.0.1"


def add_parser(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("demo", help="diễn câu chuyện mẫu bằng chính các nghiệp vụ, rồi phục vụ")
    parser.add_argument("--no-serve", action="store_true", help="chỉ diễn, không phục vụ")
    parser.add_argument("--fresh", action="store_true", help="bỏ bản diễn trước, diễn lại từ đầu")
    parser.add_argument("--port", type=int, default=8000, help="cổng, mặc định 8000")
    parser.add_argument("--json", action="store_true", help="in những gì đã dựng, dạng JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    os.environ["PHOIHOP_DEMO"] = "1"
    os.environ.setdefault("PHOIHOP_URL", f"http://{HOST}:{arguments.port}")
    folder = home()
    if not arguments.no_serve and (trouble := serve.trouble_with_port(HOST, arguments.port)):
        return installation.complain(trouble)
    if arguments.fresh:
        _sweep(folder)
    said = _teller(quiet=arguments.json)
    said("Chuẩn bị cơ sở dữ liệu và tệp tĩnh")
    serve.prepare()
    from phoihop.demo import playing

    try:
        made = playing.play_once(tell=said)
    except playing.NotEmpty as trouble_here:
        return installation.complain(str(trouble_here))
    if arguments.json:
        url = f"http://{HOST}:{arguments.port}"
        print(json.dumps({"home": str(folder), "url": url, **made}, ensure_ascii=False), flush=True)
    if arguments.no_serve:
        return 0
    said(f"Mở http://{HOST}:{arguments.port}/demo/ rồi chọn một người để đăng nhập")
    return serve.start(host=HOST, port=arguments.port)


def _teller(*, quiet: bool) -> Callable[[str], None]:
    def tell(sentence: str) -> None:
        if not quiet:
            print(f"· {sentence} …", file=sys.stderr, flush=True)

    return tell


def _sweep(folder: Path) -> None:
    """Only what an installation itself keeps; a stranger's file in the folder is left alone."""
    for name in ("phoihop.sqlite3", "phoihop.sqlite3-wal", "phoihop.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    for name in ("files", "mail", "demo-authority"):
        shutil.rmtree(folder / name, ignore_errors=True)
