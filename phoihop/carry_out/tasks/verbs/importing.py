"""Many tasks at once, from a sheet: looked at first, then taken in as a whole or not at all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import queries, rules, sheets
from phoihop.carry_out.tasks.models import Task, TaskImport
from phoihop.carry_out.tasks.shares import Calendars
from phoihop.carry_out.tasks.states import IMPORT_LIFE
from phoihop.carry_out.tasks.verbs.assigning import assign
from phoihop.carry_out.tasks.verbs.holding import hold
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed

_UNREADABLE = {
    "no_workbook": _("This is not a workbook in the form .xlsx. Save it as .xlsx and hand it in again."),
    "no_header": _("No line names the columns. Begin from an exported sheet: its first line must stay as it is."),
    "no_lines": _("There is no line below the names of the columns."),
    "too_many": _("There are more than 5,000 lines. Divide the sheet."),
}


def preview_import(*, programme: Programme, data: bytes, name: str, by: Actor, at: datetime) -> TaskImport:
    """Read a sheet and hold every line against the programme; nothing is made yet. Reading needs no transaction."""
    rules.may_import(by, programme).require()
    try:
        lines = sheets.read(data)
    except sheets.Unreadable as unreadable:
        raise NotAllowed(_UNREADABLE[unreadable.why]) from unreadable
    checked = queries.Checker(programme, today=day_of(at)).read(lines)
    with transaction.atomic():
        preview = TaskImport.objects.create(
            programme=programme,
            name=name[:200],
            lines=[line.as_json() for line in checked],
            faults=sum(bool(line.errors) for line in checked),
            by=by.ref,
            by_name=by.name,
            at=at,
        )
        personal = {"name": preview.name}
        ledger.record("task.import_previewed", on=preview, by=by, at=at, personal=personal, count=len(checked))
    return preview


@transaction.atomic
def accept_import(*, preview: TaskImport, by: Actor, at: datetime) -> list[Task]:
    """Every line becomes a task, or none does. Lines are held against the programme once more: it may have changed."""
    programme = preview.programme
    rules.may_import(by, programme).require()
    IMPORT_LIFE.move(preview, "accept_import", settled_at=at)
    hold(programme)
    checked = queries.Checker(programme, today=day_of(at)).read(queries.lines_of(preview.lines))
    faulty = next((line for line in checked if line.errors or line.lead is None), None)
    if faulty is not None:
        why = faulty.errors[0] if faulty.errors else ""
        raise NotAllowed(_("Line %(line)d: %(why)s Nothing was taken in.") % {"line": faulty.line, "why": why})
    calendars, made = Calendars(), []
    for line, lead in [(line, line.lead) for line in checked if line.lead is not None]:  # all: see above
        made.append(
            assign(
                programme=programme,
                title=line.title,
                lead=lead,
                supports=line.supports,
                node=line.node,
                deliverable=line.deliverable,
                code=line.code,
                by=by,
                at=at,
                calendars=calendars,
            )
        )
    ledger.record("task.imported", on=preview, by=by, at=at, personal={"name": preview.name}, count=len(made))
    return made


@transaction.atomic
def discard_import(*, preview: TaskImport, by: Actor, at: datetime) -> TaskImport:
    rules.may_import(by, preview.programme).require()
    IMPORT_LIFE.move(preview, "discard_import", settled_at=at)
    ledger.record("task.import_discarded", on=preview, by=by, at=at, personal={"name": preview.name})
    return preview
