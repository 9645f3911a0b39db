"""Everything that can happen to the calendar."""

import datetime as dt
import json
from importlib.resources import files
from typing import Any

from django.db import transaction

from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.calendar import rules
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import StateMoved


@transaction.atomic
def add_day_off(
    *, day: dt.date, name: str, kind: str, by: Actor, at: dt.datetime, agency: Agency | None = None, source: str = ""
) -> DayOff:
    """Break the week's habit on one day. Deadlines still running are recomputed by those who registered to."""
    rules.may_add(by, day=day, kind=kind, agency_id=agency.pk if agency else None).require()
    day_off, is_new = DayOff.objects.get_or_create(
        day=day, agency=agency, defaults={"name": name, "kind": kind, "source": source}
    )
    if not is_new:
        rules.TAKEN.require()
    _record("calendar.day_added", day_off, by=by, at=at)
    return day_off


@transaction.atomic
def withdraw_day_off(*, day_off: DayOff, by: Actor, at: dt.datetime) -> None:
    """Take a day out again: a slip, or an announcement that changed. The ledger keeps that it was there."""
    rules.may_withdraw(by, day_off).require()
    gone, _ = DayOff.objects.filter(pk=day_off.pk).delete()
    if not gone:
        raise StateMoved
    _record("calendar.day_withdrawn", day_off, by=by, at=at)


@transaction.atomic
def load_public_holidays(*, by: ledger.Doer, at: dt.datetime) -> int:
    """Add every shipped day of which the country's calendar says nothing yet; how many came in.

    What an administrator has entered for a day stays as it is. For commands, which nobody in office runs: there is no
    rule to ask. A day withdrawn by hand comes back with the next load.
    """
    known = set(DayOff.objects.filter(agency=None).values_list("day", flat=True))
    rows = [
        DayOff(day=day, name=name, kind=kind, source=source, is_confirmed=status == "confirmed")
        for day, kind, name, status, source in shipped()
        if day not in known
    ]
    for day_off in DayOff.objects.bulk_create(rows):
        _record("calendar.day_added", day_off, by=by, at=at)
    return len(rows)


def shipped() -> list[tuple[dt.date, str, str, str, str]]:
    """(day, kind, name, confirmed or computed, source), as tools/export_holidays.py wrote them."""
    stored = json.loads(files(__package__).joinpath("data/holidays.json").read_text(encoding="utf-8"))
    return [(dt.date.fromisoformat(day), *rest) for day, *rest in stored["days"]]


def _record(kind: str, day_off: DayOff, *, by: ledger.Doer, at: dt.datetime) -> None:
    details: dict[str, Any] = {
        "day": day_off.day.isoformat(),
        "name": day_off.name,
        "day_kind": str(day_off.kind),
        "agency": day_off.agency_id,
        "source": day_off.source,
    }
    ledger.record(kind, on=day_off, by=by, at=at, **details)
