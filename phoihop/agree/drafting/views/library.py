"""Clauses the agency keeps for its texts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phoihop.agree.drafting import forms, queries, rules, verbs
from phoihop.agree.drafting.models import LibraryClause
from phoihop.agree.drafting.views.seeing import form_page, trail, working_node, working_text
from phoihop.foundation.agencies.doors import MemberRequest, member


@member
@require_http_methods(["GET", "POST"])
def keep(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    found = working_node(request, pk, key)
    label = queries.label(found)
    back = (reverse("drafting:node", args=[pk, key]), label)

    def kept(clause: LibraryClause) -> HttpResponse:
        messages.success(request, _("Kept in the library of the agency as “{name}”.").format(name=clause.name))
        return redirect(back[0])

    return form_page(
        request,
        text=found.text,
        form=forms.KeepForm(request.POST or None, initial={"name": found.heading or label}),
        act=lambda typed: verbs.keep_in_library(node=found, **typed, by=request.actor, at=timezone.now()),
        then=kept,
        title=_("Keep {label} in the library").format(label=label),
        submit=_("Keep"),
        verdict=rules.may_render(request.actor, found.text),
        trail=trail(found.text, back),
    )


@member
@require_http_methods(["GET", "POST"])
def library(request: MemberRequest, pk: int) -> HttpResponse:
    """What the agency kept, and a form that puts one of them into this text."""
    text = working_text(request, pk)
    kept = LibraryClause.objects.filter(agency=request.actor.agency).order_by("name", "pk")
    form = forms.InsertForm(request.POST or None, branches=queries.tree(text), library=kept)

    def act(typed: dict[str, Any]) -> Any:
        where = typed.pop("place")
        return verbs.insert_from_library(text=text, **where, **typed, by=request.actor, at=timezone.now())

    return form_page(
        request,
        text=text,
        form=form,
        act=act,
        then=lambda _edit: redirect("drafting:show", pk),
        title=_("Clause library"),
        submit=_("Insert"),
        template="drafting/library.html",
        clauses=list(kept),
    )
