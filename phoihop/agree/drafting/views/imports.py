"""A document on its way into the text: uploaded, put right, accepted or discarded."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.agree.drafting import forms, queries, rules, verbs
from phoihop.agree.drafting.models import Import, Node
from phoihop.agree.drafting.views.seeing import handed_in, trail, working_text
from phoihop.engines.reading import Unreadable
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import NotAllowed, StateMoved
from phoihop.ui.speaking import refusals_told, sentence


@member
@require_http_methods(["GET", "POST"])
def upload(request: MemberRequest, pk: int) -> HttpResponse:
    text = working_text(request, pk)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data, name = handed_in(form)
            preview = verbs.preview_import(text=text, data=data, name=name, by=request.actor, at=timezone.now())
            return redirect("drafting:preview", pk, preview.pk)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
    page = {
        "text": text,
        "form": form,
        "trail": trail(text),
        "previews": queries.previews_of(text),
        "verdict": rules.may_edit(request.actor, text),
    }
    return render(request, "drafting/upload.html", page, status=422 if form.errors else 200)


@member
@require_GET
def preview(request: MemberRequest, pk: int, preview: int) -> HttpResponse:
    """Warnings first, then the tree beside its source. `?node=` opens the correction of one clause, in place where the
    browser can; `?done=` shows which was corrected just now.
    """
    found = _preview(request, pk, preview)
    chosen = request.GET.get("node", "")
    if request.htmx and chosen:
        return _correction(request, found, chosen)
    return _page(request, found, chosen=chosen, done=request.GET.get("done", ""))


@member
@require_POST
def corrections(request: MemberRequest, pk: int, preview: int) -> HttpResponse:
    """One clause put right. Whoever was overtaken sees the tree as it stands now, and still has what was typed."""
    found = _preview(request, pk, preview)
    form = forms.CorrectionForm(request.POST)
    if not form.is_valid():
        return _told(request, pk, preview, why=str(next(iter(form.errors.values()))[0]))
    try:
        verbs.correct_import(preview=found, by=request.actor, at=timezone.now(), **form.cleaned_data)
    except StateMoved:
        why = _("Someone else has corrected this document meanwhile. It is shown as it stands now; nothing is lost.")
        return _told(request, pk, preview, why=why)
    except NotAllowed as refusal:
        return _told(request, pk, preview, why=sentence(refusal))
    eid = form.cleaned_data["eid"]
    return redirect(f"{reverse('drafting:preview', args=[pk, preview])}?{urlencode({'done': eid})}#{eid}")


def _told(request: MemberRequest, pk: int, preview: int, *, why: str) -> HttpResponse:
    found = _preview(request, pk, preview)
    return _page(request, found, chosen=request.POST.get("eid", ""), typed=request.POST.dict(), refusal=why)


def _page(
    request: MemberRequest,
    found: Import,
    *,
    chosen: str = "",
    done: str = "",
    typed: Mapping[str, str] | None = None,
    refusal: str = "",
) -> HttpResponse:
    lines = {warning["line"] for warning in found.warnings if warning["line"]}
    nodes = _nodes(found, chosen, typed)
    page = {
        "text": found.text,
        "preview": found,
        "trail": trail(found.text, (reverse("drafting:upload", args=[found.text_id]), _("Import a document"))),
        "nodes": nodes,
        "done": done,
        "form": _form(request, found, nodes, refusal),
        "refusal": refusal,
        "homeless": refusal and not any(node["chosen"] for node in nodes),
        "source": [(number, words, number in lines) for number, words, _eid in found.source],
        "existing": found.text.nodes.filter(removed=False).count(),
        "verdict": rules.may_accept(request.actor, found),
    }
    return render(request, "drafting/preview.html", page, status=422 if refusal else 200)


def _correction(request: MemberRequest, found: Import, chosen: str) -> HttpResponse:
    nodes = [node for node in _nodes(found, chosen) if node["chosen"]]
    if not nodes:
        raise Http404
    page = {
        "nodes": nodes,
        "form": _form(request, found, nodes),
        "verdict": rules.may_accept(request.actor, found),
    }
    response = render(request, "drafting/_as_read.html", page)
    patch_vary_headers(response, ["HX-Request"])  # the address alone is that of the whole page
    return response


def _form(request: MemberRequest, found: Import, nodes: Iterable[Mapping[str, Any]], refusal: str = "") -> SafeString:
    """The form of the chosen clause, for whoever may use it."""
    node = next((node for node in nodes if node["chosen"]), None)
    if node is None or not rules.may_accept(request.actor, found):
        return SafeString("")
    shown = {"text": found.text, "preview": found, "node": node, "kinds": Node.Kind.choices, "refusal": refusal}
    return render_to_string("drafting/_correction.html", shown, request)


def _nodes(found: Import, chosen: str, typed: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The tree in reading order, each node with its line in the source; `typed` fills the form of the chosen one."""
    doubtful = {warning["eid"] for warning in found.warnings if warning["eid"]}
    first_line: dict[str, int] = {}
    for number, _words, eid in found.source:
        first_line.setdefault(eid, number)
    nodes = []
    for depth, node in queries.reading_order(found.outline):
        eid = node["eid"]
        shown = {"eid": eid, "depth": min(depth, 5), "line": first_line.get(eid), "doubt": eid in doubtful}
        shown |= {"sign": queries.sign(node["kind"], node["number"]), "heading": node["heading"], "words": node["text"]}
        if eid == chosen:
            shown["typed"] = {name: (typed or node).get(name, node[name]) for name in ("kind", "number", "heading")}
        nodes.append({**shown, "chosen": eid == chosen})
    return nodes


@member
@require_POST
def acceptance(request: MemberRequest, pk: int, preview: int) -> HttpResponse:
    found = _preview(request, pk, preview)
    with refusals_told(request):
        verbs.accept_import(preview=found, by=request.actor, at=timezone.now())
        messages.success(request, _("The document is now the text. Undoing takes it back as a whole."))
        return redirect("drafting:show", pk)
    return redirect("drafting:preview", pk, preview)


@member
@require_POST
def discarding(request: MemberRequest, pk: int, preview: int) -> HttpResponse:
    found = _preview(request, pk, preview)
    with refusals_told(request):
        verbs.discard_import(preview=found, by=request.actor, at=timezone.now())
        messages.success(request, _("The import is discarded; the text is as it was."))
    return redirect("drafting:show", pk)


def _preview(request: MemberRequest, pk: int, preview: int) -> Import:
    text = working_text(request, pk)
    found = get_object_or_404(Import, pk=preview, text=text)
    found.text = text
    return found
