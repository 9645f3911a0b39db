"""What is done about files when nobody is looking: they are read back, and what nobody took in is swept away."""

import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.utils import timezone

from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.files import queries, storing, verbs
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.jobs import running, schedule
from phoihop.foundation.jobs.metrics import gauge

#: Every file is read back within this time at the latest; the chore works through them a slice at a time.
ROUND = timedelta(days=7)
SLICE = timedelta(minutes=5)


@schedule.every(name="files.check", minutes=60)
def check_files() -> None:
    """Longest unchecked first, for at most a slice of time."""
    begun = timezone.now()
    for file in queries.to_check().iterator(100):
        at = timezone.now()
        rested = file.checked_at and file.checked_at > at - ROUND
        if rested or at - begun > SLICE or running.stopping.is_set():
            return
        verbs.check(file=file, by=CLOCK, at=at)


@schedule.every(name="files.sweep", at="03:10")
def sweep() -> None:
    """Bytes that no row speaks of: uploads cut off, transactions undone. Only what has lain for a day."""
    before = (timezone.now() - timedelta(days=1)).timestamp()
    for path in storing.incoming().iterdir():
        _remove_if_old(path, before)
    if isinstance(storages["default"], FileSystemStorage):
        for path in Path(settings.FILES_ROOT).glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            if not StoredFile.objects.filter(pk=path.name).exists():
                _remove_if_old(path, before)


def _remove_if_old(path: Path, before: float) -> None:
    if path.is_file() and os.stat(path).st_mtime < before:
        path.unlink(missing_ok=True)


@gauge("phoihop_files_damaged", "Files whose bytes are no longer what they were.")
def damaged() -> float:
    return queries.damaged().count()
