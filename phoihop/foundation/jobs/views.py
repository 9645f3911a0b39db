"""A job as its owner watches it, and the installation as machines watch it."""

import os
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.jobs import kinds, queries
from phoihop.foundation.jobs import metrics as figures
from phoihop.foundation.jobs.models import Job


@never_cache
@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(queries.jobs_of(request.actor.account_id), pk=pk)
    page = "jobs/_progress.html" if request.htmx else "jobs/show.html"
    return render(request, page, {"job": job, "title": _title(job)})


def _title(job: Job) -> Any:
    try:
        return kinds.kind(job.kind).title
    except kinds.UnknownKind:
        return job.kind


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


@never_cache
@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return _plain("ok\n")


@never_cache
@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether traffic may be sent here: 503 with what is missing otherwise."""
    missing = _missing()
    return _plain("\n".join(missing) + "\n", 503) if missing else _plain("ready\n")


def _missing() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        behind = queries.migrations_missing()
        workers = queries.workers_seen(at=timezone.now())
    except Error:
        return ["database: out of reach"]
    return [
        *(["migrations: not all applied"] if behind else []),
        *([] if workers else ["worker: none heard of in the last minute"]),
    ]


@never_cache
@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """From this machine itself, or with PHOIHOP_METRICS_TOKEN; to anybody else there is nothing here."""
    if not (_from_here(request) or _has_token(request)):
        raise Http404
    return HttpResponse(figures.as_text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _from_here(request: HttpRequest) -> bool:
    """A proxy on the same machine speaks for strangers: what it forwards is not from here."""
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    return not forwarded and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")


def _has_token(request: HttpRequest) -> bool:
    token = os.environ.get("PHOIHOP_METRICS_TOKEN", "")
    return bool(token) and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")
