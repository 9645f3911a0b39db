"""A duty is given to agencies; it is cancelled; an agency joins, is released, is succeeded."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.codes import next_code
from phoihop.carry_out.tasks.models import DueDate, Origin, Participation, Role, Task
from phoihop.carry_out.tasks.shares import Calendars, Share
from phoihop.carry_out.tasks.states import LIFE, State
from phoihop.carry_out.tasks.verbs.holding import (
    allotted,
    end_part,
    folded,
    give_parts,
    hold,
    require_parties,
)
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.verbs import Doer
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import nfc
from phoihop.kit.workdays import Computed


@transaction.atomic
def assign(
    *,
    programme: Programme,
    title: str,
    lead: Share,
    by: Actor,
    at: datetime,
    supports: Sequence[Share] = (),
    node: Node | None = None,
    deliverable: str = "",
    origin: str = "",
    origin_type: str = "",
    origin_id: str = "",
    reports_every: str = "",
    code: str = "",
    calendars: Calendars | None = None,
) -> Task:
    """Give a duty to an agency that leads and others that support, each with its own due date.

    `origin` is "clause" with a node and "ad_hoc" without, unless told; a later stage names what it comes from by
    `origin_type` and `origin_id`. Without `code` the next free one is given. `calendars` spares a bulk look-ups.
    """
    rules.may_assign(by, programme).require()
    require_parties(programme, [share.agency for share in (lead, *supports)])
    hold(programme)
    given = allotted(lead, supports, calendars=calendars or Calendars(), at=at)
    for _agency, _role, due in given:
        rules.fits_day(due.date, today=day_of(at)).require()
    origin = origin or (Origin.CLAUSE if node else Origin.AD_HOC)
    task = Task(
        programme=programme,
        node=node,
        title=nfc(title).strip(),
        deliverable=nfc(deliverable).strip(),
        origin=origin,
        origin_type=origin_type,
        origin_id=origin_id,
        reports_every=reports_every,
        code=_free(programme, code) if code else next_code(programme, node=node, origin=origin),
        state=State.OPEN,
        made_at=at,
        assigned_at=at,
    )
    task.folded = folded(task)
    task.save(force_insert=True)
    give_parts(task, given, at=at)
    record_assignment(task, [(agency, role, due) for agency, role, due in given], by=by, at=at)
    return task


def _free(programme: Programme, code: str) -> str:
    taken = Task.objects.filter(programme=programme, code=code).exclude(state=State.DROPPED).exists()
    if taken or programme.duties.filter(code=code).exists():
        raise NotAllowed(_("There is a task with the code “%(code)s” already.") % {"code": code})
    return code


def record_assignment(task: Task, given: Sequence[tuple[Agency, str, Computed]], *, by: Doer, at: datetime) -> None:
    ledger.record(
        "task.assigned",
        on=task,
        by=by,
        at=at,
        code=task.code,
        title=task.title,
        clause=task.node.key if task.node else "",
        origin=str(task.origin),
        origin_of=f"{task.origin_type}:{task.origin_id}" if task.origin_type else "",
        deliverable=task.deliverable,
        period=task.period,
        parts=[
            {"agency": agency.name, "role": str(role), "due_on": due.date.isoformat()} for agency, role, due in given
        ],
    )


@transaction.atomic
def cancel(*, task: Task, reason: str, by: Actor, at: datetime) -> Task:
    """It is owed by nobody from now on. It stays in the record: on any day before, it was a task."""
    rules.may_cancel(by, task).require()
    LIFE.move(task, "cancel", cancelled_at=at, cancel_reason=reason)
    for part in task.parts.running():
        end_part(part, at=at, reason=reason, by_name=by.name)
    task.parts.filter(ended_at=None).update(ended_at=at, end_reason=reason)
    ledger.record("task.cancelled", on=task, by=by, at=at, code=task.code, title=task.title, reason=reason)
    return task


@transaction.atomic
def join(*, task: Task, share: Share, by: Actor, at: datetime) -> Participation:
    """One more agency supports; due with the lead agency unless told."""
    rules.may_join(by, task).require()
    require_parties(task.programme, [share.agency])
    if task.parts.filter(agency=share.agency, ended_at=None).exists():
        raise NotAllowed(_("This agency has a part in the task already."))
    lead = task.parts.leading().get(ended_at=None)
    own = share.falls(Calendars().of(share.agency.pk), assigned_on=day_of(at))
    due = own or Computed.from_json(lead.due_computed)
    rules.fits_day(due.date, today=day_of(at)).require()
    [part] = give_parts(task, [(share.agency, Role.SUPPORT, due)], at=at)
    ledger.record(
        "task.joined", on=part, by=by, at=at, code=task.code, agency=share.agency.name, due_on=due.date.isoformat()
    )
    return part


@transaction.atomic
def release(*, part: Participation, reason: str, by: Actor, at: datetime) -> Participation:
    """A supporting agency need not do its part any more."""
    rules.may_release(by, part).require()
    end_part(part, at=at, reason=reason, by_name=by.name)
    ledger.record("task.released", on=part, by=by, at=at, code=part.task.code, agency=part.agency.name, reason=reason)
    return part


@transaction.atomic
def transfer(*, part: Participation, to: Agency, reason: str, by: Doer, at: datetime) -> Participation:
    """The part passes to the agency that succeeds its holder, with the due date as it stands.

    When the successor has a part in the task already, the two become one: it leads if either did, and is due when the
    one that leads was. Called by a person, or by whatever reorganises agencies. Returns the successor's part.
    """
    if isinstance(by, Actor):
        rules.may_transfer(by, part).require()
    if to.pk == part.agency_id:
        raise NotAllowed(_("The agency cannot succeed itself."))
    successor = _successor(part, to, reason=reason, by=by, at=at)
    Participation.objects.filter(task=part.task, ended_at=at, succeeded_by=None).exclude(pk=successor.pk).update(
        succeeded_by=successor
    )
    ledger.record(
        "task.transferred",
        on=successor,
        by=by,
        at=at,
        code=part.task.code,
        from_agency=part.agency.name,
        to_agency=to.name,
        reason=reason,
    )
    return successor


def _successor(part: Participation, to: Agency, *, reason: str, by: Doer, at: datetime) -> Participation:
    """The part that takes the place of `part`, which ends; and of what the successor had, if that was the lesser."""
    had = part.task.parts.filter(agency=to, ended_at=None).first()
    due = Computed.from_json(part.due_computed)
    end_part(part, at=at, reason=reason, by_name=by.name)
    if had is not None and not part.is_lead:
        return had
    if had is not None and had.is_running:
        end_part(had, at=at, reason=reason, by_name=by.name)
    elif had is not None:
        Participation.objects.filter(pk=had.pk).update(ended_at=at, end_reason=reason)
    [made] = give_parts(part.task, [(to, part.role, due)], at=at, because=DueDate.Because.TRANSFERRED)
    return made
