"""Letters go out: every minute, to whoever's burst of notices is over or whose daily message is due."""

import logging
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from phoihop.foundation.agencies.models import Account
from phoihop.foundation.jobs import running, schedule
from phoihop.foundation.jobs.metrics import gauge
from phoihop.foundation.notices import mail, posting, queries

log = logging.getLogger(__name__)

ROUND = 200
SECONDS = 30
"""How long to wait for the mail server's answer; well below the time a bundle may be held."""

#: The server speaks to us and will not have this letter. Anything else says that there is no speaking to it now.
_REFUSALS = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)


@schedule.every(name="notices.mail", minutes=1)
def send_mail() -> int:
    """Round after round until nobody is due; how many letters went out. Any number of workers may do it at once."""
    posting.drop_unwanted()
    sent = 0
    connection = get_connection(timeout=SECONDS)
    try:
        while due := list(queries.accounts_to_mail(timezone.now())[:ROUND]):
            accounts = Account.objects.in_bulk(due)
            for account_id in due:
                if running.stopping.is_set():
                    return sent
                sent += _send(accounts[account_id], connection)
    except OSError as away:  # SMTPException is one too
        log.warning("The mail server does not take letters now; they wait and are tried again: %s", away)
    finally:
        connection.close()
    return sent


def _send(account: Account, connection: BaseEmailBackend) -> bool:
    """Whether the letter went out. Raises OSError when the server is away; then nothing is lost or counted."""
    bundle = posting.take(account_id=account.pk, at=timezone.now())
    if bundle is None:
        return False
    try:
        message = mail.letter(account, bundle.notices)
        connection.open()  # kept open from letter to letter
        connection.send_messages([message])
    except _REFUSALS as refusal:
        connection.close()  # what state the conversation is in now is anybody's guess
        if not posting.refused(bundle=bundle, at=timezone.now()):
            log.error(
                "The mail server has refused the letters to account %s for hours; given up: %s", account.pk, refusal
            )
        return False
    except (OSError, SMTPException):
        posting.put_off(bundle=bundle, at=timezone.now())
        raise
    posting.mailed(bundle=bundle, at=timezone.now())
    return True


@gauge("phoihop_notices_mail_late_seconds", "Age of the oldest notice that should have been mailed.")
def late() -> float:
    now = timezone.now()
    since = queries.mail_waiting_since(now)
    return (now - since).total_seconds() if since else 0.0
