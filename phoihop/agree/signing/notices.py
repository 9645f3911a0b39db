"""Who is told what of a signing: whoever has the turn, that it has come; all parties, how it ended."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from phoihop.agree.signing import queries
from phoihop.agree.signing.models import Signing, Slot
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.notices.told import Tell, tells


def _url(signing: Signing) -> str:
    return reverse("signing:show", args=[signing.pk])


def _turns(entry: Any, signing: Signing) -> Iterator[Tell]:
    """Those whose turn came with this very entry."""
    come = [slot for slot in queries.slots_of(signing) if slot.turn_at == entry.at and slot.is_pending]
    for accounts in queries.accounts_of(come, on=day_of(entry.at)).values():
        for account in accounts:
            yield Tell(account, {"title": signing.title}, _url(signing))


def _all(entry: Any, signing: Signing, **words: Any) -> Iterator[Tell]:
    """Everybody who signs, and those who arrange and number at the parties."""
    slots = queries.slots_of(signing)
    own = queries.accounts_of([slot for slot in slots if slot.by_person], on=day_of(entry.at))
    told = {account for accounts in own.values() for account in accounts}
    for may in (Permission.ARRANGE_SIGNING, Permission.SEAL):
        found = queries.accounts_in({slot.agency_id for slot in slots}, may=may, on=day_of(entry.at))
        told |= {account for accounts in found.values() for account in accounts}
    for account in sorted(told):
        yield Tell(account, {"title": signing.title, **words}, _url(signing))


@tells("signing.opened")
def whoever_signs_first(entry: Any, signing: Signing) -> Iterator[Tell]:
    return _turns(entry, signing)


@tells("signing.signed", "signing.sealed", "signing.numbered", "signing.substituted")
def whoever_is_next(entry: Any, slot: Slot) -> Iterable[Tell]:
    if slot.signing.opened_at is None:
        return []
    return _turns(entry, slot.signing)


@tells("signing.declined")
def all_that_somebody_declined(entry: Any, slot: Slot) -> Iterator[Tell]:
    return _all(entry, slot.signing, agency=slot.agency_name, reason=entry.details["reason"])


@tells("signing.stopped")
def all_that_it_was_stopped(entry: Any, signing: Signing) -> Iterable[Tell]:
    """Before the opening nobody had heard of it."""
    if signing.opened_at is None:
        return []
    return _all(entry, signing, reason=entry.details["reason"])


@tells("signing.expired", "signing.completed")
def all_how_it_ended(entry: Any, signing: Signing) -> Iterator[Tell]:
    return _all(entry, signing)
