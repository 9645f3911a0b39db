"""What waits for a person in briefings: to prepare, to hand in, to approve, to close, to number."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phoihop.carry_out.briefings.models import Briefing, Document, Item, OwedPaper, Seat, Series
from phoihop.carry_out.briefings.states import AHEAD, AT_WORK, ItemState, State
from phoihop.carry_out.tasks.queries import end_of
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.statements import Given, Several, padded, statement
from phoihop.kit.due import Due
from phoihop.kit.workdays import Computed

#: How long before papers are due a briefing comes onto the desk of whoever prepares it.
AHEAD_BY = dt.timedelta(days=21)
SOON = dt.timedelta(days=7)
#: Rows of one kind on a desk.
MOST = 20
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Paper:
    """One to hand in (`kind` is empty) or to number; `words` name it."""

    kind: str
    pk: int
    briefing: int
    words: str


def waiting_on(actor: Actor, *, on: dt.date) -> list[Due]:
    """Rows for the desk. Two queries, however much there is; one for whoever keeps no papers."""
    papers = _papers(actor, on=on)
    found = _briefings(actor, {paper.briefing for paper in papers}, on=on)
    by_key = {briefing.pk: briefing for briefing in found}
    dues = [due for part in _PARTS for due in islice(part(found, actor, on), MOST)]
    return dues + [_due_of_paper(paper, by_key[paper.briefing]) for paper in papers]


# ── Papers ───────────────────────────────────────────────────────────────────


def _papers(actor: Actor, *, on: dt.date) -> list[_Paper]:
    """Those this agency was asked for, and those of its own that lack a number. One query."""
    hands_in, numbers = actor.may(Permission.REPORT) or actor.may(Permission.MINUTE), actor.may(Permission.SEAL)
    if not hands_in and not numbers:
        return []
    return [_Paper(*row) for row in _wanting(hands_in, numbers, agency=actor.agency_id, by=on + AHEAD_BY)]


@statement
def _wanting(hands_in: bool, numbers: bool) -> QuerySet[Any, Any]:
    asked = [*([_to_hand_in()] if hands_in else []), *([_to_number()] if numbers else [])]
    rows = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    return rows.order_by("paper", "-key")[: 2 * MOST]


def _columns(rows: QuerySet[Any, Any], kind: Any, words: str) -> QuerySet[Any, Any]:
    named = rows.annotate(paper=kind, key=F("pk"), words=F(words))
    return named.values_list("paper", "key", "briefing_id", "words")


def _to_hand_in() -> QuerySet[Any, Any]:
    owed = OwedPaper.objects.filter(agency_id=Given("agency"), file=None, dropped_at=None, briefing__state__in=AHEAD)
    soon = owed.filter(briefing__papers_due_on__lte=Given("by"))
    return _columns(soon, Value("", output_field=CharField()), "title")


def _to_number() -> QuerySet[Any, Any]:
    """The newest version of each paper no version of which has a number."""
    alike = Document.objects.filter(briefing=OuterRef("briefing"), kind=OuterRef("kind"))
    settled = alike.filter(~Q(number="") | Q(version__gt=OuterRef("version")))
    bare = Document.objects.filter(number="", signed=None, briefing__series__in=_prepared())
    bare = bare.exclude(kind=Document.Kind.PACK).filter(~Exists(settled))
    return _columns(bare, F("kind"), "kind")


def _prepared() -> QuerySet[Any, Any]:
    """Series this agency prepares."""
    own = Q(framework__lead_agency_id=Given("agency")) | Q(programme__standing_unit_id=Given("agency"))
    return Series.objects.filter(own).values("pk")


def _due_of_paper(paper: _Paper, briefing: Briefing) -> Due:
    if not paper.kind:
        return _due(
            briefing,
            kind="file",
            what=_("Paper for “%(briefing)s”: %(title)s") % {"briefing": briefing.title, "title": paper.words},
            why=_("Because this agency was asked for it."),
            due_on=briefing.papers_due_on,
            computed=Computed.from_json(briefing.papers_computed).steps,
            act_label=_("Hand in the paper"),
            act_url=reverse("briefings:paper", args=[briefing.pk, paper.pk]),
            is_primary=True,
        )
    named = {"paper": Document.Kind(paper.kind).label, "briefing": briefing.title}
    return _due(
        briefing,
        kind="seal",
        what=_("%(paper)s of “%(briefing)s”") % named,
        why=_("Because the paper is set and has no number yet."),
        due_on=None,
        act_label=_("Give the number"),
        act_url=reverse("briefings:document", args=[briefing.pk, paper.pk]),
    )


# ── Briefings ────────────────────────────────────────────────────────────────


def _briefings(actor: Actor, of_papers: set[int], *, on: dt.date) -> list[Any]:
    """Every briefing that may wait for this person, with `left`, `drafts` and `invited`. One query."""
    named = padded([*sorted(of_papers), 0])
    days = {"by": on + AHEAD_BY, "since": end_of(on - _DAY), "until": end_of(on + SOON)}
    wording = actor.may(Permission.MINUTE), actor.may(Permission.CHAIR), len(named)
    return _waiting(*wording, agency=actor.agency_id, papers=named, **days)


@statement
def _waiting(minutes: bool, chairs: bool, papers: int) -> QuerySet[Any, Any]:
    seats = Seat.objects.filter(agency_id=Given("agency"), briefing=OuterRef("pk"))
    coming = Q(state=State.CALLED, held_at__gte=Given("since"), held_at__lt=Given("until"))
    with_paper = Q(pk__in=Several("papers", papers))
    wanted: Any = with_paper | coming & Exists(seats)
    if minutes:
        soon = Q(state=State.PLANNED, papers_due_on__lte=Given("by"))
        wanted |= Q(series__in=_prepared()) & (soon | Q(state__in=AT_WORK))
    if chairs:
        wanted |= Q(chair_agency_id=Given("agency"), state__in=AT_WORK)
    rows = Briefing.objects.filter(wanted).select_related("series__framework", "series__programme").defer("message")
    open_ = Item.objects.filter(briefing=OuterRef("pk"), removed_at=None)
    told = rows.annotate(
        left=_how_many(open_.filter(state__in=[ItemState.EMPTY, ItemState.DRAFT])),
        drafts=_how_many(open_.filter(state=ItemState.DRAFT)),
        invited=Exists(seats),
        with_paper=ExpressionWrapper(with_paper, output_field=BooleanField()),
    )
    return told.order_by("-with_paper", "held_at", "pk")[: 6 * MOST]


def _how_many(items: QuerySet[Any, Any]) -> Coalesce:
    counted = items.order_by().values("briefing").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _is_prepared_by(actor: Actor, briefing: Briefing) -> bool:
    series = briefing.series
    unit = series.programme.standing_unit_id if series.programme else None
    return actor.may(Permission.MINUTE) and actor.agency_id in (series.framework.lead_agency_id, unit)


def _to_call(found: list[Any], actor: Actor, on: dt.date) -> Iterator[Due]:
    """Due by the day papers are due: with them goes the invitation."""
    for briefing in found:
        soon = briefing.state == State.PLANNED and briefing.papers_due_on <= on + AHEAD_BY
        if soon and _is_prepared_by(actor, briefing):
            yield _due(
                briefing,
                kind="briefing",
                what=_("Call “%(briefing)s”") % {"briefing": briefing.title},
                why=_("Because the agenda, the papers and the invitation are due before the meeting."),
                due_on=briefing.papers_due_on,
                computed=Computed.from_json(briefing.papers_computed).steps,
                act_label=_("Put the agenda together"),
                act_url=reverse("briefings:agenda", args=[briefing.pk]),
                is_primary=True,
            )


def _to_minute(found: list[Any], actor: Actor, on: dt.date) -> Iterator[Due]:
    """In session, or over with something left to write."""
    for briefing in found:
        if briefing.state in AT_WORK and briefing.left and _is_prepared_by(actor, briefing):
            why = ngettext(
                "Because the minutes of %(count)d item are not approved yet.",
                "Because the minutes of %(count)d items are not approved yet.",
                briefing.left,
            )
            yield _due(
                briefing,
                kind="briefing",
                what=_("Minutes of “%(briefing)s”") % {"briefing": briefing.title},
                why=why % {"count": briefing.left},
                due_on=None,
                act_label=_("Write the minutes"),
                act_url=briefing.get_absolute_url(),
            )


def _to_approve(found: list[Any], actor: Actor, on: dt.date) -> Iterator[Due]:
    """For whoever chairs: drafts to approve, or a briefing to close when none is left."""
    for briefing in found:
        if briefing.state not in AT_WORK or not _is_chaired_by(actor, briefing):
            continue
        if briefing.drafts:
            yield _approval(briefing)
        elif briefing.state == State.MINUTED:
            yield _due(
                briefing,
                kind="briefing",
                what=_("Close “%(briefing)s”") % {"briefing": briefing.title},
                why=_("Because its minutes are complete."),
                due_on=None,
                act_label=_("Close the briefing"),
                act_url=reverse("briefings:closing", args=[briefing.pk]),
            )


def _is_chaired_by(actor: Actor, briefing: Briefing) -> bool:
    named = briefing.chair_tenure_id in (None, actor.tenure_id)
    return actor.may(Permission.CHAIR) and briefing.chair_agency_id == actor.agency_id and named


def _approval(briefing: Any) -> Due:
    why = ngettext(
        "Because %(count)d draft waits for whoever chaired.",
        "Because %(count)d drafts wait for whoever chaired.",
        briefing.drafts,
    )
    return _due(
        briefing,
        kind="briefing",
        what=_("Approve the minutes of “%(briefing)s”") % {"briefing": briefing.title},
        why=why % {"count": briefing.drafts},
        due_on=None,
        act_label=_("Read and approve"),
        act_url=briefing.get_absolute_url(),
        is_primary=True,
    )


def _to_attend(found: list[Any], actor: Actor, on: dt.date) -> Iterator[Due]:
    for briefing in found:
        day = day_of(briefing.held_at)
        if briefing.state == State.CALLED and briefing.invited and on <= day <= on + SOON:
            yield _due(
                briefing,
                kind="calendar",
                what=briefing.title,
                why=_("Because this agency is invited."),
                due_on=day,
                act_label=_("Read the papers"),
                act_url=briefing.get_absolute_url(),
            )


_PARTS: tuple[Callable[[list[Any], Actor, dt.date], Iterator[Due]], ...] = (
    _to_call,
    _to_minute,
    _to_approve,
    _to_attend,
)


def _due(
    briefing: Briefing,
    *,
    kind: str,
    what: str,
    why: str,
    due_on: dt.date | None,
    act_label: str,
    act_url: str,
    computed: tuple = (),
    is_primary: bool = False,
) -> Due:
    return Due(
        kind=kind,
        what=what,
        url=briefing.get_absolute_url(),
        why=why,
        due_on=due_on,
        act_label=act_label,
        act_url=act_url,
        framework_id=briefing.series.framework_id,
        programme=briefing.series.framework.title,
        computed=computed,
        is_primary=is_primary,
    )
