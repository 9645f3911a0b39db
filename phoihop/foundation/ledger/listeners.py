"""How a later stage hears from an earlier one without the earlier one knowing it."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Reaction = TypeVar("Reaction", bound=Callable[..., None])
_listening: dict[str, list[Callable[..., None]]] = defaultdict(list)


def reacts_to(*kinds: str) -> Callable[[Reaction], Reaction]:
    """Register `reaction(entry, on)`. It runs inside the transaction of the change and must be short."""

    def register(reaction: Reaction) -> Reaction:
        for kind in kinds:
            _listening[kind].append(reaction)
        return reaction

    return register


def tell(entry: Any, on: Any) -> None:
    """A reaction that fails undoes the change."""
    for reaction in _listening[entry.kind]:
        reaction(entry, on)


def table() -> list[tuple[str, str]]:
    """For the generated page docs/reference/reactions.md."""
    return sorted((kind, f"{r.__module__}.{r.__qualname__}") for kind, rs in _listening.items() for r in rs)
