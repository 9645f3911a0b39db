"""Who is invited, who came, who came instead, and what those who did not come have written."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.carry_out.briefings import forms, queries, rules, verbs
from phoihop.carry_out.briefings.states import Answer
from phoihop.carry_out.briefings.views.seeing import hosted, item_seen, seat_seen, seen, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told


@member
@require_GET
def attendance(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = seen(request, pk)
    page = {
        "briefing": briefing,
        "seats": queries.seats_of(briefing),
        "answers": [choice for choice in Answer.choices if choice[0] != Answer.INVITED],
        "may_note": rules.may_note_attendance(request.actor, briefing),
        "may_invite": rules.may_invite(request.actor, briefing),
        "hosts": rules.is_hosting(request.actor, briefing.series),
        "trail": trail(briefing),
        "title": _("Attendance"),
    }
    return render(request, "briefings/attendance.html", page)


@member
@require_http_methods(["GET", "POST"])
def seat(request: MemberRequest, pk: int, seat: int) -> HttpResponse:
    """Note attendance; from the table of all it comes with the answer alone."""
    found = seat_seen(request, pk, seat)
    initial = {"answer": found.answer, "delegate": found.delegate, "delegate_post": found.delegate_post}
    return act_page(
        request,
        form=forms.AttendanceForm(posted(request), initial=initial),
        act=lambda typed: verbs.note_attendance(seat=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _seat: redirect("briefings:attendance", pk),
        title=_("Attendance of %(agency)s") % {"agency": found.agency_name},
        submit=pgettext("verb", "Note"),
        verdict=rules.may_note_attendance(request.actor, found.briefing),
        trail=trail(found.briefing),
    )


@member
@require_POST
def noting(request: MemberRequest, pk: int, seat: int) -> HttpResponse:
    """One press in the table; a delegate named before stays."""
    found = seat_seen(request, pk, seat)
    answer = request.POST.get("answer", "")
    with refusals_told(request):
        if answer in Answer.values:
            verbs.note_attendance(
                seat=found,
                answer=answer,
                delegate=found.delegate,
                delegate_post=found.delegate_post,
                by=request.actor,
                at=timezone.now(),
            )
    return redirect("briefings:attendance", pk)


@member
@require_http_methods(["GET", "POST"])
def delegate(request: MemberRequest, pk: int, seat: int) -> HttpResponse:
    found = seat_seen(request, pk, seat)
    initial = {"delegate": found.delegate, "delegate_post": found.delegate_post}
    return act_page(
        request,
        form=forms.DelegateForm(posted(request), initial=initial),
        act=lambda typed: verbs.send_delegate(seat=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _seat: redirect("briefings:show", pk),
        title=_("Send a delegate"),
        lede=found.agency_name,
        submit=_("Name the delegate"),
        verdict=rules.may_send_delegate(request.actor, found),
        trail=trail(found.briefing),
    )


@member
@require_http_methods(["GET", "POST"])
def invitation(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = hosted(request, pk)
    return act_page(
        request,
        form=forms.InviteForm(posted(request)),
        act=lambda typed: verbs.invite(briefing=briefing, by=request.actor, at=timezone.now(), **typed),
        then=lambda _seat: redirect("briefings:attendance", pk),
        title=_("Invite"),
        lede=_("Parties are invited by the call itself; here guests are added."),
        submit=_("Invite"),
        verdict=rules.may_invite(request.actor, briefing),
        trail=trail(briefing),
    )


@member
@require_POST
def uninviting(request: MemberRequest, pk: int, seat: int) -> HttpResponse:
    found = seat_seen(request, pk, seat)
    with refusals_told(request):
        verbs.uninvite(seat=found, by=request.actor, at=timezone.now())
    return redirect("briefings:attendance", pk)


@member
@require_http_methods(["GET", "POST"])
def opinion(request: MemberRequest, pk: int, item: int, seat: int) -> HttpResponse:
    """On one item, by an agency with a seat."""
    found, chair = item_seen(request, pk, item), seat_seen(request, pk, seat)
    kept = chair.opinions.filter(item=found).first()
    return act_page(
        request,
        form=forms.OpinionForm(posted(request), initial={"body": kept.body} if kept else {}),
        act=lambda typed: verbs.write_opinion(seat=chair, item=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _opinion: redirect("briefings:show", pk),
        title=_("Opinion in writing"),
        lede=found.title,
        submit=_("Hand in the opinion"),
        verdict=rules.may_write_opinion(request.actor, chair),
        trail=trail(found.briefing),
    )
