"""A briefing begins; who is there, who came instead, what those who are absent have written."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.briefings import rules
from phoihop.carry_out.briefings.models import Briefing, Item, Seat, WrittenOpinion
from phoihop.carry_out.briefings.states import LIFE, Answer, State
from phoihop.carry_out.briefings.verbs.holding import clock, hold
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def begin(*, briefing: Briefing, by: Actor, at: dt.datetime) -> Briefing:
    hold(briefing)
    rules.may_begin(by, briefing).require()
    LIFE.move(briefing, "begin", begun_at=at, current=1, changed_at=at)
    ledger.record("briefing.begun", on=briefing, by=by, at=at, mark=briefing.mark, when=clock(at))
    return briefing


@transaction.atomic
def turn_to(*, item: Item, by: Actor, at: dt.datetime) -> Briefing:
    """The item being spoken of, for the screen in the room. No entry in the ledger: the minutes tell the order."""
    briefing = item.briefing
    hold(briefing)
    rules.may_order(by, briefing).require()
    if briefing.state != State.HELD or item.removed_at is not None:
        raise NotAllowed(_("The briefing is not in session."))
    Briefing.objects.filter(pk=briefing.pk).update(current=item.position, changed_at=at)
    briefing.current = item.position
    return briefing


@transaction.atomic
def note_attendance(
    *, seat: Seat, answer: str, by: Actor, at: dt.datetime, delegate: str = "", delegate_post: str = ""
) -> Seat:
    """Present, online or absent; with a delegate when somebody else came."""
    rules.may_note_attendance(by, seat.briefing).require()
    if answer == Answer.INVITED:
        raise NotAllowed(_("Say whether they are present, online or absent."))
    seat.answer, seat.noted_at = answer, at
    seat.delegate, seat.delegate_post = nfc(delegate).strip(), nfc(delegate_post).strip()
    seat.save(update_fields=["answer", "noted_at", "delegate", "delegate_post"])
    _record("briefing.attendance_noted", seat, by=by, at=at, answer=str(answer))
    return seat


@transaction.atomic
def send_delegate(*, seat: Seat, delegate: str, delegate_post: str, by: Actor, at: dt.datetime) -> Seat:
    """The agency says who comes in the stead of whoever was invited."""
    rules.may_send_delegate(by, seat).require()
    seat.delegate, seat.delegate_post = nfc(delegate).strip(), nfc(delegate_post).strip()
    seat.save(update_fields=["delegate", "delegate_post"])
    _record("briefing.delegate_named", seat, by=by, at=at)
    return seat


@transaction.atomic
def write_opinion(*, seat: Seat, item: Item, body: str, by: Actor, at: dt.datetime) -> WrittenOpinion:
    """In writing, on one item; until the briefing begins it may be replaced."""
    hold(seat.briefing)
    rules.may_write_opinion(by, seat).require()
    if item.briefing_id != seat.briefing_id or item.removed_at is not None:
        raise NotAllowed(_("This item is not on the agenda."))
    told = {"body": nfc(body).strip(), "at": at, "by_name": by.name}
    opinion, _made = WrittenOpinion.objects.update_or_create(item=item, seat=seat, defaults=told)
    ledger.record(
        "briefing.opinion_written",
        on=opinion,
        by=by,
        at=at,
        mark=seat.briefing.mark,
        agency=seat.agency_name,
        item=item.title,
    )
    return opinion


def _record(kind: str, seat: Seat, *, by: Actor, at: dt.datetime, **more: str) -> None:
    """Names of those who come are people's, and only promised in the chain."""
    ledger.record(
        kind,
        on=seat,
        by=by,
        at=at,
        personal={"who": seat.who},
        mark=seat.briefing.mark,
        agency=seat.agency_name,
        **more,
    )
