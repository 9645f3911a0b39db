"""Tasks are made by hand or from suggestions, put right, set aside, cancelled."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks import forms, queries, rules, verbs
from phoihop.carry_out.tasks.models import Task
from phoihop.carry_out.tasks.states import State
from phoihop.carry_out.tasks.views.seeing import clauses_of, node_of, parties_of, programme_trail, run, seen, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told


@member
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, programme: int) -> HttpResponse:
    found = run(request, programme)
    lead = found.standing_unit_id or found.framework.lead_agency_id
    initial = {"clause": request.GET.get("clause", ""), "lead": lead}
    form = forms.TaskForm(posted(request), parties=parties_of(found), clauses=clauses_of(found), initial=initial)
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.assign(
            programme=found,
            node=node_of(found, typed["clause"]),
            by=request.actor,
            at=timezone.now(),
            **form.arguments(),
        ),
        then=lambda task: redirect("tasks:show", task.pk),
        title=_("Assign a task"),
        lede=found.name,
        submit=_("Assign"),
        verdict=rules.may_assign(request.actor, found),
        trail=programme_trail(found),
        template="tasks/edit.html",
    )


@member
@require_http_methods(["GET", "POST"])
def suggestions(request: MemberRequest, programme: int) -> HttpResponse:
    """What waits to be confirmed. Posting reads the text (again) and adds what is not known yet."""
    found = run(request, programme)
    if request.method == "POST":
        with refusals_told(request):
            read = queries.read_duties(found)
            made = verbs.suggest(programme=found, found=read, by=request.actor, at=timezone.now())
            said = ngettext("%(count)d new suggestion was read.", "%(count)d new suggestions were read.", len(made))
            messages.success(request, said % {"count": len(made)} if made else _("Nothing new was found in the text."))
        return redirect("tasks:suggestions", found.pk)
    drafts = list(
        Task.objects.filter(programme=found, state=State.DRAFT)
        .select_related("node")
        .prefetch_related("parts__agency")
        .order_by("pk")
    )
    page = {
        "programme": found,
        "title": _("Tasks suggested from the text"),
        "trail": programme_trail(found),
        "rows": [_row(task, labels) for labels in [_labels(found)] for task in drafts],
        "verdict": rules.may_suggest(request.actor, found),
        "cadences": dict(forms.Cadence.choices),
    }
    return render(request, "tasks/suggestions.html", page)


def _labels(programme: Programme) -> dict[str, str]:
    text = getattr(programme.framework, "text", None)
    return drafting.labels(text) if text else {}


def _row(task: Task, labels: dict[str, str]) -> dict[str, Any]:
    parts = list(task.parts.all())
    return {
        "task": task,
        "clause": labels.get(task.node.key, "") if task.node else "",
        "lead": next((part for part in parts if part.is_lead), None),
        "supports": [part.agency for part in parts if not part.is_lead],
        "cadence": dict(forms.Cadence.choices).get(task.reading.get("cadence", ""), ""),
        "due_day": task.reading.get("due_day") or "",
        "timings": task.reading.get("timings", []),
        "sure": task.reading.get("sure", True),
    }


@member
@require_POST
def confirmation(request: MemberRequest, programme: int) -> HttpResponse:
    found = run(request, programme)
    keys = forms.chosen(request.POST, "task")
    drafts = Task.objects.filter(programme=found, pk__in=keys).select_related("programme__framework", "node")
    with refusals_told(request):
        count = verbs.confirm_all(tasks=list(drafts.order_by("pk")), by=request.actor, at=timezone.now())
        said = ngettext("%(count)d task was confirmed.", "%(count)d tasks were confirmed.", count)
        messages.success(request, said % {"count": count} if count else _("Tick what is to be confirmed first."))
    return redirect("tasks:suggestions", found.pk)


@member
@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, pk: int) -> HttpResponse:
    task = _led(request, pk)
    programme = task.programme
    form = forms.SuggestionForm(
        posted(request), parties=parties_of(programme), clauses=clauses_of(programme), initial=_initial(task)
    )
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.change(
            task=task,
            node=node_of(programme, typed["clause"]),
            by=request.actor,
            at=timezone.now(),
            **form.arguments(),
        ),
        then=lambda _task: redirect("tasks:suggestions", programme.pk),
        title=_("Put the suggestion %(code)s right") % {"code": task.code},
        lede=task.quote,
        submit=_("Save"),
        verdict=rules.may_change(request.actor, task),
        trail=[*programme_trail(programme), (reverse("tasks:suggestions", args=[programme.pk]), _("Suggestions"))],
        template="tasks/edit.html",
    )


def _initial(task: Task) -> dict[str, Any]:
    parts = list(task.parts.all())
    lead = next((part for part in parts if part.is_lead), None)
    own = {f"own_{part.agency_id}": part.due_on for part in parts if not part.is_lead}
    return {
        "title": task.title,
        "clause": task.node_id or "",
        "deliverable": task.deliverable,
        "lead": lead.agency_id if lead else None,
        "due_on": lead.due_on if lead else None,
        "supports": [part.agency_id for part in parts if not part.is_lead],
        "reports_every": task.reports_every,
        "cadence": task.reading.get("cadence", ""),
        "due_day": task.reading.get("due_day") or None,
        "seen_revision": task.revision,
        **own,
    }


@member
@require_POST
def setting_aside(request: MemberRequest, pk: int) -> HttpResponse:
    task = _led(request, pk)
    with refusals_told(request):
        verbs.drop(task=task, by=request.actor, at=timezone.now())
        messages.success(request, _("The suggestion %(code)s is set aside.") % {"code": task.code})
    return redirect("tasks:suggestions", task.programme_id)


@member
@require_http_methods(["GET", "POST"])
def cancellation(request: MemberRequest, pk: int) -> HttpResponse:
    task = _led(request, pk)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.cancel(task=task, by=request.actor, at=timezone.now(), **typed),
        then=lambda task: redirect("tasks:show", task.pk),
        title=_("Cancel task %(code)s") % {"code": task.code},
        lede=_("Nobody owes it from now on. It stays in the record, and on any day before it was a task."),
        submit=_("Cancel the task"),
        verdict=rules.may_cancel(request.actor, task),
        trail=trail(task),
        rank="seal",
    )


def _led(request: MemberRequest, pk: int) -> Task:
    """Pages of the unit that runs the programme do not exist for the others."""
    task = seen(request, pk)
    if not rules.is_running_it(request.actor, task.programme):
        raise Http404
    return task
