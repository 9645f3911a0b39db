"""The table of opinions and responses, and an agency's summary: as pages and as files."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from phoihop.agree.consultation import papers, queries
from phoihop.agree.consultation.models import Invitation, Remark, Response
from phoihop.agree.consultation.views.seeing import Seat, seat_of, title_of, trail
from phoihop.agree.drafting import queries as drafting
from phoihop.engines import sheets, word
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.agencies.models import Agency

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _opened(request: MemberRequest, pk: int) -> Seat:
    """A table is made of rounds that were opened."""
    seat = seat_of(request, pk)
    if seat.round.version is None:
        raise Http404
    return seat


def _whose(seat: Seat) -> tuple[list[Invitation], Agency | None]:
    """The invitations whose answers the reader may know, and the agency whose part that is when it is not the whole."""
    invitations = queries.invitations_of(seat.round, names=True)
    if queries.sees_all_remarks(seat.round, seat.actor):
        return invitations, None
    return [one for one in invitations if one == seat.invitation], seat.actor.agency


def _table(seat: Seat) -> word.ResponseTable:
    remarks = queries.official_remarks(seat.round, actor=seat.actor)
    invitations, part_of = _whose(seat)
    return papers.response_table(seat.round, remarks, invitations, part_of=part_of)


@member
@require_GET
def table(request: MemberRequest, pk: int) -> HttpResponse:
    """`?outcome=` and `?agency=` narrow the rows; the counts stay those of all the reader may see."""
    seat = _opened(request, pk)
    remarks = queries.official_remarks(seat.round, actor=seat.actor)
    invitations, part_of = _whose(seat)
    outcome, agency = request.GET.get("outcome", ""), request.GET.get("agency", "")
    shown = [one for one in remarks if _matches(one, outcome, agency)]
    in_general = [] if outcome else [one for one in invitations if agency in ("", str(one.agency_id))]
    page = {
        "seat": seat,
        "round": seat.round,
        "title": title_of(seat.round),
        "trail": trail(seat.round),
        "table": papers.response_table(seat.round, shown, invitations, part_of=part_of, in_general=in_general),
        "counts": papers.counts_of(invitations, remarks),
        "sees_all": part_of is None,
        "asked": {"outcome": outcome, "agency": agency},
        "outcomes": Response.Outcome.choices,
        "agencies": sorted({one.agency_id: one.agency.name for one in invitations}.items(), key=lambda each: each[1]),
        "total": len(remarks),
        "shown": len(shown),
    }
    return render(request, "consultation/table.html", page)


def _matches(remark: Remark, outcome: str, agency: str) -> bool:
    response = queries.given(remark)
    given = "none" if response is None or response.is_draft else response.outcome
    return outcome in ("", given) and agency in ("", str(remark.invitation.agency_id))


@member
@require_GET
def table_document(request: MemberRequest, pk: int) -> HttpResponse:
    seat = _opened(request, pk)
    made_at = seat.round.settled_at or timezone.now()
    data = word.write_response_table(_table(seat), made_at=made_at)
    return file_of(data, DOCX, f"bang-tiep-thu-giai-trinh-{pk}.docx")


@member
@require_GET
def table_sheet(request: MemberRequest, pk: int) -> HttpResponse:
    seat = _opened(request, pk)
    made_at = seat.round.settled_at or timezone.now()
    data = sheets.write_table(sheets.response_sheet(_table(seat)), made_at=made_at)
    return file_of(data, XLSX, f"bang-tiep-thu-giai-trinh-{pk}.xlsx")


@member
@require_GET
def summary(request: MemberRequest, pk: int, invitation: int) -> HttpResponse:
    """The lead agency prints anyone's, an invited agency its own."""
    seat = _opened(request, pk)
    asked = get_object_or_404(seat.round.invitations.select_related("agency"), pk=invitation)
    if not seat.leads and asked != seat.invitation:
        raise Http404
    return summary_of(seat, asked)


def summary_of(seat: Seat, asked: Invitation) -> HttpResponse:
    """What the text asks of one agency, as a Word paper; for members and guests alike."""
    branches = queries.sent_to(seat.round, asked.agency)
    made_at = seat.round.opened_at or timezone.now()
    data = word.write_summary(papers.summary_paper(seat.round, asked, branches), made_at=made_at)
    return file_of(data, DOCX, f"tom-tat-{seat.round.pk}-{asked.pk}.docx")


def text_of(seat: Seat) -> HttpResponse:
    """The version sent as a Word paper, without the clauses meant for others, for guests to lay before their head."""
    version = seat.round.version
    assert version is not None  # a link leads only to rounds that were opened
    paper = drafting.text_document(version, queries.sent_to(seat.round, seat.actor.agency))
    return file_of(word.write_text(paper, made_at=version.at), DOCX, f"du-thao-lan-{version.number}.docx")


def file_of(data: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        data, headers={"Content-Type": media_type, "Content-Disposition": f'attachment; filename="{name}"'}
    )
