"""The question an agenda puts to the record, and what is answered: plain frozen data that is kept as JSON."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """`programmes` are primary keys. `since` is the day of the last briefing, None before the first.

    `first` and `last` bound the period looked back on, `next_first` and `next_last` the one ahead. `on` is the day as
    of which things are told; `then` says that it is past.
    """

    framework: int
    programmes: tuple[int, ...]
    briefing: int
    since: dt.date | None
    first: dt.date
    last: dt.date
    next_first: dt.date
    next_last: dt.date
    on: dt.date
    then: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to speak of. `key` names it for ever ("tasks.participation:12"); `label` is how it is cited.

    `klass` is one of the five official classes, or "". `days`: working days late (class overdue) or left (due soon),
    or waited. `said` is a word more, in the language of the papers. `url` is a path on this site.
    """

    key: str
    label: str
    title: str
    agency: str = ""
    due_on: str = ""
    klass: str = ""
    days: int | None = None
    said: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a source found. `title` and `how` are in the language of the papers; `how` says by which question.

    `counts` are named figures ({"overdue": 3, "soon": 4}); each counts rows of `rows`. `url` lists them all.
    """

    title: str
    how: str
    rows: tuple[Row, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    url: str = ""
    minutes: int = 15

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "counts": dict(self.counts), "rows": [asdict(row) for row in self.rows]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Found":
        """Also from what a stage answers that does not know this class; unknown names are left out."""
        told = {name: stored[name] for name in cls.__slots__ if name in stored}
        known = Row.__slots__
        rows = tuple(Row(**{name: row[name] for name in known if name in row}) for row in told.pop("rows", ()))
        return cls(rows=rows, **told)


def differences(
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    *,
    leaving_out: Collection[str] = (),
) -> Iterator[dict[str, str]]:
    """What two assemblies tell differently, row by row: added, gone, or in another class or due on another day.

    A row that several sources have is told once, as the first of them has it.
    """
    told: set[str] = set()
    for source in {**before, **after}:
        if source in leaving_out:
            continue
        old = _by_key(before.get(source, {}).get("rows", ()))
        new = _by_key(after.get(source, {}).get("rows", ()))
        for key, change in _changes(source, old, new):
            if key not in told:
                yield change
            told.add(key)


def _changes(
    source: str, old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, dict[str, str]]]:
    for key, row in new.items():
        if key not in old:
            yield key, _told(source, "added", row)
        elif _standing(old[key]) != _standing(row):
            yield key, {**_told(source, "changed", row), "was": _standing(old[key]), "is": _standing(row)}
    for key, row in old.items():
        if key not in new:
            yield key, _told(source, "gone", row)


def _by_key(rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["key"]: row for row in rows}


def _told(source: str, what: str, row: Mapping[str, Any]) -> dict[str, str]:
    return {"source": source, "what": what, "label": row["label"], "title": row["title"]}


def _standing(row: Mapping[str, Any]) -> str:
    """ "overdue 30/09/2025": class and due date as far as there are any; days alone are no change."""
    due = f"{dt.date.fromisoformat(row['due_on']):%d/%m/%Y}" if row.get("due_on") else ""
    return f"{row.get('klass') or ''} {due}".strip()
