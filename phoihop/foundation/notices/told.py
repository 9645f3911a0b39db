"""Who is told what. Later stages say so in their `notices.py`, which their app imports when it is ready:

    @tells("consultation.opened")
    def invited_agencies(entry, round_):
        url = reverse("consultation:show", args=[round_.pk])
        for account_id in …:
            yield Tell(account_id, {"title": round_.title}, url)

The sentence is `templates/notices/<kind>.txt` of the app that owns the kind; it is rendered when somebody reads, in the
reader's language, so `words` hold facts (names, numbers, ISO dates) and no translated text.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from phoihop.foundation.ledger.listeners import reacts_to
from phoihop.foundation.notices import verbs
from phoihop.foundation.notices.verbs import Tell

__all__ = ["Audience", "Tell", "table", "tells"]

Audience = Callable[[Any, Any], Iterable[Tell]]
_audiences: dict[str, list[Audience]] = defaultdict(list)


def tells(*kinds: str) -> Callable[[Audience], Audience]:
    """Register `audience(entry, on)` for entries of these kinds. It runs inside the transaction of the change.

    Whoever did the thing is left out, and nobody is told the same twice: audiences need not look after that.
    """

    def register(audience: Audience) -> Audience:
        @reacts_to(*kinds)
        @wraps(audience)
        def reaction(entry: Any, on: Any) -> None:
            verbs.tell(kind=entry.kind, to=audience(entry, on), at=entry.at, done_by=entry.by)

        for kind in kinds:
            _audiences[kind].append(audience)
        return audience

    return register


def table() -> list[tuple[str, str]]:
    """(ledger kind, audience) for the generated page of notices."""
    return sorted((kind, f"{a.__module__}.{a.__qualname__}") for kind, found in _audiences.items() for a in found)
