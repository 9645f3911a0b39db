"""Papers that agencies owe for the pack: asked for, handed in, needed no more."""

import datetime as dt

from django.db import transaction

from phoihop.carry_out.briefings import rules
from phoihop.carry_out.briefings.models import Briefing, Item, OwedPaper
from phoihop.carry_out.briefings.verbs.holding import hold
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import StateMoved
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def ask_paper(
    *, briefing: Briefing, agency: Agency, title: str, by: Actor, at: dt.datetime, item: Item | None = None
) -> OwedPaper:
    """Due on the day papers are due; reminded of before and after it."""
    hold(briefing)
    rules.may_ask_paper(by, briefing).require()
    owed = OwedPaper.objects.create(
        briefing=briefing,
        item=item,
        agency=agency,
        title=nfc(title).strip(),
        asked_at=at,
        asked_by_name=by.name,
    )
    ledger.record(
        "briefing.paper_asked",
        on=owed,
        by=by,
        at=at,
        mark=briefing.mark,
        agency=agency.name,
        title=owed.title,
        due_on=briefing.papers_due_on.isoformat(),
    )
    return owed


@transaction.atomic
def hand_in_paper(*, owed: OwedPaper, file: StoredFile, name: str, by: Actor, at: dt.datetime) -> OwedPaper:
    """The file is kept already; handing in again replaces it until the briefing is over."""
    rules.may_hand_in_paper(by, owed).require()
    owed.file, owed.file_name, owed.handed_at, owed.handed_by_name = file, nfc(name)[:200], at, by.name
    owed.save(update_fields=["file", "file_name", "handed_at", "handed_by_name"])
    ledger.record(
        "briefing.paper_handed_in",
        on=owed,
        by=by,
        at=at,
        mark=owed.briefing.mark,
        agency=owed.agency.name,
        title=owed.title,
        sha256=file.sha256,
    )
    return owed


@transaction.atomic
def drop_paper(*, owed: OwedPaper, by: Actor, at: dt.datetime) -> OwedPaper:
    """Not needed after all."""
    rules.may_ask_paper(by, owed.briefing).require()
    if not OwedPaper.objects.filter(pk=owed.pk, file=None, dropped_at=None).update(dropped_at=at):
        raise StateMoved
    owed.dropped_at = at
    ledger.record(
        "briefing.paper_dropped",
        on=owed,
        by=by,
        at=at,
        mark=owed.briefing.mark,
        agency=owed.agency.name,
        title=owed.title,
    )
    return owed
