"""Progress reports, indicators and figures."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phoihop.carry_out.tasks import forms, queries, rules, verbs
from phoihop.carry_out.tasks.models import Indicator, Report
from phoihop.carry_out.tasks.views.seeing import part_seen, report_seen, seen, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.calendar.words import in_words
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told, sentence


@member
@require_POST
def opening(request: MemberRequest, pk: int, part: int) -> HttpResponse:
    """Begin one of one's own accord, filled in with what the record already tells."""
    found = part_seen(request, pk, part)
    with refusals_told(request):
        body = queries.prefilled(found, on=timezone.localdate())
        report = verbs.open_report(part=found, body=body, by=request.actor, at=timezone.now())
        return redirect("tasks:report", pk, report.pk)
    return redirect("tasks:show", pk)


@member
@require_http_methods(["GET", "POST"])
def report(request: MemberRequest, pk: int, report: int) -> HttpResponse:
    """To write on, as long as it is the agency's; to read and decide on, once it is submitted."""
    found = report_seen(request, pk, report)
    may_write = rules.may_write_report(request.actor, found)
    initial = {"body": found.body, "percent": found.percent, "seen_revision": found.revision}
    form = forms.ReportForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "seen_revision": form.cleaned_data["seen_revision"] or 0}
        try:
            verbs.write_report(report=found, by=request.actor, at=timezone.now(), **typed)
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved. Submit it when it is complete."))
            return redirect("tasks:report", pk, found.pk)
    part = found.participation
    page = {
        "report": found,
        "part": part,
        "task": part.task,
        "title": _("Progress report no. %(number)d") % {"number": found.number},
        "trail": trail(part.task),
        "form": form if may_write else None,
        "due": in_words(found.due_computed) if found.due_computed else None,
        "is_late": _is_late(found),
        "may_write": may_write,
        "may_submit": rules.may_submit_report(request.actor, found),
        "may_skip": rules.may_skip_report(request.actor, found),
        "may_decide": rules.may_accept_report(request.actor, found),
    }
    return render(request, "tasks/report.html", page, status=422 if form.errors else 200)


def _is_late(found: Report) -> bool:
    """Derived, never typed: submitted after the due date, or not submitted and the date has passed."""
    if found.due_on is None or found.state == "SKIPPED":
        return False
    return (found.submitted_on or timezone.localdate()) > found.due_on


@member
@require_POST
def submission(request: MemberRequest, pk: int, report: int) -> HttpResponse:
    found = report_seen(request, pk, report)
    with refusals_told(request):
        verbs.submit_report(report=found, by=request.actor, at=timezone.now())
        messages.success(request, _("Submitted. The standing unit has been told."))
        return redirect("tasks:show", pk)
    return redirect("tasks:report", pk, report)


@member
@require_POST
def acceptance(request: MemberRequest, pk: int, report: int) -> HttpResponse:
    found = report_seen(request, pk, report)
    with refusals_told(request):
        verbs.accept_report(report=found, by=request.actor, at=timezone.now())
        messages.success(request, _("Accepted."))
    return redirect("tasks:show", pk)


@member
@require_http_methods(["GET", "POST"])
def returning(request: MemberRequest, pk: int, report: int) -> HttpResponse:
    found = report_seen(request, pk, report)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.return_report(report=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _done: redirect("tasks:show", pk),
        title=_("Return the report"),
        submit=_("Return"),
        verdict=rules.may_accept_report(request.actor, found),
        trail=trail(found.participation.task),
    )


@member
@require_http_methods(["GET", "POST"])
def skipping(request: MemberRequest, pk: int, report: int) -> HttpResponse:
    found = report_seen(request, pk, report)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.skip_report(report=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _done: redirect("tasks:show", pk),
        title=_("Skip the report of this period"),
        lede=_("The reason stands in the place of the report."),
        submit=_("Skip"),
        verdict=rules.may_skip_report(request.actor, found),
        trail=trail(found.participation.task),
    )


@member
@require_http_methods(["GET", "POST"])
def indicator(request: MemberRequest, pk: int) -> HttpResponse:
    task = seen(request, pk)
    return act_page(
        request,
        form=forms.IndicatorForm(posted(request)),
        act=lambda typed: verbs.set_indicator(task=task, by=request.actor, at=timezone.now(), **typed),
        then=lambda _done: redirect("tasks:show", pk),
        title=_("Set an indicator"),
        lede=_("What is counted in this task. The same name again sets another target."),
        submit=_("Set"),
        verdict=rules.may_set_indicator(request.actor, task),
        trail=trail(task),
    )


@member
@require_http_methods(["GET", "POST"])
def figure(request: MemberRequest, pk: int, indicator: int) -> HttpResponse:
    task = seen(request, pk)
    found = get_object_or_404(Indicator, pk=indicator, task=task)
    found.task = task
    return act_page(
        request,
        form=forms.FigureForm(posted(request), initial={"on_day": timezone.localdate()}),
        act=lambda typed: verbs.record_figure(indicator=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _done: redirect("tasks:show", pk),
        title=_("Record a figure: %(name)s") % {"name": found.name},
        lede=found.unit,
        submit=_("Record"),
        verdict=rules.may_record_figure(request.actor, task),
        trail=trail(task),
    )
