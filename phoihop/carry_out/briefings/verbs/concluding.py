"""What the chair concludes, and what becomes of it: a task, a difficulty for the leadership, a directive."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.briefings import queries, raising, rules
from phoihop.carry_out.briefings.models import Check, Conclusion, Item, Support
from phoihop.carry_out.briefings.states import CONCLUSION_LIFE, ItemState, Outcome
from phoihop.carry_out.briefings.verbs.holding import hold, next_number
from phoihop.carry_out.escalations.models import Referral
from phoihop.carry_out.tasks import verbs as tasks
from phoihop.carry_out.tasks.models import Origin
from phoihop.carry_out.tasks.shares import Share
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def conclude(
    *,
    item: Item,
    text: str,
    by: Actor,
    at: dt.datetime,
    lead: Agency | None = None,
    supporters: Sequence[Agency] = (),
    due_on: dt.date | None = None,
    working_days: int | None = None,
    becomes: str = "",
) -> Conclusion:
    """Number what was concluded on an item. `becomes` "TASK" or "RAISED" carries it on in the same step.

    Of somebody who closes the briefing at this moment and this conclusion, one comes first and the other is told.
    """
    briefing = item.briefing
    hold(briefing)
    rules.may_conclude(by, item).require()
    _require_whole(lead, supporters, due_on, working_days)
    _begin_minutes(item)
    conclusion = Conclusion.objects.create(
        item=item,
        briefing=briefing,
        number=next_number(briefing.conclusions),
        text=nfc(text).strip(),
        lead=lead,
        due_on=due_on,
        working_days=working_days,
        concluded_at=at,
        by_name=by.name,
    )
    Support.objects.bulk_create(Support(conclusion=conclusion, agency=agency) for agency in supporters)
    ledger.record(
        "briefing.concluded",
        on=conclusion,
        by=by,
        at=at,
        code=conclusion.code,
        text=conclusion.text,
        item=item.title,
        lead=lead.name if lead else "",
        supporters=[agency.name for agency in supporters],
        due_on=due_on.isoformat() if due_on else "",
        working_days=working_days or 0,
    )
    if becomes == Outcome.TASK:
        make_task(conclusion=conclusion, by=by, at=at)
    elif becomes == Outcome.RAISED:
        raise_difficulty(conclusion=conclusion, by=by, at=at)
    return conclusion


def _require_whole(
    lead: Agency | None, supporters: Sequence[Agency], due_on: dt.date | None, working_days: int | None
) -> None:
    if due_on and working_days:
        raise NotAllowed(_("Give either a day, or a number of working days."))
    if lead and any(agency.pk == lead.pk for agency in supporters):
        raise NotAllowed(_("An agency either leads or supports."))


def _begin_minutes(item: Item) -> None:
    """With a conclusion on it an item is no longer empty: closing may not carry it over unseen."""
    if item.state == ItemState.EMPTY:
        revision = item.minutes_revision + 1
        empty = Item.objects.filter(pk=item.pk, state=ItemState.EMPTY)
        if empty.update(state=ItemState.DRAFT, minutes_revision=revision):
            item.state, item.minutes_revision = ItemState.DRAFT, revision


@transaction.atomic
def withdraw_conclusion(*, conclusion: Conclusion, reason: str, by: Actor, at: dt.datetime) -> Conclusion:
    """A slip, as long as nothing came of it. Its number is not given again."""
    hold(conclusion.briefing)
    rules.may_withdraw_conclusion(by, conclusion).require()
    if not reason.strip():
        raise NotAllowed(_("Say why: the record keeps the reason."))
    told = {"withdrawn_at": at, "withdraw_reason": nfc(reason).strip()}
    CONCLUSION_LIFE.move(conclusion, "withdraw_conclusion", **told)
    ledger.record(
        "briefing.conclusion_withdrawn",
        on=conclusion,
        by=by,
        at=at,
        code=conclusion.code,
        reason=conclusion.withdraw_reason,
    )
    return conclusion


@transaction.atomic
def make_task(*, conclusion: Conclusion, by: Actor, at: dt.datetime, programme: Programme | None = None) -> Conclusion:
    """The conclusion becomes a task with its words, its agencies, its day and its code; each leads to the other."""
    supporters = [row.agency for row in conclusion.supports.select_related("agency").order_by("pk")]
    agencies = [*([conclusion.lead] if conclusion.lead else []), *supporters]
    programme = programme or queries.programme_for(conclusion.briefing.series, agencies)
    rules.may_make_task(by, conclusion, programme).require()
    assert conclusion.lead is not None  # as the rule has seen
    task = tasks.assign(
        programme=programme,
        title=conclusion.text,
        lead=Share(
            conclusion.lead,
            due_on=conclusion.due_on,
            working_days=conclusion.working_days,
            basis=f"Kết luận {conclusion.code}",
        ),
        supports=[Share(agency) for agency in supporters],
        by=by,
        at=at,
        origin=Origin.CONCLUSION,
        origin_type=queries.CONCLUSION,
        origin_id=str(conclusion.pk),
        code=conclusion.code,
    )
    CONCLUSION_LIFE.move(conclusion, "make_task", task=task)
    ledger.record("briefing.task_made", on=conclusion, by=by, at=at, code=conclusion.code, text=conclusion.text)
    return conclusion


@transaction.atomic
def raise_difficulty(
    *, conclusion: Conclusion, by: Actor, at: dt.datetime, refer_to: Agency | None = None
) -> Conclusion:
    """What cannot be settled around this table goes to the leadership; `refer_to` puts it to that body at once."""
    rules.may_raise(by, conclusion).require()
    raised = raising.raise_conclusion(conclusion, body=refer_to, by=by, at=at)
    CONCLUSION_LIFE.move(
        conclusion, "raise_difficulty", raised_type=raised.type, raised_id=raised.id, raised_as=raised.said
    )
    ledger.record("briefing.conclusion_raised", on=conclusion, by=by, at=at, code=conclusion.code, raised=raised.said)
    return conclusion


@transaction.atomic
def make_directive(*, conclusion: Conclusion, referral: Referral, by: Actor, at: dt.datetime) -> Conclusion:
    """What was concluded on a difficulty becomes the directive of the body it waits for, in the same words.

    By a member of that body: it decides, whoever chaired.
    """
    rules.may_direct(by, conclusion, referral).require()
    raised = raising.direct_by_conclusion(conclusion, referral, by=by, at=at)
    CONCLUSION_LIFE.move(
        conclusion, "make_directive", raised_type=raised.type, raised_id=raised.id, raised_as=raised.said
    )
    ledger.record("briefing.conclusion_directed", on=conclusion, by=by, at=at, code=conclusion.code, raised=raised.said)
    return conclusion


@transaction.atomic
def check_conclusion(
    *, item: Item, conclusion: Conclusion, found: str, by: Actor, at: dt.datetime, note: str = ""
) -> Check:
    """What this briefing found of a conclusion of the one before, one by one."""
    hold(item.briefing)
    rules.may_write(by, item).require()
    last = queries.last_before(item.briefing)
    if last is None or conclusion.briefing_id != last.pk:
        raise NotAllowed(_("Only conclusions of the last briefing are looked back on here."))
    told = {"found": found, "note": nfc(note).strip(), "at": at, "by_name": by.name}
    check, _made = Check.objects.update_or_create(item=item, conclusion=conclusion, defaults=told)
    ledger.record(
        "briefing.conclusion_checked", on=check, by=by, at=at, code=conclusion.code, found=str(found), note=check.note
    )
    return check
