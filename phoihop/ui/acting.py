"""The page of one act: a form, one button, and what the domain says to it."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from phoihop.kit.verdict import NotAllowed, Verdict
from phoihop.ui.speaking import sentence


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, if only a button; None binds no form."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict[str, Any] | None]:
    """The same with files."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def act_page(
    request: HttpRequest,
    *,
    form: Form,
    act: Callable[[dict[str, Any]], Any],
    then: Callable[[Any], HttpResponse],
    title: str,
    submit: str,
    verdict: Verdict,
    trail: list[tuple[str, str]],
    lede: object = "",
    rank: str = "primary",
    template: str = "ui/act.html",
    **more: Any,
) -> HttpResponse:
    """Shown, parsed, handed to one verb; a refusal is the form's error, and nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            return then(act(form.cleaned_data))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
    page = {
        "form": form,
        "title": title,
        "submit": submit,
        "verdict": verdict,
        "trail": trail,
        "lede": lede,
        "rank": rank,
        "uploads": form.is_multipart(),
        **more,
    }
    return render(request, template, page, status=422 if form.errors else 200)
