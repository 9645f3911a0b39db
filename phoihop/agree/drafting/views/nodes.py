"""One clause: its wording, its place, its languages, and what can be done with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phoihop.agree.drafting import forms, queries, rules, verbs
from phoihop.agree.drafting.models import Node, Text
from phoihop.agree.drafting.verbs import Overtaken
from phoihop.agree.drafting.views.seeing import form_page, trail, working_node, working_text
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.speaking import sentence


def _at(text: Text, key: str) -> HttpResponse:
    return redirect(f"{reverse('drafting:show', args=[text.pk])}#{key}")


def _above(node: Node, label: str) -> list[tuple[str, str]]:
    return trail(node.text, (reverse("drafting:node", args=[node.text_id, node.key]), label))


@member
@require_http_methods(["GET", "POST"])
def node(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    """The wording as a form. Whoever is overtaken sees both wordings, and his own is still in the form."""
    found = working_node(request, pk, key)
    initial = {name: getattr(found, name) for name in ("number", "heading", "body")}
    form = forms.WordingForm(request.POST or None, initial={**initial, "seen_revision": found.revision})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            verbs.reword(text=found.text, node=found, by=request.actor, at=timezone.now(), **form.cleaned_data)
            return _reworded(request, found)
        except Overtaken as told:
            theirs = told.theirs
            form = forms.WordingForm({**request.POST.dict(), "seen_revision": theirs.revision})
            form.add_error(None, sentence(told))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
    page = _page(request, found, form, theirs)
    template = "drafting/_node_form.html" if request.htmx else "drafting/node.html"
    return render(request, template, page, status=422 if form.errors else 200)


def _reworded(request: MemberRequest, node: Node) -> HttpResponse:
    if not request.htmx:
        return _at(node.text, node.key)
    branches = queries.tree(node.text)
    lines = queries.paper(branches, programmes=queries.programme_names(node.text))
    changed = [line for line in lines if line.key == node.key]
    return render(request, "drafting/_line.html", {"text": node.text, "lines": changed, "saved": node.key})


def _page(request: MemberRequest, node: Node, form: forms.WordingForm, theirs: Node | None) -> dict[str, Any]:
    labels = queries.labels(node.text)
    rendering = node.renderings.filter(language="en").select_related("node").first()
    edits = queries.edits_of(node.text, node.key)[:5]
    return {
        "text": node.text,
        "node": node,
        "label": labels[node.key],
        "trail": trail(node.text),
        "form": form,
        "theirs": theirs,
        "their_words": queries.written(theirs) if theirs else "",
        "last_edit": edits[0] if theirs else None,
        "my_words": _typed(form, node) if theirs else "",
        "verdict": rules.may_edit(request.actor, node.text),
        "rendering": queries.as_rendered(rendering) if rendering else None,
        "told": [] if request.htmx else queries.history(edits, labels, of=node.key),
        "can_split": len(queries.cuts(node.body)) > 0,
    }


def _typed(form: forms.WordingForm, node: Node) -> str:
    words = {name: form.data.get(name, "") for name in ("number", "heading", "body")}
    return queries.written(queries.Kept(node.key, node.kind, only_for_id=None, **words))


@member
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, pk: int) -> HttpResponse:
    text = working_text(request, pk)
    place, kind = request.GET.get("place", ""), request.GET.get("kind", "clause")
    form = forms.NodeForm(
        request.POST or None,
        branches=queries.tree(text),
        framework=text.framework,
        initial={"place": place, "kind": kind},
    )

    def act(typed: dict[str, Any]) -> Any:
        where = typed.pop("place")
        return verbs.add_node(text=text, **where, **typed, by=request.actor, at=timezone.now())

    return form_page(
        request,
        text=text,
        form=form,
        act=act,
        then=lambda edit: _at(text, next(key for key in edit.after if edit.before[key] is None)),
        title=_("Add a clause"),
        submit=_("Add"),
    )


@member
@require_http_methods(["GET", "POST"])
def removal(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    found = working_node(request, pk, key)
    branch = _branch(found)
    return form_page(
        request,
        text=found.text,
        form=forms.RemovalForm(request.POST or None, initial={"seen_revision": found.revision}),
        act=lambda typed: verbs.remove_node(text=found.text, node=found, **typed, by=request.actor, at=timezone.now()),
        then=lambda _edit: redirect("drafting:show", pk),
        title=_("Remove {label}").format(label=branch.label),
        submit=_("Remove the clause"),
        lines=queries.paper([branch], programmes={}),
        trail=_above(found, branch.label),
    )


@member
@require_http_methods(["GET", "POST"])
def place(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    found = working_node(request, pk, key)
    branches = queries.tree(found.text)
    label = next(branch.label for branch in queries.flat(branches) if branch.key == key)
    form = forms.MoveForm(
        request.POST or None, branches=branches, without=key, initial={"seen_revision": found.revision}
    )

    def act(typed: dict[str, Any]) -> Any:
        where = typed.pop("place")
        return verbs.move_node(text=found.text, node=found, **where, **typed, by=request.actor, at=timezone.now())

    return form_page(
        request,
        text=found.text,
        form=form,
        act=act,
        then=lambda _edit: _at(found.text, key),
        title=_("Move {label}").format(label=label),
        submit=_("Move the clause"),
        trail=_above(found, label),
    )


@member
@require_http_methods(["GET", "POST"])
def split(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    found = working_node(request, pk, key)
    label = queries.label(found)
    initial = {"seen_revision": found.revision}
    return form_page(
        request,
        text=found.text,
        form=forms.SplitForm(request.POST or None, body=found.body, initial=initial),
        act=lambda typed: verbs.split_node(text=found.text, node=found, **typed, by=request.actor, at=timezone.now()),
        then=lambda _edit: _at(found.text, key),
        title=_("Split {label}").format(label=label),
        submit=_("Split"),
        note=_("What hangs under the clause goes with the second half."),
        trail=_above(found, label),
    )


@member
@require_http_methods(["GET", "POST"])
def junction(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    found = working_node(request, pk, key)
    branch = _branch(found)
    return form_page(
        request,
        text=found.text,
        form=forms.SeenForm(request.POST or None, initial={"seen_revision": found.revision}),
        act=lambda typed: verbs.merge_nodes(text=found.text, node=found, **typed, by=request.actor, at=timezone.now()),
        then=lambda _edit: _at(found.text, key),
        title=_("Join {label} with the next").format(label=branch.label),
        submit=_("Join"),
        lines=queries.paper(_with_next(found, branch), programmes={}),
        trail=_above(found, branch.label),
    )


@member
@require_http_methods(["GET", "POST"])
def audience(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    found = working_node(request, pk, key)
    label = queries.label(found)
    initial = {"seen_revision": found.revision, "programme": found.only_for_id}
    return form_page(
        request,
        text=found.text,
        form=forms.AudienceForm(request.POST or None, framework=found.text.framework, initial=initial),
        act=lambda typed: verbs.mark_only_for(
            text=found.text, node=found, **typed, by=request.actor, at=timezone.now()
        ),
        then=lambda _edit: _at(found.text, key),
        title=_("Whom {label} is meant for").format(label=label),
        submit=_("Save"),
        note=_("A clause of one programme alone is seen and signed only by its parties, with all that hangs under it."),
        trail=_above(found, label),
    )


@member
@require_http_methods(["GET", "POST"])
def english(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    found = working_node(request, pk, key)
    label = queries.label(found)
    row = found.renderings.filter(language="en").first()
    initial = {"heading": row.heading, "body": row.body} if row else {}
    back = f"{reverse('drafting:show', args=[pk])}?language=en#{key}"
    return form_page(
        request,
        text=found.text,
        form=forms.RenderingForm(request.POST or None, initial=initial),
        act=lambda typed: verbs.render_in(node=found, language="en", **typed, by=request.actor, at=timezone.now()),
        then=lambda _rendering: redirect(back),
        title=_("{label} in English").format(label=label),
        submit=_("Save the translation"),
        verdict=rules.may_render(request.actor, found.text),
        lines=queries.paper([_branch(found, alone=True)], programmes={}),
        trail=_above(found, label),
    )


def _branch(node: Node, *, alone: bool = False) -> queries.Branch:
    branch = next(branch for branch in queries.flat(queries.tree(node.text)) if branch.key == node.key)
    if alone:
        branch.children = []
    return branch


def _with_next(node: Node, branch: queries.Branch) -> list[queries.Branch]:
    siblings = [one for one in queries.flat(queries.tree(node.text)) if one.parent == branch.parent]
    keys = [one.key for one in siblings]
    return siblings[keys.index(node.key) :][:2]
