"""Run a command with DATABASE_URL pointing at a private PostgreSQL, and leave nothing behind.

Uses DATABASE_URL when it is given. Else starts a cluster of its own in a temporary folder, reachable only through a
socket there, as an unprivileged user when run by root (PostgreSQL refuses to run as root). Where PostgreSQL is not
installed: a visible skip on a laptop, a failure in CI.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path | None:
    """The folder with initdb and pg_ctl: on the PATH, else where Debian puts the newest."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def as_user() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    user = next(pwd.getpwnam(name) for name in UNPRIVILEGED if _exists(name))
    return {"user": user.pw_uid, "group": user.pw_gid}


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    place = programs()
    if place is None:
        print("SKIPPED: PostgreSQL is not installed (apt install postgresql), so nothing ran on it.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    folder = Path(tempfile.mkdtemp(prefix="phoihop-pg-", dir="/tmp"))
    who = as_user()
    try:
        if who:
            os.chown(folder, int(str(who["user"])), int(str(who["group"])))
        data = folder / "data"
        quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, **who}
        subprocess.run(
            [place / "initdb", "-D", data, "-U", "phoihop", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            check=True,
            **quiet,
        )
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c full_page_writes=off"
        subprocess.run(
            [place / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start"], check=True, **quiet
        )
        try:
            url = f"postgres://phoihop@/postgres?host={folder}"
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
        finally:
            subprocess.run([place / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
