"""The agency's one official answer, put together by itself or entered by the lead from a dispatch."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phoihop.agree.consultation import forms, queries, rules, verbs
from phoihop.agree.consultation.models import Opinion
from phoihop.agree.consultation.states import RemarkState
from phoihop.agree.consultation.views.seeing import Seat, form_page, led, posted, seat_of, sent, trail
from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.files import verbs as files
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.speaking import sentence

ROWS = 4
MOST_ROWS = 60


def put_together(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What goes into the opinion, what was left out, and the words the head signs for. Members and guests alike."""
    if seat.invitation is None:
        raise Http404
    invitation = seat.invitation
    staff = queries.staff_remarks(invitation)
    going = [one for one in staff if one.state == RemarkState.STAFF]
    for one in staff:
        one.invitation = invitation
    stance = Opinion.Stance.AGREE_WITH_REMARKS if going else Opinion.Stance.AGREE
    return form_page(
        request,
        form=forms.OpinionForm(*sent(request), initial={"stance": stance}),
        act=lambda typed: verbs.submit_opinion(
            invitation=invitation, by=seat.actor, at=timezone.now(), **_with_file(typed, seat)
        ),
        then=lambda _opinion: _submitted(request, seat),
        title=_("Opinion of %(agency)s") % {"agency": seat.actor.agency.name},
        submit=_("Submit the opinion"),
        verdict=rules.may_submit_opinion(seat.actor, invitation),
        crumbs=trail(seat.round) if seat.doors.namespace == "consultation" else [],
        template="consultation/opinion.html",
        seat=seat,
        round=seat.round,
        going=going,
        left_out=[one for one in staff if one.state == RemarkState.LEFT_OUT],
        may_consolidate=rules.may_consolidate(seat.actor, invitation),
    )


def _submitted(request: HttpRequest, seat: Seat) -> HttpResponse:
    messages.success(request, _("The opinion is submitted. Its remarks have their numbers and wait for a response."))
    return redirect(seat.doors.to("show"))


def _with_file(typed: dict[str, Any], seat: Seat) -> dict[str, Any]:
    """The upload becomes a stored file before the verb begins: reading and scanning it takes seconds.

    Raises NotAllowed with what is wrong with the file.
    """
    said = dict(typed)
    upload = said.pop("dispatch", None)
    if upload is not None:
        said["dispatch_file"] = files.keep(data=upload, name=upload.name, by=seat.actor, at=timezone.now())
    return said


@member
@require_http_methods(["GET", "POST"])
def opinion(request: MemberRequest, pk: int) -> HttpResponse:
    return put_together(request, seat_of(request, pk))


@member
@require_http_methods(["GET", "POST"])
def dispatch(request: MemberRequest, pk: int, invitation: int) -> HttpResponse:
    """An opinion that came on paper, with its remarks clause by clause. `?rows=` gives room for more."""
    seat = led(request, pk)
    one = get_object_or_404(seat.round.invitations.select_related("agency"), pk=invitation)
    one.round = seat.round
    if seat.round.version is None:
        raise Http404
    branches = list(drafting.flat(drafting.branches_of(seat.round.version)))
    asked = request.GET.get("rows", "")
    rows = min(int(asked), MOST_ROWS) if asked.isdecimal() else ROWS
    make = django_forms.formset_factory(forms.SaidForm, extra=rows, max_num=MOST_ROWS)
    form = forms.DispatchForm(*sent(request))
    said = make(posted(request), form_kwargs={"branches": branches}, prefix="said")
    if request.method == "POST" and form.is_valid() and said.is_valid():
        nodes = {node.key: node for node in Node.objects.filter(text=seat.round.text)}
        remarks = [verbs.RemarkSaid(**row) for row in (one_said.said(nodes) for one_said in said) if row]
        try:
            verbs.record_dispatch(
                invitation=one, remarks=remarks, by=seat.actor, at=timezone.now(), **_with_file(form.cleaned_data, seat)
            )
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The opinion is recorded from its dispatch."))
            return redirect("consultation:invitations", pk)
    page = {
        "form": form,
        "said": said,
        "invitation": one,
        "round": seat.round,
        "trail": trail(seat.round),
        "verdict": rules.may_record_dispatch(seat.actor, one),
        "more_rows": rows + ROWS,
    }
    wrong = form.errors or said.total_error_count()
    return render(request, "consultation/dispatch.html", page, status=422 if wrong else 200)
