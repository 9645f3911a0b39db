"""Keys of the demonstration's own authority: the only ones that ever lie on a server, and only there."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings

from phoihop.agree.signing.models import Slot
from phoihop.engines.pdf_signing.content import Key


def authority() -> Any:
    """Made when first asked for, in a folder of the installation."""
    from phoihop.engines.pdf_signing.keys.demo import DemoAuthority

    return DemoAuthority(Path(settings.HOME, "demo-authority"))


def demo_trust_folder() -> Path:
    """What a verifier elsewhere is given to believe the demonstration's papers."""
    folder: Path = authority().trust_folder
    return folder


def demo_key(slot: Slot, *, at: dt.datetime) -> Key:
    """The signatory's, or that of the agency's seal; the same one whenever it is asked for."""
    if slot.by_person:
        key: Key = authority().key_for(slot.signatory, slot.agency_name, at=at)
    else:
        key = authority().key_for(slot.agency_name, slot.agency_name, at=at)
    return key
