"""What the page of one briefing shows, today or as it was on a past day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.agree.programmes.models import Framework
from phoihop.carry_out.briefings import agenda
from phoihop.carry_out.briefings.agenda import Found
from phoihop.carry_out.briefings.models import (
    Assembly,
    Briefing,
    Check,
    Conclusion,
    Dissent,
    Document,
    Item,
    OwedPaper,
    Schedule,
    Seat,
    Support,
    Wording,
    WrittenOpinion,
)
from phoihop.carry_out.briefings.states import AHEAD, TOOK_PLACE, Answer, ItemState, Outcome, State
from phoihop.carry_out.tasks.origins import Source
from phoihop.carry_out.tasks.queries import end_of
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.ledger import queries as ledger

#: How a task says that it comes from a conclusion.
CONCLUSION: Final = "briefings.conclusion"


@dataclass(slots=True)
class Drawn:
    """A conclusion, and the lead part of its task as it stands (classified; None without a task)."""

    conclusion: Conclusion
    supporters: list[Agency]
    part: Any = None


@dataclass(slots=True)
class Looked:
    """A conclusion of the last briefing, as it stands, and what this one found of it."""

    drawn: Drawn
    check: Check | None = None


@dataclass(slots=True)
class Spoken:
    """One item with all that hangs on it. `found` is what the record says; `state` and `body` are of the day asked."""

    item: Item
    state: str
    body: str
    found: Found | None
    conclusions: list[Drawn] = field(default_factory=list)
    opinions: list[WrittenOpinion] = field(default_factory=list)
    dissents: list[Dissent] = field(default_factory=list)
    looked_back: list[Looked] = field(default_factory=list)

    @property
    def is_approved(self) -> bool:
        return self.state == ItemState.APPROVED

    @property
    def is_carried(self) -> bool:
        return self.state == ItemState.CARRIED


@dataclass(slots=True)
class Page:
    """`on` is the day told of, `then` that it is past. `assembly` is the last one by then."""

    briefing: Briefing
    state: str
    on: dt.date
    then: bool
    schedule: Schedule | None
    assembly: Assembly | None
    items: list[Spoken]
    seats: list[Seat]
    documents: list[Document]
    owed: list[OwedPaper]

    @property
    def has_begun(self) -> bool:
        return self.state in TOOK_PLACE

    @property
    def approved(self) -> int:
        return sum(one.is_approved for one in self.items)

    @property
    def attending(self) -> int:
        return sum(seat.attends for seat in self.seats)

    @property
    def conclusions(self) -> list[Drawn]:
        return sorted((one for item in self.items for one in item.conclusions), key=lambda one: one.conclusion.number)

    @property
    def newest(self) -> dict[str, Document]:
        """{kind: the last version of it}."""
        return {document.kind: document for document in reversed(self.documents)}

    @property
    def minutes_planned(self) -> int:
        return sum(one.item.minutes for one in self.items)


def page_of(briefing: Briefing, *, on: dt.date, then: bool = False) -> Page:
    """Thirteen queries, however long the lists; fourteen for a past day."""
    after = end_of(on) if then else None
    assembly = _last_assembly(briefing, after)
    return Page(
        briefing=briefing,
        state=state_on(briefing, after),
        on=on,
        then=then,
        schedule=_schedule(briefing, after),
        assembly=assembly,
        items=items_of(briefing, assembly, on=on, then=then),
        seats=seats_of(briefing, after),
        documents=list(
            _until(briefing.documents.select_related("pdf", "docx", "signed"), "made_at", after).order_by("-pk")
        ),
        owed=_owed(briefing, after),
    )


def _until(rows: Any, moment: str, after: dt.datetime | None) -> Any:
    return rows.filter(**{f"{moment}__lt": after}) if after else rows


def _last_assembly(briefing: Briefing, after: dt.datetime | None) -> Assembly | None:
    found: Assembly | None = _until(briefing.assemblies.all(), "at", after).order_by("-number").first()
    return found


def _schedule(briefing: Briefing, after: dt.datetime | None) -> Schedule | None:
    """Where and when it was set for that day; None asks the briefing itself."""
    if after is None:
        return None
    return briefing.schedules.filter(since_at__lt=after).order_by("-since_at", "-pk").first()


def _owed(briefing: Briefing, after: dt.datetime | None) -> list[OwedPaper]:
    rows = _until(briefing.owed_papers.select_related("agency", "item"), "asked_at", after)
    gone = Q(dropped_at__gte=after) | Q(dropped_at=None) if after else Q(dropped_at=None)
    return list(rows.filter(gone).order_by("agency__folded", "pk"))


def state_on(briefing: Briefing, after: dt.datetime | None) -> str:
    """The state in which it was before that moment; without one, the state it is in."""
    if after is None:
        return briefing.state
    steps = (
        (briefing.cancelled_at, State.CANCELLED),
        (briefing.closed_at, State.CLOSED),
        (briefing.over_at, State.MINUTED),
        (briefing.begun_at, State.HELD),
        (briefing.called_at, State.CALLED),
    )
    return next((state for moment, state in steps if moment and moment < after), State.PLANNED)


# ── Items ────────────────────────────────────────────────────────────────────


def items_of(briefing: Briefing, assembly: Assembly | None, *, on: dt.date, then: bool = False) -> list[Spoken]:
    """In the order of the agenda, with everything on them. Eight queries; nine for a past day."""
    after = end_of(on) if then else None
    rows = _until(briefing.items.select_related("presenter_agency", "proposal__agency"), "added_at", after)
    there = Q(removed_at=None) | Q(removed_at__gte=after) if after else Q(removed_at=None)
    items = list(rows.filter(there).order_by("position", "pk"))
    facts = assembly.facts if assembly else {}
    bodies = _bodies(items, after)
    spoken_of = {
        item.pk: Spoken(item, *bodies[item.pk], agenda.found_in(facts, item.source) if item.source else None)
        for item in items
    }
    for item in items:
        item.briefing = briefing
    _hang_on(spoken_of, briefing, on=on, then=then)
    return list(spoken_of.values())


def _bodies(items: Sequence[Item], after: dt.datetime | None) -> dict[int, tuple[str, str]]:
    """{item: (state, words)}, of a past day from the history of wordings."""
    if after is None:
        return {item.pk: (item.state, item.body) for item in items}
    last: dict[int, Wording] = {}
    for wording in Wording.objects.filter(item__in=items, at__lt=after).order_by("number"):
        last[wording.item_id] = wording
    return {item.pk: _body_then(item, last.get(item.pk), after) for item in items}


def _body_then(item: Item, wording: Wording | None, after: dt.datetime) -> tuple[str, str]:
    if item.carried_at and item.carried_at < after:
        return ItemState.CARRIED, wording.body if wording else ""
    if wording is None:
        return ItemState.EMPTY, ""
    approved = wording.because == Wording.Because.APPROVED
    return ItemState.APPROVED if approved else ItemState.DRAFT, wording.body


def _hang_on(items: dict[int, Spoken], briefing: Briefing, *, on: dt.date, then: bool) -> None:
    after = end_of(on) if then else None
    for drawn in conclusions_of(briefing, on=on, then=then):
        if drawn.conclusion.item_id in items:
            items[drawn.conclusion.item_id].conclusions.append(drawn)
    for opinion in _until(WrittenOpinion.objects.filter(item__in=items), "at", after).select_related("seat"):
        items[opinion.item_id].opinions.append(opinion)
    for dissent in _until(Dissent.objects.filter(item__in=items), "at", after).order_by("pk"):
        items[dissent.item_id].dissents.append(dissent)
    first = next((one for one in items.values() if one.item.kind == Item.Kind.CONCLUSIONS), None)
    if first is not None:
        first.looked_back = looked_back(first.item, on=on, then=then)


def conclusions_of(briefing: Briefing, *, on: dt.date, then: bool = False) -> list[Drawn]:
    """Those not withdrawn by that day, with how their tasks stand. Three queries."""
    after = end_of(on) if then else None
    rows = _until(briefing.conclusions.select_related("lead", "task"), "concluded_at", after)
    kept = ~Q(state=Outcome.WITHDRAWN) if after is None else Q(withdrawn_at=None) | Q(withdrawn_at__gte=after)
    supports = Prefetch("supports", Support.objects.select_related("agency").order_by("pk"))
    found = list(rows.filter(kept).prefetch_related(supports).order_by("number"))
    for one in found:
        one.briefing = briefing
    parts = agenda.tasks_of(found, on=on, then=then)
    return [Drawn(one, [row.agency for row in one.supports.all()], parts.get(one.task_id or 0)) for one in found]


def looked_back(item: Item, *, on: dt.date, then: bool = False) -> list[Looked]:
    """Every conclusion of the last briefing with what was found of it. Five queries."""
    last = agenda.last_before(item.briefing)
    if last is None:
        return []
    noted = _until(item.checks.all(), "at", end_of(on) if then else None)
    checks = {check.conclusion_id: check for check in noted}
    return [Looked(one, checks.get(one.conclusion.pk)) for one in conclusions_of(last, on=on, then=then)]


def seats_of(briefing: Briefing, after: dt.datetime | None = None) -> list[Seat]:
    """As noted by that moment, with written opinions counted in `written`."""
    seats = list(
        briefing.seats.select_related("agency").prefetch_related("opinions").order_by("-role", "position", "pk")
    )
    for seat in seats:
        seat.briefing = briefing
        if after and seat.noted_at and seat.noted_at >= after:
            seat.answer, seat.noted_at = Answer.INVITED, None
        given = [one for one in seat.opinions.all() if after is None or one.at < after]
        seat.written = len(given)  # type: ignore[attr-defined]  # for the template
    return seats


def spoken(body: str, agencies: Iterable[Agency]) -> tuple[str, list[tuple[str, str]]]:
    """(words, [(agency, what it said)]): from the first line that begins with an agency's name and a colon on, each
    such line is its statement, and lines without a name go on with it. Words after an empty line belong to nobody: then
    everything stays as it was written, for minutes tell things in their order.
    """
    names = {name: agency.name for agency in agencies for name in (agency.name, agency.short_name) if name}
    words: list[str] = []
    said: list[tuple[str, str]] = []
    paused = False
    for line in body.split("\n"):
        who, colon, rest = line.partition(":")
        if colon and who.strip() in names:
            said.append((names[who.strip()], rest.strip()))
            paused = False
        elif not line.strip():
            paused = bool(said)
        elif not said:
            words.append(line.strip())
        elif paused:
            return body, []
        else:
            said[-1] = (said[-1][0], f"{said[-1][1]}\n{line.strip()}")
    return "\n".join(words), said


def next_chair(briefing: Briefing) -> Agency | None:
    """Where parties chair in turn: whose turn the next regular one is."""
    if briefing.series.chair_rule != Framework.ChairRule.ROTATING:
        return None
    later = Briefing.objects.filter(series=briefing.series_id, held_at__gt=briefing.held_at, state__in=AHEAD)
    found = later.exclude(period="").select_related("chair_agency").order_by("held_at").first()
    return found.chair_agency if found else None


# ── One of each ──────────────────────────────────────────────────────────────


def item_in(briefing: Briefing, pk: int) -> Item | None:
    found = briefing.items.filter(pk=pk, removed_at=None).select_related("presenter_agency", "proposal").first()
    if found is not None:
        found.briefing = briefing
        if found.proposal:
            found.proposal.series = briefing.series
    return found


def seat_in(briefing: Briefing, pk: int) -> Seat | None:
    found = briefing.seats.filter(pk=pk).select_related("agency").first()
    if found is not None:
        found.briefing = briefing
    return found


def document_of(briefing: Briefing, pk: int) -> Document | None:
    found = briefing.documents.filter(pk=pk).select_related("pdf", "docx", "signed").first()
    if found is not None:
        found.briefing = briefing
    return found


def wordings_of(item: Item, *, drafts: bool) -> list[Wording]:
    """Every wording the minutes had, the newest first; without drafts only what was approved, and its unlocking."""
    found = item.wordings if drafts else item.wordings.exclude(because=Wording.Because.SAVED)
    return list(found.order_by("-number"))


def log_of(briefing: Briefing, *, limit: int = 30) -> list[ledger.Line]:
    """What happened last to it, the newest first."""
    about = Q(subject_type="briefings.briefing", subject_id=str(briefing.pk))
    for model in (Item, Seat, Document, Conclusion, Assembly, OwedPaper):
        keys = list(model._base_manager.filter(briefing=briefing).values_list("pk", flat=True))
        if keys:
            about |= Q(subject_type=model._meta.label_lower, subject_id__in=[str(key) for key in keys])
    return ledger.lines(ledger.chain(briefing.ledger_chain).filter(about)[:limit])


def source_of_task(origin_id: str) -> Source | None:
    """The way from a task back to its conclusion."""
    found = Conclusion.objects.filter(pk=origin_id if origin_id.isdecimal() else 0)
    one = found.select_related("briefing").first()
    if one is None:
        return None
    said = _("Conclusion %(code)s, %(briefing)s") % {"code": one.code, "briefing": one.briefing.title}
    return Source(said, f"{reverse('briefings:show', args=[one.briefing_id])}#i{one.item_id}")


def may_read_file(actor: Actor, sha256: str) -> bool:
    """Whoever sees a briefing sees its papers."""
    seen = Briefing.objects.visible_to(actor)
    mine = Q(pdf=sha256) | Q(docx=sha256) | Q(signed=sha256)
    if Document.objects.filter(mine, briefing__in=seen).exists():
        return True
    return OwedPaper.objects.filter(file=sha256, briefing__in=seen).exists()
