"""What a page of this stage is about, as far as this actor may see it: else 404."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node, Text
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import queries, rules
from phoihop.carry_out.tasks.models import Evidence, Extension, Participation, Report, Task
from phoihop.foundation.agencies.doors import MemberRequest
from phoihop.foundation.agencies.models import Agency


def seen(request: MemberRequest, pk: int) -> Task:
    found: Task = get_object_or_404(queries.visible(request.actor), pk=pk)
    return found


def part_seen(request: MemberRequest, pk: int, part: int) -> Participation:
    found = queries.part_in(seen(request, pk), part)
    if found is None:
        raise Http404
    return found


def _of_task(model: Any, request: MemberRequest, pk: int, key: int) -> Any:
    """A fact of one of the task's parts, with task and agency at hand."""
    task = seen(request, pk)
    found = get_object_or_404(
        model.objects.select_related("participation__agency"), pk=key, participation__task_id=task.pk
    )
    found.participation.task = task
    return found


def evidence_seen(request: MemberRequest, pk: int, key: int) -> Evidence:
    found: Evidence = _of_task(Evidence, request, pk, key)
    return found


def extension_seen(request: MemberRequest, pk: int, key: int) -> Extension:
    found: Extension = _of_task(Extension, request, pk, key)
    return found


def report_seen(request: MemberRequest, pk: int, key: int) -> Report:
    found: Report = _of_task(Report, request, pk, key)
    return found


def run(request: MemberRequest, pk: int) -> Programme:
    """Pages of the unit that runs a programme do not exist for the others."""
    programmes = Programme.objects.visible_to(request.actor).select_related("framework__lead_agency", "standing_unit")
    programme = get_object_or_404(programmes, pk=pk)
    if not rules.is_running_it(request.actor, programme):
        raise Http404
    return programme


def parties_of(programme: Programme) -> list[Agency]:
    rows = programme.parties.select_related("agency").order_by("position", "pk")
    return [row.agency for row in rows]


def clauses_of(programme: Programme) -> list[tuple[int, str]]:
    """(primary key, name and first words) of every clause a task may come from, in reading order."""
    text = Text.objects.filter(framework=programme.framework_id).first()
    if text is None:
        return []
    return [
        (branch.node.pk, _short(branch))
        for branch in drafting.flat(drafting.tree(text, programme=programme))
        if isinstance(branch.node, Node)
    ]


def _short(branch: drafting.Branch) -> str:
    words = branch.heading or branch.body
    return f"{branch.label}. {words[:60]}…" if len(words) > 60 else f"{branch.label}. {words}"


def node_of(programme: Programme, key: str) -> Node | None:
    """What a form's clause names, within the text of this programme."""
    if not key:
        return None
    return Node.objects.filter(text__framework=programme.framework_id, pk=int(key)).first()


def trail(task: Task) -> list[tuple[str, str]]:
    """The way back, for the crumbs."""
    return [*programme_trail(task.programme), (task.get_absolute_url(), task.code)]


def programme_trail(programme: Programme) -> list[tuple[str, str]]:
    return [
        (programme.framework.get_absolute_url(), programme.framework.title),
        (f"{reverse('tasks:list')}?programme={programme.pk}", _("Tasks")),
    ]
