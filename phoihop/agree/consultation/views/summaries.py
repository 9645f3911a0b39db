"""What the text asks of each agency: the lead reads any, also before the opening; an invited agency its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from phoihop.agree.consultation import queries
from phoihop.agree.consultation.models import Invitation
from phoihop.agree.consultation.summary import Summary
from phoihop.agree.consultation.views.seeing import Seat, seat_of, title_of, trail
from phoihop.agree.drafting import queries as drafting
from phoihop.foundation.agencies.doors import MemberRequest, member


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """`?agency=` chooses whose; the first that was asked where nothing is said."""
    seat = seat_of(request, pk)
    everyone = queries.invitations_of(seat.round)
    asked = everyone if seat.leads else [one for one in everyone if one == seat.invitation]
    wanted = request.GET.get("agency", "")
    chosen = next((one for one in asked if wanted in ("", str(one.agency_id))), None)
    if wanted and chosen is None:
        raise Http404
    page = {
        "seat": seat,
        "round": seat.round,
        "asked": asked,
        "invitation": chosen,
        "summary": _summary(seat, chosen) if chosen else None,
        "text_url": seat.doors.show,
        "trail": trail(seat.round),
        "title": title_of(seat.round),
    }
    return render(request, "consultation/summaries.html", page)


def _summary(seat: Seat, invitation: Invitation) -> Summary:
    """As the agency was told at the opening; before it, as the draft stands now."""
    if seat.round.version is None:
        return queries.read_for(seat.round, invitation.agency)
    sent = queries.sent_to(seat.round, invitation.agency)
    return queries.summary_told(invitation, {branch.key: branch.label for branch in drafting.flat(sent)})
