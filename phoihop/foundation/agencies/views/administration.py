"""Keeping the register, the posts and the accounts. For others these pages do not exist."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies import forms, queries, rules, verbs
from phoihop.foundation.agencies.doors import MemberRequest, needs
from phoihop.foundation.agencies.models import Account, Agency, Person, Post, Tenure
from phoihop.foundation.agencies.views.pages import form_page
from phoihop.ui.speaking import refusals_told

PAGE = 50
administrator = needs(Permission.ADMINISTER)
get_or_post = require_http_methods(["GET", "POST"])


def _above(agency: Agency | None = None) -> list[tuple[str, str]]:
    trail = [(_("Agencies"), reverse("agencies:index"))]
    return [*trail, (agency.name, reverse("agencies:show", args=[agency.pk]))] if agency else trail


def _to(agency: Agency) -> HttpResponse:
    return redirect("agencies:show", agency.pk)


@administrator
@get_or_post
def found(request: MemberRequest) -> HttpResponse:
    return form_page(
        request,
        form=forms.AgencyForm(request.POST or None, initial={"founded_on": timezone.localdate()}),
        act=lambda told: verbs.found_agency(**told, by=request.actor, at=timezone.now()),
        then=_to,
        title=_("Enter an agency in the register"),
        submit=_("Enter the agency"),
        verdict=rules.may_administer(request.actor),
        trail=_above(),
    )


@administrator
@get_or_post
def rename(request: MemberRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency, pk=pk)
    return form_page(
        request,
        form=forms.NameForm(request.POST or None),
        act=lambda told: verbs.rename_agency(agency=agency, **told, by=request.actor, at=timezone.now()),
        then=lambda _done: _to(agency),
        title=_("Rename the agency"),
        lede=_("What was signed keeps the name of its day."),
        submit=_("Record the new name"),
        verdict=rules.may_look_after(request.actor, agency),
        trail=_above(agency),
    )


@administrator
@get_or_post
def code(request: MemberRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency, pk=pk)
    return form_page(
        request,
        form=forms.CodeForm(request.POST or None, initial={"from_on": timezone.localdate()}),
        act=lambda told: verbs.give_code(agency=agency, **told, by=request.actor, at=timezone.now()),
        then=lambda _done: _to(agency),
        title=_("Give an identifier"),
        submit=_("Record the identifier"),
        verdict=rules.may_look_after(request.actor, agency),
        trail=_above(agency),
    )


@administrator
@get_or_post
def end(request: MemberRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency, pk=pk)
    return form_page(
        request,
        form=forms.EndForm(request.POST or None),
        act=lambda told: verbs.end_agency(agency=agency, **told, by=request.actor, at=timezone.now()),
        then=_to,
        title=_("End the agency"),
        lede=_("Its posts fall vacant and its identifier is struck out on that day. Nothing signed is touched."),
        submit=_("Record the end"),
        verdict=rules.may_look_after(request.actor, agency),
        trail=_above(agency),
    )


@administrator
@get_or_post
def post(request: MemberRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency, pk=pk)
    return form_page(
        request,
        form=forms.PostForm(request.POST or None),
        act=lambda told: verbs.open_post(agency=agency, **told, by=request.actor, at=timezone.now()),
        then=lambda _done: _to(agency),
        title=_("Open a post"),
        submit=_("Open the post"),
        verdict=rules.may_open_post(request.actor, agency, on=timezone.localdate()),
        trail=_above(agency),
    )


@administrator
@get_or_post
def tenure(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Post.objects.select_related("agency"), pk=pk)
    first = {"from_on": timezone.localdate()}
    return form_page(
        request,
        form=forms.TenureForm(request.POST or None, agency=row.agency, initial=first),
        act=lambda told: verbs.begin_tenure(post=row, **told, by=request.actor, at=timezone.now()),
        then=lambda _done: _to(row.agency),
        title=_("Fill the post: %(post)s") % {"post": row.title},
        submit=_("Fill the post"),
        verdict=rules.may_look_after(request.actor, row.agency),
        trail=_above(row.agency),
    )


@administrator
@get_or_post
def tenure_end(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Tenure.objects.select_related("person", "post__agency"), pk=pk)
    return form_page(
        request,
        form=forms.TenureEndForm(request.POST or None, initial={"until_on": timezone.localdate()}),
        act=lambda told: verbs.end_tenure(tenure=row, **told, by=request.actor, at=timezone.now()),
        then=lambda _done: _to(row.post.agency),
        title=_("%(person)s leaves the post: %(post)s") % {"person": row.person.full_name, "post": row.post.title},
        submit=_("Record the end"),
        verdict=rules.may_look_after(request.actor, row.post.agency),
        trail=_above(row.post.agency),
    )


@administrator
@get_or_post
def account(request: MemberRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    return form_page(
        request,
        form=forms.AccountForm(request.POST or None),
        act=lambda told: verbs.open_account(person=person, **told, by=request.actor, at=timezone.now()),
        then=lambda _done: redirect("agencies:accounts"),
        title=_("Open an account for %(person)s") % {"person": person.full_name},
        lede=_("A link to set the password is sent by e-mail. It is good for three days."),
        submit=_("Open the account and invite"),
        verdict=rules.may_keep_accounts_of(request.actor, person),
        trail=_above(),
    )


@administrator
@require_GET
def accounts(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    only_shut = request.GET.get("all") != "1"
    found = queries.shut_accounts(request.actor, at=now) if only_shut else queries.accounts_kept_by(request.actor)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "account": one,
            "locked": one.is_locked(now),
            "invited": one.is_active and not one.has_usable_password(),
        }
        for one in shown
    ]
    return render(request, "agencies/accounts.html", {"rows": rows, "page": shown, "only_shut": only_shut})


def _account(pk: int) -> Account:
    return get_object_or_404(Account, pk=pk)


@administrator
@require_POST
def unlocking(request: MemberRequest, pk: int) -> HttpResponse:
    with refusals_told(request):
        verbs.unlock_account(account=_account(pk), by=request.actor, at=timezone.now())
    return redirect("agencies:accounts")


@administrator
@require_POST
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    with refusals_told(request):
        verbs.close_account(account=_account(pk), by=request.actor, at=timezone.now())
    return redirect("agencies:accounts")


@administrator
@require_POST
def invitation(request: MemberRequest, pk: int) -> HttpResponse:
    with refusals_told(request):
        verbs.invite_again(account=_account(pk), by=request.actor, at=timezone.now())
    return redirect(f"{reverse('agencies:accounts')}?all=1")
