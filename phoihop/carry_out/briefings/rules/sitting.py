"""Who may do what while a briefing is in session and its minutes are written."""

from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.briefings.models import Briefing, Conclusion, Item, Seat
from phoihop.carry_out.briefings.rules.grounds import chairs, has, is_at_work, is_hosting, prepares
from phoihop.carry_out.briefings.states import CONCLUSION_LIFE, ITEM_LIFE, LIFE, ItemState, State
from phoihop.carry_out.escalations import rules as escalations
from phoihop.carry_out.escalations.models import Referral
from phoihop.carry_out.tasks import rules as tasks
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


def may_begin(actor: Actor, briefing: Briefing) -> Verdict:
    """Whoever prepares it, or chairs."""
    called = LIFE.allows("begin", briefing.state)
    return first_no(
        _prepares_or_chairs(actor, briefing), YES if called else no(_("Only a briefing that was called can begin."))
    )


def may_adjourn(actor: Actor, briefing: Briefing) -> Verdict:
    running = LIFE.allows("adjourn", briefing.state)
    return first_no(_prepares_or_chairs(actor, briefing), YES if running else no(_("The briefing is not in session.")))


def _prepares_or_chairs(actor: Actor, briefing: Briefing) -> Verdict:
    return YES if chairs(actor, briefing) else prepares(actor, briefing.series)


def may_note_attendance(actor: Actor, briefing: Briefing) -> Verdict:
    near = briefing.state in (State.CALLED, State.HELD, State.MINUTED)
    return first_no(
        prepares(actor, briefing.series),
        YES if near else no(_("Attendance is noted from the call until the briefing is closed.")),
    )


def may_send_delegate(actor: Actor, seat: Seat) -> Verdict:
    """The agency invited names who comes in its stead; on the day the secretary may note it too."""
    own = seat.agency_id == actor.agency_id and not actor.guest_ref
    host = is_hosting(actor, seat.briefing.series)
    waits = seat.briefing.state in (State.CALLED, State.HELD)
    return first_no(
        YES if own or host else no(_("Only the agency invited may do this.")),
        YES if actor.may(Permission.MINUTE) else has(actor, Permission.REPORT),
        YES if waits else no(_("A delegate is named between the call and the end of the session.")),
    )


def may_write_opinion(actor: Actor, seat: Seat) -> Verdict:
    """In writing, until the meeting begins: TTLT 05/2016, art. 9, wants it of whoever is absent."""
    own = seat.agency_id == actor.agency_id and not actor.guest_ref
    return first_no(
        YES if own else no(_("Only the agency invited may do this.")),
        YES if actor.may(Permission.MINUTE) else has(actor, Permission.REPORT),
        YES
        if seat.briefing.state == State.CALLED
        else no(_("Written opinions are taken from the call until the briefing begins.")),
    )


# ── Minutes ──────────────────────────────────────────────────────────────────


def may_write(actor: Actor, item: Item) -> Verdict:
    return first_no(prepares(actor, item.briefing.series), is_at_work(item.briefing), _is_open(item))


def _is_open(item: Item) -> Verdict:
    if item.removed_at is not None:
        return no(_("This item was taken off the agenda."))
    if item.state == ItemState.APPROVED:
        return no(_("These minutes are approved and locked; whoever chairs can unlock them, giving the reason."))
    if item.state == ItemState.CARRIED:
        return no(_("This item was carried over to the next briefing."))
    return YES


def may_approve(actor: Actor, item: Item) -> Verdict:
    """Whoever chairs; never the secretary who wrote them."""
    briefing = item.briefing
    wrote = actor.tenure_id is not None and actor.tenure_id == briefing.secretary_tenure_id
    return first_no(
        no(_("Whoever chairs approves the minutes; the secretary does not approve their own.")) if wrote else YES,
        YES
        if chairs(actor, briefing)
        else no(_("Whoever chairs approves the minutes; the secretary does not approve their own.")),
        is_at_work(briefing),
        YES
        if ITEM_LIFE.allows("approve_minutes", item.state)
        else no(_("There is no draft here to approve: nothing is written, or it is locked already.")),
    )


def may_unlock(actor: Actor, item: Item) -> Verdict:
    return first_no(
        chairs(actor, item.briefing),
        is_at_work(item.briefing),
        YES if ITEM_LIFE.allows("unlock_minutes", item.state) else no(_("These minutes are not locked.")),
    )


def may_carry_over(actor: Actor, item: Item) -> Verdict:
    return first_no(
        prepares(actor, item.briefing.series),
        is_at_work(item.briefing),
        _is_open(item),
        YES
        if not item.conclusions.exclude(state="WITHDRAWN").exists()
        else no(_("There are conclusions on this item: it was dealt with.")),
    )


# ── Conclusions ──────────────────────────────────────────────────────────────


def may_conclude(actor: Actor, item: Item) -> Verdict:
    return may_write(actor, item)


def may_withdraw_conclusion(actor: Actor, conclusion: Conclusion) -> Verdict:
    """What became a task is cancelled there; nothing is said twice."""
    return first_no(
        may_write(actor, conclusion.item),
        YES
        if CONCLUSION_LIFE.allows("withdraw_conclusion", conclusion.state)
        else no(_("Something has come of this conclusion already: cancel the task, with the reason, instead.")),
    )


def may_make_task(actor: Actor, conclusion: Conclusion, programme: Programme) -> Verdict:
    """Also after the briefing is closed: a conclusion that was only noted may still be given out."""
    return first_no(
        prepares(actor, conclusion.briefing.series),
        tasks.may_assign(actor, programme),
        _leads_nowhere(conclusion),
        YES if conclusion.lead_id else no(_("Say first which agency leads.")),
        YES
        if conclusion.due_on or conclusion.working_days
        else no(_("Say first by when: a day, or a number of working days.")),
    )


def may_raise(actor: Actor, conclusion: Conclusion) -> Verdict:
    return first_no(prepares(actor, conclusion.briefing.series), _leads_nowhere(conclusion))


NOTHING_TO_DIRECT = no(_("No difficulty under this programme waits for a decision of this agency."))


def may_direct(actor: Actor, conclusion: Conclusion, referral: Referral) -> Verdict:
    """For a member of the body that is to decide on the difficulty."""
    return first_no(escalations.may_decide(actor, referral), _leads_nowhere(conclusion))


def _leads_nowhere(conclusion: Conclusion) -> Verdict:
    noted = CONCLUSION_LIFE.allows("make_task", conclusion.state)
    return YES if noted else no(_("Something has come of this conclusion already, or it was withdrawn."))


def may_note_dissent(actor: Actor, item: Item) -> Verdict:
    """The secretary notes who did not agree, also on minutes already locked: they are not changed by it."""
    return first_no(
        prepares(actor, item.briefing.series),
        is_at_work(item.briefing),
        YES if item.removed_at is None else no(_("This item was taken off the agenda.")),
    )


def may_close(actor: Actor, briefing: Briefing) -> Verdict:
    """Nothing half said: what was begun is approved; what was not reached is carried over by closing."""
    drafts = briefing.items.filter(removed_at=None, state=ItemState.DRAFT).order_by("position")
    return first_no(
        chairs(actor, briefing),
        YES
        if LIFE.allows("close", briefing.state)
        else no(_("A briefing is closed once the session is over and its minutes are complete.")),
        _nothing_drafted(list(drafts.values_list("position", flat=True)[:10])),
    )


def _nothing_drafted(positions: list[int]) -> Verdict:
    if not positions:
        return YES
    listed = ", ".join(str(one) for one in positions)
    return no(_("Approve the minutes of these items first, or carry them over: %(items)s.") % {"items": listed})
