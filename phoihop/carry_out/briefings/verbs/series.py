"""Briefings of a whole term: planned when the programme comes into force, kept in step with its term, ended with it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes import queries as programmes
from phoihop.agree.programmes.models import Framework, Programme
from phoihop.carry_out.briefings import rules
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.briefings.models.briefings import mark_of
from phoihop.carry_out.briefings.states import AHEAD, State
from phoihop.carry_out.briefings.verbs.calling import call_off
from phoihop.carry_out.briefings.verbs.holding import folded, moment, note_schedule, papers_day, planned_day
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.quarters import Period, periods_between
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.workdays import Calendar


@transaction.atomic
def begin_series(*, framework: Framework, by: Doer, at: dt.datetime, programme: Programme | None = None) -> Series:
    """Plan a briefing for each period of the term that has not closed long ago. Called when it comes into force."""
    rules.may_begin_series(framework).require()
    if Series.objects.filter(framework=framework, programme=programme, ended_at=None).exists():
        raise NotAllowed(_("The briefings of this programme are planned already."))
    series = Series.objects.create(
        framework=framework,
        programme=programme,
        cadence=framework.cadence,
        cutoff_day=framework.cutoff_day,
        chair_rule=framework.chair_rule,
        begun_at=at,
    )
    made = _plan(series, from_day=max(day_of(at), framework.begins_on), at=at)
    ledger.record(
        "briefing.series_begun",
        on=series,
        by=by,
        at=at,
        title=series.title,
        cadence=str(series.cadence),
        chair_rule=str(series.chair_rule),
        briefings=[[one.mark, day_of(one.held_at).isoformat()] for one in made],
    )
    return series


def _plan(series: Series, *, from_day: dt.date, at: dt.datetime) -> list[Briefing]:
    """Those periods that have none yet and whose planned day has not passed."""
    calendar = calendar_for(series.host_id)
    chairs = chairs_of(series)
    known = set(series.briefings.exclude(period="").values_list("period", flat=True))
    found = []
    for place, period in enumerate(_periods(series)):
        if period.key in known:
            continue
        briefing = _planned(series, period, calendar, at=at)
        if day_of(briefing.held_at) < from_day:
            continue
        briefing.chair_agency = chairs[place % len(chairs)] if chairs else None
        found.append(briefing)
    made = Briefing.objects.bulk_create(found)
    note_schedule(made, at=at)
    return made


def _periods(series: Series) -> list[Period]:
    """Of the whole term, so that whose turn it is to chair does not depend on when the plan was made."""
    framework = series.framework
    every = periods_between(
        framework.begins_on, framework.ends_on, series.counted, cutoff_day=series.cutoff_day or None
    )
    return list(every)


def _planned(series: Series, period: Period, calendar: Calendar, *, at: dt.datetime) -> Briefing:
    day = planned_day(series, period, calendar)
    held_at = moment(day.date, series.starts_at)
    papers = papers_day(day.date, series.papers_before, calendar)
    briefing = Briefing(
        series=series,
        period=period.key,
        mark=mark_of(period),
        held_at=held_at,
        ends_at=held_at + dt.timedelta(minutes=series.minutes),
        place=series.place,
        planned=day.as_json(),
        papers_before=series.papers_before,
        papers_due_on=papers.date,
        papers_computed=papers.as_json(),
        planned_at=at,
        changed_at=at,
    )
    briefing.folded = folded(briefing)
    return briefing


def chairs_of(series: Series) -> list[Agency]:
    """Who chairs in turn: the host alone, every party, or nobody until one is invited to."""
    if series.chair_rule == Framework.ChairRule.BY_INVITATION:
        return []
    if series.chair_rule == Framework.ChairRule.FIXED:
        return [Agency.objects.get(pk=series.host_id)]
    if series.programme is None:
        return programmes.agencies_in(series.framework)
    parties = series.programme.parties.select_related("agency").order_by("position", "pk")
    return [party.agency for party in parties]


@transaction.atomic
def arrange_series(
    *,
    series: Series,
    by: Actor,
    at: dt.datetime,
    held_after: int,
    starts_at: dt.time,
    minutes: int,
    place: str,
    papers_before: int,
    chair_rule: str,
) -> Series:
    """How briefings are planned from now on; those planned and not yet moved by hand follow."""
    rules.may_arrange_series(by, series).require()
    told: dict[str, Any] = {
        "held_after": held_after,
        "starts_at": starts_at,
        "minutes": minutes,
        "place": place,
        "papers_before": papers_before,
        "chair_rule": chair_rule,
    }
    for name, value in told.items():
        setattr(series, name, value)
    series.save(update_fields=[*told])
    moved = _follow(series, at=at)
    ledger.record(
        "briefing.series_arranged",
        on=series,
        by=by,
        at=at,
        title=series.title,
        **{**told, "starts_at": starts_at.isoformat("minutes"), "chair_rule": str(chair_rule)},
        moved=moved,
    )
    return series


def _follow(series: Series, *, at: dt.datetime) -> int:
    """Plan again what is only planned and stands where the plan put it. How many were moved."""
    calendar, chairs = calendar_for(series.host_id), chairs_of(series)
    turns = {period.key: place for place, period in enumerate(_periods(series))}
    waiting = list(series.briefings.filter(state=State.PLANNED).exclude(planned={}).exclude(period=""))
    for briefing in waiting:
        anew = _planned(series, Period.from_key(briefing.period, cutoff_day=series.cutoff_day or None), calendar, at=at)
        for name in _PLANNED:
            setattr(briefing, name, getattr(anew, name))
        briefing.chair_agency = chairs[turns[briefing.period] % len(chairs)] if chairs else None
    Briefing.objects.bulk_update(waiting, [*_PLANNED, "chair_agency"])
    note_schedule(waiting, at=at)
    return len(waiting)


_PLANNED = (
    "held_at", "ends_at", "place", "planned", "papers_before", "papers_due_on", "papers_computed", "changed_at",
    "folded",
)  # fmt: skip


@transaction.atomic
def follow_term(*, series: Series, by: Doer, at: dt.datetime) -> Series:
    """The term was extended or shortened: plan what is missing, call off what lies beyond."""
    ends_on = series.framework.ends_on
    gone = 0
    for briefing in series.briefings.filter(state__in=AHEAD).exclude(period="").select_related("series__framework"):
        period = Period.from_key(briefing.period, cutoff_day=series.cutoff_day or None)
        if period.first > ends_on:
            call_off(briefing, reason="Chương trình kết thúc trước kỳ này.", by=by, at=at)
            gone += 1
    made = _plan(series, from_day=day_of(at), at=at)
    moved = _follow(series, at=at)
    if made or gone:
        ledger.record(
            "briefing.series_followed",
            on=series,
            by=by,
            at=at,
            title=series.title,
            ends_on=ends_on.isoformat(),
            made=len(made),
            gone=gone,
            moved=moved,
        )
    return series


@transaction.atomic
def end_series(*, series: Series, by: Doer, at: dt.datetime) -> Series:
    """The programme is over; what was only ahead is called off, what took place is still minuted and closed."""
    if not Series.objects.filter(pk=series.pk, ended_at=None).update(ended_at=at):
        raise NotAllowed(_("The programme is over: no more briefings are planned."))
    series.ended_at = at
    ahead = series.briefings.filter(state__in=AHEAD).select_related("series__framework", "series__programme")
    for briefing in ahead.order_by("held_at", "pk"):
        call_off(briefing, reason="Chương trình đã hết hiệu lực.", by=by, at=at)
    ledger.record("briefing.series_ended", on=series, by=by, at=at, title=series.title)
    return series


@transaction.atomic
def pass_on(*, agency: Agency, to: Agency, reason: str, by: Doer, at: dt.datetime) -> int:
    """An agency's turns to chair and its seats at what is ahead go to its successor; how many briefings.

    Called when agencies are reorganised, with the legal basis as the reason. What took place stays as it was.
    """
    ahead = Briefing.objects.filter(state__in=AHEAD)
    involved = ahead.filter(Q(chair_agency=agency) | Q(seats__agency=agency)).distinct()
    turns = list(involved.select_related("series__framework", "series__programme").order_by("pk"))
    for briefing in turns:
        if briefing.chair_agency_id == agency.pk:
            Briefing.objects.filter(pk=briefing.pk).update(chair_agency=to, chair_tenure=None, changed_at=at)
        if briefing.seats.filter(agency=to).exists():
            briefing.seats.filter(agency=agency).delete()
        briefing.seats.filter(agency=agency).update(agency=to, agency_name=to.name, tenure=None, name="", post="")
        ledger.record(
            "briefing.passed_on",
            on=briefing,
            by=by,
            at=at,
            title=briefing.title,
            from_agency=agency.name,
            to_agency=to.name,
            reason=reason,
        )
    return len(turns)
