"""Figures for machines. Each app offers its own gauges; the page only lists them."""

from collections.abc import Callable
from typing import NamedTuple


class Gauge(NamedTuple):
    name: str
    about: str
    ask: Callable[[], float]


_gauges: dict[str, Gauge] = {}


def gauge(name: str, about: str) -> Callable[[Callable[[], float]], Callable[[], float]]:
    """`ask()` must cost the same however large the country is."""

    def offer(ask: Callable[[], float]) -> Callable[[], float]:
        _gauges[name] = Gauge(name, about, ask)
        return ask

    return offer


def as_text() -> str:
    """The text format of Prometheus, version 0.0.4."""
    lines = []
    for name, about, ask in sorted(_gauges.values()):
        lines += [f"# HELP {name} {about}", f"# TYPE {name} gauge", f"{name} {ask():g}"]
    return "\n".join(lines) + "\n"
