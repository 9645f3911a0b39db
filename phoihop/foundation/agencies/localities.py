"""The country's provinces, districts and communes, before and since 1 July 2025, and who took over whom."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from phoihop.foundation.agencies.models import Locality, LocalitySuccession
from phoihop.kit.vietnamese import fold

BATCH = 2000
PROVINCE, DISTRICT, COMMUNE = Locality.Level.PROVINCE, Locality.Level.DISTRICT, Locality.Level.COMMUNE


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows came in; all zero when the list was there already."""

    provinces: int = 0
    districts: int = 0
    communes: int = 0
    successions: int = 0


def shipped() -> dict[str, Any]:
    """The data file as tools/export_localities.py wrote it; its `about` line says what each record holds."""
    return dict(json.loads(files(__package__).joinpath("data/localities.json").read_text(encoding="utf-8")))


@transaction.atomic
def load() -> Loaded:
    """Write the shipped list where there is none yet, and say how much. The same file always gives the same rows.

    It is reference data of the release, not an act of anyone in office: there is no ledger entry.
    """
    if Locality.objects.exists():
        return Loaded()
    data = shipped()
    changed = dt.date.fromisoformat(data["changed_on"])
    old_provinces, provinces = _provinces(data, changed)
    districts = _add(DISTRICT, data["old_districts"], above=old_provinces, until=changed)
    old_communes = _add(COMMUNE, data["old_communes"], above=districts, until=changed)
    communes = _add(COMMUNE, data["communes"], above=provinces, since=changed)
    _inherit(old_provinces, provinces, ((code, [new]) for code, _, new in data["old_provinces"]))
    _inherit(old_communes, communes, ((code, new) for code, _, _, new in data["old_communes"]))
    _inherit(districts, communes, _successors_of_districts(data))
    everything = Locality.objects.all()
    return Loaded(
        provinces=everything.filter(level=PROVINCE).count(),
        districts=len(districts),
        communes=len(old_communes) + len(communes),
        successions=LocalitySuccession.objects.count(),
    )


def in_force(*, on: dt.date) -> QuerySet[Locality]:
    """Units that exist that day: 63, 696 and 10,035 before 1 July 2025; 34, none and 3,321 since."""
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    return Locality.objects.filter(begun & (Q(valid_until=None) | Q(valid_until__gt=on)))


def named(text: str, *, on: dt.date | None = None) -> QuerySet[Locality]:
    """Units whose name contains `text`, with or without its marks; of any time unless a day is given."""
    units = in_force(on=on) if on else Locality.objects.all()
    return units.filter(folded__contains=fold(text)).select_related("parent__parent").order_by("folded", "code", "pk")


def successors_of(locality: Locality, *, on: dt.date) -> QuerySet[Locality]:
    """The units that stand in its place that day; itself while it lasts."""
    return in_force(on=on).filter(Q(pk=locality.pk) | Q(origins__old=locality)).distinct().order_by("code", "pk")


def _add(
    level: str,
    records: Iterable[list[Any]],
    *,
    above: dict[str, Locality] | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> dict[str, Locality]:
    """Insert (code, name, code above, …) and give the rows by code."""
    rows = [
        Locality(
            code=record[0],
            name=record[1],
            folded=fold(record[1]),
            level=level,
            parent=above[record[2]] if above else None,
            valid_from=since,
            valid_until=until,
        )
        for record in records
    ]
    return {row.code: row for row in Locality.objects.bulk_create(rows, batch_size=BATCH)}


def _provinces(data: dict[str, Any], changed: dt.date) -> tuple[dict[str, Locality], dict[str, Locality]]:
    """Old and new ones by code. The eleven that were not touched are one row, in both."""
    merged_into = [new for _, _, new in data["old_provinces"]]
    names = dict(data["provinces"])
    kept = {
        code for code, name, new in data["old_provinces"] if names.get(code) == name and merged_into.count(new) == 1
    }
    same = _add(PROVINCE, [record for record in data["provinces"] if record[0] in kept])
    ended = _add(PROVINCE, [record for record in data["old_provinces"] if record[0] not in kept], until=changed)
    begun = _add(PROVINCE, [record for record in data["provinces"] if record[0] not in kept], since=changed)
    return same | ended, same | begun


def _successors_of_districts(data: dict[str, Any]) -> Iterable[tuple[str, list[str]]]:
    """A district was taken over by whoever took over its communes; five islands had none and name their own."""
    found = {code: set(new) for code, _, _, new in data["old_districts"]}
    for _, _, district, new in data["old_communes"]:
        found[district] |= set(new)
    return ((code, sorted(new)) for code, new in found.items())


def _inherit(old: dict[str, Locality], new: dict[str, Locality], pairs: Iterable[tuple[str, Iterable[str]]]) -> None:
    rows = [
        LocalitySuccession(old=old[before], new=new[after])
        for before, successors in pairs
        for after in successors
        if old[before].pk != new[after].pk
    ]
    LocalitySuccession.objects.bulk_create(rows, batch_size=BATCH)
