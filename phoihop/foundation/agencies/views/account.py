"""One's own account: who one is, in which post one acts, in which language, and who stands in."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.foundation.agencies import forms, queries, rules, verbs
from phoihop.foundation.agencies.actor import Actor, Holder
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.agencies.models import Delegation, Tenure
from phoihop.foundation.agencies.views.pages import form_page
from phoihop.ui.speaking import refusals_told


def _doer(request: Any) -> Actor | Holder:
    """The actor, or the bare holder of an account without a post today."""
    return request.actor or Holder(account_id=request.user.pk, name=request.user.person.full_name)


@login_required
@require_GET
def show(request: Any) -> HttpResponse:
    """Also for someone without a post: the password and the second step are one's own."""
    today = timezone.localdate()
    tenures = queries.tenures_of(request.user.person_id, on=today)
    page = {
        "person": request.user.person,
        "tenures": tenures,
        "languages": settings.LANGUAGES,
        "second_steps": Authenticator.objects.filter(user=request.user).count(),
        "delegations": queries.delegations_given(request.actor, on=today) if request.actor else [],
        "may_lend": rules.may_lend(request.actor) if request.actor else None,
    }
    return render(request, "agencies/account.html", page)


@login_required
@require_POST
def acting(request: Any) -> HttpResponse:
    chosen = request.POST.get("tenure", "")
    tenure = get_object_or_404(
        Tenure.objects.select_related("post__agency"), pk=int(chosen) if chosen.isdecimal() else 0
    )
    with refusals_told(request):
        verbs.act_in(account=request.user, tenure=tenure, by=_doer(request), at=timezone.now())
    return redirect("agencies:account")


@member
@require_http_methods(["GET", "POST"])
def delegation(request: MemberRequest) -> HttpResponse:
    today, actor = timezone.localdate(), request.actor
    tenure = get_object_or_404(Tenure.objects.select_related("post__agency"), pk=actor.tenure_id)
    form = forms.DelegationForm(
        request.POST or None, agency=actor.agency, own=tenure.person_id, on=today, initial={"from_on": today}
    )
    return form_page(
        request,
        form=form,
        act=lambda told: verbs.delegate(tenure=tenure, **told, by=actor, at=timezone.now()),
        then=lambda _done: redirect("agencies:account"),
        title=_("Let someone stand in"),
        lede=_("Whoever stands in acts in this post, and every paper says so."),
        submit=_("Let this person stand in"),
        verdict=rules.may_lend(actor),
        trail=[(_("Account"), reverse("agencies:account"))],
    )


@member
@require_POST
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Delegation.objects.select_related("tenure__post", "to").filter(tenure_id=request.actor.tenure_id or 0)
    row = get_object_or_404(rows, pk=pk)
    with refusals_told(request):
        verbs.withdraw_delegation(delegation=row, by=request.actor, at=timezone.now())
    return redirect("agencies:account")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """For everyone: kept in a cookie, and with the account of whoever is signed in."""
    language, back = request.POST.get("language", ""), request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if safe else "/")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, httponly=True, samesite="Lax", max_age=365 * 86400)
        if request.user.is_authenticated:
            verbs.change_language(account=request.user, language=language, by=_doer(request), at=timezone.now())
    return response
