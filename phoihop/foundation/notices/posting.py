"""Notices on their way into a letter: taken by one worker, then mailed, put off or given up.

Verbs of the installation itself, apart from `verbs` because nobody asks for them. No ledger entry either: that a
letter went out proves nothing, since whoever it was for sees the notice anyway.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from phoihop.foundation.notices.models import Notice, Preference

IN_HAND = dt.timedelta(minutes=15)
"""How long a worker may hold what it took; after that it is taken for dead and another one sends."""
MOST_TRIES = 20
"""With waits doubling up to an hour, about fifteen hours of a mail server that refuses this one address."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes into one letter to one account, oldest first, ours until `held_until`."""

    account_id: int
    notices: tuple[Notice, ...]
    held_until: dt.datetime

    def rows(self) -> QuerySet[Notice]:
        """Those still ours: a worker that outlived its hold finds none."""
        ours = [notice.pk for notice in self.notices]
        return Notice.objects.filter(pk__in=ours, mail_after=self.held_until)


@transaction.atomic
def take(*, account_id: int, at: dt.datetime) -> Bundle | None:
    """Everything that waits for this account, or None when another worker holds any of it or nothing is left.

    The rows are locked while we look and then moved by `mail_after`, so of two workers one gets all, never half.
    """
    waiting = Notice.objects.filter(account_id=account_id, mail=Notice.Mail.WAITS)
    found = tuple(waiting.select_for_update().order_by("at", "pk"))
    if not found or any(notice.mail_after and notice.mail_after > at for notice in found):
        return None
    bundle = Bundle(account_id, found, at + IN_HAND)
    Notice.objects.filter(pk__in=[notice.pk for notice in found]).update(mail_after=bundle.held_until)
    return bundle


@transaction.atomic
def mailed(*, bundle: Bundle, at: dt.datetime) -> None:
    bundle.rows().update(mail=Notice.Mail.SENT, mailed_at=at, mail_after=None)


@transaction.atomic
def put_off(*, bundle: Bundle, at: dt.datetime) -> None:
    """The mail server cannot be spoken to at all: nobody's fault here, so it does not count as a try."""
    bundle.rows().update(mail_after=at + dt.timedelta(minutes=1))


@transaction.atomic
def refused(*, bundle: Bundle, at: dt.datetime) -> bool:
    """The mail server took the call and refused this letter. Whether it will be tried again, later each time."""
    tries = max(notice.mail_tries for notice in bundle.notices) + 1
    if tries >= MOST_TRIES:
        bundle.rows().filter(mail=Notice.Mail.WAITS).update(mail=Notice.Mail.NONE, mail_tries=tries)
        return False
    minutes = min(2 ** (tries - 1), 60)
    bundle.rows().update(mail_tries=tries, mail_after=at + dt.timedelta(minutes=minutes))
    return True


@transaction.atomic
def drop_unwanted() -> int:
    """What was told to people who want no mail, or whose account is closed, waits for nothing."""
    unwanted = Q(account__notice_preference__mail=Preference.Mail.NEVER) | Q(account__is_active=False)
    pks = Notice.objects.filter(unwanted, mail=Notice.Mail.WAITS).values("pk")
    return Notice.objects.filter(pk__in=pks).update(mail=Notice.Mail.NONE)
