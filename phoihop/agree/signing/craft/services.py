"""Whom this installation trusts, and where its timestamps come from."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings

from phoihop.engines.pdf_signing.content import Services
from phoihop.foundation.agencies.actor import CLOCK


def trust_folder() -> Path:
    """Certificates of the authorities this installation trusts, put there by whoever runs it."""
    return Path(settings.TRUST_ROOTS)


def services(*, at: dt.datetime) -> Services:
    """In the demonstration its own authority says what time it is; nothing is asked of any network there."""
    if settings.DEMO:
        from phoihop.agree.signing.craft.demo import authority

        of_the_story: Services = authority().services(at)
        return of_the_story
    return Services(roots=_roots()[0], tsa_url=settings.TSA_URL, seconds=settings.TSA_SECONDS)


def unread_roots() -> tuple[str, ...]:
    """Names of files in the folder that are no certificates: whoever put them there believes they count."""
    return _roots()[1]


def _roots() -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    from phoihop.engines.pdf_signing.verifying.roots import read_roots

    folder = trust_folder()
    return read_roots(folder) if folder.is_dir() else ((), ())


class Installation:
    """The installation itself, when it puts better proof into a paper for the agency that leads it."""

    ref, agency_ref, name = CLOCK.ref, "", ""

    def __init__(self, agency: Any) -> None:
        self.agency = agency
