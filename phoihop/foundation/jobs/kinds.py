"""The kinds of long work. A stage declares each in its `jobs.py`; the worker and the page look it up here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[[Any], dict[str, Any] | None]


class UnknownKind(LookupError):
    """No app declares this kind of job."""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    title: object
    work: Work
    tries: int


_kinds: dict[str, Kind] = {}


def job(name: str, *, title: object, tries: int = 3) -> Callable[[Work], Work]:
    """Declare `work(run)`: `run.arguments` say what, `run.done` where to go on, `run.progress(…)` saves each step.

    It may be interrupted after any `progress` and called again, so each step must bear repetition. What it returns is
    kept as the job's result; `{"url": …}` becomes the link shown when it is done. `title` is a lazily translated name.
    """

    def declare(work: Work) -> Work:
        _kinds[name] = Kind(name, title, work, tries)
        return work

    return declare


def kind(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No app declares the job {name!r}: decorate its function with kinds.job.") from None
