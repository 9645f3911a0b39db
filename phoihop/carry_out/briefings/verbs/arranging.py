"""A briefing is set for another day or place, given to another chair; an extraordinary one is planned."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.briefings import rules
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.briefings.states import State
from phoihop.carry_out.briefings.verbs.holding import (
    clock,
    folded,
    hold,
    moment,
    note_schedule,
    papers_day,
    planned_day,
    set_papers_day,
)
from phoihop.foundation.agencies.actor import CLOCK, Actor
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.quarters import Period
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import nfc
from phoihop.kit.workdays import Calendar

#: What calendars must know of when it changes.
_TELLING = ("held_at", "ends_at", "place", "online_url")


@transaction.atomic
def plan(
    *,
    series: Series,
    subject: str,
    held_at: dt.datetime,
    minutes: int,
    by: Actor,
    at: dt.datetime,
    place: str = "",
    chair_agency: Agency | None = None,
) -> Briefing:
    """An extraordinary briefing, beside those of the cadence. Its papers are due as usual, or today."""
    rules.may_plan(by, series).require()
    if held_at <= at:
        raise NotAllowed(_("The day given lies in the past."))
    year = held_at.year
    count = series.briefings.filter(kind=Briefing.Kind.AD_HOC, mark__endswith=f"-{year}").count()
    briefing = Briefing(
        series=series,
        kind=Briefing.Kind.AD_HOC,
        mark=f"ĐX{count + 1}-{year}",
        subject=nfc(subject).strip(),
        held_at=held_at,
        ends_at=held_at + dt.timedelta(minutes=minutes),
        place=nfc(place).strip() or series.place,
        chair_agency=chair_agency or Agency.objects.get(pk=series.host_id),
        papers_before=series.papers_before,
        planned_at=at,
        changed_at=at,
    )
    set_papers_day(briefing, calendar_for(series.host_id))
    briefing.folded = folded(briefing)
    briefing.save(force_insert=True)
    note_schedule([briefing], at=at)
    ledger.record(
        "briefing.planned", on=briefing, by=by, at=at, mark=briefing.mark, subject=briefing.subject, when=clock(held_at)
    )
    return briefing


@transaction.atomic
def arrange(
    *,
    briefing: Briefing,
    by: Actor,
    at: dt.datetime,
    held_at: dt.datetime,
    minutes: int,
    place: str = "",
    online_url: str = "",
    chair_agency: Agency | None = None,
    chair_tenure: Tenure | None = None,
    secretary_tenure: Tenure | None = None,
    papers_before: int | None = None,
    message: str = "",
    reason: str = "",
) -> Briefing:
    """Set day, place, chair and secretary. Once called, everybody invited is told what changed, and why."""
    hold(briefing)
    rules.may_arrange(by, briefing).require()
    _require_possible(briefing, held_at=held_at, chair_tenure=chair_tenure, chair_agency=chair_agency, at=at)
    told: dict[str, Any] = {
        "held_at": held_at,
        "ends_at": held_at + dt.timedelta(minutes=minutes),
        "place": nfc(place).strip(),
        "online_url": online_url,
        "chair_agency": chair_agency,
        "chair_tenure": chair_tenure,
        "secretary_tenure": secretary_tenure,
        "message": nfc(message).strip(),
        "papers_before": briefing.papers_before if papers_before is None else papers_before,
    }
    changed = [name for name, value in told.items() if getattr(briefing, name) != value]
    moved = any(name in _TELLING for name in changed)
    if not changed:
        return briefing
    if moved and briefing.state == State.CALLED and not reason.strip():
        raise NotAllowed(_("Say why it is moved: everybody invited is told."))
    was = clock(briefing.held_at)
    _apply(briefing, told, moved=moved, at=at)
    if moved:
        note_schedule([briefing], at=at, reason=nfc(reason).strip())
    ledger.record(
        "briefing.moved" if moved else "briefing.arranged",
        on=briefing,
        by=by,
        at=at,
        mark=briefing.mark,
        was=was,
        when=clock(briefing.held_at),
        place=briefing.place,
        chair=chair_agency.name if chair_agency else "",
        reason=nfc(reason).strip(),
        changed=changed,
    )
    return briefing


def _require_possible(
    briefing: Briefing,
    *,
    held_at: dt.datetime,
    chair_tenure: Tenure | None,
    chair_agency: Agency | None,
    at: dt.datetime,
) -> None:
    if held_at <= at and held_at != briefing.held_at:
        raise NotAllowed(_("The day given lies in the past."))
    if chair_tenure and (chair_agency is None or chair_tenure.post.agency_id != chair_agency.pk):
        raise NotAllowed(_("Whoever chairs must hold a post in the agency that chairs."))
    if chair_agency is None and briefing.state == State.CALLED:
        raise NotAllowed(_("Say first who chairs."))


def _apply(briefing: Briefing, told: dict[str, Any], *, moved: bool, at: dt.datetime) -> None:
    for name, value in told.items():
        setattr(briefing, name, value)
    set_papers_day(briefing, calendar_for(briefing.series.host_id))
    briefing.folded, briefing.changed_at = folded(briefing), at
    if moved:
        # Set by hand: the plan of the series no longer moves it.
        briefing.planned = {}
        briefing.sequence += 1
        briefing.reminded_on = None
    briefing.save(
        update_fields=[
            *told, "papers_due_on", "papers_computed", "folded", "changed_at", "planned", "sequence", "reminded_on",
        ]
    )  # fmt: skip


@transaction.atomic
def recompute(*, briefing: Briefing, at: dt.datetime, calendar: Calendar) -> Briefing:
    """The calendar changed: the day papers are due is counted again; so is a day that only the plan has set.

    A briefing that was called stays on its day: whoever prepares it moves it, and says why.
    """
    hold(briefing)
    was_on, was_due = briefing.held_at, briefing.papers_due_on
    if briefing.planned and briefing.state == State.PLANNED:
        cutoff = briefing.series.cutoff_day or None
        day = planned_day(briefing.series, Period.from_key(briefing.period, cutoff_day=cutoff), calendar)
        length = briefing.ends_at - briefing.held_at
        briefing.held_at = moment(day.date, briefing.series.starts_at)
        briefing.ends_at, briefing.planned = briefing.held_at + length, day.as_json()
    due = papers_day(day_of(briefing.held_at), briefing.papers_before, calendar)
    briefing.papers_due_on, briefing.papers_computed = due.date, due.as_json()
    briefing.changed_at = at
    if briefing.held_at != was_on:
        briefing.sequence += 1
        note_schedule([briefing], at=at, reason="Tính lại theo lịch nghỉ")
    briefing.save(
        update_fields=[
            "held_at", "ends_at", "planned", "papers_due_on", "papers_computed", "changed_at", "sequence",
        ]
    )  # fmt: skip
    if (was_on, was_due) != (briefing.held_at, briefing.papers_due_on):
        ledger.record(
            "briefing.recomputed",
            on=briefing,
            by=CLOCK,
            at=at,
            mark=briefing.mark,
            was=clock(was_on),
            when=clock(briefing.held_at),
            papers_were_due=was_due.isoformat(),
            papers_due=briefing.papers_due_on.isoformat(),
        )
    return briefing
