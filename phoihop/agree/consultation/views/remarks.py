"""What an agency's own people write on a clause, and what goes into its opinion. Members and guests alike."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from phoihop.agree.consultation import forms, verbs
from phoihop.agree.consultation.models import Remark
from phoihop.agree.consultation.reading import GONE, WHOLE
from phoihop.agree.consultation.views.page import Conflict, Opened, reading_page
from phoihop.agree.consultation.views.seeing import Seat, node_called, own_remark, seat_of
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.speaking import refusals_told, sentence


def _key(remark: Remark) -> str:
    return remark.node.key if remark.node else WHOLE


def add(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A new remark on the clause named in the form. Invalid or refused: the page again, with everything typed."""
    clause = request.POST.get("clause", "")
    form = forms.RemarkForm(request.POST)
    if form.is_valid() and seat.invitation is not None:
        node = None if clause in (WHOLE, GONE) else node_called(seat, clause)
        try:
            verbs.remark(invitation=seat.invitation, node=node, by=seat.actor, at=timezone.now(), **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The remark is kept. Only this agency sees it until its opinion is submitted."))
            return redirect(seat.doors.clause(clause))
    return reading_page(request, seat, Opened(clause=clause, new_form=form, wrong=True))


def change(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    remark = own_remark(seat, pk)
    form = forms.ChangedRemarkForm(request.POST, auto_id=f"id_{pk}_%s")
    opened = Opened(clause=_key(remark), remark=pk, form=form, wrong=True)
    if form.is_valid():
        try:
            verbs.change_remark(remark=remark, by=seat.actor, at=timezone.now(), **form.cleaned_data)
        except verbs.ChangedMeanwhile as told:
            opened.conflict = _theirs(told, form.cleaned_data["body"])
            typed = {name: form.data.get(name, "") for name in form.data}
            form.data = {**typed, "seen_revision": str(told.theirs.revision if told.theirs else 0)}
            form.add_error(None, sentence(told))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return redirect(seat.doors.clause(_key(remark)))
    return reading_page(request, seat, opened)


def _theirs(told: verbs.ChangedMeanwhile, mine: str) -> Conflict:
    return Conflict(_("As it stands now"), told.theirs.body if told.theirs else "", mine)


def drop(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    remark = own_remark(seat, pk)
    with refusals_told(request):
        verbs.drop_remark(remark=remark, by=seat.actor, at=timezone.now())
        messages.success(request, _("The remark is dropped."))
    return redirect(seat.doors.clause(_key(remark)))


def leave_out(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Back to where it was asked: the clause, or the page on which the opinion is put together."""
    remark = own_remark(seat, pk)
    reason = " ".join(request.POST.get("reason", "").split())[:300]
    with refusals_told(request):
        verbs.leave_out(remark=remark, reason=reason, by=seat.actor, at=timezone.now())
    return redirect(_back(request, seat, remark))


def take_back_in(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    remark = own_remark(seat, pk)
    with refusals_told(request):
        verbs.take_back_in(remark=remark, by=seat.actor, at=timezone.now())
    return redirect(_back(request, seat, remark))


def _back(request: HttpRequest, seat: Seat, remark: Remark) -> str:
    if request.POST.get("from") == "opinion":
        return seat.doors.to("opinion")
    return seat.doors.clause(_key(remark))


@member
@require_POST
def remarks(request: MemberRequest, pk: int) -> HttpResponse:
    return add(request, seat_of(request, pk))


@member
@require_POST
def remark(request: MemberRequest, pk: int, remark: int) -> HttpResponse:
    return change(request, seat_of(request, pk), remark)


@member
@require_POST
def removal(request: MemberRequest, pk: int, remark: int) -> HttpResponse:
    return drop(request, seat_of(request, pk), remark)


@member
@require_POST
def omission(request: MemberRequest, pk: int, remark: int) -> HttpResponse:
    return leave_out(request, seat_of(request, pk), remark)


@member
@require_POST
def inclusion(request: MemberRequest, pk: int, remark: int) -> HttpResponse:
    return take_back_in(request, seat_of(request, pk), remark)
