"""Scanned papers: how fine each page of a PDF was scanned. PDFium reads it in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SECONDS: Final = 20
_WORKER: Final = Path(__file__).with_name("worker.py")


@dataclass(frozen=True, slots=True)
class Page:
    """One page as scanned. `dots_per_inch` is that of the coarser direction, 0 where no picture fills the page."""

    dots_per_inch: int
    in_colour: bool


def pages(data: bytes) -> tuple[Page, ...]:
    """Every page in order; empty for what is no readable PDF, or takes longer than its limits allow."""
    command = [sys.executable, "-I", "-X", "utf8", str(_WORKER)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return ()
    return tuple(Page(one["dots_per_inch"], one["in_colour"]) for one in told)
