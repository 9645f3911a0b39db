"""What goes on behind the pages of a consultation: letters to guests, and reminders by the clock."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from phoihop.agree.consultation import letters, queries, verbs
from phoihop.agree.consultation.models import Invitation
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.calendar.queries import calendar_for
from phoihop.foundation.jobs.schedule import every
from phoihop.foundation.ledger.listeners import reacts_to
from phoihop.kit.verdict import NotAllowed


@task()
def send_link(invitation_id: int) -> None:
    if invitation := queries.to_write_to(invitation_id):
        letters.send_link(invitation)


@task()
def send_reminder(invitation_id: int) -> None:
    if invitation := queries.to_write_to(invitation_id):
        letters.send_reminder(invitation)


@task()
def send_code(invitation_id: int, nonce: str) -> None:
    """Only the latest code is worth sending; the nonce says which one was asked for and opens nothing by itself."""
    invitation = queries.to_write_to(invitation_id)
    if invitation and nonce and invitation.code_nonce == nonce:
        letters.send_code(invitation)


@reacts_to("consultation.link_sent")
def post_link(entry: Any, invitation: Invitation) -> None:
    """The queue lies in the same database, so the letter is sent if and only if the entry is there."""
    send_link.enqueue(invitation.pk)


@reacts_to("consultation.code_asked")
def post_code(entry: Any, invitation: Invitation) -> None:
    send_code.enqueue(invitation.pk, invitation.code_nonce)


@reacts_to("consultation.reminded")
def post_reminder(entry: Any, invitation: Invitation) -> None:
    if invitation.channel == Invitation.Channel.LINK:
        send_reminder.enqueue(invitation.pk)


@every(at="07:30", name="consultation.remind")
def remind() -> int:
    """Remind those who have not answered, some working days before and after the due date. How many were reminded."""
    now = timezone.now()
    days = queries.due_days_to_remind(calendar_for(), today=timezone.localdate(now))
    reminded = 0
    for invitation in queries.to_remind(on=days):
        try:
            verbs.remind(invitation=invitation, by=CLOCK, at=now)
            reminded += 1
        except NotAllowed:  # reminded by hand this morning, or the round was closed meanwhile
            continue
    return reminded
