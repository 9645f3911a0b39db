"""Everything that can be checked without running the program's own tests; all of it runs, failures are listed last."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
MODULE_LIMIT = 400
CSS_LIMIT, JS_LIMIT = 60 * 1024, 10 * 1024


def commands() -> dict[str, list[str]]:
    python = str(BIN / "python")
    return {
        "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
        "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
        "types": [str(BIN / "mypy"), "phoihop"],
        "contracts": [str(BIN / "lint-imports"), "--no-cache"],
        "system check": [python, "manage.py", "check", "--fail-level", "WARNING"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "translations": [python, "tools/messages.py", "check"],
        "generated docs": [python, "tools/reference.py", "--check"],
        "templates": [str(BIN / "djade"), "--target-version", "5.2", "--check", *_tracked("*.html")],
    }


def _tracked(*patterns: str) -> list[str]:
    out = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in out.stdout.splitlines() if (ROOT / name).exists()]


def budgets() -> list[str]:
    """Files that outgrew their size, and lock files that name a host."""
    found = []
    for name in _tracked("*.py"):
        lines = (ROOT / name).read_text(encoding="utf-8").count("\n")
        if lines > MODULE_LIMIT and "/migrations/" not in name and "/tests/" not in name:
            found.append(f"{name} has {lines} lines; split it by verb or page (limit {MODULE_LIMIT})")
    for suffix, limit in ((".css", CSS_LIMIT), (".js", JS_LIMIT)):
        size = sum((ROOT / name).stat().st_size for name in _tracked(f"phoihop/**/*{suffix}"))
        if size > limit:
            found.append(f"our own {suffix} files are {size} bytes together (limit {limit})")
    locks = _tracked("requirements*.lock")
    return found + [f"{name} names a host" for name in locks if re.search(r"https?://", (ROOT / name).read_text())]


def main() -> int:
    # The checks read settings, which make a home at import: they get one of their own.
    with tempfile.TemporaryDirectory(prefix="phoihop-check-") as home:
        environment = {**os.environ, "PHOIHOP_HOME": home, "PYTHONWARNINGS": "error", "COLUMNS": "160"}
        environment.pop("DATABASE_URL", None)
        failed = []
        for name, command in commands().items():
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
            print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}")
            if done.returncode:
                failed.append(f"── {name}\n{done.stdout}{done.stderr}")
    over = budgets()
    print(f"{'FAIL' if over else 'ok  '} budgets")
    if over:
        failed.append("── budgets\n" + "\n".join(over))
    print("\n".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
