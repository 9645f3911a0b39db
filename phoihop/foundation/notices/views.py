"""What I was told. Looking at it changes nothing; marking as read is always a post."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.notices import forms, queries, verbs

PAGE = 30


@member
@require_GET
def show(request: MemberRequest) -> HttpResponse:
    return _page(request, forms.MailPreference(initial={"mail": queries.preference_of(_reader(request))}))


@member
@require_POST
def read(request: MemberRequest, pk: int) -> HttpResponse:
    """`open` goes on to what the notice is about; else back to the list as it was."""
    notice = get_object_or_404(queries.all_for(_reader(request)), pk=pk)
    verbs.mark_read(notice=notice, by=request.actor, at=timezone.now())
    return redirect(notice.url) if "open" in request.POST and notice.url else _back(request)


@member
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    """Only what the page showed or counted: `up_to` is the newest notice there was when it was drawn."""
    up_to = request.POST.get("up_to", "")
    count = verbs.mark_all_read(up_to=int(up_to) if up_to.isdecimal() else 0, by=request.actor, at=timezone.now())
    messages.success(request, ngettext("%d notice marked as read.", "%d notices marked as read.", count) % count)
    return _back(request)


@member
@require_POST
def preference(request: MemberRequest) -> HttpResponse:
    form = forms.MailPreference(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    verbs.prefer(mail=form.cleaned_data["mail"], by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. The choice holds from now on."))
    return _back(request)


def _reader(request: MemberRequest) -> int:
    """Members always come with an account; guests do not get through the door."""
    return int(request.actor.account_id or 0)


def _back(request: HttpRequest) -> HttpResponse:
    asked = request.GET.urlencode()
    return redirect(reverse("notices:list") + (f"?{asked}" if asked else ""))


def _page(request: MemberRequest, form: forms.MailPreference, status: int = 200) -> HttpResponse:
    reader = _reader(request)
    unread_only = request.GET.get("show") == "unread"
    page = Paginator(queries.all_for(reader, unread_only=unread_only), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "notices": queries.told(page),
        "up_to": queries.newest(reader),
        "unread_only": unread_only,
        "asked": request.GET.urlencode(),
        "form": form,
    }
    return render(request, "notices/list.html", context, status=status)
