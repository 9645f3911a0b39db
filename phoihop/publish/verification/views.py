"""The page where anyone checks a paper: the verdict first, then who, when, with what proof, what changed."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from phoihop.agree.signing import craft
from phoihop.agree.signing import queries as signings
from phoihop.agree.signing.models import Signing
from phoihop.publish.verification import forms, limits

LARGEST = 50 * 1024 * 1024


@csrf_exempt  # nothing is changed by it, and a page for everybody carries no cookie
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """`?code=` tells of a paper signed here; a posted file is judged as it is, whoever signed it."""
    if request.method == "POST":
        return _file(request)
    if "code" in request.GET:
        return _code(request)
    return _page(request)


def _page(request: HttpRequest, *, status: int = 200, **found: Any) -> HttpResponse:
    page = {"file_form": forms.FileForm(), "code_form": forms.CodeForm(), **found}
    return render(request, "verification/show.html", page, status=status)


def _code(request: HttpRequest) -> HttpResponse:
    form = forms.CodeForm(request.GET)
    if not form.is_valid():
        return _page(request, code_form=form, status=422)
    signing = signings.by_code(form.cleaned_data["code"])
    if signing is None:
        form.add_error("code", _("No paper signed here bears this code. Compare it with the paper letter by letter."))
        return _page(request, code_form=form, status=404)
    return _page(request, code_form=form, signing=signing, parties=_parties(signing), report=_told(signing.report))


def _parties(signing: Signing) -> list[Any]:
    return list(signings.ceremony_of(signing).parties)


def _file(request: HttpRequest) -> HttpResponse:
    form = forms.FileForm(request.POST, request.FILES)
    if not limits.may_check(request.META.get("REMOTE_ADDR", ""), at=timezone.now()):
        form.add_error(None, _("Too many files were checked from here in this minute. Try again in a minute."))
        return _page(request, file_form=form, status=429)
    if not form.is_valid():
        return _page(request, file_form=form, status=422)
    file: UploadedFile = form.cleaned_data["file"]
    if (file.size or 0) > LARGEST:
        form.add_error("file", _("The file is larger than 50 MB. Use the command “phoihop verify” for it."))
        return _page(request, file_form=form, status=422)
    judged = craft.judge_file(file.read(), at=timezone.now())
    signing = signings.by_file(judged["sha256"])
    return _page(request, report=_told(judged), name=file.name, sha256=judged["sha256"], signing=signing)


def _told(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report for a template: times are times again."""
    rows = [
        {**one, "signed_at": parse_datetime(one["signed_at"]) if one["signed_at"] else None}
        for one in report.get("signatures", [])
    ]
    return {**report, "signatures": rows}
