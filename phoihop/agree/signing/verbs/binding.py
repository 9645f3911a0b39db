"""A text that changes one signed before is bound to it, and says which clauses it changes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing import queries, rules
from phoihop.agree.signing.models import Binding, Change, Signing
from phoihop.agree.signing.verbs.holding import hold
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed


@dataclass(frozen=True, slots=True)
class Bound:
    """What a later text does to the first as a whole."""

    first: Signing
    kind: str
    ends_on: dt.date | None = None
    agency: Agency | None = None


def bind(signing: Signing, bound: Bound, *, by: Actor) -> Binding:
    """Within the preparing of a signing; the entry is that one's."""
    rules.may_bind(by, bound.first).require()
    kinds = Binding.Kind
    of_term = bound.kind in (kinds.EXTENSION, kinds.EARLY_END)
    if of_term and bound.ends_on is None:
        raise NotAllowed(_("Give the new last day of the term."))
    if bound.kind == kinds.ACCESSION and bound.agency is None:
        raise NotAllowed(_("Name the agency that accedes."))
    return Binding.objects.create(
        signing=signing,
        first=bound.first,
        kind=bound.kind,
        ends_on=bound.ends_on if of_term else None,
        agency=bound.agency if bound.kind == kinds.ACCESSION else None,
    )


@transaction.atomic
def name_change(
    *, signing: Signing, action: str, target_key: str, by: Actor, at: dt.datetime, source_key: str = ""
) -> Change:
    """What the text does to one clause of the first, for the consolidated text. `source_key` is its own clause."""
    hold(signing)
    rules.may_arrange(by, signing).require()
    binding = queries.binding_of(signing)
    if binding is None:
        raise NotAllowed(_("This text stands on its own; it changes no other."))
    repeals = action == Change.Action.REPEAL
    if target_key not in set(queries.keys_of(queries.consolidated(binding.first))):
        raise NotAllowed(_("Choose a clause of the text that was signed before."))
    if not repeals and source_key not in queries.keys_in(signing.version):
        raise NotAllowed(_("Choose the clause of this text that takes its place."))
    source = "" if repeals else source_key
    if binding.changes.filter(action=action, target_key=target_key, source_key=source).exists():
        raise NotAllowed(_("This change is named already."))
    change = Change.objects.create(binding=binding, action=action, target_key=target_key, source_key=source)
    ledger.record("signing.change_named", on=signing, by=by, at=at, title=signing.title, **_of(change))
    return change


@transaction.atomic
def drop_change(*, change: Change, by: Actor, at: dt.datetime) -> None:
    signing = change.binding.signing
    hold(signing)
    rules.may_arrange(by, signing).require()
    ledger.record("signing.change_dropped", on=signing, by=by, at=at, title=signing.title, **_of(change))
    change.delete()


def _of(change: Change) -> dict[str, Any]:
    return {"action": str(change.action), "clause": change.target_key, "by_clause": change.source_key}
