"""How every form of these pages is shown, parsed and handed to one verb."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phoihop.kit.verdict import NotAllowed, Verdict
from phoihop.ui.speaking import sentence


def form_page(
    request: HttpRequest,
    *,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    then: Callable[[Any], HttpResponse],
    title: str,
    submit: str,
    verdict: Verdict,
    trail: Sequence[tuple[str, str]],
    lede: str = "",
) -> HttpResponse:
    """A refusal comes back as an error of the form; `trail` holds (label, address) of the pages above."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return then(done)
    page = {"form": form, "title": title, "lede": lede, "submit": submit, "verdict": verdict, "trail": trail}
    return render(request, "agencies/edit.html", page, status=422 if form.errors else 200)
