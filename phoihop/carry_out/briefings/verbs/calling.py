"""A briefing is called, or called off; people are asked to it, or not any more."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes import queries as programmes
from phoihop.agree.programmes.models import Party
from phoihop.carry_out.briefings import rules
from phoihop.carry_out.briefings.models import Briefing, Seat, Series
from phoihop.carry_out.briefings.states import LIFE, PROPOSAL_LIFE, Answer, ProposalState
from phoihop.carry_out.briefings.verbs.holding import clock, hold
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def call(*, briefing: Briefing, by: Actor, at: dt.datetime) -> Briefing:
    """Every party is invited, and whoever was added; from now on a change is told to all of them."""
    hold(briefing)
    rules.may_call(by, briefing, at=at).require()
    seat_parties(briefing)
    chair = briefing.chair_tenure or _head_of(briefing.chair_agency_id, on=day_of(briefing.held_at))
    LIFE.move(briefing, "call", called_at=at, chair_tenure=chair, changed_at=at)
    ledger.record(
        "briefing.called",
        on=briefing,
        by=by,
        at=at,
        mark=briefing.mark,
        when=clock(briefing.held_at),
        place=briefing.place,
        chair=briefing.chair_agency.name if briefing.chair_agency else "",
        papers_due=briefing.papers_due_on.isoformat(),
        items=[item.title for item in briefing.items.filter(removed_at=None).order_by("position")],
        invited=[seat.agency_name for seat in briefing.seats.order_by("position", "pk")],
    )
    return briefing


def seat_parties(briefing: Briefing) -> None:
    """A seat for each party that has none yet, with its head, who chairs first."""
    day, parties = day_of(briefing.held_at), _parties_of(briefing.series)
    members = {agency.pk for agency in parties}
    if briefing.chair_agency and briefing.chair_agency_id not in members:
        parties.append(briefing.chair_agency)
    taken = set(briefing.seats.values_list("agency_id", flat=True))
    heads = _heads_of([agency.pk for agency in parties], on=day)
    ordered = sorted(parties, key=lambda agency: agency.pk != briefing.chair_agency_id)
    rows = []
    for place, agency in enumerate(ordered, start=1):
        if agency.pk in taken:
            continue
        head = heads.get(agency.pk)
        rows.append(
            Seat(
                briefing=briefing,
                agency=agency,
                agency_name=agency.name_on(day),
                tenure=head,
                name=head.person.full_name if head else "",
                post=head.post.title if head else "",
                role=Seat.Role.PARTY if agency.pk in members else Seat.Role.GUEST,
                position=place,
            )
        )
    Seat.objects.bulk_create(rows)


def _parties_of(series: Series) -> list[Agency]:
    if series.programme is None:
        return programmes.agencies_in(series.framework)
    rows = Party.objects.filter(programme=series.programme).select_related("agency").order_by("position", "pk")
    return [row.agency for row in rows]


def _heads_of(agencies: list[int], *, on: dt.date) -> dict[int, Tenure]:
    """{agency: the post held that day whose holder may chair}. One query."""
    in_force = Tenure.objects.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on, post__agency__in=agencies)
    found: dict[int, Tenure] = {}
    for tenure in in_force.select_related("person", "post").order_by("from_on", "pk"):
        if any(Permission.CHAIR in role.permissions for role in tenure.role_set):
            found.setdefault(tenure.post.agency_id, tenure)
    return found


def _head_of(agency: int | None, *, on: dt.date) -> Tenure | None:
    return _heads_of([agency], on=on).get(agency) if agency else None


@transaction.atomic
def cancel(*, briefing: Briefing, reason: str, by: Actor, at: dt.datetime) -> Briefing:
    """It will not be held; everybody invited is told, and their calendars strike it out."""
    hold(briefing)
    rules.may_cancel(by, briefing).require()
    if not reason.strip():
        raise NotAllowed(_("Say why: everybody invited is told."))
    return call_off(briefing, reason=nfc(reason).strip(), by=by, at=at)


def call_off(briefing: Briefing, *, reason: str, by: Doer, at: dt.datetime) -> Briefing:
    """Part of whatever ends it: its proposals wait for the next agenda."""
    LIFE.move(briefing, "cancel", cancelled_at=at, cancel_reason=reason, changed_at=at, sequence=briefing.sequence + 1)
    for item in briefing.items.filter(proposal__state=ProposalState.PLACED).select_related("proposal"):
        assert item.proposal is not None  # as filtered
        PROPOSAL_LIFE.move(item.proposal, "put_back")
    ledger.record(
        "briefing.cancelled",
        on=briefing,
        by=by,
        at=at,
        mark=briefing.mark,
        when=clock(briefing.held_at),
        was_called=briefing.called_at is not None,
        reason=reason,
    )
    return briefing


@transaction.atomic
def invite(
    *,
    briefing: Briefing,
    agency: Agency,
    by: Actor,
    at: dt.datetime,
    tenure: Tenure | None = None,
    name: str = "",
    post: str = "",
) -> Seat:
    """A guest, or one more of a party. After the call the agency is told at once."""
    hold(briefing)
    rules.may_invite(by, briefing).require()
    name = tenure.person.full_name if tenure else nfc(name).strip()
    if briefing.seats.filter(agency=agency, name=name).exists():
        raise NotAllowed(_("This guest is invited already."))
    party = any(one.pk == agency.pk for one in _parties_of(briefing.series))
    seat = Seat.objects.create(
        briefing=briefing,
        agency=agency,
        agency_name=agency.name_on(day_of(briefing.held_at)),
        tenure=tenure,
        name=name,
        post=tenure.post.title if tenure else nfc(post).strip(),
        role=Seat.Role.PARTY if party else Seat.Role.GUEST,
        position=briefing.seats.count() + 1,
    )
    ledger.record(
        "briefing.invited", on=seat, by=by, at=at, mark=briefing.mark, agency=seat.agency_name, role=str(seat.role)
    )
    return seat


@transaction.atomic
def uninvite(*, seat: Seat, by: Actor, at: dt.datetime) -> None:
    """A guest is not expected any more. Parties keep their seat: they may be absent, not left out."""
    briefing = seat.briefing
    hold(briefing)
    rules.may_invite(by, briefing).require()
    if seat.role == Seat.Role.PARTY and briefing.seats.filter(agency=seat.agency_id).count() == 1:
        raise NotAllowed(_("A party keeps its seat; note it as absent if nobody comes."))
    if seat.answer != Answer.INVITED:
        raise NotAllowed(_("Attendance was noted already: the seat stays in the record."))
    ledger.record("briefing.uninvited", on=seat, by=by, at=at, mark=briefing.mark, agency=seat.agency_name)
    seat.delete()
