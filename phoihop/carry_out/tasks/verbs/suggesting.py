"""What the text seems to ask becomes suggestions; a person puts them right, confirms them or sets them aside."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.codes import next_code
from phoihop.carry_out.tasks.models import DueDate, Duty, Origin, Participation, Role, Task
from phoihop.carry_out.tasks.shares import Calendars, Share, counted_from
from phoihop.carry_out.tasks.states import LIFE, PART_LIFE, PartState, State
from phoihop.carry_out.tasks.suggestions import Suggestion
from phoihop.carry_out.tasks.verbs.assigning import record_assignment
from phoihop.carry_out.tasks.verbs.duties import begin_duty
from phoihop.carry_out.tasks.verbs.holding import allotted, folded, hold, require_parties
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed, StateMoved
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def suggest(*, programme: Programme, found: Sequence[Suggestion], by: Actor, at: datetime) -> list[Task]:
    """Keep what was read (see queries.read_duties) for a person to decide on. What is known already is passed over:
    a sentence of which there is a task, a duty, or a suggestion, even one set aside.
    """
    rules.may_suggest(by, programme).require()
    hold(programme)
    known = set(Task.objects.filter(programme=programme).exclude(quote="").values_list("node_id", "quote"))
    known |= set(Duty.objects.filter(programme=programme).exclude(quote="").values_list("node_id", "quote"))
    made = []
    for one in found:
        if (one.node.pk, one.quote) not in known:
            known.add((one.node.pk, one.quote))
            made.append(_keep(programme, one, at=at))
    if made:
        ledger.record("task.suggested", on=programme, by=by, at=at, codes=[task.code for task in made])
    return made


def _keep(programme: Programme, one: Suggestion, *, at: datetime) -> Task:
    task = Task(
        programme=programme,
        node=one.node,
        title=one.title,
        deliverable=one.deliverable,
        quote=one.quote,
        reading=one.reading(),
        origin=Origin.CLAUSE,
        code=next_code(programme, node=one.node, origin=Origin.CLAUSE),
        made_at=at,
    )
    task.folded = folded(task)
    task.save(force_insert=True)
    _draft_parts(task, Share(one.lead, due_on=one.due_on), [Share(agency) for agency in one.supports])
    return task


def _draft_parts(task: Task, lead: Share, supports: Sequence[Share]) -> None:
    """What is only suggested counts nothing yet: the day is kept as asked for."""
    rows = [(lead, Role.LEAD), *((share, Role.SUPPORT) for share in supports)]
    Participation.objects.bulk_create(
        Participation(task=task, agency=share.agency, role=role, due_on=share.due_on) for share, role in rows
    )


@transaction.atomic
def change(
    *,
    task: Task,
    title: str,
    lead: Share,
    by: Actor,
    at: datetime,
    supports: Sequence[Share] = (),
    deliverable: str = "",
    node: Node | None = None,
    reports_every: str = "",
    cadence: str = "",
    due_day: int = 0,
    seen_revision: int = 0,
) -> Task:
    """Put a suggestion right before it is confirmed; with a `cadence` it will come back each period.

    `seen_revision` 0 asks for no check of who was faster.
    """
    rules.may_change(by, task).require()
    require_parties(task.programme, [share.agency for share in (lead, *supports)])
    fields = {"title": nfc(title).strip(), "deliverable": nfc(deliverable).strip(), "reports_every": reports_every}
    seen = Task.objects.filter(pk=task.pk, state=State.DRAFT, revision=seen_revision or task.revision)
    reading = {**task.reading, "cadence": str(cadence), "due_day": due_day, "sure": True}
    if not seen.update(revision=task.revision + 1, node=node or task.node, reading=reading, **fields):
        raise StateMoved
    task.refresh_from_db()
    task.folded = folded(task)
    task.save(update_fields=["folded"])
    task.parts.all().delete()
    _draft_parts(task, lead, supports)
    ledger.record("task.changed", on=task, by=by, at=at, code=task.code, title=task.title)
    return task


@transaction.atomic
def confirm(*, task: Task, by: Actor, at: datetime, calendars: Calendars | None = None) -> Task:
    """A suggestion becomes a task as it stands. Without a day told, everything is due when the programme ends."""
    rules.may_confirm(by, task).require()
    parts = list(task.parts.select_related("agency").order_by("role", "pk"))
    lead = next((part for part in parts if part.is_lead), None)
    if lead is None:
        raise NotAllowed(_("Say which agency leads this task first."))
    supports = [part for part in parts if not part.is_lead]
    require_parties(task.programme, [part.agency for part in parts])
    LIFE.move(task, "confirm", assigned_at=at)
    ends_on = task.programme.framework.ends_on
    shares = [Share(part.agency, due_on=part.due_on) for part in supports]
    given = allotted(
        Share(lead.agency, due_on=lead.due_on or ends_on), shares, calendars=calendars or Calendars(), at=at
    )
    for part, (_agency, _role, due) in zip([lead, *supports], given, strict=True):
        rules.fits_day(due.date, today=day_of(at)).require()
        computed = due.as_json()
        PART_LIFE.move(
            part, "confirm", due_on=due.date, due_computed=computed, counted_from=counted_from(due), assigned_at=at
        )
        because = DueDate.Because.ASSIGNED
        part.due_dates.create(due_on=due.date, since_at=at, because=because, computed=computed)
    record_assignment(task, given, by=by, at=at)
    return task


@transaction.atomic
def confirm_all(*, tasks: Sequence[Task], by: Actor, at: datetime) -> int:
    """Every one of them or none: once where it comes once, as a duty where it comes back. How many."""
    calendars = Calendars()
    for task in tasks:
        if task.reading.get("cadence"):
            _confirm_as_duty(task, by=by, at=at)
        else:
            confirm(task=task, by=by, at=at, calendars=calendars)
    return len(tasks)


def _confirm_as_duty(task: Task, *, by: Actor, at: datetime) -> None:
    parts = list(task.parts.select_related("agency").order_by("pk"))
    lead = next((part.agency for part in parts if part.is_lead), None)
    if lead is None:
        raise NotAllowed(_("Say which agency leads this task first."))
    begin_duty(
        programme=task.programme,
        title=task.title,
        cadence=task.reading["cadence"],
        due_day=int(task.reading.get("due_day") or 0),
        cutoff_day=task.programme.framework.cutoff_day,
        lead=lead,
        supports=[(part.agency, 0) for part in parts if not part.is_lead],
        begins_on=day_of(at),
        deliverable=task.deliverable,
        suggestion=task,
        by=by,
        at=at,
    )


@transaction.atomic
def drop(*, task: Task, by: Actor, at: datetime) -> Task:
    """Set a suggestion aside; it does not come back when the text is read again."""
    rules.may_drop(by, task).require()
    LIFE.move(task, "drop")
    task.parts.filter(state=PartState.DRAFT).delete()
    ledger.record("task.dropped", on=task, by=by, at=at, code=task.code, title=task.title)
    return task
