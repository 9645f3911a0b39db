"""What several verbs do: hold the signing, put the next state of the PDF, pass the turn, end it."""

import datetime as dt

from phoihop.agree.signing import queries
from phoihop.agree.signing.models import Attempt, Signing, Slot
from phoihop.agree.signing.states import ATTEMPT_LIFE, LIFE, SLOT_LIFE, AttemptState, SlotState
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.files import kinds
from phoihop.foundation.files import verbs as files
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.numbers import queries as numbered
from phoihop.foundation.numbers import verbs as numbers
from phoihop.kit.verdict import StateMoved

# In the language of the book, like every reason in it.
_VOID = "Lễ ký “{}” dừng trước khi các bên ký đủ."


def hold(signing: Signing, *, revision: int | None = None) -> None:
    """Keep others from moving it until this commits. Raises StateMoved when it, or the PDF, has moved already."""
    rows = Signing.objects.select_for_update().values_list("state", "revision")
    if rows.get(pk=signing.pk) != (signing.state, signing.revision if revision is None else revision):
        raise StateMoved


def put_file(signing: Signing, pdf: bytes, *, by: files.Keeper, at: dt.datetime, **also: object) -> None:
    """The PDF as it stands from now on. Of two that add to the same revision, one is told."""
    name = f"{signing.code}.pdf"
    # Set or checked here a moment ago: nothing in it is unread.
    file = files.keep(data=pdf, name=name, by=by, at=at, kinds={kinds.PDF}, already_read=True)
    changes = {"file": file, "revision": signing.revision + 1, **also}
    if not Signing.objects.filter(pk=signing.pk, revision=signing.revision).update(**changes):
        raise StateMoved
    for name, value in changes.items():
        setattr(signing, name, value)


def pass_turn(signing: Signing, *, at: dt.datetime) -> list[Slot]:
    """Note for whom the turn has come just now; they are told with the entry of this moment."""
    come = [slot for slot in queries.on_turn(queries.slots_of(signing), signing.order) if slot.turn_at is None]
    Slot.objects.filter(pk__in=[slot.pk for slot in come]).update(turn_at=at)
    return come


def stop(signing: Signing, verb: str, *, because: str, reason: str, by: ledger.Doer, at: dt.datetime) -> None:
    """Whatever ends a signing before everybody has signed: nothing of it can be signed any more."""
    for attempt in signing.attempts.filter(state=AttemptState.BEGUN):
        ATTEMPT_LIFE.move(attempt, "abandon_slot", over_at=at)
    for slot in signing.slots.filter(state__in=[SlotState.WAITING, SlotState.BEGUN]):
        SLOT_LIFE.move(slot, "void")
    for slot in signing.slots.filter(kind=Slot.Kind.NUMBER).exclude(number=""):
        given = numbered.number_of(slot)
        if given is not None:
            numbers.void_number(number=given, reason=_VOID.format(signing.title), by=CLOCK, at=at)
    LIFE.move(signing, verb, stopped_because=because, stopped_at=at, reason=reason)


def abandon(attempt: Attempt, *, at: dt.datetime) -> None:
    ATTEMPT_LIFE.move(attempt, "abandon_slot", over_at=at)
    SLOT_LIFE.move(attempt.slot, "abandon_slot")
