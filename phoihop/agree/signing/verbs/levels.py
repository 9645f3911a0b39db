"""The proof of a signed paper, raised as far as timestamp and revocation services answer."""

import datetime as dt

from django.db import transaction

from phoihop.agree.signing import craft
from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.states import SlotState
from phoihop.agree.signing.verbs.holding import hold, put_file
from phoihop.foundation.agencies.actor import CLOCK, Clock
from phoihop.foundation.ledger import verbs as ledger

_FIRST_PAUSE, _LONGEST_PAUSE = dt.timedelta(minutes=10), dt.timedelta(days=1)


def raise_level(*, signing: Signing, at: dt.datetime, by: Clock = CLOCK) -> Signing:
    """B-T to B-LT to B-LTA, as far as it goes now. What does not answer is asked again, later each time."""
    raised = craft.raise_level(signing, at=at)
    keeper = craft.Installation(signing.version.text.framework.lead_agency)
    with transaction.atomic():
        hold(signing)
        if raised.level != signing.level:
            put_file(signing, raised.pdf, by=keeper, at=at, level=raised.level)
            signed = signing.slots.filter(state=SlotState.SIGNED).exclude(kind=Slot.Kind.NUMBER)
            signed.update(level=raised.level)
            ledger.record(
                "signing.level_raised",
                on=signing,
                by=by,
                at=at,
                title=signing.title,
                level=raised.level,
                pdf=signing.file_id,
            )
        pause = min(_FIRST_PAUSE * 4 ** min(signing.raise_tries, 6), _LONGEST_PAUSE)
        done = signing.level == "B-LTA"
        signing.raise_after, signing.raise_tries = (None if done else at + pause), signing.raise_tries + 1
        signing.save(update_fields=["raise_after", "raise_tries"])
    return signing
