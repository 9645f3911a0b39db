"""Old and open formats through LibreOffice, if it is there: in a private profile, with a time limit."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from phoihop.engines.reading.refusals import MAX_BYTES, Unreadable

SECONDS: Final = 60
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def to_docx(data: bytes, *, suffix: str, filename: str, soffice: str | None) -> bytes:
    """The document as .docx. Raises Unreadable if LibreOffice is missing, fails, or takes longer than its limit."""
    program = shutil.which("soffice") if soffice is None else soffice
    if not program:
        raise Unreadable("needs-libreoffice", name=suffix)
    with tempfile.TemporaryDirectory(prefix="phoihop-") as folder:
        place = Path(folder)
        (place / "profile/user").mkdir(parents=True)
        (place / "profile/user/registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = place / f"document{suffix}"
        source.write_bytes(data)
        _run(
            [program, f"-env:UserInstallation={(place / 'profile').as_uri()}", *_ARGUMENTS, folder, str(source)], place
        )
        made = place / "document.docx"
        if not made.is_file():
            raise Unreadable("conversion")
        if made.stat().st_size > MAX_BYTES:
            raise Unreadable("too-large")
        converted = made.read_bytes()
    if not converted.startswith(b"PK"):
        raise Unreadable("conversion")
    return converted


_ARGUMENTS: Final = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "docx", "--outdir")


def _run(command: list[str], folder: Path) -> None:
    """Runs the program in its own process group, so that its helpers end with it when time is up."""
    environment = {**os.environ, "HOME": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program and a file name of our own, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except OSError as wrong:
        raise Unreadable("needs-libreoffice", name=Path(command[-1]).suffix) from wrong
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as late:
        raise Unreadable("timeout") from late
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
