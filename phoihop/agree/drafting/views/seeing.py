"""What every page of this stage begins with: the text one may see, and how a form is handed to a verb."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from phoihop.agree.drafting import forms, queries, rules
from phoihop.agree.drafting.models import Node, Text, Version
from phoihop.engines.reading import MAX_BYTES, Unreadable
from phoihop.foundation.agencies.doors import MemberRequest
from phoihop.kit.verdict import NotAllowed, Verdict
from phoihop.ui.speaking import sentence


def visible_text(request: MemberRequest, pk: int) -> Text:
    """What you may not see does not exist: 404, never 403."""
    seen = Text.objects.visible_to(request.actor).select_related("framework__lead_agency")
    return get_object_or_404(seen, pk=pk)


def leads(request: MemberRequest, text: Text) -> bool:
    return text.framework.lead_agency_id == request.actor.agency_id


def working_text(request: MemberRequest, pk: int) -> Text:
    """The text in the making is the lead agency's; parties see what was frozen."""
    text = visible_text(request, pk)
    if not leads(request, text):
        raise Http404
    return text


def working_node(request: MemberRequest, pk: int, key: str) -> Node:
    text = working_text(request, pk)
    node = get_object_or_404(Node.objects.select_related("parent", "only_for"), text=text, key=key, removed=False)
    node.text = text
    return node


def visible_version(request: MemberRequest, pk: int, version: int) -> Version:
    text = visible_text(request, pk)
    found = next((one for one in queries.versions_for(text, request.actor) if one.pk == version), None)
    if found is None:
        raise Http404
    found.text = text
    return found


def trail(text: Text, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """(address, label) of what is above a page."""
    return [
        (reverse("programmes:show", args=[text.framework_id]), text.framework.title),
        (reverse("drafting:show", args=[text.pk]), gettext("The text")),
        *more,
    ]


def form_page(
    request: MemberRequest,
    *,
    text: Text,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], Any],
    then: Callable[[Any], HttpResponse],
    title: str,
    submit: str,
    template: str = "drafting/edit.html",
    verdict: Verdict | None = None,
    **more: Any,
) -> HttpResponse:
    """A form shown, parsed, handed to one verb; a refusal comes back as the form's error."""
    if request.method == "POST" and form.is_valid():
        try:
            return then(act(form.cleaned_data))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
    page = {
        "text": text,
        "form": form,
        "title": title,
        "submit": submit,
        "verdict": rules.may_edit(request.actor, text) if verdict is None else verdict,
        "trail": trail(text),
        "multipart": form.is_multipart(),
        **more,
    }
    return render(request, template, page, status=422 if form.errors else 200)


def handed_in(form: forms.UploadForm) -> tuple[bytes, str]:
    """(content, name) of the document; a huge one is refused before it is read. Raises reading.Unreadable."""
    file: UploadedFile | None = form.cleaned_data["file"]
    if file is None:
        name = gettext("Pasted text")
        return form.cleaned_data["pasted"].encode(), f"{name}.txt"
    if (file.size or 0) > MAX_BYTES:
        raise Unreadable("too-large")
    return bytes(file.read()), file.name or ""
