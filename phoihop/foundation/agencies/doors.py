"""The way into members' pages: signed in, holding a post today, and where asked with a permission."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor


class MemberRequest(HttpRequest):
    """A request that came through `member`; for type checkers."""

    actor: Actor
    htmx: Any


def member(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sign in first; an account that holds no post today is told so instead of seeing anything."""

    @login_required
    @wraps(view)
    def inner(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor:
            return render(request, "agencies/no_post.html", status=403)
        return view(request, *args, **kwargs)

    return inner


def needs(permission: Permission) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Pages that do not exist for those who may not use them at all (administration)."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @member
        @wraps(view)
        def inner(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor.may(permission):
                raise Http404
            return view(request, *args, **kwargs)

        return inner

    return wrap
