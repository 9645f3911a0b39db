"""Who is asked, how, and until when."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries, rules
from phoihop.agree.consultation.models import Extension, Invitation, Round
from phoihop.agree.consultation.states import State
from phoihop.agree.consultation.verbs.guests import send_link
from phoihop.agree.consultation.verbs.holding import hold
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def invite(
    *,
    round: Round,
    agency: Agency,
    by: Actor,
    at: datetime,
    channel: str = Invitation.Channel.ACCOUNT,
    guest_name: str = "",
    guest_email: str = "",
) -> Invitation:
    """Also while the round is open, for an agency that was forgotten: it then gets its link at once."""
    hold(round)
    rules.may_invite(by, round).require()
    if agency.pk == round.text.framework.lead_agency_id:
        raise NotAllowed(_("The lead agency does not ask itself."))
    if round.invitations.filter(agency=agency).exists():
        raise NotAllowed(_("This agency is invited already."))
    if channel == Invitation.Channel.LINK and not guest_email:
        raise NotAllowed(_("A link needs an e-mail address to go to."))
    last = round.invitations.aggregate(last=Max("position"))["last"] or 0
    by_link = channel == Invitation.Channel.LINK
    invitation = Invitation.objects.create(
        round=round,
        agency=agency,
        position=last + 1,
        channel=channel,
        due_on=round.due_on,
        guest_name=guest_name if by_link else "",
        guest_email=guest_email if by_link else "",
        asked=queries.read_for(round, agency).as_json() if round.version else [],
    )
    ledger.record("consultation.invited", on=invitation, by=by, at=at, round=round.number, agency=agency.name)
    if round.state == State.OPEN and by_link:
        send_link(invitation=invitation, by=by, at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    round_ = invitation.round
    hold(round_)
    rules.may_withdraw(by, invitation).require()
    ledger.record(
        "consultation.invitation_withdrawn",
        on=invitation,
        by=by,
        at=at,
        round=round_.number,
        agency=invitation.agency.name,
    )
    invitation.delete()


@transaction.atomic
def extend(*, invitation: Invitation, to_on: date, reason: str, by: Actor, at: datetime) -> Invitation:
    """Move one agency's deadline; a day off gives way to the next working day. Reminders start over."""
    hold(invitation.round)
    rules.may_extend_for(by, invitation).require()
    _extend(invitation, to_on=to_on, reason=reason, by=by, at=at)
    return invitation


@transaction.atomic
def extend_all(*, round: Round, to_on: date, reason: str, by: Actor, at: datetime) -> Round:
    """Move the round's deadline, and that of everyone who has not answered and would have less time."""
    hold(round)
    rules.may_extend(by, round).require()
    due = calendar_for().next_working_day(to_on)
    _require_later(round.due_on, due.date, at)
    for invitation in queries.awaited(round):
        if invitation.due_on < due.date:
            invitation.round = round
            _extend(invitation, to_on=to_on, reason=reason, by=by, at=at)
    round.due_on, round.due_computed, round.working_days = due.date, due.as_json(), None
    round.save(update_fields=["due_on", "due_computed", "working_days"])
    ledger.record(
        "consultation.round_extended",
        on=round,
        by=by,
        at=at,
        round=round.number,
        to=due.date.isoformat(),
        reason=reason,
    )
    return round


def _extend(invitation: Invitation, *, to_on: date, reason: str, by: Doer, at: datetime) -> None:
    due = calendar_for().next_working_day(to_on).date
    _require_later(invitation.due_on, due, at)
    was = invitation.due_on
    Extension.objects.create(invitation=invitation, from_on=was, to_on=due, reason=reason, by_name=by.name, at=at)
    invitation.due_on, invitation.reminded_on = due, None
    invitation.save(update_fields=["due_on", "reminded_on"])
    ledger.record(
        "consultation.extended",
        on=invitation,
        by=by,
        at=at,
        agency=invitation.agency.name,
        was=was.isoformat(),
        to=due.isoformat(),
        reason=reason,
    )


def _require_later(was: date, to: date, at: datetime) -> None:
    if to <= was:
        raise NotAllowed(_("The new deadline must be later than the old one."))
    if to <= day_of(at):
        raise NotAllowed(_("The new deadline must lie after today."))


@transaction.atomic
def remind(*, invitation: Invitation, by: Doer, at: datetime) -> Invitation:
    """Ask again, by hand or by the clock, at most once a day: those who listen to the ledger tell the agency."""
    hold(invitation.round)
    if isinstance(by, Actor):
        rules.may_remind(by, invitation).require()
    today = day_of(at)
    seen = Invitation.objects.filter(pk=invitation.pk, reminded_on=invitation.reminded_on)
    if invitation.reminded_on == today or not seen.update(reminded_on=today):
        raise NotAllowed(_("This agency was already reminded today."))
    invitation.reminded_on = today
    ledger.record(
        "consultation.reminded",
        on=invitation,
        by=by,
        at=at,
        agency=invitation.agency.name,
        due_on=invitation.due_on.isoformat(),
        late=invitation.due_on < today,
    )
    return invitation
