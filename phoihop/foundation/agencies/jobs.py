"""What is done about agencies and accounts when nobody is looking: invitations mailed, names and accounts kept up."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from phoihop.foundation.agencies import verbs
from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.sign_in import invitations
from phoihop.foundation.ledger.listeners import reacts_to


@task()
def send_invitation(account_id: int) -> None:
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account:
        invitations.send(account)


@reacts_to("account.opened", "account.invited_again")
def invite(entry: Any, account: Account) -> None:
    """The queue lies in the same database, so the letter is sent if and only if the account is there."""
    send_invitation.enqueue(account.pk)


def keep_up() -> None:
    """Once a day, early: names decided for today, and accounts nobody has used for long."""
    now = timezone.now()
    verbs.take_names_into_use(at=now)
    verbs.disable_unused(at=now)
