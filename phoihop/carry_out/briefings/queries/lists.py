"""The list of briefings: by year as a calendar, and row by row; proposals that wait."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from phoihop.agree.programmes.models import Framework, Party
from phoihop.carry_out.briefings.models import Briefing, Conclusion, Item, Proposal, Schedule, Series
from phoihop.carry_out.briefings.models.briefings import BriefingQuerySet, column_of
from phoihop.carry_out.briefings.queries.pages import state_on
from phoihop.carry_out.briefings.states import ItemState, ProposalState
from phoihop.carry_out.tasks.queries import end_of
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.kit.quarters import Period
from phoihop.kit.vietnamese import fold

SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("held_at",),
    "-day": ("-held_at",),
    "programme": ("series__framework__folded", "-held_at"),
}
_COLUMNS = ("series__framework", "series__programme", "chair_agency", "chair_tenure__person")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; `series` is a primary key, `on` the day things are told of."""

    on: dt.date
    series: int | None = None
    framework: int | None = None
    year: int | None = None
    state: str = ""
    words: str = ""
    sort: str = "day"


def visible(actor: Actor) -> BriefingQuerySet:
    return Briefing.objects.visible_to(actor).select_related(
        *_COLUMNS, "chair_tenure__post", "secretary_tenure__person", "series__programme__standing_unit"
    )


def rows(actor: Actor, asked: Asked) -> Any:
    """With `items_count`, `approved_count` and `conclusion_count`."""
    found = narrowed(actor, asked).select_related(*_COLUMNS).defer("planned", "papers_computed", "message")
    on_agenda = Item.objects.filter(removed_at=None)
    standing = Conclusion.objects.exclude(state="WITHDRAWN")
    return found.annotate(
        items_count=_how_many(on_agenda),
        approved_count=_how_many(on_agenda.filter(state=ItemState.APPROVED)),
        conclusion_count=_how_many(standing),
    ).order_by(*SORTS.get(asked.sort, SORTS["day"]), "pk")


def _how_many(of_a_briefing: QuerySet[Any]) -> Coalesce:
    """Counted for the rows of a page only, which a join is not."""
    own = of_a_briefing.filter(briefing=OuterRef("pk")).order_by().values("briefing")
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)


def narrowed(actor: Actor, asked: Asked) -> BriefingQuerySet:
    fields = {
        "series_id": asked.series,
        "series__framework_id": asked.framework,
        "held_at__year": asked.year,
        "state": asked.state,
    }
    found = Briefing.objects.visible_to(actor).filter(**{name: value for name, value in fields.items() if value})
    for word in fold(asked.words).split():
        found = found.filter(folded__contains=word)
    return found


def series_seen(actor: Actor) -> Any:
    """Series around whose table this agency sits."""
    mine = Party.objects.filter(agency_id=actor.agency_id)
    return (
        Series.objects.filter(
            Q(framework__lead_agency_id=actor.agency_id)
            | Q(programme=None, framework__in=mine.values("programme__framework_id"))
            | Q(programme__in=mine.values("programme_id"))
        )
        .select_related("framework", "programme__standing_unit")
        .order_by(F("ended_at").asc(nulls_first=True), "-begun_at", "-pk")
    )


def choices(actor: Actor) -> list[tuple[int, str]]:
    return [(one.pk, one.title) for one in series_seen(actor)[:100]]


def years_of(actor: Actor, *, today: dt.date) -> list[int]:
    """Every year with a briefing this actor sees, and this one; newest first."""
    held = Briefing.objects.visible_to(actor).order_by().dates("held_at", "year")
    return sorted({day.year for day in held} | {today.year}, reverse=True)


# ── The calendar of a year ───────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the year: its number and which cells stand in it."""

    month: int


@dataclass(slots=True)
class PlanRow:
    """One series in a year: what it holds in each month. `cells` is twelve lists of briefings."""

    series: Series
    cells: list[list[Briefing]] = field(default_factory=lambda: [[] for _month in range(12)])


def plan_of(actor: Actor, asked: Asked, *, year: int) -> list[PlanRow]:
    """Twelve months across, a row for each series; each briefing with `label` (what stands in its cell). One query."""
    found = narrowed(actor, asked).filter(held_at__year=year).select_related("series__framework", "series__programme")
    plan: dict[int, PlanRow] = {}
    for briefing in found.defer("planned", "papers_computed", "message").order_by("series_id", "held_at", "pk")[:600]:
        row = plan.setdefault(briefing.series_id, PlanRow(briefing.series))
        briefing.label = _label(briefing)  # type: ignore[attr-defined]  # for the template
        row.cells[day_of(briefing.held_at).month - 1].append(briefing)
    return list(plan.values())


def _label(briefing: Briefing) -> str:
    if not briefing.period:
        return briefing.mark.partition("-")[0]
    return column_of(Period.from_key(briefing.period))


def plan_span(series: Series) -> Any:
    """Every briefing of a series, in the order they are held."""
    return series.briefings.order_by("held_at", "pk").defer("papers_computed", "message")


def series_with_plan(framework: Framework, *, on: dt.date, then: bool = False) -> tuple[Series, list[Any]] | None:
    """The last series of a whole framework, and every briefing in it in the order they are held, each with
    `conclusion_count` and `waiting` (proposals without an agenda). With `then`: those planned by the end of that day,
    with the state, day and place they had. One query, two for a past day; None where nothing is planned.
    """
    after = end_of(on) if then else None
    standing = Q(withdrawn_at=None) if after is None else Q(withdrawn_at=None) | Q(withdrawn_at__gte=after)
    drawn = Conclusion.objects.filter(standing, **({"concluded_at__lt": after} if after else {}))
    own = Proposal.objects.filter(series=OuterRef("series"), state=ProposalState.WAITING).order_by().values("series")
    every = Briefing.objects.filter(series__framework=framework, series__programme=None)
    told = every.annotate(
        conclusion_count=_how_many(drawn),
        waiting=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0),
    )
    rows = told.select_related("series", "chair_agency").order_by("series", "held_at", "pk")
    rows = rows.defer("papers_computed", "message")
    found = list(rows) if after is None else as_they_were(rows.filter(planned_at__lt=after), after)
    if not found:
        return None
    series = max((one.series for one in found), key=lambda one: one.pk)
    series.framework = framework
    plan = [one for one in found if one.series_id == series.pk]
    for one in plan:
        one.series = series
    return series, plan


def as_they_were(briefings: QuerySet[Briefing], after: dt.datetime) -> list[Any]:
    """With the state, day and place each had before that moment, in the order of those days. Two queries."""
    rows = list(briefings)
    set_for = Schedule.objects.filter(briefing__in=[one.pk for one in rows], since_at__lt=after)
    last = {row.briefing_id: row for row in set_for.order_by("since_at", "pk")}
    for one in rows:
        one.state = state_on(one, after)
        if schedule := last.get(one.pk):
            one.held_at, one.ends_at, one.place = schedule.held_at, schedule.ends_at, schedule.place
    return sorted(rows, key=lambda one: (one.held_at, one.pk))


def backlog(series: Series) -> Any:
    """Proposals that wait for an agenda, those carried over first."""
    waiting = Proposal.objects.filter(series=series, state=ProposalState.WAITING).select_related("agency")
    return waiting.order_by("-carried", "proposed_at", "pk")


def exported(actor: Actor, asked: Asked) -> list[tuple[Any, ...]]:
    """Rows of the sheet: day, what, programme, place, chair, state, items, approved, conclusions."""
    return [
        (
            day_of(one.held_at),
            one.occasion,
            one.series.title,
            one.place,
            one.chair_agency.name if one.chair_agency else "",
            str(one.get_state_display()),
            one.items_count,
            one.approved_count,
            one.conclusion_count,
        )
        for one in rows(actor, asked)[:5000]
    ]
