"""Signatures: begun here and made elsewhere, handed back whole, or given with a key of the demonstration."""

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing import craft, queries, rules
from phoihop.agree.signing.models import Attempt, Signing, Slot
from phoihop.agree.signing.states import ATTEMPT_LIFE, SLOT_LIFE, AttemptState, SlotState
from phoihop.agree.signing.verbs.certificates import register_certificate
from phoihop.agree.signing.verbs.completing import complete
from phoihop.agree.signing.verbs.holding import abandon, hold, pass_turn, put_file
from phoihop.engines.pdf_signing.content import CannotSign, Key, Signed
from phoihop.foundation.agencies.actor import CLOCK, Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed, StateMoved

#: How long a signature may take between two requests: a person finds the token, types the PIN, the service answers.
TIME_TO_SIGN = dt.timedelta(minutes=10)


def begin_slot(
    *, slot: Slot, certificate: bytes, chain: tuple[bytes, ...], way: str, by: Actor, at: dt.datetime
) -> Attempt:
    """What has to be signed, kept until it comes back. Asked again by the same person, the same attempt goes on.

    Setting the field takes time, so it is done before the transaction; whoever came between is then noticed.
    """
    rules.may_begin(by, slot, at=at).require()
    signing = slot.signing
    _require_registered(slot, certificate, at=at)
    running = queries.running_attempt(signing)
    if running and at < running.expires_at:
        if running.certificate_sha256 != hashlib.sha256(certificate).hexdigest():
            raise NotAllowed(_("A signature with another certificate is under way; abandon it first."))
        return running
    if running:
        abandon_slot(attempt=running, by=by, at=at)
        slot.refresh_from_db(fields=["state"])
    begun = craft.begin(signing, slot, certificate, chain, at=at)
    with transaction.atomic():
        hold(signing)
        if queries.running_attempt(signing):
            raise StateMoved
        SLOT_LIFE.move(slot, "begin_slot")
        attempt = Attempt.objects.create(
            slot=slot,
            signing=signing,
            way=way,
            revision=signing.revision,
            begun=begun.state,
            to_sign=begun.to_sign,
            certificate_sha256=hashlib.sha256(certificate).hexdigest(),
            by=by.ref,
            at=at,
            expires_at=at + TIME_TO_SIGN,
        )
        ledger.record("signing.begun", on=slot, by=by, at=at, **_place(slot), way=way)
    return attempt


def finish_slot(*, attempt: Attempt, signature: bytes, by: Actor, at: dt.datetime) -> Slot:
    """The signature has come back. The same one may come twice, after a crash or a lost answer: it counts once."""
    seal = hashlib.sha256(signature).hexdigest()
    if attempt.state == AttemptState.FINISHED and attempt.signature_sha256 == seal:
        return attempt.slot
    if attempt.state != AttemptState.BEGUN:
        raise StateMoved
    rules.may_finish(by, attempt, at=at).require()
    slot, signing = attempt.slot, attempt.signing
    slot.signing = signing
    given = craft.finish(bytes(attempt.begun), signature, at=at)
    with transaction.atomic():
        hold(signing, revision=attempt.revision)
        ATTEMPT_LIFE.move(attempt, "finish_slot", over_at=at, signature_sha256=seal)
        _keep(slot, "finish_slot", given, way=attempt.way, by=by, at=at)
    return slot


@transaction.atomic
def abandon_slot(*, attempt: Attempt, by: ledger.Doer, at: dt.datetime) -> Slot:
    """The signature will not come: the place waits again. The clock does it when the time is over."""
    hold(attempt.signing)
    if at < attempt.expires_at and isinstance(by, Actor):
        rules.may_abandon(by, attempt).require()
    abandon(attempt, at=at)
    ledger.record("signing.abandoned", on=attempt.slot, by=by, at=at, **_place(attempt.slot))
    return attempt.slot


def take_hand_back(*, slot: Slot, data: bytes, by: Actor, at: dt.datetime) -> Slot:
    """A PDF signed with the signatory's own tool. Raises NotAllowed with the first check that failed."""
    rules.may_hand_back(by, slot, at=at).require()
    signing = slot.signing
    known = queries.certificate_of(slot, at=at)
    registered = slot.certificate_sha256 or (known.sha256 if known else "")
    given = craft.check_hand_back(signing, slot, data, certificate_sha256=registered, at=at)
    with transaction.atomic():
        hold(signing)
        _keep(slot, "sign", given, way=Slot.Way.HAND_BACK, by=by, at=at)
    return slot


def sign_with(*, slot: Slot, key: Key, way: str, by: Actor, at: dt.datetime) -> Slot:
    """With a key that answers at once (a signing service, a device at this machine): begin, sign, finish."""
    try:
        certificate, chain = key.certificate, tuple(key.chain)
    except CannotSign as refusal:
        raise NotAllowed(str(refusal)) from refusal
    attempt = begin_slot(slot=slot, certificate=certificate, chain=chain, way=way, by=by, at=at)
    try:
        signature = key.sign(bytes(attempt.to_sign))
    except CannotSign as refusal:
        abandon_slot(attempt=attempt, by=by, at=at)
        raise NotAllowed(str(refusal)) from refusal
    return finish_slot(attempt=attempt, signature=signature, by=by, at=at)


def sign_in_demo(*, slot: Slot, by: Actor, at: dt.datetime) -> Slot:
    """With a certificate of the demonstration's own authority, made for the signatory when first needed."""
    rules.may_sign_in_demo(by, slot, at=at).require()
    key = craft.demo_key(slot, at=at)
    if not queries.certificate_of(slot, at=at):
        register_certificate(data=key.certificate, agency=None if slot.by_person else slot.agency, by=by, at=at)
    return sign_with(slot=slot, key=key, way=Slot.Way.DEMO, by=by, at=at)


def _require_registered(slot: Slot, certificate: bytes, *, at: dt.datetime) -> None:
    known = queries.certificate_of(slot, at=at)
    if known is None:
        raise NotAllowed(
            _("Register the certificate you sign with first, so that the signature can be told to be yours.")
        )
    if known.sha256 != hashlib.sha256(certificate).hexdigest():
        raise NotAllowed(_("This is not the certificate registered for this place."))


def _keep(slot: Slot, move: str, given: Signed, *, way: str, by: Actor, at: dt.datetime) -> None:
    """The signature counts: within the transaction that holds the signing."""
    signing = slot.signing
    SLOT_LIFE.move(
        slot,
        move,
        way=way,
        signed_at=at,
        level=given.level,
        certificate_sha256=given.certificate_sha256,
        receipt=given.receipt,
    )
    put_file(signing, given.pdf, by=by, at=at)
    pass_turn(signing, at=at)
    kind = "signing.sealed" if slot.kind == Slot.Kind.SEAL else "signing.signed"
    personal = {"signatory": slot.signatory} if slot.signatory else {}
    ledger.record(
        kind,
        on=slot,
        by=by,
        at=at,
        personal=personal,
        **_place(slot),
        way=way,
        level=given.level,
        certificate=given.certificate_sha256,
        pdf=signing.file_id,
    )
    complete_if_done(signing, by=by, at=at)


def complete_if_done(signing: Signing, *, by: ledger.Doer, at: dt.datetime) -> None:
    if not signing.slots.exclude(state=SlotState.SIGNED).exists():
        complete(signing=signing, by=by, at=at)


def _place(slot: Slot) -> dict[str, Any]:
    return {"agency": slot.agency_name, "field": slot.field}


def abandon_overdue(*, at: dt.datetime) -> int:
    """For the clock: signatures that never came back."""
    overdue = list(queries.attempts_over(at))
    for attempt in overdue:
        try:
            abandon_slot(attempt=attempt, by=CLOCK, at=at)
        except StateMoved:  # it came back a moment ago
            continue
    return len(overdue)
