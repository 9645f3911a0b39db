"""A sheet of tasks: handed in, looked at line by line, taken in as a whole or discarded."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.carry_out.tasks import forms, rules, verbs
from phoihop.carry_out.tasks.models import TaskImport
from phoihop.carry_out.tasks.sheets import COLUMNS, TAKEN_IN
from phoihop.carry_out.tasks.states import ImportState
from phoihop.carry_out.tasks.views.seeing import programme_trail, run
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.files.verbs import clean_name
from phoihop.foundation.jobs import verbs as jobs
from phoihop.ui.acting import act_page, sent
from phoihop.ui.speaking import refusals_told

PAGE = 50
LARGE = 200
"""Lines from which taking in goes on in the background, with progress to watch."""


@member
@require_http_methods(["GET", "POST"])
def upload(request: MemberRequest, programme: int) -> HttpResponse:
    found = run(request, programme)
    return act_page(
        request,
        form=forms.SheetForm(*sent(request)),
        act=lambda typed: verbs.preview_import(
            programme=found,
            data=typed["file"].read(),
            name=clean_name(typed["file"].name),
            by=request.actor,
            at=timezone.now(),
        ),
        then=lambda preview: redirect("tasks:import", found.pk, preview.pk),
        title=_("Take in tasks from a sheet"),
        lede=found.name,
        submit=_("Read the sheet"),
        verdict=rules.may_import(request.actor, found),
        trail=programme_trail(found),
        template="tasks/upload.html",
        sheet_url=f"{reverse('tasks:sheet')}?programme={found.pk}",
        previews=list(
            TaskImport.objects.filter(programme=found, state=ImportState.PREVIEW).defer("lines").order_by("-at", "-pk")
        ),
        programme=found,
    )


def _preview(request: MemberRequest, programme: int, pk: int) -> TaskImport:
    found = run(request, programme)
    preview = get_object_or_404(TaskImport, pk=pk, programme=found)
    preview.programme = found
    return preview


@member
@require_GET
def preview(request: MemberRequest, programme: int, pk: int) -> HttpResponse:
    """Every line as it was read; with `?faults` only those that keep the sheet from being taken in."""
    found = _preview(request, programme, pk)
    only_faults = "faults" in request.GET
    names = [(key, title) for key, title, *_rest in COLUMNS if key in TAKEN_IN]
    rows = [
        {
            "line": row["line"],
            "errors": row["errors"],
            "cells": [row["cells"].get(key, "") for key, _title in names],
        }
        for row in found.lines
        if row["errors"] or not only_faults
    ]
    page = {
        "preview": found,
        "programme": found.programme,
        "title": _("Tasks read from “%(name)s”") % {"name": found.name},
        "trail": [*programme_trail(found.programme), (reverse("tasks:imports", args=[programme]), _("Sheets"))],
        "columns": [title for _key, title in names],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "total": len(found.lines),
        "only_faults": only_faults,
        "verdict": rules.may_import(request.actor, found.programme),
    }
    return render(request, "tasks/preview.html", page)


@member
@require_POST
def acceptance(request: MemberRequest, programme: int, pk: int) -> HttpResponse:
    found = _preview(request, programme, pk)
    with refusals_told(request):
        if len(found.lines) > LARGE:
            rules.may_import(request.actor, found.programme).require()
            job = jobs.start(
                kind="tasks.import",
                arguments={"import": found.pk, "tenure": request.actor.tenure_id},
                by=request.actor,
                at=timezone.now(),
            )
            return redirect("jobs:show", job.pk)
        made = verbs.accept_import(preview=found, by=request.actor, at=timezone.now())
        said = ngettext("%(count)d task was taken in.", "%(count)d tasks were taken in.", len(made))
        messages.success(request, said % {"count": len(made)})
        return redirect(f"{reverse('tasks:list')}?programme={programme}&sort=newest")
    return redirect("tasks:import", programme, pk)


@member
@require_POST
def discarding(request: MemberRequest, programme: int, pk: int) -> HttpResponse:
    found = _preview(request, programme, pk)
    with refusals_told(request):
        verbs.discard_import(preview=found, by=request.actor, at=timezone.now())
        messages.success(request, _("The sheet is discarded; nothing was made of it."))
    return redirect("tasks:imports", programme)
