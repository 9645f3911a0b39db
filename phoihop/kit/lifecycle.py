"""A state machine that fits on one screen, can be drawn, and whose moves are compare-and-swap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from phoihop.kit.verdict import StateMoved


@dataclass(frozen=True, slots=True)
class Move:
    verb: str
    source: str
    target: str


class Lifecycle:
    def __init__(self, *, start: str, moves: Iterable[Move]) -> None:
        self.start = start
        self.moves = tuple(moves)

    def allows(self, verb: str, state: str) -> bool:
        return any(move.verb == verb and move.source == state for move in self.moves)

    def verbs_from(self, state: str) -> tuple[str, ...]:
        return tuple(move.verb for move in self.moves if move.source == state)

    def states(self) -> tuple[str, ...]:
        """In the order in which they are first reached."""
        return tuple(dict.fromkeys([self.start, *(s for move in self.moves for s in (move.source, move.target))]))

    def move(self, thing: Any, verb: str, **also_set: Any) -> None:
        """Update where the state is still the one `thing` was seen in; of two racing requests one wins.

        Works the same on SQLite, which ignores row locks, and on PostgreSQL. Raises StateMoved for the loser,
        and when the move does not exist from here.
        """
        for move in self.moves:
            if move.verb == verb and move.source == thing.state:
                changes = {"state": move.target, **also_set}
                if type(thing)._base_manager.filter(pk=thing.pk, state=move.source).update(**changes):
                    for name, value in changes.items():
                        setattr(thing, name, value)
                    return
        raise StateMoved

    def as_mermaid(self) -> str:
        lines = [f"    [*] --> {self.start}"]
        lines += [f"    {move.source} --> {move.target}: {move.verb}" for move in self.moves]
        return "\n".join(["stateDiagram-v2", *lines])
