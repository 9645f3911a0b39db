"""Places that wait for a signature: whose turn it is, who signs where, with what."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from phoihop.agree.consultation.queries import accounts_in
from phoihop.agree.signing.models import Attempt, Certificate, Signing, Slot
from phoihop.agree.signing.states import AttemptState, SlotState
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.models import Agency, Tenure

#: What an agency does in a signing, in this order.
STEPS = (Slot.Kind.PERSON, Slot.Kind.NUMBER, Slot.Kind.SEAL)
_PENDING = (SlotState.WAITING, SlotState.BEGUN)


def slots_of(signing: Signing) -> list[Slot]:
    """In the order of signing, with the signing at hand. One query."""
    slots = list(signing.slots.select_related("agency", "tenure__person").order_by("position"))
    for slot in slots:
        slot.signing = signing
    return slots


def slot_of(signing: Signing, pk: int) -> Slot | None:
    return next((slot for slot in slots_of(signing) if slot.pk == pk), None)


def on_turn(slots: Iterable[Slot], order: str) -> list[Slot]:
    """Those who may sign now. Within a party always person, number, seal; witnesses come when the parties are done."""
    pending = [slot for slot in slots if slot.state in _PENDING]
    parties = [slot for slot in pending if slot.kind != Slot.Kind.WITNESS]
    if not parties:
        return pending
    if order == Signing.Order.IN_ORDER:
        return parties[:1]
    first: dict[int, Slot] = {}
    for slot in parties:
        first.setdefault(slot.agency_id, slot)
    return list(first.values())


def is_anything_signed(signing: Signing) -> bool:
    """Whether the PDF holds something that cannot be undone."""
    return signing.slots.filter(state=SlotState.SIGNED).exists()


def running_attempt(signing: Signing) -> Attempt | None:
    return signing.attempts.filter(state=AttemptState.BEGUN).select_related("slot").first()


def attempts_over(at: dt.datetime) -> QuerySet[Attempt]:
    """Begun and never finished: the time to sign is over."""
    return Attempt.objects.filter(state=AttemptState.BEGUN, expires_at__lte=at).select_related(
        "slot", "signing__version__programme", "signing__version__text__framework"
    )


# ── Who may sign for an agency ───────────────────────────────────────────────


def signatories_of(agency: Agency, *, on: dt.date) -> QuerySet[Tenure]:
    """Those who hold a post of the agency that day with authority to sign."""
    held = Tenure.objects.filter(Q(until_on=None) | Q(until_on__gt=on), post__agency=agency, from_on__lte=on)
    return held.exclude(authority="").select_related("person", "post__agency").order_by("from_on", "pk")


def first_signatory(agency: Agency, *, on: dt.date) -> Tenure | None:
    """Whom to propose: the head before the deputies."""
    rank = {"TM": 0, "own": 0, "Q": 1, "KT": 2, "TUQ": 3, "TL": 4}
    found = sorted(signatories_of(agency, on=on), key=lambda one: (rank.get(one.authority, 9), one.pk))
    return found[0] if found else None


def certificate_of(slot: Slot, *, at: dt.datetime) -> Certificate | None:
    """The newest registered certificate of whoever signs there that is valid at that moment."""
    valid = Certificate.objects.filter(withdrawn_at=None, valid_from__lte=at, valid_until__gt=at)
    if slot.by_person:
        person = slot.tenure.person_id if slot.tenure else 0
        return valid.filter(person_id=person).order_by("-registered_at", "-pk").first()
    return valid.filter(agency_id=slot.agency_id).order_by("-registered_at", "-pk").first()


def accounts_of(slots: Iterable[Slot], *, on: dt.date) -> dict[int, list[int]]:
    """{slot: accounts}: the signatory's own for a person, the clerks' of the agency for numbers and seals."""
    found: dict[int, list[int]] = {}
    slots = list(slots)
    by_person = {slot.pk: slot.tenure_id for slot in slots if slot.by_person and slot.tenure_id}
    own = dict(
        Tenure.objects.filter(pk__in=by_person.values(), person__account__is_active=True).values_list(
            "pk", "person__account"
        )
    )
    clerks = accounts_in({slot.agency_id for slot in slots if not slot.by_person}, may=Permission.SEAL, on=on)
    for slot in slots:
        account = own.get(by_person.get(slot.pk) or 0)
        found[slot.pk] = ([account] if account else []) if slot.by_person else clerks.get(slot.agency_id, [])
    return found
