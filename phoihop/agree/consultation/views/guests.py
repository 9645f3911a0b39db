"""The doors of those who come by a link. A GET shows and changes nothing; the code sent by mail opens the page."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from phoihop.agree.consultation import forms, links, queries, rules, verbs
from phoihop.agree.consultation.models import Invitation
from phoihop.agree.consultation.views import opinions, remarks, tables
from phoihop.agree.consultation.views.page import opened_by, reading_page
from phoihop.agree.consultation.views.seeing import Doors, Seat
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.speaking import refusals_told, sentence

SESSION_KEY = "invitations"
#: From one address, whatever the token: enough for an office behind one router, too few to guess by.
KNOCKS, CODES, TRIES = "240/m/ip", "10/m/ip", "20/m/ip"


def _invited(token: str) -> Invitation:
    """An unknown token, a withdrawn invitation and a closed round look the same: 404."""
    invitation = queries.invitation_by_link(links.fingerprint(token))
    if invitation is None:
        raise Http404
    return invitation


def limited(action: str, rate: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @never_cache
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            config = {action: rate}
            if not ratelimit.consume(request, app="invitation", action=action, config=config, limit_get=True):
                return render(request, "429.html", status=429)
            return view(request, *args, **kwargs)

        return inner

    return wrap


def _is_inside(request: HttpRequest, invitation: Invitation) -> bool:
    until = request.session.get(SESSION_KEY, {}).get(str(invitation.pk))
    return bool(until) and timezone.now() < dt.datetime.fromisoformat(until)


def _let_in(request: HttpRequest, invitation: Invitation, at: dt.datetime) -> None:
    """Bound to this invitation alone, and forgotten after GUEST_SESSION. The session gets a new key."""
    request.session.cycle_key()
    until = (at + queries.GUEST_SESSION).isoformat()
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), str(invitation.pk): until}


def seated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Pages behind the code: whoever has not entered it is led to the door."""

    @limited("page", KNOCKS)
    @wraps(view)
    def inner(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        invitation = _invited(token)
        if not _is_inside(request, invitation):
            return redirect("invitation:show", token)
        seat = Seat(invitation.round, queries.guest_actor(invitation), invitation, Doors("invitation", token))
        return view(request, seat, *args, **kwargs)

    return inner


@limited("page", KNOCKS)
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The text once the code was entered, before that what this is about and a button that asks for the code.

    HEAD is answered too: mail scanners ask so whether a link is dead.
    """
    invitation = _invited(token)
    if not _is_inside(request, invitation):
        return _door(request, invitation, token, forms.CodeForm())
    seat = Seat(invitation.round, queries.guest_actor(invitation), invitation, Doors("invitation", token))
    return reading_page(request, seat, opened_by(request))


def _door(
    request: HttpRequest, invitation: Invitation, token: str, form: forms.CodeForm, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    page = {
        "invitation": invitation,
        "round": invitation.round,
        "token": token,
        "form": form,
        "address": _masked(invitation.guest_email),
        "may_ask": rules.may_ask_for_code(invitation, at=now),
        "may_enter": rules.may_enter_code(invitation, at=now),
        "asked": bool(invitation.code_nonce),
    }
    return render(request, "invitation/door.html", page, status=status)


def _masked(address: str) -> str:
    """v…@toaan.example: enough to know the mailbox, too little to learn it from a leaked link."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"


@limited("code", CODES)
@require_POST
def code(request: HttpRequest, token: str) -> HttpResponse:
    invitation = _invited(token)
    with refusals_told(request):
        verbs.ask_for_code(invitation=invitation, at=timezone.now())
        messages.success(request, _("A code is on its way to the address registered. It works for fifteen minutes."))
    return redirect("invitation:show", token)


@limited("entry", TRIES)
@require_POST
def entry(request: HttpRequest, token: str) -> HttpResponse:
    invitation, now = _invited(token), timezone.now()
    form = forms.CodeForm(request.POST)
    if form.is_valid():
        try:
            verbs.enter_code(invitation=invitation, code=form.cleaned_data["code"], at=now)
        except NotAllowed as refusal:
            form.add_error("code", sentence(refusal))
        else:
            _let_in(request, invitation, now)
            return redirect("invitation:show", token)
    return _door(request, invitation, token, form, status=422)


@seated
@require_POST
def leaving(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Close the door behind oneself, on a shared machine."""
    inside = request.session.get(SESSION_KEY, {})
    inside.pop(str(seat.invitation.pk if seat.invitation else ""), None)
    request.session[SESSION_KEY] = inside
    return redirect("invitation:show", seat.doors.arg)


@seated
@require_safe
def summary(request: HttpRequest, seat: Seat) -> HttpResponse:
    assert seat.invitation is not None  # a guest sits here by an invitation
    return tables.summary_of(seat, seat.invitation)


@seated
@require_safe
def text(request: HttpRequest, seat: Seat) -> HttpResponse:
    return tables.text_of(seat)


add = seated(require_POST(remarks.add))
remark = seated(require_POST(remarks.change))
removal = seated(require_POST(remarks.drop))
omission = seated(require_POST(remarks.leave_out))
inclusion = seated(require_POST(remarks.take_back_in))
opinion = seated(require_http_methods(["GET", "POST"])(opinions.put_together))
