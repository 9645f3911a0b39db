"""One agency's part: handing in and deciding, more time, joining, release, succession, reminding."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.carry_out.tasks import forms, queries, rules, verbs
from phoihop.carry_out.tasks.models import Participation, Task
from phoihop.carry_out.tasks.shares import Share
from phoihop.carry_out.tasks.views.seeing import (
    evidence_seen,
    extension_seen,
    part_seen,
    parties_of,
    seen,
    trail,
)
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.calendar.words import in_words
from phoihop.foundation.files import verbs as files
from phoihop.kit.verdict import Verdict
from phoihop.ui.acting import act_page, posted, sent
from phoihop.ui.speaking import refusals_told


def _run(request: MemberRequest, task: Task) -> None:
    if not rules.is_running_it(request.actor, task.programme):
        raise Http404


@member
@require_http_methods(["GET", "POST"])
def hand_in(request: MemberRequest, pk: int, part: int) -> HttpResponse:
    found = part_seen(request, pk, part)
    if found.agency_id != request.actor.agency_id:
        raise Http404
    form = forms.EvidenceForm(*sent(request))
    return act_page(
        request,
        form=form,
        act=lambda typed: _hand_in(request, found, typed),
        then=lambda _evidence: redirect(found.task.get_absolute_url()),
        title=_("Hand in evidence: %(code)s") % {"code": found.task.code},
        lede=found.task.title,
        submit=_("Hand in"),
        verdict=rules.may_hand_in(request.actor, found),
        trail=trail(found.task),
    )


def _hand_in(request: MemberRequest, part: Participation, typed: dict[str, Any]) -> Any:
    """Papers are read and kept first: that takes seconds, and no transaction waits for it."""
    rules.may_hand_in(request.actor, part).require()
    now = timezone.now()
    kept = [
        (
            files.keep(data=paper.file, name=paper.name, by=request.actor, at=now, kinds=forms.PAPERS),
            files.clean_name(paper.name),
        )
        for paper in typed["papers"]
    ]
    return verbs.hand_in(part=part, body=typed["body"], files=kept, by=request.actor, at=now)


@member
@require_GET
def evidence(request: MemberRequest, pk: int, evidence: int) -> HttpResponse:
    """What was handed in, and the two answers to it."""
    found = evidence_seen(request, pk, evidence)
    part = found.participation
    page = {
        "evidence": found,
        "part": part,
        "task": part.task,
        "title": _("Evidence no. %(number)d of %(agency)s") % {"number": found.number, "agency": part.agency.name},
        "trail": trail(part.task),
        "papers": list(found.files.select_related("file").order_by("position", "pk")),
        "due": in_words(part.due_computed) if part.due_computed else None,
        "is_late": part.due_on is not None and found.handed_on > part.due_on,
        "others": _still_owing(part),
        "may_accept": rules.may_accept(request.actor, found),
        "may_return": rules.may_return(request.actor, found),
        "may_take_back": rules.may_take_back(request.actor, found),
        "is_own": part.agency_id == request.actor.agency_id,
        "return_form": forms.ReasonForm(),
    }
    return render(request, "tasks/evidence.html", page)


def _still_owing(part: Participation) -> list[Participation]:
    """Accepting the lead's completes the task: who accepts should know whose help has not come in."""
    if not part.is_lead:
        return []
    return list(part.task.parts.running().exclude(pk=part.pk).select_related("agency").order_by("pk"))


@member
@require_POST
def acceptance(request: MemberRequest, pk: int, evidence: int) -> HttpResponse:
    found = evidence_seen(request, pk, evidence)
    with refusals_told(request):
        verbs.accept(evidence=found, by=request.actor, at=timezone.now())
        messages.success(request, _("Accepted. The agency has been told."))
    return redirect("tasks:show", pk)


@member
@require_http_methods(["GET", "POST"])
def returning(request: MemberRequest, pk: int, evidence: int) -> HttpResponse:
    found = evidence_seen(request, pk, evidence)
    return _with_reason(
        request,
        found.participation.task,
        act=lambda typed: verbs.return_evidence(evidence=found, by=request.actor, at=timezone.now(), **typed),
        title=_("Return evidence no. %(number)d") % {"number": found.number},
        lede=_("Say what is missing, so that it can be handed in again. The due date stays as it is."),
        submit=_("Return"),
        verdict=rules.may_return(request.actor, found),
    )


@member
@require_POST
def taking_back(request: MemberRequest, pk: int, evidence: int) -> HttpResponse:
    found = evidence_seen(request, pk, evidence)
    with refusals_told(request):
        verbs.take_back(evidence=found, by=request.actor, at=timezone.now())
        messages.success(request, _("Taken back. Hand in again when it is complete."))
    return redirect("tasks:show", pk)


def _with_reason(
    request: MemberRequest,
    task: Task,
    *,
    act: Callable[[dict[str, Any]], Any],
    title: str,
    submit: str,
    verdict: Verdict,
    lede: str = "",
    rank: str = "primary",
    form: Any = None,
) -> HttpResponse:
    return act_page(
        request,
        form=form or forms.ReasonForm(posted(request)),
        act=act,
        then=lambda _done: redirect("tasks:show", task.pk),
        title=title,
        lede=lede,
        submit=submit,
        verdict=verdict,
        trail=trail(task),
        rank=rank,
    )


@member
@require_http_methods(["GET", "POST"])
def more_time(request: MemberRequest, pk: int, part: int) -> HttpResponse:
    """The agency asks for it; the unit that runs the programme gives it without being asked."""
    found = part_seen(request, pk, part)
    asks = found.agency_id == request.actor.agency_id
    if not asks:
        _run(request, found.task)
    verb = verbs.ask_extension if asks else verbs.extend
    lede = _("%(agency)s is due on %(day)s.") % {
        "agency": found.agency.name,
        "day": f"{found.due_on:%d/%m/%Y}" if found.due_on else "—",
    }
    return _with_reason(
        request,
        found.task,
        form=forms.UntilForm(posted(request)),
        act=lambda typed: verb(part=found, by=request.actor, at=timezone.now(), **typed),
        title=_("Ask for more time: %(code)s") % {"code": found.task.code}
        if asks
        else _("Give more time: %(code)s") % {"code": found.task.code},
        lede=lede,
        submit=_("Ask for more time") if asks else _("Give more time"),
        verdict=(rules.may_ask_extension if asks else rules.may_extend)(request.actor, found),
    )


@member
@require_GET
def extension(request: MemberRequest, pk: int, extension: int) -> HttpResponse:
    found = extension_seen(request, pk, extension)
    part = found.participation
    earlier = part.extensions.exclude(pk=found.pk).order_by("-number")
    page = {
        "extension": found,
        "part": part,
        "task": part.task,
        "title": _("More time for %(agency)s") % {"agency": part.agency.name},
        "trail": trail(part.task),
        "earlier": list(earlier),
        "verdict": rules.may_decide_extension(request.actor, found),
        "refuse_form": forms.ReasonForm(),
    }
    return render(request, "tasks/extension.html", page)


@member
@require_POST
def approval(request: MemberRequest, pk: int, extension: int) -> HttpResponse:
    found = extension_seen(request, pk, extension)
    with refusals_told(request):
        verbs.approve_extension(extension=found, by=request.actor, at=timezone.now())
        messages.success(request, _("Approved. The new due date holds from now on."))
    return redirect("tasks:show", pk)


@member
@require_http_methods(["GET", "POST"])
def refusal(request: MemberRequest, pk: int, extension: int) -> HttpResponse:
    found = extension_seen(request, pk, extension)
    return _with_reason(
        request,
        found.participation.task,
        act=lambda typed: verbs.refuse_extension(extension=found, by=request.actor, at=timezone.now(), **typed),
        title=_("Refuse more time"),
        submit=_("Refuse"),
        verdict=rules.may_decide_extension(request.actor, found),
    )


@member
@require_http_methods(["GET", "POST"])
def joining(request: MemberRequest, pk: int) -> HttpResponse:
    task = seen(request, pk)
    _run(request, task)
    inside = set(task.parts.filter(ended_at=None).values_list("agency_id", flat=True))
    outside = [agency for agency in parties_of(task.programme) if agency.pk not in inside]
    return _with_reason(
        request,
        task,
        form=forms.JoinForm(posted(request), agencies=outside),
        act=lambda typed: verbs.join(
            task=task, share=Share(typed["agency"], due_on=typed["due_on"]), by=request.actor, at=timezone.now()
        ),
        title=_("Add a supporting agency"),
        submit=_("Add"),
        verdict=rules.may_join(request.actor, task),
    )


@member
@require_http_methods(["GET", "POST"])
def release(request: MemberRequest, pk: int, part: int) -> HttpResponse:
    found = part_seen(request, pk, part)
    _run(request, found.task)
    return _with_reason(
        request,
        found.task,
        act=lambda typed: verbs.release(part=found, by=request.actor, at=timezone.now(), **typed),
        title=_("Release %(agency)s") % {"agency": found.agency.name},
        lede=_("It need not do its part any more."),
        submit=_("Release"),
        verdict=rules.may_release(request.actor, found),
    )


@member
@require_http_methods(["GET", "POST"])
def succession(request: MemberRequest, pk: int, part: int) -> HttpResponse:
    found = part_seen(request, pk, part)
    _run(request, found.task)
    return _with_reason(
        request,
        found.task,
        form=forms.TransferForm(posted(request), without=found.agency_id),
        act=lambda typed: verbs.transfer(part=found, by=request.actor, at=timezone.now(), **typed),
        title=_("Pass the part of %(agency)s on") % {"agency": found.agency.name},
        lede=_("To the agency that succeeds it. Give the legal basis as the reason; the due date stays as it is."),
        submit=_("Pass on"),
        verdict=rules.may_transfer(request.actor, found),
    )


@member
@require_POST
def reminder(request: MemberRequest, pk: int, part: int) -> HttpResponse:
    found = part_seen(request, pk, part)
    with refusals_told(request):
        behind = queries.klass_of(found, on=timezone.localdate()) == queries.Klass.OVERDUE
        verbs.remind(part=found, by=request.actor, at=timezone.now())
        messages.success(
            request, _("Reminded that the due date has passed.") if behind else _("Reminded of the due date.")
        )
    return redirect("tasks:show", pk)
