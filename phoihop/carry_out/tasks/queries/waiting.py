"""What waits for a person in tasks: what the agency owes, and what the unit that runs a programme decides on.

The desk is drawn often, so plain columns are read here instead of rows with all that hangs on them.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count, Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks.models import Evidence, Extension, Participation, Report, Role, Task
from phoihop.carry_out.tasks.states import EvidenceState, ExtensionState, PartState, ReportState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.statements import Given, Several, padded, statement
from phoihop.kit.due import Due
from phoihop.kit.workdays import Computed

AHEAD = dt.timedelta(days=14)
"""How long before its due date a task comes onto the desk."""
MOST = 40
"""Rows of one sort on the desk; whoever owes more has the list."""


class Of(NamedTuple):
    """The task that a row is about."""

    pk: int
    code: str
    title: str
    framework_id: int
    programme: str


def _task_columns(path: str) -> tuple[str, ...]:
    names = ("pk", "code", "title", "programme__framework_id", "programme__framework__title")
    return tuple(f"{path}{name}" for name in names)


def waiting_on(actor: Actor, *, on: dt.date) -> list[Due]:
    """Rows for the desk, of what was known when asked. At most seven queries, however much others have."""
    dues: list[Due] = []
    if actor.may(Permission.REPORT):
        dues += _owed(actor, on=on)
        dues += _reports_owed(actor)
    runs = run_by(actor) if actor.may(Permission.ACCEPT) or actor.may(Permission.ASSIGN) else []
    runs = padded(runs) if runs else []
    if runs and actor.may(Permission.ACCEPT):
        dues += [*_evidence(runs), *_extensions(runs), *_reports(runs)]
    if runs and actor.may(Permission.ASSIGN):
        dues += _suggestions(runs)
    return dues


def run_by(actor: Actor) -> list[int]:
    """Programmes of which this agency is the standing unit or the framework's lead agency. One query."""
    return sorted(_run(agency=actor.agency_id))


@statement
def _run() -> QuerySet[Any, int]:
    stands = Programme.objects.filter(standing_unit_id=Given("agency")).values_list("pk", flat=True)
    leads = Programme.objects.filter(framework__lead_agency_id=Given("agency")).values_list("pk", flat=True)
    return stands.union(leads)


# ── What the agency owes ─────────────────────────────────────────────────────


def _owed(actor: Actor, *, on: dt.date) -> Iterator[Due]:
    for pk, role, due_on, computed, *rest in _parts_owed(agency=actor.agency_id, ahead=on + AHEAD):
        of = Of(*rest)
        yield _due(
            of,
            kind="task",
            what=_("%(code)s: %(title)s") % {"code": of.code, "title": of.title},
            why=_why_owed(leads=role == Role.LEAD, late=due_on < on),
            due_on=due_on,
            computed=computed,
            act_label=_("Hand in evidence"),
            act_url=reverse("tasks:hand_in", args=[of.pk, pk]),
            is_primary=role == Role.LEAD,
        )


@statement
def _parts_owed() -> QuerySet[Any, tuple[Any, ...]]:
    owed = Participation.objects.filter(agency_id=Given("agency"), state=PartState.OWED, due_on__lte=Given("ahead"))
    columns = ("pk", "role", "due_on", "due_computed", *_task_columns("task__"))
    return owed.order_by("due_on", "pk").values_list(*columns)[:MOST]


def _why_owed(*, leads: bool, late: bool) -> str:
    if late:
        return (
            _("Because this agency leads it and the due date has passed.")
            if leads
            else _("Because this agency supports it and the due date has passed.")
        )
    return _("Because this agency leads it.") if leads else _("Because this agency supports it.")


def _reports_owed(actor: Actor) -> Iterator[Due]:
    for pk, state, reason, due_on, computed, *rest in _reports_wanted(agency=actor.agency_id):
        of = Of(*rest)
        yield _due(
            of,
            kind="report",
            what=_("Progress report on %(code)s") % {"code": of.code},
            why=_("Because it was returned: %(reason)s") % {"reason": reason}
            if state == ReportState.RETURNED
            else _("Because it is begun and not submitted yet."),
            due_on=due_on,
            computed=computed,
            act_label=_("Write the report"),
            act_url=reverse("tasks:report", args=[of.pk, pk]),
        )


@statement
def _reports_wanted() -> QuerySet[Any, tuple[Any, ...]]:
    wanted = Report.objects.filter(
        participation__agency_id=Given("agency"), state__in=[ReportState.DRAFT, ReportState.RETURNED]
    )
    columns = ("pk", "state", "reason", "due_on", "due_computed", *_task_columns("participation__task__"))
    return wanted.order_by("due_on", "pk").values_list(*columns)[:MOST]


# ── What the unit decides on ─────────────────────────────────────────────────


@statement
def _under(model: type[Model], state: str, among: int, order: str, *columns: str) -> QuerySet[Any, tuple[Any, ...]]:
    """The oldest of what waits in these programmes: its key, the agency's name, these columns, and the task's."""
    waiting: QuerySet[Any, Any] = model._default_manager.filter(state=state)
    under = waiting.filter(participation__task__programme_id__in=Several("runs", among)).order_by(order, "pk")
    wanted = ("pk", "participation__agency__name", *columns, *_task_columns("participation__task__"))
    return under.values_list(*wanted)[:MOST]


def _evidence(runs: list[int]) -> Iterator[Due]:
    wording = (Evidence, EvidenceState.HANDED_IN, len(runs), "handed_at", "number", "handed_on")
    for pk, agency, number, handed_on, *rest in _under(*wording, runs=runs):
        of = Of(*rest)
        yield _due(
            of,
            kind="proof",
            what=_("Evidence no. %(number)d of %(agency)s: %(code)s")
            % {"number": number, "agency": agency, "code": of.code},
            why=_("Because it was handed in on %(day)s and waits for acceptance.") % {"day": f"{handed_on:%d/%m/%Y}"},
            act_label=_("Accept or return"),
            act_url=reverse("tasks:evidence", args=[of.pk, pk]),
            is_primary=True,
        )


def _extensions(runs: list[int]) -> Iterator[Due]:
    wording = (Extension, ExtensionState.ASKED, len(runs), "asked_at", "from_on", "to_on", "reason")
    for pk, agency, from_on, to_on, reason, *rest in _under(*wording, runs=runs):
        of = Of(*rest)
        yield _due(
            of,
            kind="clock",
            what=_("More time for %(agency)s: %(code)s") % {"agency": agency, "code": of.code},
            why=_("Because it asks for time until %(day)s: %(reason)s")
            % {"day": f"{to_on:%d/%m/%Y}", "reason": reason},
            due_on=from_on,
            act_label=_("Decide"),
            act_url=reverse("tasks:extension", args=[of.pk, pk]),
        )


def _reports(runs: list[int]) -> Iterator[Due]:
    for pk, agency, *rest in _under(Report, ReportState.SUBMITTED, len(runs), "submitted_at", runs=runs):
        of = Of(*rest)
        yield _due(
            of,
            kind="report",
            what=_("Progress report of %(agency)s: %(code)s") % {"agency": agency, "code": of.code},
            why=_("Because it was submitted and waits to be read."),
            act_label=_("Accept or return"),
            act_url=reverse("tasks:report", args=[of.pk, pk]),
        )


@statement
def _drafts(among: int) -> QuerySet[Any, tuple[Any, ...]]:
    waiting = Task.objects.filter(programme_id__in=Several("runs", among), state=State.DRAFT).order_by("programme_id")
    columns = ("programme_id", "programme__name", "programme__framework_id", "programme__framework__title")
    return waiting.values_list(*columns).annotate(count=Count("pk"))


def _suggestions(runs: list[int]) -> Iterator[Due]:
    for pk, name, framework_id, title, count in _drafts(len(runs), runs=runs):
        url = reverse("tasks:suggestions", args=[pk])
        yield Due(
            kind="clause",
            what=_("Tasks suggested from “%(programme)s”") % {"programme": name},
            url=url,
            why=ngettext(
                "Because %(count)d suggestion waits to be confirmed.",
                "Because %(count)d suggestions wait to be confirmed.",
                count,
            )
            % {"count": count},
            due_on=None,
            act_label=_("Confirm the tasks"),
            act_url=url,
            framework_id=framework_id,
            programme=title,
        )


def _due(
    of: Of,
    *,
    kind: str,
    what: str,
    why: str,
    act_label: str,
    act_url: str,
    due_on: dt.date | None = None,
    computed: dict[str, Any] | None = None,
    is_primary: bool = False,
) -> Due:
    return Due(
        kind=kind,
        what=what,
        url=reverse("tasks:show", args=[of.pk]),
        why=why,
        due_on=due_on,
        act_label=act_label,
        act_url=act_url,
        framework_id=of.framework_id,
        programme=of.programme,
        computed=Computed.from_json(computed).steps if computed else (),
        is_primary=is_primary,
    )
