"""The register of attacks. Each makes a file out of an original and says what is done to it, in one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Expected = Literal["invalid", "indeterminate", "unreadable", "unsigned", "never valid"]


@dataclass(frozen=True, slots=True)
class Attack:
    """`expected` is the verdict it must get; "never valid" leaves open which of the others. `apart` needs a child."""

    name: str
    what: str
    expected: Expected
    make: Callable[[], bytes]
    apart: bool = False
    seconds: float = 10


ATTACKS: list[Attack] = []


def attack(
    expected: Expected, what: str, *, apart: bool = False, seconds: float = 10
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register a function that makes a hostile file; its name is the attack's."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS.append(Attack(make.__name__.replace("_", " "), what, expected, make, apart, seconds))
        return make

    return register


def all_attacks() -> list[Attack]:
    from phoihop.engines.pdf_signing.tests.hostile import (  # noqa: F401
        broken_bytes,
        containers,
        prepared,
        structures,
        untrusted,
        updates,
    )

    return ATTACKS
