"""What a records clerk would send back: of the text as it stands, or of a Word file."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phoihop.agree.drafting import forms, queries
from phoihop.agree.drafting.models import Text
from phoihop.agree.drafting.views.seeing import trail, working_text
from phoihop.agree.programmes import queries as programmes
from phoihop.engines import format_check, regimes
from phoihop.engines.reading import MAX_BYTES
from phoihop.foundation.agencies import queries as agencies
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.agencies.models import Agency


@member
@require_http_methods(["GET", "POST"])
def check(request: MemberRequest, pk: int) -> HttpResponse:
    """The text is checked at once under the rules of whoever leads; a file, and other rules, when asked for."""
    text = working_text(request, pk)
    chosen = _rules_of(text.framework.lead_agency)
    listed = [(one.key, one.name) for one in regimes.every()]
    asked = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.FormatForm(*asked, regimes=listed, initial={"regime": chosen})
    findings: tuple[format_check.Finding, ...] = ()
    if not form.is_bound:
        findings = _of_text(text, chosen)
    elif form.is_valid():
        chosen, file = form.cleaned_data["regime"], form.cleaned_data["file"]
        try:
            findings = _of_file(text, file, chosen) if file else _of_text(text, chosen)
        except format_check.Unreadable as refusal:
            form.add_error("file", str(refusal))
    page = {
        "text": text,
        "title": _("Check of form"),
        "trail": trail(text),
        "form": form,
        "findings": findings,
        "regime": regimes.regime(chosen),
        "name": form.cleaned_data["file"].name
        if form.is_bound and form.is_valid() and form.cleaned_data["file"]
        else "",
    }
    return render(request, "drafting/format.html", page, status=422 if form.errors else 200)


def _rules_of(agency: Agency) -> str:
    organ: regimes.Organ = "party" if agency.regime == Agency.Regime.PARTY else "state"
    return regimes.choose(organ, timezone.localdate()).key


def _of_text(text: Text, regime: str) -> tuple[format_check.Finding, ...]:
    paper = queries.working_paper(text, queries.tree(text), regime=regime, at=timezone.now())
    return format_check.check_paper(paper, **_known(text))


def _of_file(text: Text, file: UploadedFile, regime: str) -> tuple[format_check.Finding, ...]:
    if (file.size or 0) > MAX_BYTES:
        raise format_check.Unreadable("too-large")
    return format_check.check_docx(file.read(), regime_key=regime, **_known(text))


def _known(text: Text) -> dict[str, Any]:
    today = timezone.localdate()
    bases = [
        format_check.Basis(one.title, one.number, one.in_force_until, str(one.replaced_by or ""))
        for one in programmes.bases_known(today)
    ]
    return {"register": agencies.names_near(text.framework.lead_agency), "bases": bases, "on": today}
