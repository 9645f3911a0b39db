"""What people ask of files."""

from typing import IO

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.files import storing, visibility
from phoihop.foundation.files.models import Handing, StoredFile


def open_file(file: StoredFile) -> IO[bytes]:
    """The bytes, as a binary file to be closed by the caller. Raises OSError when they are gone."""
    return storing.opened(file.path)


def caution(file: StoredFile) -> str:
    """What a person should know before showing this file to others; "" for what was read through when it came."""
    if not file.unread:
        return ""
    if file.unread == "no-text":
        return _("A scan without text: whether it carries a mark of state secrecy could not be checked by machine.")
    return _("The text could not be read: whether it carries a mark of state secrecy could not be checked by machine.")


def visible(sha256: str, actor: Actor) -> StoredFile | None:
    return StoredFile.objects.filter(pk=sha256).first() if visibility.may_see(actor, sha256) else None


def handed_in(actor: Actor, sha256: str) -> bool:
    """Whoever handed a file in may have it back, and so may the agency it was done for."""
    return Handing.objects.filter(file_id=sha256, agency_id=actor.agency_id).exists()


def name_of(file: StoredFile, *, actor: Actor | None = None) -> str:
    """Under which name to hand it out: the one the reader's own agency gave, else the first."""
    names = list(file.handings.order_by("at", "pk").values_list("name", "agency_id"))
    own = [name for name, agency_id in names if actor and agency_id == actor.agency_id]
    return (own or [name for name, _agency in names] or [file.sha256[:12]])[0]


def to_check() -> QuerySet[StoredFile]:
    """Longest unchecked first."""
    return StoredFile.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")


def damaged() -> QuerySet[StoredFile]:
    return StoredFile.objects.exclude(damaged_at=None).order_by("damaged_at", "pk")
