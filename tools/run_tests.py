"""The whole suite with its coverage floors: 100 % of branches where the domain decides, 90 % overall.

With paths as arguments it runs just those, without floors.
"""

import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
DECIDES = [
    "phoihop/**/verbs.py",
    "phoihop/**/verbs/*.py",
    "phoihop/**/rules.py",
    "phoihop/**/rules/*.py",
    "phoihop/**/states.py",
    "phoihop/kit/*.py",
]


def run(*words: str) -> int:
    return subprocess.call([str(BIN / words[0]), *words[1:]])


def main(paths: list[str]) -> int:
    if paths:
        return run("pytest", "-n", "2", *paths)
    status = run("pytest", "-n", "2", "--cov", "--cov-report=", "--durations=8")
    if status:
        return status
    overall = run("coverage", "report", "--fail-under=90", "--format=total")
    decides = run("coverage", "report", "--fail-under=100", f"--include={','.join(DECIDES)}")
    return overall or decides


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
