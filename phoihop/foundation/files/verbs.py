"""Everything that can happen to a file: it is kept, once and whole; it is found damaged."""

from collections.abc import Collection
from datetime import datetime
from pathlib import PurePath
from typing import IO, Any, Protocol

from django.db import transaction

from phoihop.foundation.files import kinds as known
from phoihop.foundation.files import scanning, secrecy, sniffing, storing
from phoihop.foundation.files.models import Handing, StoredFile
from phoihop.foundation.files.refusals import Refused
from phoihop.foundation.ledger import verbs as ledger


class Keeper(ledger.Doer, Protocol):
    """Whoever hands in a file does it for an agency: an `agencies.Actor`, or the installation on its behalf."""

    @property
    def agency(self) -> Any: ...


def keep(
    *,
    data: bytes | IO[bytes],
    name: str,
    by: Keeper,
    at: datetime,
    kinds: Collection[str] | None = known.DOCUMENTS,
    already_read: bool = False,
) -> StoredFile:
    """Take a file in, under the hash of its content; the same bytes are stored once. Raises Refused, nothing kept.

    `kinds` are the media types taken here, None for every kind that is known. `already_read` spares a document that
    the reading engine has just read (and would have refused) a second reading. Reading and scanning take seconds:
    call it before opening a transaction.
    """
    name = clean_name(name)
    with storing.received(data) as arrived:
        media_type = sniffing.media_type(arrived.path)
        _require_wanted(media_type, known.ANY if kinds is None else kinds)
        _require_fitting_name(media_type, name)
        scanning.require_clean(arrived.path)
        unread = "" if already_read else secrecy.require_not_secret(arrived.path, media_type=media_type, name=name)
        return _take_in(arrived, media_type, name, unread=unread, by=by, at=at)


@transaction.atomic
def _take_in(
    arrived: storing.Received, media_type: str, name: str, *, unread: str, by: Keeper, at: datetime
) -> StoredFile:
    """The bytes go first: a row without bytes would be a lie, bytes without a row are swept away by and by."""
    file, _made = StoredFile.objects.get_or_create(
        sha256=arrived.sha256,
        defaults={
            "size": arrived.size,
            "media_type": media_type,
            "unread": unread,
            "kept_at": at,
            "checked_at": at,
        },
    )
    storing.take_in(arrived, file.path, anew=file.damaged_at is not None)
    if file.damaged_at is not None:  # the same document came again, whole
        file.checked_at, file.damaged_at = at, None
        file.save(update_fields=["checked_at", "damaged_at"])
    handing = Handing.objects.create(file=file, name=name, by=by.ref, agency=by.agency, at=at)
    what = {"sha256": file.sha256, "size": file.size, "media_type": media_type}
    # People put names of people into names of files, so that one is only promised in the chain.
    ledger.record("file.kept", on=handing, by=by, at=at, personal={"name": name}, **what)
    return file


@transaction.atomic
def check(*, file: StoredFile, by: ledger.Doer, at: datetime) -> bool:
    """Read the bytes back; whether they are still what they were. A find is recorded once."""
    whole = storing.sha256_of(file.path) == file.sha256
    if not whole and StoredFile.objects.filter(pk=file.pk, damaged_at=None).update(damaged_at=at):
        ledger.record("file.damaged", on=file, by=by, at=at, size=file.size)
    StoredFile.objects.filter(pk=file.pk).update(checked_at=at)
    return whole


def clean_name(name: str) -> str:
    """The last part of whatever path a browser sent, without control characters, at most 200 long."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(letter for letter in last if letter.isprintable()).strip() or "file"
    if len(shown) <= 200:
        return shown
    suffix = PurePath(shown).suffix[:20]
    return shown[: 200 - len(suffix)] + suffix


def _require_wanted(media_type: str, kinds: Collection[str]) -> None:
    if media_type not in kinds:
        raise Refused("not-allowed", endings=", ".join(known.endings(frozenset(kinds))))


def _require_fitting_name(media_type: str, name: str) -> None:
    ending = PurePath(name).suffix.lower()
    right = known.ENDINGS[media_type]
    if ending not in right:
        raise Refused("wrong-ending", ending=ending or "…", kind=right[0], right=PurePath(name).stem + right[0])
