"""Verifying in a process of its own: hostile files may crash it, hang it or fill its memory, never us."""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from phoihop.engines.pdf_signing.content import Judgement, Report, SignatureReport
from phoihop.engines.pdf_signing.verifying import sentences

MAX_BYTES: Final = 50 * 2**20
SECONDS: Final = 10
MEMORY: Final = 500 * 2**20  # address space of the child, with the interpreter and the file in it
_CHILD: Final = Path(__file__).with_name("child.py")


def verify_apart(
    source: bytes | Path,
    *,
    roots: Sequence[bytes],
    at: datetime | None = None,
    fetch: bool = False,
    seconds: float = SECONDS,
) -> Report:
    """Like `verify`, for any file at all: 10 seconds, 500 MB, and a verdict whatever happens.

    Files above 50 MB are *unreadable*; what runs out of time or memory is *indeterminate*. Raises OSError if `source`
    is a path that cannot be read.
    """
    if isinstance(source, Path):
        if source.stat().st_size > MAX_BYTES:
            return _nothing("unreadable", sentences.TOO_LARGE)
        source = source.read_bytes()
    if len(source) > MAX_BYTES:
        return _nothing("unreadable", sentences.TOO_LARGE)
    if not source[:1024].lstrip().startswith(b"%PDF-"):
        return _nothing("unreadable", sentences.NOT_A_PDF)
    return _ask_a_child(source, roots, at, fetch, seconds)


def _ask_a_child(pdf: bytes, roots: Sequence[bytes], at: datetime | None, fetch: bool, seconds: float) -> Report:
    asked = {
        "roots": [base64.b64encode(root).decode() for root in roots],
        "at": at.isoformat() if at else None,
        "fetch": fetch,
        "memory": MEMORY,
        "seconds": int(seconds) + 1,
    }
    command = [sys.executable, "-I", "-X", "utf8", str(_CHILD)]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=json.dumps(asked).encode() + b"\n" + pdf, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return _nothing("indeterminate", sentences.TOO_SLOW)
    try:
        return report_of(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError):
        return _nothing("indeterminate", sentences.BROKE_THE_PARSER)


def _nothing(verdict: Judgement, reason: str) -> Report:
    return Report(verdict=verdict, changed_after_signing=False, reasons=(reason,))


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain JSON, datetimes in ISO 8601. `report_of` reads it back."""
    made = asdict(report)
    for signature in made["signatures"]:
        moment = signature["signed_at"]
        signature["signed_at"] = moment.isoformat() if moment else None
    return made


def report_of(plain: dict[str, Any]) -> Report:
    """A report from what `as_dict` gave. Raises KeyError, TypeError or ValueError for anything else."""
    signatures = []
    for one in plain["signatures"]:
        moment = one["signed_at"]
        told = {**one, "reasons": tuple(one["reasons"])}
        signatures.append(SignatureReport(**{**told, "signed_at": datetime.fromisoformat(moment) if moment else None}))
    return Report(
        verdict=plain["verdict"],
        changed_after_signing=bool(plain["changed_after_signing"]),
        signatures=tuple(signatures),
        reasons=tuple(plain["reasons"]),
        changes=tuple(plain["changes"]),
    )
