"""The rule sets we carry, by key and by day."""

import json
from datetime import date as Day
from functools import cache
from importlib.resources import files

from phoihop.engines.regimes.content import Organ, Regime, UnknownRegime
from phoihop.engines.regimes.reading import built

_DATA = files("phoihop.engines.regimes") / "data"


@cache
def every() -> tuple[Regime, ...]:
    """All rule sets, state organs first, each kind by the day it began."""
    found = (one for one in _DATA.iterdir() if one.name.endswith(".json"))
    regimes: list[Regime] = [built(Regime, json.loads(one.read_text("utf-8")), one.name) for one in found]
    return tuple(sorted(regimes, key=lambda one: (one.organ != "state", one.valid_from, one.key)))


def regime(key: str) -> Regime:
    """The rule set of that name. Raises UnknownRegime."""
    for one in every():
        if one.key == key:
            return one
    known = ", ".join(one.key for one in every())
    raise UnknownRegime(f"Không có bộ quy định thể thức “{key}”. Hãy chọn một trong các bộ: {known}.")


def choose(organ: Organ, on: Day) -> Regime:
    """The rule set for that kind of organ on that day: the last that began by then, for earlier days the first.

    Raises UnknownRegime for a kind of organ without rules.
    """
    ours = [one for one in every() if one.organ == organ]
    if not ours:
        raise UnknownRegime(f"Không có bộ quy định thể thức cho loại cơ quan “{organ}”. Hãy chọn “state” hoặc “party”.")
    begun = [one for one in ours if one.valid_from <= on]
    return begun[-1] if begun else ours[0]
