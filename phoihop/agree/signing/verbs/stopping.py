"""A signing that ends before everybody has signed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing import rules
from phoihop.agree.signing.models import Signing, Slot
from phoihop.agree.signing.states import SLOT_LIFE
from phoihop.agree.signing.verbs.holding import hold
from phoihop.agree.signing.verbs.holding import stop as end_signing
from phoihop.foundation.agencies.actor import CLOCK, Actor, Clock
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def decline(*, slot: Slot, reason: str, by: Actor, at: dt.datetime) -> Slot:
    """The signing is over, and everybody is told why."""
    signing = slot.signing
    hold(signing)
    rules.may_decline(by, slot, at=at).require()
    if not reason.strip():
        raise NotAllowed(_("Say why: the reason is told to all parties."))
    SLOT_LIFE.move(slot, "decline", reason=reason.strip())
    end_signing(signing, "decline", because=Signing.Stopped.DECLINED, reason=reason.strip(), by=by, at=at)
    ledger.record(
        "signing.declined",
        on=slot,
        by=by,
        at=at,
        personal={"signatory": slot.signatory},
        agency=slot.agency_name,
        reason=reason.strip(),
    )
    return slot


@transaction.atomic
def stop(*, signing: Signing, reason: str, by: Actor, at: dt.datetime) -> Signing:
    """The lead agency takes it back; what was signed so far binds nobody."""
    hold(signing)
    rules.may_stop(by, signing).require()
    if not reason.strip():
        raise NotAllowed(_("Say why: the reason is told to all parties."))
    end_signing(signing, "stop", because=Signing.Stopped.WITHDRAWN, reason=reason.strip(), by=by, at=at)
    ledger.record("signing.stopped", on=signing, by=by, at=at, title=signing.title, reason=reason.strip())
    return signing


@transaction.atomic
def expire(*, signing: Signing, at: dt.datetime, by: Clock = CLOCK) -> Signing:
    """By the clock, when the last moment has passed."""
    hold(signing)
    rules.is_over(signing, at=at).require()
    end_signing(signing, "expire", because=Signing.Stopped.EXPIRED, reason="", by=by, at=at)
    ledger.record(
        "signing.expired", on=signing, by=by, at=at, title=signing.title, expires_at=signing.expires_at.isoformat()
    )
    return signing
