"""Who was asked, how, and until when: the lead agency's own pages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phoihop.agree.consultation import forms, queries, rules, verbs
from phoihop.agree.consultation.models import Invitation
from phoihop.agree.consultation.states import Answer
from phoihop.agree.consultation.views.seeing import Seat, form_page, led, posted, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.ui.speaking import refusals_told


def _invitation(seat: Seat, pk: int) -> Invitation:
    invitation = get_object_or_404(seat.round.invitations.select_related("agency"), pk=pk)
    invitation.round = seat.round
    return invitation


@member
@require_http_methods(["GET", "POST"])
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """The list, with the form that invites one more agency under it."""
    seat = led(request, pk)
    invitations = queries.invitations_of(seat.round)
    for invitation in invitations:
        invitation.round = seat.round
    asked = [invitation.agency_id for invitation in invitations]
    today = timezone.localdate()
    return form_page(
        request,
        form=forms.InviteForm(posted(request), without=[*asked, seat.actor.agency_id]),
        act=lambda typed: verbs.invite(round=seat.round, by=seat.actor, at=timezone.now(), **typed),
        then=lambda _invited: redirect("consultation:invitations", pk),
        title=_("Agencies asked"),
        submit=_("Invite the agency"),
        verdict=rules.may_invite(seat.actor, seat.round),
        crumbs=trail(seat.round),
        template="consultation/invitations.html",
        round=seat.round,
        rows=[_row(seat, invitation, late=invitation.due_on < today) for invitation in invitations],
        may_extend=rules.may_extend(seat.actor, seat.round),
    )


def _row(seat: Seat, invitation: Invitation, *, late: bool) -> dict[str, object]:
    """What can be done with one invitation. Refusals that the state of the round makes plain are not repeated."""
    awaited = invitation.state == Answer.AWAITED
    return {
        "invitation": invitation,
        "late": late and awaited,
        "opinion": getattr(invitation, "opinion", None),
        "extensions": list(invitation.extensions.all()),
        "may_extend": rules.may_extend_for(seat.actor, invitation),
        "may_remind": rules.may_remind(seat.actor, invitation),
        "may_record": rules.may_record_dispatch(seat.actor, invitation),
        "may_send_link": rules.may_send_link(seat.actor, invitation),
        "may_change": rules.may_invite(seat.actor, seat.round) and awaited,
    }


@member
@require_POST
def withdrawal(request: MemberRequest, pk: int, invitation: int) -> HttpResponse:
    seat = led(request, pk)
    with refusals_told(request):
        verbs.withdraw_invitation(invitation=_invitation(seat, invitation), by=seat.actor, at=timezone.now())
        messages.success(request, _("The invitation is withdrawn."))
    return redirect("consultation:invitations", pk)


@member
@require_POST
def reminder(request: MemberRequest, pk: int, invitation: int) -> HttpResponse:
    seat = led(request, pk)
    with refusals_told(request):
        verbs.remind(invitation=_invitation(seat, invitation), by=seat.actor, at=timezone.now())
        messages.success(request, _("The agency has been reminded."))
    return redirect("consultation:invitations", pk)


@member
@require_POST
def link(request: MemberRequest, pk: int, invitation: int) -> HttpResponse:
    seat = led(request, pk)
    with refusals_told(request):
        verbs.send_link(invitation=_invitation(seat, invitation), by=seat.actor, at=timezone.now())
        messages.success(request, _("The link is on its way to the address registered."))
    return redirect("consultation:invitations", pk)


@member
@require_http_methods(["GET", "POST"])
def extension(request: MemberRequest, pk: int, invitation: int) -> HttpResponse:
    seat = led(request, pk)
    one = _invitation(seat, invitation)
    return form_page(
        request,
        form=forms.UntilForm(posted(request)),
        act=lambda typed: verbs.extend(invitation=one, by=seat.actor, at=timezone.now(), **typed),
        then=lambda _extended: redirect("consultation:invitations", pk),
        title=_("Extend the deadline of %(agency)s") % {"agency": one.agency.name},
        lede=_("It is %(day)s now.") % {"day": f"{one.due_on:%d/%m/%Y}"},
        submit=_("Extend the deadline"),
        verdict=rules.may_extend_for(seat.actor, one),
        crumbs=trail(seat.round),
    )


@member
@require_http_methods(["GET", "POST"])
def extension_for_all(request: MemberRequest, pk: int) -> HttpResponse:
    seat = led(request, pk)
    return form_page(
        request,
        form=forms.UntilForm(posted(request)),
        act=lambda typed: verbs.extend_all(round=seat.round, by=seat.actor, at=timezone.now(), **typed),
        then=lambda round_: redirect("consultation:invitations", round_.pk),
        title=_("Extend the deadline for all"),
        lede=_("It is %(day)s now. Whoever has answered is not touched.") % {"day": f"{seat.round.due_on:%d/%m/%Y}"},
        submit=_("Extend the deadline"),
        verdict=rules.may_extend(seat.actor, seat.round),
        crumbs=trail(seat.round),
    )
