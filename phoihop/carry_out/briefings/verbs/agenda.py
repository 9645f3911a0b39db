"""The agenda is put together from the record, then ordered, timed and completed by hand."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.briefings import agenda, rules
from phoihop.carry_out.briefings.agenda import FIGURES, Found, Question
from phoihop.carry_out.briefings.agenda.sources import PROPOSALS
from phoihop.carry_out.briefings.models import Assembly, Briefing, Item, Proposal
from phoihop.carry_out.briefings.states import PROPOSAL_LIFE, ProposalState
from phoihop.carry_out.briefings.verbs.holding import hold, next_number, on_agenda, renumber
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.verdict import NotAllowed, StateMoved
from phoihop.kit.vietnamese import nfc

_KINDS = {"conclusions", "late", "undecided", "public", "next"}


@transaction.atomic
def assemble(*, briefing: Briefing, by: Actor, at: dt.datetime) -> Assembly:
    """Ask every source what is to be spoken of. The first time this makes the agenda; later it brings the figures up to
    date, keeps the order and what was typed, and tells what changed.
    """
    hold(briefing)
    rules.may_assemble(by, briefing).require()
    found = agenda.ask(question_of(briefing, on=day_of(at)))
    facts = {source: one.as_json() for source, one in found.items()}
    before = briefing.assemblies.order_by("-number").first()
    changes = list(agenda.differences(before.facts, facts, leaving_out=FIGURES)) if before else []
    changes += _follow_agenda(briefing, found, at=at, again=before is not None)
    assembly = Assembly.objects.create(
        briefing=briefing,
        number=next_number(briefing.assemblies),
        on_day=day_of(at),
        at=at,
        by_name=by.name,
        facts=facts,
        changes=changes,
    )
    ledger.record(
        "briefing.assembled",
        on=assembly,
        by=by,
        at=at,
        mark=briefing.mark,
        number=assembly.number,
        items=[item.title for item in on_agenda(briefing)],
        counts={source: dict(one.counts) for source, one in found.items()},
        changes=len(changes),
    )
    return assembly


def question_of(briefing: Briefing, *, on: dt.date, then: bool = False) -> Question:
    """What the record is asked for this briefing as of a day. Reads `series`."""
    series = briefing.series
    last, period, ahead = agenda.last_before(briefing), agenda.period_of(briefing), agenda.next_period(briefing)
    return Question(
        framework=series.framework_id,
        programmes=agenda.programmes_of(series),
        briefing=briefing.pk,
        since=day_of(last.held_at) if last else None,
        first=period.first,
        last=period.last,
        next_first=ahead.first,
        next_last=ahead.last,
        on=on,
        then=then,
    )


def _follow_agenda(
    briefing: Briefing, found: Mapping[str, Found], *, at: dt.datetime, again: bool
) -> list[dict[str, str]]:
    """Items for what is new, in their usual place among those there; items of what is gone are taken off."""
    changes: list[dict[str, str]] = []
    known = {item.source: item for item in briefing.items.exclude(source="")}
    places = {source.key: source.place for source in agenda.registered()}
    wanted = [source for source in found if source not in FIGURES]
    order = on_agenda(briefing)
    for source in wanted:
        item = known.get(source)
        if item is None:
            item = _item(briefing, source, found[source], at=at)
            _insert(order, item, places)
            changes += [_of_item("added", item)] if again else []
        elif item.removed_at is None and item.title != found[source].title:
            item.title = found[source].title
            item.save(update_fields=["title"])
    for item in list(order):
        if item.source and item.source in places and item.source not in found:
            item.removed_at, item.remove_reason = at, "Không còn nội dung."
            item.source = ""
            item.save(update_fields=["removed_at", "remove_reason", "source"])
            order.remove(item)
            changes.append(_of_item("gone", item))
    for proposal in _waiting(briefing):
        item = _placed(briefing, proposal, at=at)
        order.append(item)
        changes += [_of_item("added", item)] if again else []
    renumber(order)
    return changes


def _insert(order: list[Item], item: Item, places: Mapping[str, int]) -> None:
    """After the last item that usually comes before it; moved ones stay where they were put."""
    own = places.get(item.source, PROPOSALS)
    before = [place for place, one in enumerate(order) if places.get(one.source, PROPOSALS) <= own]
    order.insert(before[-1] + 1 if before else 0, item)


def _item(briefing: Briefing, source: str, found: Found, *, at: dt.datetime) -> Item:
    return Item.objects.create(
        briefing=briefing,
        position=0,
        kind=source if source in _KINDS else Item.Kind.OTHER,
        source=source,
        title=found.title,
        minutes=found.minutes,
        presenter_agency_id=briefing.series.host_id,
        added_at=at,
    )


def _of_item(what: str, item: Item) -> dict[str, str]:
    return {"source": "", "what": what, "label": "", "title": item.title}


def _waiting(briefing: Briefing) -> list[Proposal]:
    waiting = Proposal.objects.filter(series=briefing.series_id, state=ProposalState.WAITING)
    return list(waiting.select_related("agency").order_by("-carried", "proposed_at", "pk"))


def _placed(briefing: Briefing, proposal: Proposal, *, at: dt.datetime) -> Item:
    PROPOSAL_LIFE.move(proposal, "place")
    return Item.objects.create(
        briefing=briefing,
        position=len(on_agenda(briefing)) + 1,
        kind=Item.Kind.PROPOSED,
        proposal=proposal,
        title=proposal.title,
        note=proposal.body,
        minutes=proposal.minutes,
        presenter=proposal.presenter,
        presenter_agency=proposal.agency,
        added_at=at,
    )


def place_on(briefing: Briefing, proposal: Proposal, *, at: dt.datetime) -> Item:
    """Part of the verb that places one proposal by hand."""
    item = _placed(briefing, proposal, at=at)
    renumber(on_agenda(briefing))
    return item


@transaction.atomic
def add_item(
    *,
    briefing: Briefing,
    title: str,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    minutes: int = 15,
    presenter: str = "",
    presenter_agency: Agency | None = None,
) -> Item:
    """An item of the host's own, at the end."""
    hold(briefing)
    rules.may_order(by, briefing).require()
    item = Item.objects.create(
        briefing=briefing,
        position=len(on_agenda(briefing)) + 1,
        kind=Item.Kind.OTHER,
        title=nfc(title).strip(),
        note=nfc(note).strip(),
        minutes=minutes,
        presenter=nfc(presenter).strip(),
        presenter_agency=presenter_agency,
        added_at=at,
    )
    _record("briefing.item_added", item, by=by, at=at)
    return item


@transaction.atomic
def change_item(
    *,
    item: Item,
    title: str,
    minutes: int,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    presenter: str = "",
    presenter_agency: Agency | None = None,
) -> Item:
    """How long it takes, who presents it, and what it is called."""
    hold(item.briefing)
    rules.may_order(by, item.briefing).require()
    _require_on_agenda(item)
    item.title, item.minutes, item.note = nfc(title).strip(), minutes, nfc(note).strip()
    item.presenter, item.presenter_agency = nfc(presenter).strip(), presenter_agency
    item.save(update_fields=["title", "minutes", "note", "presenter", "presenter_agency"])
    _record("briefing.item_changed", item, by=by, at=at, minutes=minutes)
    return item


@transaction.atomic
def move_item(*, item: Item, up: bool, by: Actor, at: dt.datetime) -> Item:
    """One place up or down; at the end of the list nothing happens."""
    hold(item.briefing)
    rules.may_order(by, item.briefing).require()
    _require_on_agenda(item)
    order = on_agenda(item.briefing)
    place = next(n for n, one in enumerate(order) if one.pk == item.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        renumber(order)
        item.position = other + 1
        _record("briefing.item_moved", item, by=by, at=at, position=item.position)
    return item


@transaction.atomic
def remove_item(*, item: Item, reason: str, by: Actor, at: dt.datetime) -> Item:
    """Taken off by hand: putting the agenda together again does not bring it back; a proposal waits for the next."""
    hold(item.briefing)
    rules.may_order(by, item.briefing).require()
    _require_on_agenda(item)
    if item.body or item.conclusions.exists():
        raise NotAllowed(_("Something is written on this item: carry it over instead."))
    item.removed_at, item.remove_reason = at, nfc(reason).strip()
    item.save(update_fields=["removed_at", "remove_reason"])
    if item.proposal and item.proposal.state == ProposalState.PLACED:
        PROPOSAL_LIFE.move(item.proposal, "put_back")
    renumber(on_agenda(item.briefing))
    _record("briefing.item_removed", item, by=by, at=at, reason=item.remove_reason)
    return item


def _require_on_agenda(item: Item) -> None:
    if not Item.objects.filter(pk=item.pk, removed_at=None).exists():
        raise StateMoved


def _record(kind: str, item: Item, *, by: Doer, at: dt.datetime, **more: Any) -> None:
    ledger.record(kind, on=item, by=by, at=at, mark=item.briefing.mark, title=item.title, **more)
