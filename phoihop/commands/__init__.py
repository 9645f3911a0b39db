"""The command `phoihop`: one module a command, imported only when it is the one asked for."""

import argparse
import importlib
import sys

from phoihop import __version__

# name of the command: (module, what it does)
COMMANDS = {
    "demo": ("demo", "diễn câu chuyện mẫu bằng chính các nghiệp vụ, rồi phục vụ"),
    "serve": ("serve", "cập nhật cơ sở dữ liệu và phục vụ"),
    "work": ("work", "chạy việc nền, đồng hồ và bộ dọn việc bỏ dở"),
    "outline": ("outline", "đọc văn bản thành cây điều khoản, không cần cơ sở dữ liệu"),
    "import": ("import_text", "đọc văn bản vào dự thảo của một khung chương trình"),
    "ledger": ("ledger", "kiểm tra sổ cái"),
    "verify": ("verify", "kiểm tra chữ ký số trong một tệp PDF, không cần mạng"),
    "doctor": ("doctor", "nói điều gì còn thiếu hoặc chưa an toàn ở máy này và cách khắc phục"),
}


def main(argv: list[str] | None = None) -> int:
    """Parse, hand over to the command's own module, return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in words if not word.startswith("-")), None)
    parser = argparse.ArgumentParser(
        prog="phoihop", description="Phối Hợp: chương trình phối hợp từ điều khoản đến công khai."
    )
    parser.add_argument("--version", action="version", version=f"phoihop {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for name, (module, does) in COMMANDS.items():
        if name == chosen:
            importlib.import_module(f"phoihop.commands.{module}").add_parser(commands)
        else:
            commands.add_parser(name, help=does)
    arguments = parser.parse_args(words)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
