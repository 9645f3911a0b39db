"""How speed is measured here: CPU time of this process, in turn with a reference, the median of several rounds."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 9


@dataclass(frozen=True)
class Measure:
    """`ms` of one call, and how many times that of the reference `against` it is."""

    name: str
    ms: float
    against: str
    ratio: float
    goal: str


def cpu(call: Callable[[], object], *, times: int = 1) -> float:
    """CPU milliseconds of one call."""
    begun = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - begun) * 1000 / times


def in_turn(
    call: Callable[[], object], reference: Callable[[], object], *, rounds: int = ROUNDS
) -> tuple[float, float]:
    """Medians of both, measured A B A B …, after one warm-up of each."""
    call(), reference()
    pairs = [(cpu(call), cpu(reference)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
