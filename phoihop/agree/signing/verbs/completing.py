"""Everybody has signed: what was agreed is in force."""

import datetime as dt

from django.db import transaction

from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.signing import queries
from phoihop.agree.signing.models import Binding, Signing, Slot
from phoihop.agree.signing.states import LIFE, State
from phoihop.foundation.ledger import verbs as ledger


@transaction.atomic
def complete(*, signing: Signing, by: ledger.Doer, at: dt.datetime) -> Signing:
    """Done by the last signature, never by hand. Puts the framework in force once all its programmes are signed."""
    by_hand = signing.scan_id is not None
    LIFE.move(signing, "complete", signed_at=at, level="" if by_hand else _least(signing), raise_after=at)
    signatures = signing.slots.exclude(kind=Slot.Kind.NUMBER).count()
    ledger.record(
        "signing.completed",
        on=signing,
        by=by,
        at=at,
        title=signing.title,
        signatures=signatures,
        pdf=signing.scan_id or signing.file_id,
    )
    framework = signing.version.text.framework
    if queries.is_everything_signed(framework):
        programmes.put_in_force(framework=framework, by=by, at=at)
    binding = queries.binding_of(signing)
    if binding is not None:
        _take_effect(binding, by=by, at=at)
    return signing


_RANK = ("B-B", "B-T", "B-LT", "B-LTA")


def _least(signing: Signing) -> str:
    """The proof is as good as the weakest signature."""
    levels = set(signing.slots.exclude(level="").values_list("level", flat=True))
    return next((level for level in _RANK if level in levels), "B-B")


def _take_effect(binding: Binding, *, by: ledger.Doer, at: dt.datetime) -> None:
    """On the framework of the first text: another last day, or one more party."""
    first = binding.first.version
    if binding.kind == Binding.Kind.ACCESSION and binding.agency and first.programme:
        programmes.accede(programme=first.programme, agency=binding.agency, by=by, at=at)
    elif binding.ends_on:
        own = Signing.objects.filter(version__text__framework=first.text.framework, state=State.SIGNED)
        # A framework's term is its programmes': it moves when the last of them has.
        latest = max(queries.ends_on(signing) for signing in own.select_related("version__text__framework"))
        if latest != first.text.framework.ends_on:
            programmes.change_term(framework=first.text.framework, ends_on=latest, by=by, at=at)
