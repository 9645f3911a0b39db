"""The submission to the leadership as a file."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from phoihop.carry_out.escalations import papers, queries
from phoihop.carry_out.escalations.models import Difficulty, Referral
from phoihop.carry_out.escalations.views.seeing import seen
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.agencies.models import Agency

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _paper(request: MemberRequest, difficulty: Difficulty) -> papers.papers.Paper:
    """As it was put to the last body this reader may know of; before any, a draft."""
    unit_pk = queries.units_of(difficulty.programme)[0]
    referral = _referral(request, difficulty)
    unit = Agency.objects.select_related("parent", "locality").get(pk=referral.referred_by_id if referral else unit_pk)
    statement = referral.statement if referral else difficulty.statements.latest("number")
    return papers.submission(difficulty, statement, referral, unit, at=timezone.now())


def _referral(request: MemberRequest, difficulty: Difficulty) -> Referral | None:
    found = difficulty.referrals.select_related("body", "statement").order_by("-number")
    whole = queries.reads_as(request.actor, difficulty).whole
    return (found if whole else found.filter(body_id=request.actor.agency_id)).first()


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@member
@require_GET
def pdf(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = seen(request, pk)
    return _file(papers.as_pdf(_paper(request, difficulty)), PDF, f"to-trinh-{difficulty.code.lower()}.pdf")


@member
@require_GET
def docx(request: MemberRequest, pk: int) -> HttpResponse:
    difficulty = seen(request, pk)
    return _file(papers.as_docx(_paper(request, difficulty)), DOCX, f"to-trinh-{difficulty.code.lower()}.docx")
