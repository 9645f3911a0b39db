"""Tasks as lines of a sheet, and lines of a sheet as the tasks they would be."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node, Text
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import sheets
from phoihop.carry_out.tasks.codes import place
from phoihop.carry_out.tasks.models import Participation, Task
from phoihop.carry_out.tasks.queries.classes import Klass
from phoihop.carry_out.tasks.shares import Share
from phoihop.carry_out.tasks.states import State
from phoihop.foundation.agencies.models import Agency
from phoihop.kit.vietnamese import fold

#: In the language of the papers, whoever exports.
RESULTS = {
    Klass.DONE: "Hoàn thành đúng hạn",
    Klass.DONE_LATE: "Hoàn thành quá hạn",
    Klass.OPEN: "Trong hạn",
    Klass.SOON: "Sắp quá hạn",
    Klass.OVERDUE: "Quá hạn",
}


def exported(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """The lines of classified parts; supporting agencies stand beside the lead, with their day where it is another."""
    parts = list(rows)
    tasks = [part.task_id for part in parts]
    beside: dict[int, list[Participation]] = {}
    everyone = Participation.objects.filter(task__in=tasks, ended_at=None).select_related("agency")
    for part in everyone.order_by("role", "pk"):
        beside.setdefault(part.task_id, []).append(part)
    nodes = {node.pk: node for node in Node.objects.filter(tasks__in=tasks).select_related("parent__parent__parent")}
    return [_exported(part, beside.get(part.task_id, []), nodes) for part in parts]


def _exported(part: Any, everyone: Sequence[Participation], nodes: Mapping[int, Node]) -> dict[str, Any]:
    task = part.task
    lead = next((one for one in everyone if one.is_lead), part)
    node = nodes.get(task.node_id) if task.node_id else None
    others = [one for one in everyone if not one.is_lead]
    return {
        "code": task.code,
        "clause": place(node) if node else "",
        "title": task.title,
        "lead": lead.agency.name,
        "supports": "; ".join(_named(one, lead) for one in others),
        "due": part.day_due,
        "deliverable": task.deliverable,
        "result": RESULTS[Klass(part.klass)] if getattr(part, "klass", "") else "Đã hủy",
        "done": part.done_on,
        "note": task.cancel_reason or (f"Kỳ {task.period_label}" if task.period else ""),
    }


def _named(one: Participation, lead: Participation) -> str:
    if one.due_on is None or one.due_on == lead.due_on:
        return one.agency.name
    return f"{one.agency.name} ({one.due_on:%d/%m/%Y})"


@dataclass(frozen=True, slots=True)
class Read:
    """A line of a sheet as the task it would be, or what keeps it from being one."""

    line: int
    cells: Mapping[str, str]
    errors: tuple[str, ...] = ()
    title: str = ""
    deliverable: str = ""
    code: str = ""
    node: Node | None = None
    lead: Share | None = None
    supports: tuple[Share, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "cells": dict(self.cells), "errors": list(self.errors)}


class Checker:
    """What lines are held against: the parties by every name, the clauses, the codes in use. Four queries for all."""

    def __init__(self, programme: Programme, *, today: dt.date) -> None:
        self.today = today
        self.parties = _names(programme)
        self.nodes = _places(programme)
        codes = Task.objects.filter(programme=programme).exclude(state=State.DROPPED).values_list("code", flat=True)
        self.codes = dict.fromkeys([*codes, *programme.duties.values_list("code", flat=True)], 0)

    def read(self, lines: Iterable[sheets.Line]) -> list[Read]:
        return [self.read_one(line) for line in lines]

    def read_one(self, line: sheets.Line) -> Read:
        """Every fault of the line is told, not only the first."""
        cells, errors = line.cells, list[str]()
        title = cells.get("title", "")
        if not title:
            errors.append(_("There is no title."))
        elif len(title) > 400:
            errors.append(_("The title is longer than 400 letters."))
        lead = self._share(cells.get("lead", ""), cells.get("due", ""), errors, lead=True)
        supports = self._supports(cells.get("supports", ""), lead, errors)
        node = self._node(cells.get("clause", ""), errors)
        code = self._code(cells.get("code", ""), line.line, errors)
        deliverable = cells.get("deliverable", "")[:300]
        return Read(line.line, cells, tuple(errors), title, deliverable, code, node, lead, supports)

    def _share(self, name: str, words: str, errors: list[str], *, lead: bool = False) -> Share | None:
        agency = self._agency(name, errors, lead=lead)
        day = sheets.day(words) if words else None
        if lead and not words:
            errors.append(_("There is no due date."))
        elif words and day is None:
            errors.append(_("“%(words)s” is no day; write it as 31/12/2026.") % {"words": words})
        elif day is not None and day < self.today:
            errors.append(_("The due date %(day)s has passed.") % {"day": f"{day:%d/%m/%Y}"})
        return Share(agency, due_on=day) if agency else None

    def _agency(self, name: str, errors: list[str], *, lead: bool) -> Agency | None:
        if not name:
            if lead:
                errors.append(_("There is no lead agency."))
            return None
        found = self.parties.get(" ".join(fold(name).split()))
        if found is None:
            errors.append(_("“%(name)s” is not a party of this programme.") % {"name": name})
        return found

    def _supports(self, words: str, lead: Share | None, errors: list[str]) -> tuple[Share, ...]:
        shares = [self._share(name, day, errors) for name, day in sheets.listed(words)]
        found = tuple(share for share in shares if share is not None)
        agencies = [share.agency.pk for share in (*found, *((lead,) if lead else ()))]
        if len(set(agencies)) < len(agencies):
            errors.append(_("An agency is named twice."))
        return found

    def _node(self, words: str, errors: list[str]) -> Node | None:
        if not words:
            return None
        found = self.nodes.get(" ".join(fold(words).split()))
        if found is None:
            errors.append(_("There is no clause “%(words)s” in the text.") % {"words": words})
        return found

    def _code(self, code: str, line: int, errors: list[str]) -> str:
        if not code:
            return ""
        if len(code) > 40:
            errors.append(_("The code is longer than 40 letters."))
        elif code in self.codes:
            first = self.codes[code]
            errors.append(
                _("The code “%(code)s” stands on line %(line)d already.") % {"code": code, "line": first}
                if first
                else _("There is a task with the code “%(code)s” already.") % {"code": code}
            )
        else:
            self.codes[code] = line
        return code


def _names(programme: Programme) -> dict[str, Agency]:
    """Every name a party ever had, without tones; of two with the same name, today's counts."""
    found: dict[str, Agency] = {}
    parties = programme.parties.select_related("agency").prefetch_related("agency__names").order_by("position", "pk")
    agencies = [row.agency for row in parties]
    for agency in agencies:
        for row in agency.names.all():
            found[" ".join(fold(row.name).split())] = agency
    for agency in agencies:
        for name in filter(None, (agency.short_name, agency.name)):
            found[" ".join(fold(name).split())] = agency
    return found


def _places(programme: Programme) -> dict[str, Node]:
    """Clauses by what people write: "5.2", "Điều 5 khoản 2", in either language of the screens."""
    text = Text.objects.filter(framework=programme.framework_id).first()
    if text is None:
        return {}
    found: dict[str, Node] = {}
    for branch in drafting.flat(drafting.tree(text, programme=programme)):
        node = branch.node
        if isinstance(node, Node):
            found.setdefault(fold(drafting.spoken(branch.path)), node)
            found.setdefault(fold(branch.label), node)
            numbers = ".".join(number for _kind, number in branch.path if number[:1].isalnum())
            found.setdefault(fold(numbers), node)
    return found


def lines_of(stored: Iterable[Mapping[str, Any]]) -> list[sheets.Line]:
    """Lines as kept with a preview."""
    return [sheets.Line(row["line"], row["cells"]) for row in stored]
