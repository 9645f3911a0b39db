"""Who is to be told in an agency, and when an agency is to be reminded."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.models import Tenure
from phoihop.kit.workdays import Calendar

#: Working days before and after the due date on which the clock reminds those who have not answered.
REMIND_BEFORE = (3, 1)
REMIND_AFTER = (1, 3, 5)
_FURTHEST = dt.timedelta(days=31)


def accounts_in(agencies: Iterable[int], *, may: Permission, on: dt.date) -> dict[int, list[int]]:
    """{agency: accounts of those who hold a post there that day which grants the permission}. One query."""
    found: dict[int, list[int]] = {}
    in_force = Tenure.objects.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)
    held = in_force.filter(post__agency_id__in=list(agencies), person__account__is_active=True)
    for tenure in held.select_related("post", "person__account").order_by("pk"):
        if any(may in role.permissions for role in tenure.role_set):
            found.setdefault(tenure.post.agency_id, []).append(tenure.person.account.pk)
    return found


def due_days_to_remind(calendar: Calendar, *, today: dt.date) -> list[dt.date]:
    """Due dates about which somebody is reminded today; none on a day off."""
    if not calendar.is_working(today):
        return []
    before = [calendar.add_working_days(today, count).date for count in REMIND_BEFORE]
    past = (today - dt.timedelta(days=days) for days in range(1, _FURTHEST.days))
    after = [
        day
        for day in past
        if calendar.is_working(day) and calendar.working_days_between(day, today).days in REMIND_AFTER
    ]
    return [*before, *after]
