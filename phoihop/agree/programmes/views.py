"""Pages about frameworks, their programmes and the register of legal bases."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.agree.programmes import forms, queries, rules, verbs
from phoihop.agree.programmes.models import Framework, LegalBasis, Programme
from phoihop.agree.programmes.states import State
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import NotAllowed, Verdict
from phoihop.ui.speaking import refusals_told, sentence

PAGE = 25


def _visible(request: MemberRequest, pk: int) -> Framework:
    seen = Framework.objects.visible_to(request.actor).select_related("lead_agency", "locality")
    return get_object_or_404(seen, pk=pk)


def _visible_programme(request: MemberRequest, pk: int) -> Programme:
    seen = Programme.objects.visible_to(request.actor).select_related("framework__lead_agency")
    return get_object_or_404(seen, pk=pk)


def _form_page(
    request: MemberRequest,
    *,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], Any],
    then: Callable[[Any], HttpResponse],
    title: str,
    verdict: Verdict,
    submit: str,
    crumbs: list[tuple[str, str]],
) -> HttpResponse:
    """Every form of this stage: shown, parsed, handed to one verb; a refusal comes back as the form's error."""
    if request.method == "POST" and form.is_valid():
        try:
            return then(act(form.cleaned_data))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
    page = {"form": form, "title": title, "verdict": verdict, "submit": submit, "trail": crumbs}
    return render(request, "programmes/edit.html", page, status=422 if form.errors else 200)


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    state, words = request.GET.get("state", ""), request.GET.get("words", "")
    found = queries.frameworks_for(request.actor, state=state, words=words)
    page = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "states": State.choices,
        "state": state,
        "words": words,
        "may_open": rules.may_open(request.actor),
    }
    return render(request, "programmes/list.html", page)


@member
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    return _form_page(
        request,
        form=forms.FrameworkForm(request.POST or None, initial={"kind": Framework.Kind.PROGRAMME}),
        act=lambda typed: verbs.open_framework(**typed, by=request.actor, at=timezone.now()),
        then=redirect,
        title=_("Open a framework"),
        verdict=rules.may_open(request.actor),
        submit=_("Open the framework"),
        crumbs=[],
    )


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    framework, today = _visible(request, pk), timezone.localdate()
    page = {
        "framework": framework,
        "programmes": queries.programmes_of(framework, request.actor),
        "cited": queries.cited_in(framework, on=today),
        "may_shape": rules.may_shape(request.actor, framework),
        "may_drop": rules.may_drop(request.actor, framework),
        "leads": framework.lead_agency_id == request.actor.agency_id,
    }
    return render(request, "programmes/show.html", page)


@member
@require_http_methods(["GET", "POST"])
def correction(request: MemberRequest, pk: int) -> HttpResponse:
    framework = _visible(request, pk)
    known = {name: getattr(framework, name) for name in forms.CorrectionForm.base_fields}
    return _form_page(
        request,
        form=forms.CorrectionForm(request.POST or None, initial=known),
        act=lambda typed: verbs.correct_framework(framework=framework, **typed, by=request.actor, at=timezone.now()),
        then=lambda _framework: redirect("programmes:show", pk),
        title=_("Correct the framework"),
        verdict=rules.may_shape(request.actor, framework),
        submit=_("Save"),
        crumbs=_trail(framework),
    )


@member
@require_http_methods(["GET", "POST"])
def drop(request: MemberRequest, pk: int) -> HttpResponse:
    framework = _visible(request, pk)
    return _form_page(
        request,
        form=forms.ReasonForm(request.POST or None),
        act=lambda typed: verbs.drop(framework=framework, **typed, by=request.actor, at=timezone.now()),
        then=lambda _framework: redirect("programmes:show", pk),
        title=_("Drop the framework"),
        verdict=rules.may_drop(request.actor, framework),
        submit=_("Drop it"),
        crumbs=_trail(framework),
    )


@member
@require_http_methods(["GET", "POST"])
def new_programme(request: MemberRequest, pk: int) -> HttpResponse:
    framework = _visible(request, pk)
    return _form_page(
        request,
        form=forms.ProgrammeForm(request.POST or None, framework=framework),
        act=lambda typed: verbs.open_programme(framework=framework, **typed, by=request.actor, at=timezone.now()),
        then=lambda _programme: redirect("programmes:show", pk),
        title=_("Open a programme under this framework"),
        verdict=rules.may_shape(request.actor, framework),
        submit=_("Open the programme"),
        crumbs=_trail(framework),
    )


@member
@require_http_methods(["GET", "POST"])
def cite(request: MemberRequest, pk: int) -> HttpResponse:
    framework = _visible(request, pk)
    return _form_page(
        request,
        form=forms.CiteForm(request.POST or None),
        act=lambda typed: verbs.cite(framework=framework, **typed, by=request.actor, at=timezone.now()),
        then=lambda _citation: redirect("programmes:show", pk),
        title=_("Cite a legal basis"),
        verdict=rules.may_shape(request.actor, framework),
        submit=_("Cite it"),
        crumbs=_trail(framework),
    )


@member
@require_POST
def stop_citing(request: MemberRequest, pk: int, citation: int) -> HttpResponse:
    row = get_object_or_404(_visible(request, pk).citations, pk=citation)
    with refusals_told(request):
        verbs.stop_citing(citation=row, by=request.actor, at=timezone.now())
    return redirect("programmes:show", pk)


@member
@require_http_methods(["GET", "POST"])
def add_party(request: MemberRequest, pk: int) -> HttpResponse:
    programme = _visible_programme(request, pk)
    return _form_page(
        request,
        form=forms.PartyForm(request.POST or None),
        act=lambda typed: verbs.add_party(programme=programme, **typed, by=request.actor, at=timezone.now()),
        then=lambda _party: redirect("programmes:show", programme.framework_id),
        title=_("Add a party"),
        verdict=rules.may_shape(request.actor, programme.framework),
        submit=_("Add"),
        crumbs=_trail(programme.framework),
    )


@member
@require_POST
def remove_party(request: MemberRequest, pk: int, party: int) -> HttpResponse:
    programme = _visible_programme(request, pk)
    with refusals_told(request):
        verbs.remove_party(party=get_object_or_404(programme.parties, pk=party), by=request.actor, at=timezone.now())
    return redirect("programmes:show", programme.framework_id)


@member
@require_http_methods(["GET", "POST"])
def focal_point(request: MemberRequest, pk: int, party: int) -> HttpResponse:
    programme = _visible_programme(request, pk)
    row = get_object_or_404(programme.parties.select_related("agency", "programme__framework"), pk=party)
    form = forms.FocalPointForm(
        request.POST or None, agency=row.agency, on=timezone.localdate(), initial={"tenure": row.focal_point_id}
    )
    return _form_page(
        request,
        form=form,
        act=lambda typed: verbs.name_focal_point(party=row, **typed, by=request.actor, at=timezone.now()),
        then=lambda _party: redirect("programmes:show", programme.framework_id),
        title=_("Focal point of %(agency)s") % {"agency": row.agency},
        verdict=rules.may_name_focal_point(request.actor, programme, row.agency_id),
        submit=_("Save"),
        crumbs=_trail(programme.framework),
    )


@member
@require_GET
def register(request: MemberRequest) -> HttpResponse:
    today, words, only = timezone.localdate(), request.GET.get("words", ""), request.GET.get("in_force") == "1"
    found = queries.register(words=words, on=today if only else None)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(basis, basis.in_force_on(today)) for basis in page.object_list]
    may = rules.may_keep_register(request.actor)
    return render(
        request, "programmes/register.html", {"page": page, "rows": rows, "words": words, "only": only, "may_keep": may}
    )


@member
@require_http_methods(["GET", "POST"])
def new_basis(request: MemberRequest) -> HttpResponse:
    return _form_page(
        request,
        form=forms.BasisForm(request.POST or None),
        act=lambda typed: verbs.register_basis(**typed, by=request.actor, at=timezone.now()),
        then=lambda _basis: redirect("programmes:register"),
        title=_("Add a legal basis to the register"),
        verdict=rules.may_keep_register(request.actor),
        submit=_("Add"),
        crumbs=[],
    )


@member
@require_http_methods(["GET", "POST"])
def end_basis(request: MemberRequest, pk: int) -> HttpResponse:
    basis = get_object_or_404(LegalBasis, pk=pk)
    return _form_page(
        request,
        form=forms.EndBasisForm(request.POST or None, initial={"in_force_until": basis.in_force_until}),
        act=lambda typed: verbs.end_basis(basis=basis, **typed, by=request.actor, at=timezone.now()),
        then=lambda _basis: redirect("programmes:register"),
        title=_("%(number)s is no longer in force") % {"number": basis.number},
        verdict=rules.may_keep_register(request.actor),
        submit=_("Save"),
        crumbs=[],
    )


def _trail(framework: Framework) -> list[tuple[str, str]]:
    return [(framework.get_absolute_url(), framework.title)]
