"""What people ask of notices: how many wait to be read, what was I told, who is to be mailed now."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Count, Exists, Max, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from phoihop.foundation.ledger import kinds
from phoihop.foundation.notices.models import Notice, Preference
from phoihop.foundation.statements import Given, statement

QUIET = dt.timedelta(minutes=2)
"""A burst is over when nothing has been told for so long …"""
LONGEST_BURST = dt.timedelta(minutes=10)
"""… or when its first notice has waited for so long."""
DIGEST_AT = dt.time(7)
"""When the daily message goes out, by the clock of the installation's zone."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as people read it. `sentence` is plain text in the reader's language, `url` a path on this site."""

    pk: int
    kind: str
    sentence: str
    url: str
    at: dt.datetime
    read_at: dt.datetime | None

    @property
    def is_unread(self) -> bool:
        return self.read_at is None


def unread_count(account_id: int | None) -> int:
    """One count over the index `notices_unread`; a guest, who has no account, has none."""
    return sum(_unread(account=account_id)) if account_id else 0


@statement
def _unread() -> QuerySet[Any, int]:
    unread = Notice.objects.filter(account_id=Given("account"), read_at=None).order_by()
    return unread.values("account_id").annotate(count=Count("pk")).values_list("count", flat=True)


def latest(account_id: int | None, n: int) -> list[Told]:
    """The newest notices, read or not. One query."""
    return told(_latest(n, account=account_id)) if account_id else []


@statement
def _latest(n: int) -> QuerySet[Notice]:
    return Notice.objects.filter(account_id=Given("account")).order_by("-at", "-pk")[:n]


def all_for(account_id: int | None, *, unread_only: bool = False) -> QuerySet[Notice]:
    """Everything told to this account, unread first, then newest first; for a paginator. Give a page to `told`."""
    rows = Notice.objects.filter(account_id=account_id) if account_id else Notice.objects.none()
    if unread_only:
        return rows.filter(read_at=None).order_by("-at", "-pk")
    unread_first = Case(When(read_at=None, then=0), default=1)
    return rows.order_by(unread_first, "-at", "-pk")


def told(notices: Iterable[Notice]) -> list[Told]:
    """The notices with their sentences, in the language now active."""
    return [Told(n.pk, n.kind, sentence(n), n.url, n.at, n.read_at) for n in notices]


def sentence(notice: Notice) -> str:
    try:
        return kinds.say("notices", notice.kind, notice.words)
    except kinds.NoSentence:  # told by an older release; the thing itself is still behind the link
        return _("Something was told here whose wording this release no longer knows. Open it to see.")


def newest(account_id: int) -> int:
    """The key up to which "everything" reaches at this moment; 0 when nothing was ever told."""
    return Notice.objects.filter(account_id=account_id).aggregate(pk=Max("pk"))["pk"] or 0


def preference_of(account_id: int) -> Preference.Mail:
    chosen = Preference.objects.filter(account_id=account_id).values_list("mail", flat=True).first()
    return Preference.Mail(chosen or Preference.Mail.BURSTS)


# ── Mail ─────────────────────────────────────────────────────────────────────

_WANTS = Coalesce("account__notice_preference__mail", Value(Preference.Mail.BURSTS))


def accounts_to_mail(at: dt.datetime) -> QuerySet[Any, int]:
    """Ids of accounts whose waiting notices go out now, in one message each. One query, over `notices_to_mail` only.

    Bursts: nothing new for QUIET, or the first has waited LONGEST_BURST. Daily: seven o'clock has passed since the
    first. An account where any notice is in a worker's hands, or put off, is left alone until that is over, so that
    everything then goes out together. Locked accounts wait until they are unlocked; closed ones never come up.
    """
    waiting = Notice.objects.filter(mail=Notice.Mail.WAITS)
    held = waiting.filter(account_id=OuterRef("account_id"), mail_after__gt=at)
    burst_is_over = Q(last__lte=at - QUIET) | Q(first__lte=at - LONGEST_BURST)
    return (
        waiting.filter(Q(account__locked_until=None) | Q(account__locked_until__lte=at), account__is_active=True)
        .values("account_id", wants=_WANTS)
        .annotate(first=Min("at"), last=Max("at"))
        .filter(
            Q(wants=Preference.Mail.DAILY, first__lt=last_digest(at)) | Q(burst_is_over, wants=Preference.Mail.BURSTS),
            ~Exists(held),
        )
        .order_by("first", "account_id")
        .values_list("account_id", flat=True)
    )


def last_digest(at: dt.datetime) -> dt.datetime:
    """The last seven o'clock in the morning at or before this moment."""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    today = dt.datetime.combine(local.date(), DIGEST_AT, tzinfo=local.tzinfo)
    return today if today <= local else today - dt.timedelta(days=1)


def mail_waiting_since(at: dt.datetime) -> dt.datetime | None:
    """When the oldest notice was told that is overdue in the post; for whoever watches the mail server.

    Neither what waits for a digest nor what is put off for a locked account counts.
    """
    waiting = Notice.objects.filter(mail=Notice.Mail.WAITS, at__lte=at - LONGEST_BURST, account__is_active=True)
    open_now = waiting.filter(Q(account__locked_until=None) | Q(account__locked_until__lte=at))
    overdue = Q(wants=Preference.Mail.BURSTS) | Q(wants=Preference.Mail.DAILY, at__lt=last_digest(at))
    return open_now.alias(wants=_WANTS).filter(overdue).aggregate(first=Min("at"))["first"]
