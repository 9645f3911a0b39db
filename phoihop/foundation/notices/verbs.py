"""Telling, reading, choosing how to be mailed.

None of these writes to the ledger. A notice is a pointer to something that stands there already; who has looked at
which pointer, and when, is a matter of that person's own desk, and an unerasable record of it would follow people.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import kinds
from phoihop.foundation.notices import rules
from phoihop.foundation.notices.models import Notice, Preference


@dataclass(frozen=True, slots=True)
class Tell:
    """One account to be told. `words` are JSON values for the sentence, `url` a path on this site that a GET opens.

    `kind` names another sentence than the one of the event, for those who are told differently.
    """

    account_id: int
    words: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    kind: str = ""


@transaction.atomic
def tell(*, kind: str, to: Iterable[Tell], at: dt.datetime, done_by: str = "") -> int:
    """Write down who is told; returns how many. Reminders call it straight, events come through `told.tells`.

    `done_by` (an actor's `ref`) is left out: nobody is told of what he did himself. Each account is told a kind once.
    Raises `kinds.NoSentence`.
    """
    rows: dict[tuple[int, str], Notice] = {}
    for one in to:
        if one.url.startswith("//") or one.url[:1] not in ("", "/"):
            raise ValueError(f"{one.url!r} leads off this site: give a path, as `reverse` makes it.")
        of_kind = one.kind or kind
        kinds.sentence_template("notices", of_kind)
        if f"account:{one.account_id}" != done_by:
            row = Notice(account_id=one.account_id, kind=of_kind, words=one.words, url=one.url, at=at)
            rows.setdefault((one.account_id, of_kind), row)
    Notice.objects.bulk_create(rows.values(), batch_size=500)
    return len(rows)


@transaction.atomic
def mark_read(*, notice: Notice, by: Actor, at: dt.datetime) -> None:
    """Read once is read: a second time changes nothing. What was read is not mailed any more."""
    rules.may_read(by, notice).require()
    _read(Q(pk=notice.pk), at)


@transaction.atomic
def mark_all_read(*, up_to: int, by: Actor, at: dt.datetime) -> int:
    """Everything the reader had before the eyes: notices with a key up to `up_to`. What came since stays unread."""
    rules.may_keep_notices(by).require()
    return _read(Q(account_id=by.account_id, pk__lte=up_to), at)


@transaction.atomic
def prefer(*, mail: Preference.Mail, by: Actor, at: dt.datetime) -> None:
    """How this account wants mail from now on. Around "not at all", what has been waiting is never mailed later."""
    rules.may_keep_notices(by).require()
    reader = int(by.account_id or 0)  # the rule has refused those who have none
    before = Preference.objects.filter(account_id=reader).values_list("mail", flat=True).first()
    Preference.objects.update_or_create(account_id=reader, defaults={"mail": mail})
    if Preference.Mail.NEVER in (before, mail):
        Notice.objects.filter(account_id=reader, mail=Notice.Mail.WAITS).update(mail=Notice.Mail.NONE)


def _read(which: Q, at: dt.datetime) -> int:
    not_mailed = Case(When(mail=Notice.Mail.WAITS, then=Value(Notice.Mail.NONE)), default=F("mail"))
    return Notice.objects.filter(which, read_at=None).update(read_at=at, mail=not_mailed)
