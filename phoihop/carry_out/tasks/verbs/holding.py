"""What several verbs do first, or along with what they are about."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Party, Programme
from phoihop.carry_out.tasks.models import DueDate, Participation, Role, Task
from phoihop.carry_out.tasks.shares import Calendars, Share, counted_from
from phoihop.carry_out.tasks.states import (
    EVIDENCE_LIFE,
    EXTENSION_LIFE,
    PART_LIFE,
    EvidenceState,
    ExtensionState,
    PartState,
)
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import fold
from phoihop.kit.workdays import Computed

#: An agency, whether it leads or supports, and when it is due.
Allotted = tuple[Agency, str, Computed]


def hold(programme: Programme) -> None:
    """One at a time gives out codes in a programme; on SQLite the transaction itself sees to that."""
    Programme.objects.select_for_update().only("pk").get(pk=programme.pk)


def require_parties(programme: Programme, agencies: Sequence[Agency]) -> None:
    """Every agency a party, and none named twice."""
    if len({agency.pk for agency in agencies}) < len(agencies):
        raise NotAllowed(_("An agency is named twice; it has one part in a task."))
    parties = set(Party.objects.filter(programme=programme).values_list("agency_id", flat=True))
    for agency in agencies:
        if agency.pk not in parties:
            raise NotAllowed(
                _("Only parties of the programme are given tasks; “%(agency)s” is none.") % {"agency": agency.name}
            )


def allotted(lead: Share, supports: Sequence[Share], *, calendars: Calendars, at: datetime) -> list[Allotted]:
    """Each share with its due date; supporters for whom none was told are due with the lead agency."""
    today = day_of(at)
    due = lead.falls(calendars.of(lead.agency.pk), assigned_on=today)
    if due is None:
        raise NotAllowed(_("Say by when the lead agency is due."))
    found: list[Allotted] = [(lead.agency, Role.LEAD, due)]
    for share in supports:
        own = share.falls(calendars.of(share.agency.pk), assigned_on=today)
        found.append((share.agency, Role.SUPPORT, own or due))
    return found


def give_parts(
    task: Task, allotted: Sequence[Allotted], *, at: datetime, because: str = DueDate.Because.ASSIGNED
) -> list[Participation]:
    """The parts of a task under way, and the first row of each due date's history."""
    parts = Participation.objects.bulk_create(
        Participation(
            task=task,
            agency=agency,
            role=role,
            state=PartState.OWED,
            due_on=due.date,
            due_computed=due.as_json(),
            counted_from=counted_from(due),
            assigned_at=at,
        )
        for agency, role, due in allotted
    )
    DueDate.objects.bulk_create(
        _due_row(part, due, because, at) for part, (*_who, due) in zip(parts, allotted, strict=True)
    )
    return parts


def set_due(part: Participation, due: Computed, *, because: str, at: datetime) -> None:
    """From this moment the part is due that day; what it was due before stays in the history."""
    part.due_on, part.due_computed, part.counted_from = due.date, due.as_json(), counted_from(due)
    part.reminded_on = None
    part.save(update_fields=["due_on", "due_computed", "counted_from", "reminded_on"])
    _due_row(part, due, because, at).save(force_insert=True)


def _due_row(part: Participation, due: Computed, because: str, at: datetime) -> DueDate:
    return DueDate(participation=part, due_on=due.date, since_at=at, because=because, computed=due.as_json())


def end_part(part: Participation, *, at: datetime, reason: str, by_name: str = "", **also: object) -> None:
    """It is owed no longer; what waits for a decision in it waits for none any more."""
    PART_LIFE.move(part, "end", ended_at=at, end_reason=reason, handed_on=None, **also)
    lapse_extension(part, at=at)
    for evidence in part.evidence.filter(state=EvidenceState.HANDED_IN):
        EVIDENCE_LIFE.move(evidence, "lapse", decided_at=at, decided_by_name=by_name)


def lapse_extension(part: Participation, *, at: datetime) -> None:
    """A request for more time that nobody needs an answer to any more."""
    for extension in part.extensions.filter(state=ExtensionState.ASKED):
        EXTENSION_LIFE.move(extension, "lapse", decided_at=at)


def next_number(rows: object) -> int:
    """The number of the next fact of its kind in a part; whoever comes second meets the unique constraint."""
    last = rows.aggregate(last=Max("number"))["last"]  # type: ignore[attr-defined]  # any related manager
    return int(last or 0) + 1


def folded(task: Task) -> str:
    """What the list is searched by: code, title, deliverable, the name of the period, without tones."""
    return fold(f"{task.code} {task.title} {task.deliverable} {task.period}")[:900]
