"""Keeping the books. For those who do not keep them these pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.doors import MemberRequest, member, needs
from phoihop.foundation.numbers import forms, rules, verbs
from phoihop.foundation.numbers.models import Number, Term
from phoihop.foundation.numbers.views.pages import form_page, trail

get_or_post = require_http_methods(["GET", "POST"])
clerk = needs(Permission.SEAL)


def keeper(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who keeps terms and abbreviations: the clerk, or the administrator."""

    @member
    @wraps(view)
    def inner(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.may_keep_terms(request.actor, request.actor.agency):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


def _to_list(_made: Any) -> HttpResponse:
    return redirect("numbers:list")


def _to_number(made: Number) -> HttpResponse:
    return redirect("numbers:number", made.pk)


def _number(request: MemberRequest, pk: int) -> Number:
    seen = Number.objects.visible_to(request.actor).select_related("series__term", "series__agency")
    return get_object_or_404(seen, pk=pk)


@clerk
@get_or_post
def reserve(request: MemberRequest) -> HttpResponse:
    agency = request.actor.agency
    return form_page(
        request,
        form=forms.ReserveForm(request.POST or None, agency=agency, today=timezone.localdate()),
        act=lambda told: verbs.reserve_number(agency=agency, **told, by=request.actor, at=timezone.now()),
        then=_to_number,
        title=_("Reserve a number"),
        lede=_(
            "The next number of the series is given at once. It is entered when the paper is issued, "
            "or made void with a reason; nobody gets it again."
        ),
        submit=_("Reserve the next number"),
        done=_("Number {} is reserved."),
        trail=trail(),
    )


@clerk
@get_or_post
def enter(request: MemberRequest, pk: int) -> HttpResponse:
    number = _number(request, pk)
    today = timezone.localdate()
    return form_page(
        request,
        form=forms.EntryForm(request.POST or None, initial=forms.entered_so_far(number, today=today)),
        act=lambda told: verbs.use_number(number=number, **told, by=request.actor, at=timezone.now()),
        then=_to_number,
        title=_("Enter the paper under number %(number)s") % {"number": number.display},
        submit=_("Enter the paper"),
        done=_("Paper {} is in the book."),
        verdict=rules.may_use(request.actor, number, on=number.on, today=max(number.on, today)),
        trail=trail(number.series, number),
    )


@clerk
@get_or_post
def void(request: MemberRequest, pk: int) -> HttpResponse:
    number = _number(request, pk)
    return form_page(
        request,
        form=forms.VoidForm(request.POST or None),
        act=lambda told: verbs.void_number(number=number, **told, by=request.actor, at=timezone.now()),
        then=_to_number,
        title=_("Make number %(number)s void") % {"number": number.display},
        lede=_("The number stays in the book with its reason, and is never given again."),
        submit=_("Make it void"),
        done=_("Number {} is void."),
        verdict=rules.may_void(request.actor, number),
        trail=trail(number.series, number),
    )


@clerk
@get_or_post
def start(request: MemberRequest) -> HttpResponse:
    agency = request.actor.agency
    return form_page(
        request,
        form=forms.StartForm(request.POST or None, agency=agency, today=timezone.localdate()),
        act=lambda told: verbs.begin_series_at(agency=agency, **told, by=request.actor, at=timezone.now()),
        then=lambda series: redirect("numbers:show", series.pk),
        title=_("Go on from the paper book"),
        lede=_(
            "Where papers were numbered elsewhere before, say with which number this book goes on. "
            "It is set once, before the first number is given here."
        ),
        submit=_("Begin with this number"),
        trail=trail(),
    )


@keeper
@get_or_post
def open_term(request: MemberRequest) -> HttpResponse:
    agency = request.actor.agency
    return form_page(
        request,
        form=forms.TermForm(request.POST or None),
        act=lambda told: verbs.open_term(agency=agency, **told, by=request.actor, at=timezone.now()),
        then=_to_list,
        title=_("Enter a term of the committee"),
        lede=_(
            "Party organs number each kind of paper from 01 within a term, "
            "from the close of one congress to the close of the next."
        ),
        submit=_("Enter the term"),
        trail=trail(),
    )


@keeper
@get_or_post
def close_term(request: MemberRequest, pk: int) -> HttpResponse:
    term = get_object_or_404(Term.objects.select_related("agency"), pk=pk, agency=request.actor.agency_id)
    return form_page(
        request,
        form=forms.TermEndForm(request.POST or None, initial={"until_on": timezone.localdate()}),
        act=lambda told: verbs.close_term(term=term, **told, by=request.actor, at=timezone.now()),
        then=_to_list,
        title=_("Last day of the term %(name)s") % {"name": term.name},
        lede=_("Papers after that day belong to the next term, and begin at 01."),
        submit=_("Enter the last day"),
        trail=trail(),
    )


@keeper
@get_or_post
def symbol(request: MemberRequest) -> HttpResponse:
    agency = request.actor.agency
    return form_page(
        request,
        form=forms.SymbolForm(request.POST or None, initial={"from_on": timezone.localdate()}),
        act=lambda told: verbs.name_symbol(agency=agency, **told, by=request.actor, at=timezone.now()),
        then=_to_list,
        title=_("Enter an abbreviation"),
        lede=_(
            "What the head of the agency laid down for the numbers of its papers. Papers already numbered keep theirs."
        ),
        submit=_("Enter the abbreviation"),
        trail=trail(),
    )
