"""The verdict on the paper of a signing as it stands."""

import datetime as dt
import hashlib
from dataclasses import asdict
from typing import Any

from phoihop.agree.signing.craft.services import services
from phoihop.agree.signing.models import Signing
from phoihop.engines.pdf_signing import verifying
from phoihop.foundation.files import queries as files


def judge(paper: Signing, *, at: dt.datetime) -> dict[str, Any]:
    """The engine's report as JSON, times as ISO 8601. Runs in a process of its own, ten seconds at most."""
    assert paper.file is not None  # set when the signing was prepared
    with files.open_file(paper.file) as file:
        return _told(file.read(), at=at)


def judge_file(data: bytes, *, at: dt.datetime) -> dict[str, Any]:
    """The same for any PDF somebody brings, with its SHA-256."""
    return {**_told(data, at=at), "sha256": hashlib.sha256(data).hexdigest()}


def _told(data: bytes, *, at: dt.datetime) -> dict[str, Any]:
    trusted = services(at=at)
    report = asdict(verifying.verify_apart(data, roots=trusted.roots, at=at, fetch=trusted.fetch_revocation))
    for one in report["signatures"]:
        one["signed_at"] = one["signed_at"].isoformat() if one["signed_at"] else None
    return report
