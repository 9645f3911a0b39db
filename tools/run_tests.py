"""The suite; with `--floors`, without the browser and with its coverage floors: 100 % of branches where the domain
decides, 90 % overall. Counting branches makes tests half as slow again, so the everyday run goes without.

Words that follow are handed to pytest; with paths among them floors mean nothing and are left out.
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


def main(words: list[str]) -> int:
    floors = "--floors" in words
    words = [word for word in words if word != "--floors"]
    if not floors or words:
        return run("pytest", "-n", "2", "--durations=8", *(["-m", "not browser"] if floors else []), *words)
    status = run("pytest", "-n", "2", "-m", "not browser", "--cov", "--cov-report=")
    if status:
        return status
    overall = run("coverage", "report", "--fail-under=90", "--format=total")
    decides = run("coverage", "report", "--fail-under=100", f"--include={','.join(DECIDES)}")
    return overall or decides


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
