"""Signing in with one click, as anyone of the story. These doors exist only in demo mode and only from this machine."""

import ipaddress
from itertools import groupby

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from phoihop.demo import people

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _from_this_machine(request: HttpRequest) -> None:
    """The peer's own address counts, never a header; elsewhere this page does not exist."""
    try:
        near = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        near = False
    if not near:
        raise Http404


@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    _from_this_machine(request)
    rows = sorted(people.to_sign_in_as(), key=lambda row: row[1].post.agency.pk)
    houses = [(agency, list(group)) for agency, group in groupby(rows, key=lambda row: row[1].post.agency)]
    return render(request, "demo/sign_in.html", {"houses": houses})


@require_POST
def sign_in_as(request: HttpRequest, account: int) -> HttpResponse:
    _from_this_machine(request)
    chosen = next((row[0] for row in people.to_sign_in_as() if row[0].pk == account), None)
    if chosen is None:
        raise Http404
    login(request, chosen, backend=BACKEND)
    return redirect("desk:show")
