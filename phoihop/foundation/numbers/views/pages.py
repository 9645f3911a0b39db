"""How every form of these pages is shown, parsed and handed to one verb."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.foundation.agencies.doors import MemberRequest
from phoihop.foundation.numbers.models import Number, Series
from phoihop.kit.verdict import YES, NotAllowed, Verdict
from phoihop.ui.speaking import sentence


def form_page(
    request: MemberRequest,
    *,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    then: Callable[[Any], HttpResponse],
    title: str,
    submit: str,
    trail: Sequence[tuple[str, str]],
    lede: str = "",
    done: str = "",
    verdict: Verdict = YES,
) -> HttpResponse:
    """A refusal comes back as an error of the form; `done` is said on the next page, with `{}` for what was made."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            if done:
                messages.success(request, done.format(made))
            return then(made)
    page = {"form": form, "title": title, "lede": lede, "submit": submit, "verdict": verdict, "trail": trail}
    return render(request, "numbers/edit.html", page, status=422 if form.errors else 200)


def trail(series: Series | None = None, number: Number | None = None) -> list[tuple[str, str]]:
    """(label, address) of the pages above."""
    above = [(_("Book of papers"), reverse("numbers:list"))]
    if series is not None:
        above.append((title_of(series), reverse("numbers:show", args=[series.pk])))
    if number is not None:
        above.append((number.display, reverse("numbers:number", args=[number.pk])))
    return above


def title_of(series: Series) -> str:
    """ "Programme, term 2025–2030", "Year 2026", with the body that numbers apart."""
    if series.term:
        words = _("%(kind)s, term %(term)s") % {"kind": series.type_label, "term": series.term.name}
    else:
        words = _("Year %(year)s") % {"year": series.year}
    return f"{words} · {series.body}" if series.body else words
