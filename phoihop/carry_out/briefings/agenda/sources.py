"""Who is asked for an agenda, in which order.

A stage that knows this one registers itself. An earlier stage, which must not, has a module `agenda.py` with a dict
`FOR_BRIEFINGS`: {key: function}. Each function is called with a `Question` (by its attributes alone) and gives None, or
a mapping with the names of `Found` and `Row`. `ORDER` in the same module may give {key: place}; see `_PLACES`.

    # phoihop/carry_out/concerns/agenda.py
    def new_matters(question): ...  # {"title": "Phản ánh mới …", "how": "…", "rows": […], "counts": {"new": 11}}
    FOR_BRIEFINGS = {"public": new_matters}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from django.apps import apps

from phoihop.carry_out.briefings.agenda.shapes import Found, Question

Find = Callable[[Question], Found | Mapping[str, Any] | None]

#: Figures kept with an assembly that make no item of their own: the five classes by agency and by clause, what was
#: overdue by period, and how long decisions took.
CLASSES: Final = "figures"
CLAUSES: Final = "clauses"
QUARTERS: Final = "quarters"
WAITS: Final = "waits"
FIGURES: Final = frozenset({CLASSES, CLAUSES, QUARTERS, WAITS})
#: The order of an agenda before anybody moves anything; what is not named comes before the proposals.
_PLACES: Final = {"conclusions": 10, "late": 20, "undecided": 30, "public": 40, "next": 50}
_UNNAMED: Final = 55
_LAST: Final = 1000
PROPOSALS: Final = 60


@dataclass(frozen=True, slots=True)
class Source:
    key: str
    place: int
    find: Find


_sources: dict[str, Source] = {}


def register(key: str, find: Find, *, place: int | None = None) -> None:
    """`find` runs inside the transaction that assembles: a handful of queries, however long the lists."""
    usual = _LAST if key in FIGURES else _PLACES.get(key, _UNNAMED)
    _sources[key] = Source(key, usual if place is None else place, find)


def registered() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: (source.place, source.key))


def discover() -> None:
    """Take in what earlier stages offer. Once, when the app is ready."""
    for app in apps.get_app_configs():
        if not app.name.startswith("phoihop.") or app.label == "briefings":
            continue
        if find_spec(f"{app.name}.agenda") is None:
            continue
        offered = import_module(f"{app.name}.agenda")
        places = getattr(offered, "ORDER", {})
        for key, find in getattr(offered, "FOR_BRIEFINGS", {}).items():
            register(key, find, place=places.get(key))


def ask(question: Question) -> dict[str, Found]:
    """{source: what it found}, in the order of the agenda; sources that have nothing are left out."""
    answers = {source.key: source.find(question) for source in registered()}
    return {key: _as_found(answer) for key, answer in answers.items() if answer is not None}


def _as_found(answer: Found | Mapping[str, Any]) -> Found:
    return answer if isinstance(answer, Found) else Found.from_json(answer)


def found_in(facts: Mapping[str, Any], source: str) -> Found | None:
    """What a kept assembly has of one source."""
    return Found.from_json(facts[source]) if source in facts else None
