"""What comes back each period: begun, turned into one task a period, ended, passed on."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Programme
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.codes import next_code
from phoihop.carry_out.tasks.models import Duty, DutyPart, Origin, Participation, Role, Task
from phoihop.carry_out.tasks.shares import Calendars
from phoihop.carry_out.tasks.states import LIFE, State
from phoihop.carry_out.tasks.verbs.assigning import record_assignment, transfer
from phoihop.carry_out.tasks.verbs.holding import Allotted, folded, give_parts, hold, require_parties
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit import quarters
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import fold, nfc
from phoihop.kit.workdays import Computed

AHEAD = timedelta(days=14)
"""How long before a period begins its task is made, so that agencies see it coming."""


@transaction.atomic
def begin_duty(
    *,
    programme: Programme,
    title: str,
    cadence: str,
    lead: Agency,
    begins_on: date,
    by: Actor,
    at: datetime,
    supports: Sequence[tuple[Agency, int]] = (),
    cutoff_day: int = 0,
    due_day: int = 0,
    node: Node | None = None,
    deliverable: str = "",
    origin: str = "",
    origin_type: str = "",
    origin_id: str = "",
    suggestion: Task | None = None,
) -> Duty:
    """From the period of `begins_on` on, one task a period. The first are made at once.

    `supports` are agencies with how many full working days before the lead agency they are due. `suggestion` is the
    draft that this takes the place of; its code is kept.
    """
    rules.may_begin_duty(by, programme).require()
    require_parties(programme, [lead, *(agency for agency, _days in supports)])
    hold(programme)
    code, quote = "", ""
    if suggestion is not None:
        rules.may_confirm(by, suggestion).require()
        LIFE.move(suggestion, "begin_duty")
        code, quote, node = suggestion.code, suggestion.quote, node or suggestion.node
    origin = origin or (Origin.CLAUSE if node else Origin.AD_HOC)
    code = code or next_code(programme, node=node, origin=origin)
    title, deliverable = nfc(title).strip(), nfc(deliverable).strip()
    duty = Duty.objects.create(
        programme=programme,
        node=node,
        code=code,
        title=title,
        folded=fold(f"{code} {title} {deliverable}")[:900],
        deliverable=deliverable,
        quote=quote,
        origin=origin,
        origin_type=origin_type,
        origin_id=origin_id,
        cadence=cadence,
        cutoff_day=cutoff_day,
        due_day=due_day,
        begins_on=begins_on,
        begun_at=at,
    )
    DutyPart.objects.create(duty=duty, agency=lead, role=Role.LEAD)
    DutyPart.objects.bulk_create(
        DutyPart(duty=duty, agency=agency, role=Role.SUPPORT, days_before=days) for agency, days in supports
    )
    ledger.record(
        "duty.begun",
        on=duty,
        by=by,
        at=at,
        code=code,
        title=title,
        cadence=str(cadence),
        cutoff_day=cutoff_day,
        due_day=due_day,
        begins_on=begins_on.isoformat(),
        lead=lead.name,
        supports=[agency.name for agency, _days in supports],
    )
    make_tasks(duty=duty, by=by, at=at)
    return duty


@transaction.atomic
def end_duty(*, duty: Duty, reason: str, by: Actor, at: datetime) -> Duty:
    """No more tasks are made of it; those under way go on, or are cancelled one by one."""
    rules.may_end_duty(by, duty).require()
    if not Duty.objects.filter(pk=duty.pk, ended_at=None).update(ended_at=at, end_reason=reason):
        raise NotAllowed(_("This duty has ended already."))
    duty.ended_at, duty.end_reason = at, reason
    ledger.record("duty.ended", on=duty, by=by, at=at, code=duty.code, title=duty.title, reason=reason)
    return duty


@transaction.atomic
def make_tasks(*, duty: Duty, by: Doer, at: datetime, calendars: Calendars | None = None) -> list[Task]:
    """The tasks of every period that has begun or soon begins and has none yet; called by the clock each day.

    A period whose due date had passed before the duty was begun is left out: nobody could have kept it.
    """
    rows = Duty.objects.select_related("programme__framework", "node").select_for_update(of=("self",))
    duty = rows.get(pk=duty.pk)
    if duty.ended_at is not None or duty.programme.framework.state != FrameworkState.IN_FORCE:
        return []
    calendars, today = calendars or Calendars(), day_of(at)
    parts = list(duty.parts.select_related("agency").order_by("role", "pk"))
    made = []
    for period in _periods_to_come(duty, until=today + AHEAD):
        given = _allotted(duty, parts, period, calendars)
        if all(due.date >= today for _agency, _role, due in given):
            made.append(_make(duty, period, given, by=by, at=at))
        duty.made_until = period.last
    Duty.objects.filter(pk=duty.pk).update(made_until=duty.made_until)
    return made


def _periods_to_come(duty: Duty, *, until: date) -> Iterator[quarters.Period]:
    ends_on = duty.programme.framework.ends_on
    first = duty.made_until + timedelta(days=1) if duty.made_until else duty.begins_on
    if first > min(until, ends_on):
        return
    yield from quarters.periods_between(
        first, min(until, ends_on), quarters.Cadence(duty.cadence), cutoff_day=duty.cutoff_day or None
    )


def _allotted(duty: Duty, parts: Sequence[DutyPart], period: quarters.Period, calendars: Calendars) -> list[Allotted]:
    """The lead's due date by its own calendar; supporters so many working days before it, by theirs."""
    lead = next(part for part in parts if part.role == Role.LEAD)
    due = _due(duty, period, calendars, lead.agency)
    given: list[Allotted] = [(lead.agency, Role.LEAD, due)]
    for part in parts:
        if part is lead:
            continue
        own = due
        if part.days_before:
            own = calendars.of(part.agency_id).working_days_before(due.date, part.days_before, basis=duty.code)
        given.append((part.agency, Role.SUPPORT, own))
    return given


def _due(duty: Duty, period: quarters.Period, calendars: Calendars, lead: Agency) -> Computed:
    calendar, basis = calendars.of(lead.pk), f"{duty.code}, {period.label_vi}"
    if duty.due_day:
        return period.due(duty.due_day, calendar, basis=basis)
    return calendar.next_working_day(period.last, basis=basis)


def _make(duty: Duty, period: quarters.Period, given: Sequence[Allotted], *, by: Doer, at: datetime) -> Task:
    task = Task(
        programme=duty.programme,
        node=duty.node,
        duty=duty,
        period=period.key,
        code=f"{duty.code}/{period.key}",
        title=duty.title,
        deliverable=duty.deliverable,
        origin=duty.origin,
        origin_type=duty.origin_type,
        origin_id=duty.origin_id,
        state=State.OPEN,
        made_at=at,
        assigned_at=at,
    )
    task.folded = folded(task)
    task.save(force_insert=True)
    give_parts(task, given, at=at)
    record_assignment(task, given, by=by, at=at)
    return task


@transaction.atomic
def pass_on(*, agency: Agency, to: Agency, reason: str, by: Doer, at: datetime) -> int:
    """Everything the agency still owes, and its parts in what comes back, go to its successor; how many parts.

    Called when agencies are reorganised, with the legal basis as the reason. What was done before stays its own.
    """
    running = Participation.objects.running().filter(agency=agency)
    moved = 0
    for part in running.select_related("task__programme__framework", "agency").order_by("pk"):
        transfer(part=part, to=to, reason=reason, by=by, at=at)
        moved += 1
    for row in DutyPart.objects.filter(agency=agency, duty__ended_at=None).order_by("pk"):
        had = DutyPart.objects.filter(duty=row.duty_id, agency=to).first()
        if had is None:
            DutyPart.objects.filter(pk=row.pk).update(agency=to)
        elif row.role == Role.LEAD:
            had.delete()
            DutyPart.objects.filter(pk=row.pk).update(agency=to)
        else:
            row.delete()
    return moved
