"""Documents marked MẬT, TỐI MẬT, TUYỆT MẬT are refused; a process of its own reads them, with limits on both."""

import os
import subprocess
import sys
from pathlib import Path

import phoihop
from phoihop.engines.reading import MAX_BYTES
from phoihop.foundation.files import kinds
from phoihop.foundation.files.refusals import Refused

SECONDS = 45
READABLE = kinds.DOCUMENTS
_WORKER = Path(__file__).with_name("secrecy_worker.py")

#: Reasons for which a file cannot be read and yet may be kept: a scan, an old format without LibreOffice.
_HARMLESS = {"", "no-text", "no-words", "encoding", "needs-libreoffice", "conversion", "not-word", "unknown-type"}
_OURS = {"secret", "macros", "password", "zip-bomb", "executable"}


def require_not_secret(path: Path, *, media_type: str, name: str) -> str:
    """Raises Refused. Answers why the words could not be read although the file may be kept; "" when they were.

    What is larger than the reader takes is kept unread.
    """
    if media_type not in READABLE:
        return ""
    if path.stat().st_size > MAX_BYTES:
        return "too-large"
    command = [sys.executable, "-P", "-X", "utf8", str(_WORKER), str(path), Path(name).suffix]
    found_here = {**os.environ, "PYTHONPATH": str(Path(phoihop.__file__).parents[1])}
    try:
        done = subprocess.run(  # noqa: S603 — our own interpreter, program and file
            command, capture_output=True, text=True, timeout=SECONDS, check=False, env=found_here
        )
    except subprocess.TimeoutExpired as late:
        raise Refused("unread") from late
    if done.returncode:
        raise Refused("unread")
    code = done.stdout.strip()
    if code not in _HARMLESS:
        raise Refused(code if code in _OURS else "unread" if code == "timeout" else "damaged")
    return code
