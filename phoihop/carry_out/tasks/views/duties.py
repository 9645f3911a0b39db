"""What comes back each period: the list of a programme, a new one, the end of one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phoihop.carry_out.tasks import forms, rules, verbs
from phoihop.carry_out.tasks.models import Duty
from phoihop.carry_out.tasks.views.seeing import clauses_of, node_of, parties_of, programme_trail, run
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted


@member
@require_GET
def index(request: MemberRequest, programme: int) -> HttpResponse:
    found = run(request, programme)
    duties = found.duties.prefetch_related("parts__agency").order_by("ended_at", "code", "pk")
    page = {
        "programme": found,
        "title": _("Duties that come back each period"),
        "trail": programme_trail(found),
        "duties": list(duties),
        "verdict": rules.may_begin_duty(request.actor, found),
    }
    return render(request, "tasks/duties.html", page)


@member
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, programme: int) -> HttpResponse:
    found = run(request, programme)
    initial = {
        "begins_on": timezone.localdate(),
        "lead": found.standing_unit_id,
        "cutoff_day": found.framework.cutoff_day,
        "clause": request.GET.get("clause", ""),
    }
    form = forms.DutyForm(posted(request), parties=parties_of(found), clauses=clauses_of(found), initial=initial)
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.begin_duty(
            programme=found,
            node=node_of(found, typed["clause"]),
            by=request.actor,
            at=timezone.now(),
            **form.arguments(),
        ),
        then=lambda _duty: redirect("tasks:duties", found.pk),
        title=_("A duty that comes back each period"),
        lede=found.name,
        submit=_("Begin"),
        verdict=rules.may_begin_duty(request.actor, found),
        trail=programme_trail(found),
    )


@member
@require_http_methods(["GET", "POST"])
def ending(request: MemberRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Duty.objects.select_related("programme__framework"), pk=pk)
    run(request, duty.programme_id)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.end_duty(duty=duty, by=request.actor, at=timezone.now(), **typed),
        then=lambda duty: redirect("tasks:duties", duty.programme_id),
        title=_("End duty %(code)s") % {"code": duty.code},
        lede=_("No more tasks are made of it. Those under way go on."),
        submit=_("End it"),
        verdict=rules.may_end_duty(request.actor, duty),
        trail=programme_trail(duty.programme),
        rank="seal",
    )
