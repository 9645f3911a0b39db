"""The pack: papers asked for and handed in, official papers made, numbered, and brought back signed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.carry_out.briefings import drawings, forms, queries, rules, verbs
from phoihop.carry_out.briefings.models import Document, OwedPaper
from phoihop.carry_out.briefings.views.seeing import document_seen, hosted, invited, paper_seen, seen, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.files import queries as stored
from phoihop.foundation.files import verbs as files
from phoihop.foundation.files.kinds import PDF
from phoihop.ui.acting import act_page, posted, sent
from phoihop.ui.speaking import refusals_told

KINDS = {kind.value: kind for kind in Document.Kind}


@member
@require_GET
def papers(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = seen(request, pk)
    page = queries.page_of(briefing, on=timezone.localdate())
    actor = request.actor
    shown = {
        "briefing": briefing,
        "page": page,
        "pictures": drawings.drawn(page.assembly.facts) if page.assembly else [],
        "kinds": [(kind, rules.may_make_document(actor, briefing, kind)) for kind in Document.Kind],
        "hosts": rules.is_hosting(actor, briefing.series),
        "may_ask": rules.may_ask_paper(actor, briefing),
        "own": [one for one in page.owed if one.agency_id == actor.agency_id],
        "trail": trail(briefing),
        "title": _("Papers of the briefing"),
    }
    return render(request, "briefings/papers.html", shown)


@member
@require_POST
def making(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    briefing = hosted(request, pk)
    if kind not in KINDS:
        raise Http404
    with refusals_told(request):
        made = verbs.make_document(briefing=briefing, kind=kind, by=request.actor, at=timezone.now())
        messages.success(request, _("The paper is made and kept under the hash of its content."))
        return redirect("briefings:document", pk, made.pk)
    return redirect("briefings:papers", pk)


@member
@require_GET
def document(request: MemberRequest, pk: int, document: int) -> HttpResponse:
    found = document_seen(request, pk, document)
    page = {
        "briefing": found.briefing,
        "document": found,
        "report": _told(found.report),
        "may_number": rules.may_number(request.actor, found),
        "may_take_signed": rules.may_take_signed(request.actor, found),
        "trail": trail(found.briefing),
        "title": str(found),
    }
    return render(request, "briefings/document.html", page)


def _told(report: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict for a template: times are times again."""
    rows = [
        {**one, "signed_at": parse_datetime(one["signed_at"]) if one["signed_at"] else None}
        for one in report.get("signatures", [])
    ]
    return {**report, "signatures": rows}


@member
@require_GET
def reading(request: MemberRequest, pk: int, document: int) -> HttpResponse:
    """The PDF in the browser's own reader."""
    found = document_seen(request, pk, document)
    with stored.open_file(found.signed or found.pdf) as file:
        answer = HttpResponse(file.read(), content_type=PDF)
    answer["Content-Disposition"] = "inline"
    return answer


@member
@require_POST
def numbering(request: MemberRequest, pk: int, document: int) -> HttpResponse:
    found = document_seen(request, pk, document)
    with refusals_told(request):
        numbered = verbs.number_document(document=found, by=request.actor, at=timezone.now())
        messages.success(request, _("The paper has the number %(number)s.") % {"number": numbered.number})
        return redirect("briefings:document", pk, numbered.pk)
    return redirect("briefings:document", pk, found.pk)


@member
@require_http_methods(["GET", "POST"])
def signed(request: MemberRequest, pk: int, document: int) -> HttpResponse:
    found = document_seen(request, pk, document)
    return act_page(
        request,
        form=forms.SignedForm(*sent(request)),
        act=lambda typed: _take(request, found, **typed),
        then=lambda _document: redirect("briefings:document", pk, found.pk),
        title=_("Bring back the signed paper"),
        lede=str(found),
        submit=_("Keep and verify"),
        verdict=rules.may_take_signed(request.actor, found),
        trail=trail(found.briefing),
    )


def _take(request: MemberRequest, found: Document, *, file: UploadedFile) -> Document:
    return verbs.take_signed(
        document=found, data=file.read(), name=file.name or "", by=request.actor, at=timezone.now()
    )


# ── Papers that agencies owe ─────────────────────────────────────────────────


@member
@require_http_methods(["GET", "POST"])
def asking(request: MemberRequest, pk: int) -> HttpResponse:
    briefing = hosted(request, pk)
    items = list(briefing.items.filter(removed_at=None).order_by("position"))
    choices = [(one.pk, f"{one.position}. {one.title}") for one in items]
    form = forms.AskPaperForm(posted(request), agencies=invited(briefing), items=choices)
    return act_page(
        request,
        form=form,
        act=lambda typed: _ask(request, briefing, items, **typed),
        then=lambda _owed: redirect("briefings:papers", pk),
        title=_("Ask for a paper"),
        lede=_("Due on %(day)s, with the other papers.") % {"day": f"{briefing.papers_due_on:%d/%m/%Y}"},
        submit=_("Ask for it"),
        verdict=rules.may_ask_paper(request.actor, briefing),
        trail=trail(briefing),
    )


def _ask(request: MemberRequest, briefing: Any, items: list[Any], *, agency: Any, title: str, item: str) -> OwedPaper:
    about = next((one for one in items if str(one.pk) == item), None)
    return verbs.ask_paper(
        briefing=briefing, agency=agency, title=title, item=about, by=request.actor, at=timezone.now()
    )


@member
@require_http_methods(["GET", "POST"])
def paper(request: MemberRequest, pk: int, paper: int) -> HttpResponse:
    """Hand in what was asked for."""
    found = paper_seen(request, pk, paper)
    return act_page(
        request,
        form=forms.PaperForm(*sent(request)),
        act=lambda typed: _hand_in(request, found, **typed),
        then=lambda _owed: redirect("briefings:papers", pk),
        title=_("Hand in the paper"),
        lede=f"{found.title} – {found.agency.name}",
        submit=_("Hand in"),
        verdict=rules.may_hand_in_paper(request.actor, found),
        trail=trail(found.briefing),
    )


def _hand_in(request: MemberRequest, found: OwedPaper, *, file: UploadedFile) -> OwedPaper:
    now = timezone.now()
    rules.may_hand_in_paper(request.actor, found).require()
    kept = files.keep(data=file, name=file.name or "", by=request.actor, at=now, kinds=forms.PAPERS)
    return verbs.hand_in_paper(owed=found, file=kept, name=file.name or "", by=request.actor, at=now)


@member
@require_POST
def dropping(request: MemberRequest, pk: int, paper: int) -> HttpResponse:
    briefing = hosted(request, pk)
    found = get_object_or_404(briefing.owed_papers.select_related("agency"), pk=paper)
    found.briefing = briefing
    with refusals_told(request):
        verbs.drop_paper(owed=found, by=request.actor, at=timezone.now())
    return redirect("briefings:papers", pk)
