"""ClamAV over its socket, only where PHOIHOP_CLAMD names one (a path, or host:port). No answer is a no."""

import os
import socket
import struct
from pathlib import Path

from phoihop.foundation.files.refusals import Refused

SECONDS = 60
CHUNK = 64 * 1024


def require_clean(path: Path) -> None:
    """Raises Refused for a find, and where the scanner is configured but away."""
    address = os.environ.get("PHOIHOP_CLAMD", "")
    if not address:
        return
    try:
        answer = _ask(address, path)
    except (OSError, ValueError) as error:  # away, or an address without a port
        raise Refused("scanner-away") from error
    if answer.endswith(" FOUND"):
        raise Refused("virus", found=answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if not answer.endswith(" OK"):
        raise Refused("scanner-away")


def _ask(address: str, path: Path) -> str:
    """The command INSTREAM: chunks with their length before them, and one of length nought at the end."""
    with _connect(address) as connection, path.open("rb") as file:
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (part := connection.recv(4096)):
            answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
