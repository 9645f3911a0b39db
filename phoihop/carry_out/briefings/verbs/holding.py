"""What several verbs do: hold the briefing, compute its days, keep its schedule, put an agenda in order."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max

from phoihop.carry_out.briefings.models import Briefing, Item, Schedule, Series
from phoihop.foundation.agencies.queries import day_of
from phoihop.kit.quarters import Period
from phoihop.kit.verdict import StateMoved
from phoihop.kit.vietnamese import fold
from phoihop.kit.workdays import Calendar, Computed

HERE = ZoneInfo(settings.TIME_ZONE)


def hold(briefing: Briefing) -> None:
    """Keep others from moving it until this commits. Raises StateMoved when it was moved since it was loaded.

    On SQLite the transaction itself lets one writer in at a time; the comparison settles who came first on both.
    """
    rows = Briefing.objects.select_for_update().filter(pk=briefing.pk)
    if list(rows.values_list("state", flat=True)) != [briefing.state]:
        raise StateMoved


def planned_day(series: Series, period: Period, calendar: Calendar) -> Computed:
    """So many working days after the period closes; never after the last working day of the term."""
    basis = f"Giao ban {period.label_vi}"
    day = calendar.add_working_days(period.last, series.held_after, basis=basis)
    ends_on = series.framework.ends_on
    if day.date <= ends_on:
        return day
    return calendar.working_days_before(ends_on + dt.timedelta(days=1), 0, basis=f"{basis}, ngày cuối của chương trình")


def papers_day(held_on: dt.date, papers_before: int, calendar: Calendar) -> Computed:
    """The last day on which papers leave so many full working days before the meeting."""
    return calendar.working_days_before(held_on, papers_before, basis=f"{papers_before} ngày làm việc trước khi họp")


def moment(day: dt.date, at: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, at, HERE)


def set_papers_day(briefing: Briefing, calendar: Calendar) -> None:
    due = papers_day(day_of(briefing.held_at), briefing.papers_before, calendar)
    briefing.papers_due_on, briefing.papers_computed = due.date, due.as_json()


def note_schedule(briefings: Iterable[Briefing], *, at: dt.datetime, reason: str = "") -> None:
    """From this moment they are set for where and when they say."""
    Schedule.objects.bulk_create(
        Schedule(briefing=one, held_at=one.held_at, ends_at=one.ends_at, place=one.place, since_at=at, reason=reason)
        for one in briefings
    )


def folded(briefing: Briefing) -> str:
    """What the list is searched by: what it is called, its mark, its place."""
    return fold(f"{briefing.occasion} {briefing.mark} {briefing.place}")[:700]


def renumber(items: Iterable[Item]) -> None:
    """Positions from 1 in the order given."""
    moved = []
    for place, item in enumerate(items, start=1):
        if item.position != place:
            item.position = place
            moved.append(item)
    Item.objects.bulk_update(moved, ["position"])


def on_agenda(briefing: Briefing) -> list[Item]:
    return list(briefing.items.filter(removed_at=None).order_by("position", "pk"))


def next_number(rows: object, name: str = "number") -> int:
    """The next of its kind; whoever comes second meets the unique constraint."""
    last = rows.aggregate(last=Max(name))["last"]  # type: ignore[attr-defined]  # any related manager
    return int(last or 0) + 1


def clock(moment_: dt.datetime) -> str:
    """ "08:00 22/10/2025", as it was here."""
    return f"{moment_.astimezone(HERE):%H:%M %d/%m/%Y}"
