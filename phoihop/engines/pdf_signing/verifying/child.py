"""Run as a program: a line of options (JSON) and a PDF on standard input, the report as JSON on standard output.

Holds itself to time and memory. Started by `apart` in isolated mode, so it finds the package by its own place.
"""

import base64
import gc
import json
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import Any


def main() -> int:
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["memory"], asked["seconds"])
    gc.disable()  # a third of the time, in a process that lives for seconds under a limit of memory
    logging.disable(logging.CRITICAL)  # pyHanko tells at length what the report says in a sentence
    sys.stdout.buffer.write(json.dumps(_answer(asked, sys.stdin.buffer.read())).encode("ascii"))
    sys.stdout.flush()
    return 0


def _answer(asked: dict[str, Any], pdf: bytes) -> dict[str, Any]:
    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    from phoihop.engines.pdf_signing.content import Report
    from phoihop.engines.pdf_signing.verifying import sentences
    from phoihop.engines.pdf_signing.verifying.apart import as_dict
    from phoihop.engines.pdf_signing.verifying.judging import judge

    roots = [base64.b64decode(root) for root in asked["roots"]]
    at = datetime.fromisoformat(asked["at"]) if asked["at"] else None
    try:
        return as_dict(judge(pdf, roots=roots, at=at, fetch=asked["fetch"]))
    except MemoryError:
        return as_dict(Report("indeterminate", changed_after_signing=False, reasons=(sentences.TOO_HEAVY,)))


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the parent's time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    sys.exit(main())
