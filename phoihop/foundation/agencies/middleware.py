"""Puts the actor on the request, signs out who left the desk, and holds back who must do something first."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRedirect

from phoihop.foundation.agencies import queries
from phoihop.foundation.agencies.models import Account
from phoihop.foundation.agencies.sign_in import second_factor

SEEN = "seen_at"
SEEN_EVERY = 60  # seconds; a session row written at each click would be the busiest row of all

OPEN_TO_ALL = {"account_logout", "account_login", "account_reauthenticate", "set_language"}
FOR_PASSWORDS = OPEN_TO_ALL | {"account_change_password"}


class ActorMiddleware:
    """`request.actor` is an Actor, or falsy when nobody is signed in or the person holds no post today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        request.actor = SimpleLazyObject(lambda: queries.actor_of(request.user, on=today))  # type: ignore[attr-defined]  # a request grows attributes
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Only for those who bring a session: looking at one would make public pages vary by cookie."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        return _left_the_desk(request) or _must_first(request)


def _left_the_desk(request: HttpRequest) -> HttpResponse | None:
    now, seen = int(timezone.now().timestamp()), request.session.get(SEEN)
    if seen is None or SEEN_EVERY <= now - seen <= settings.SIGN_IN.idle_for.total_seconds():
        request.session[SEEN] = now
    elif now - seen > settings.SIGN_IN.idle_for.total_seconds():
        request.sign_out_reason = "idle"  # type: ignore[attr-defined]  # read when the sign-out is put on record
        logout(request)
        minutes = int(settings.SIGN_IN.idle_for.total_seconds() // 60)
        messages.info(
            request,
            ngettext(
                "Signed out after %d minute without activity.", "Signed out after %d minutes without activity.", minutes
            )
            % minutes,
        )
        return _send(request, f"{reverse('account_login')}?{urlencode({'next': _page_of(request)})}")
    return None


def _page_of(request: HttpRequest) -> str:
    """Where to come back to: the page asked for, or the one a form was sent from, which may keep what was typed."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return came_from
    return reverse(settings.LOGIN_REDIRECT_URL)


def _must_first(request: HttpRequest) -> HttpResponse | None:
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    account = cast(Account, request.user)  # process_view lets nobody else through
    if account.must_change_password and account.has_usable_password():
        if name in FOR_PASSWORDS:
            return None
        messages.warning(request, _("The password must be changed before anything else."))
        return _send(request, reverse("account_change_password"))
    if request.session.get(second_factor.MISSING) and name not in FOR_PASSWORDS and not name.startswith("mfa_"):
        messages.warning(request, _("This account needs a second step to sign in. Set one up to go on."))
        return _send(request, reverse("mfa_index"))
    return None


def _send(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else redirect(url)
