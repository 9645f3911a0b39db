"""Bytes on their way into the store and out of it. The store is Django's default storage: a disk, or S3 by setting."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage, storages

from phoihop.foundation.files.refusals import Refused

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has arrived whole, and lies beside the store until it is taken in."""

    path: Path
    sha256: str
    size: int


@contextmanager
def received(data: bytes | IO[bytes]) -> Iterator[Received]:
    """Stream into a temporary file, no further than the size limit; whatever happens, none stays behind."""
    folder = incoming()
    handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            sha256, size = _copy(BytesIO(data) if isinstance(data, bytes) else data, out)
        yield Received(path, sha256, size)
    finally:
        path.unlink(missing_ok=True)


def incoming() -> Path:
    folder = Path(settings.FILES_ROOT, "incoming")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _copy(source: IO[bytes], out: IO[bytes]) -> tuple[str, int]:
    limit, digest, size = settings.FILE_SIZE_LIMIT, hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise Refused("too-large", limit=limit // 2**20)
        digest.update(chunk)
        out.write(chunk)
    out.flush()
    os.fsync(out.fileno())
    return digest.hexdigest(), size


class _Arrived(File):
    """Lets a disk storage rename the file instead of copying it; others read it like any file."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        super().__init__(file)
        self._path = path

    def temporary_file_path(self) -> str:
        return str(self._path)


def take_in(arrived: Received, target: str, *, anew: bool = False) -> None:
    """Put the bytes under `target`, at once or not at all. The same bytes may be there already."""
    if anew:
        default_storage.delete(target)
    if default_storage.exists(target):
        if isinstance(storages["default"], FileSystemStorage):
            os.utime(default_storage.path(target))  # the sweep leaves alone what was just asked for
        return
    with arrived.path.open("rb") as file:
        name = default_storage.save(target, _Arrived(file, arrived.path))
    if name != target:  # somebody kept the same bytes a moment earlier
        default_storage.delete(name)


def opened(target: str) -> Any:
    return default_storage.open(target, "rb")


def sha256_of(target: str) -> str:
    """Read back and hashed; "" when nothing is there."""
    try:
        with opened(target) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
