"""The one way into the ledger."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db import connection, models, transaction

from phoihop.foundation.ledger import hashing, kinds, listeners
from phoihop.foundation.ledger.models import Anchor, AnchoredHead, Entry, Head, PersonalValue


class OutsideTransaction(Exception):
    """A change and its ledger entry must commit together or not at all."""


class Doer(Protocol):
    """Whoever acts: `agencies.Actor`, or the clock. `ref` names an account, never a person."""

    @property
    def ref(self) -> str: ...
    @property
    def agency_ref(self) -> str: ...
    @property
    def name(self) -> str: ...


class Personal(NamedTuple):
    """A personal value that is not the doer's own; `of` is the reference under which it can be forgotten."""

    value: str
    of: str


def record(
    kind: str,
    /,
    *,
    on: Any,
    by: Doer,
    at: datetime,
    personal: Mapping[str, str | Personal] | None = None,
    **details: Any,
) -> Entry:
    """Append one entry to the chain of `on` (its `ledger_chain`, else "site") and tell the listeners.

    `details` are JSON values without floats and without personal data. `personal` values, and the name of the
    person who acts, are hashed only as salted commitments and can be erased later; a bare string is taken as the
    doer's own. Raises OutsideTransaction, `kinds.NoSentence`, `hashing.Unhashable`.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    kinds.require(kind)
    for name, value in details.items():
        hashing.require_exact(value, f"{kind}: detail {name!r}")
    chain = getattr(on, "ledger_chain", "site")
    head = _locked_head(chain)
    values = _personal_values(by, personal or {})
    for value in values:
        hashing.require_exact(value.value, f"{kind}: personal value {value.name!r}")
    entry = Entry(
        chain=chain,
        seq=head.seq + 1,
        kind=kind,
        subject_type=on._meta.label_lower,
        subject_id=str(on.pk),
        by=by.ref,
        by_agency=by.agency_ref,
        by_agency_name=str(getattr(by, "agency", None) or ""),
        at=at,
        details=details,
        commitments={value.name: hashing.commitment(value.salt, value.value) for value in values},
        prev_hash=head.hash,
    )
    entry.hash = hashing.entry_hash(entry)
    entry.save(force_insert=True)
    for value in values:
        value.chain, value.seq = chain, entry.seq
    PersonalValue.objects.bulk_create(values)
    Head.objects.filter(chain=chain).update(seq=entry.seq, hash=entry.hash)
    listeners.tell(entry, on)
    return entry


def _locked_head(chain: str) -> Head:
    """On PostgreSQL the row lock lets one writer into a chain at a time; on SQLite the transaction itself does."""
    head = Head.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        Head.objects.get_or_create(chain=chain, defaults={"hash": hashing.GENESIS})
        head = Head.objects.select_for_update().get(chain=chain)
    return head


def _personal_values(by: Doer, personal: Mapping[str, str | Personal]) -> list[PersonalValue]:
    given = {"by_name": by.name, **personal}
    owned = {name: value if isinstance(value, Personal) else Personal(value, by.ref) for name, value in given.items()}
    return [
        PersonalValue(name=name, of=own.of, salt=secrets.token_hex(16), value=own.value)
        for name, own in owned.items()
        if own.value
    ]


@transaction.atomic
def anchor(*, at: datetime) -> Anchor | None:
    """Gather the heads that moved under one root. Nothing moved since the last anchor: nothing to do, None."""
    last = Anchor.objects.select_for_update().order_by("-seq").first()
    known = AnchoredHead.objects.filter(chain=models.OuterRef("chain"), seq=models.OuterRef("seq"))
    moved = list(Head.objects.filter(~models.Exists(known), seq__gt=0))
    if not moved:
        return None
    seq, prev = (last.seq + 1, last.hash) if last else (1, hashing.GENESIS)
    root = hashing.merkle_root({head.chain: [head.seq, head.hash] for head in moved})
    made = Anchor.objects.create(
        seq=seq,
        at=at,
        size=len(moved),
        root=root,
        prev_hash=prev,
        hash=hashing.anchor_hash(seq=seq, at=at, root=root, prev=prev),
    )
    AnchoredHead.objects.bulk_create(
        (AnchoredHead(anchor=seq, chain=head.chain, seq=head.seq, hash=head.hash) for head in moved), batch_size=500
    )
    return made


@transaction.atomic
def forget(*, account_ref: str) -> int:
    """Erase every personal value of this account or person; the chains still verify. Returns how many.

    Part of the verb that forgets someone, which records itself.
    """
    return PersonalValue.objects.filter(of=account_ref).delete()[0]
