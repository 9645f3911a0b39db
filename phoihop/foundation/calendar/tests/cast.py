"""Who keeps the calendar: Diễm administers the leading agency's installation. The others are in tests/cast.py."""

import datetime as dt

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.calendar import verbs
from phoihop.foundation.calendar.models import DayOff
from tests.cast import MONDAY, an_agency, someone

MARCH_9 = dt.date(2026, 3, 9)  # a Monday
MARCH_14 = dt.date(2026, 3, 14)  # the Saturday after


def diem() -> Actor:
    return someone("Diễm", agency=an_agency(), roles=(Role.ADMINISTRATOR,), title="Quản trị")


def a_day_off(day: dt.date = MARCH_9, *, by: Actor, own: bool = False, worked: bool = False) -> DayOff:
    kind = "working_swap" if worked else "agency" if own else "public"
    return verbs.add_day_off(
        day=day, name="Ngày truyền thống", kind=kind, agency=by.agency if own else None, by=by, at=MONDAY
    )


def the_shipped_days() -> None:
    """All public days without their three hundred ledger entries, for tests that only read them."""
    DayOff.objects.bulk_create(
        DayOff(day=day, kind=kind, name=name, is_confirmed=status == "confirmed", source=source)
        for day, kind, name, status, source in verbs.shipped()
    )
