"""Who may sign at which place, and when."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing import queries
from phoihop.agree.signing.models import Attempt, Signing, Slot
from phoihop.agree.signing.rules.grounds import is_clerk, is_open, is_pending, is_signatory
from phoihop.agree.signing.states import SlotState
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_sign(actor: Actor, slot: Slot, *, at: dt.datetime) -> Verdict:
    """Persons sign for themselves, the clerk puts the seal; each when the turn has come."""
    if slot.kind == Slot.Kind.NUMBER:
        return no(_("A number is given, not signed."))
    whose = is_signatory(actor, slot) if slot.by_person else is_clerk(actor, slot)
    return first_no(is_open(slot.signing, at=at), whose, is_pending(slot), _has_turn(slot), _is_free(actor, slot))


def may_begin(actor: Actor, slot: Slot, *, at: dt.datetime) -> Verdict:
    return may_sign(actor, slot, at=at)


def may_finish(actor: Actor, attempt: Attempt, *, at: dt.datetime) -> Verdict:
    """Whoever began it, as long as the time lasts."""
    return first_no(
        is_open(attempt.signing, at=at),
        YES if attempt.by == actor.ref else no(_("Somebody else began this signature.")),
        YES if at < attempt.expires_at else no(_("The time for this signature is over; begin again.")),
    )


def may_abandon(actor: Actor, attempt: Attempt) -> Verdict:
    return YES if attempt.by == actor.ref else no(_("Somebody else began this signature."))


def may_sign_in_demo(actor: Actor, slot: Slot, *, at: dt.datetime) -> Verdict:
    """Only there do keys lie on the server."""
    demo = YES if settings.DEMO else no(_("Demonstration certificates exist only in the demonstration."))
    return first_no(demo, may_sign(actor, slot, at=at))


def may_hand_back(actor: Actor, slot: Slot, *, at: dt.datetime) -> Verdict:
    return first_no(
        may_sign(actor, slot, at=at),
        YES
        if slot.certificate_sha256 or queries.certificate_of(slot, at=at)
        else no(_("Register the certificate you sign with first, so that the signature can be told to be yours.")),
    )


def may_put_number(actor: Actor, slot: Slot, *, at: dt.datetime) -> Verdict:
    kind = YES if slot.kind == Slot.Kind.NUMBER else no(_("Only a number is given here."))
    return first_no(
        is_open(slot.signing, at=at),
        kind,
        is_clerk(actor, slot),
        is_pending(slot),
        _has_turn(slot),
        _is_free(actor, slot),
    )


def may_decline(actor: Actor, slot: Slot, *, at: dt.datetime) -> Verdict:
    """Also before the turn has come: nobody needs to wait for a refusal."""
    if slot.kind == Slot.Kind.WITNESS:
        person = no(_("A witness does not decide about the text; tell the lead agency instead."))
    else:
        person = is_signatory(actor, slot)
    waiting = YES if slot.state != SlotState.BEGUN else no(_("Abandon the signature under way first."))
    return first_no(is_open(slot.signing, at=at), person, is_pending(slot), waiting)


def _has_turn(slot: Slot) -> Verdict:
    now = queries.on_turn(queries.slots_of(slot.signing), slot.signing.order)
    if any(one.pk == slot.pk for one in now):
        return YES
    return no(_("It is not this place's turn yet: %(who)s first.") % {"who": _who(now)})


def _who(slots: list[Slot]) -> str:
    return "; ".join(slot.signatory or f"{slot.get_kind_display()}, {slot.agency_name}" for slot in slots[:2])


def _is_free(actor: Actor, slot: Slot) -> Verdict:
    """One file grows at one end: a signature under way elsewhere has to come back first."""
    running = queries.running_attempt(slot.signing)
    if running is None or (running.slot_id == slot.pk and running.by == actor.ref):
        return YES
    return no(
        _("A signature of %(who)s is under way; try again in a few minutes.")
        % {"who": running.slot.signatory or running.slot.agency_name}
    )


def is_over(signing: Signing, *, at: dt.datetime) -> Verdict:
    """For the clock."""
    return YES if signing.expires_at <= at else no(_("There is still time to sign."))
