"""The text as a page, how it begins, its history and its numbering."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.agree.drafting import forms, queries, rules, verbs
from phoihop.agree.drafting.models import Text, Version
from phoihop.agree.drafting.views.seeing import form_page, handed_in, leads, trail, visible_text, working_text
from phoihop.agree.programmes.models import Framework
from phoihop.agree.programmes.states import State
from phoihop.engines.reading import Unreadable
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.speaking import refusals_told, sentence

PAGE = 25


@member
@require_http_methods(["GET", "POST"])
def begin(request: MemberRequest, framework: int) -> HttpResponse:
    """The first choice: an outline, an empty sheet, or a document (its own form, its own address)."""
    found = get_object_or_404(Framework.objects.visible_to(request.actor), pk=framework)
    text = Text.objects.visible_to(request.actor).filter(framework=found).first()
    if text and text.nodes.filter(removed=False).exists():
        return redirect("drafting:show", text.pk)
    form = forms.BeginForm(request.POST or None, initial={"outline": found.kind})
    if request.method == "POST" and form.is_valid():
        try:
            outline = form.cleaned_data["outline"] or None
            text = verbs.begin_text(framework=found, outline_key=outline, by=request.actor, at=timezone.now())
            return redirect("drafting:show", text.pk)
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
    return _begin_page(request, found, form=form)


@member
@require_POST
def begin_with_document(request: MemberRequest, framework: int) -> HttpResponse:
    found = get_object_or_404(Framework.objects.visible_to(request.actor), pk=framework)
    upload = forms.UploadForm(request.POST, request.FILES)
    if upload.is_valid():
        try:
            data, name = handed_in(upload)
            preview = verbs.begin_by_import(framework=found, data=data, name=name, by=request.actor, at=timezone.now())
            return redirect("drafting:preview", preview.text_id, preview.pk)
        except (Unreadable, NotAllowed) as refusal:
            upload.add_error("file", sentence(refusal) if isinstance(refusal, NotAllowed) else str(refusal))
    return _begin_page(request, found, upload=upload)


def _begin_page(
    request: MemberRequest,
    framework: Framework,
    *,
    form: forms.BeginForm | None = None,
    upload: forms.UploadForm | None = None,
) -> HttpResponse:
    page = {
        "framework": framework,
        "form": form or forms.BeginForm(initial={"outline": framework.kind}),
        "upload": upload or forms.UploadForm(),
        "verdict": rules.may_begin(request.actor, framework),
    }
    wrong = (form and form.errors) or (upload and upload.errors)
    return render(request, "drafting/begin.html", page, status=422 if wrong else 200)


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """The lead agency reads and changes the working text; a party reads the last frozen version."""
    text = visible_text(request, pk)
    if not leads(request, text):
        latest = queries.latest_version(text)
        return redirect("drafting:version", pk, latest.pk if latest else 0)
    branches = queries.sketch(text)
    language = "en" if request.GET.get("language") == "en" else ""
    programmes = queries.programme_names(text)
    rendered = queries.renderings(text) if language else {}
    may_edit = rules.may_edit(request.actor, text)
    page = {
        "text": text,
        "trail": trail(text)[:1],
        "lines": queries.paper(branches, programmes=programmes, rendered=rendered),
        "headings": queries.headings(branches),
        "blanks": queries.blanks(branches),
        "versions": queries.versions_for(text, request.actor),
        "previews": queries.previews_of(text),
        "language": language,
        "stale": sum(one.stale for one in rendered.values()),
        "may_edit": may_edit,
        "editing": bool(may_edit) and not language,
        "consulting": text.framework.state == State.CONSULTING,
        "freeze_form": forms.FreezeForm(),
    }
    return render(request, "drafting/show.html", page)


@member
@require_http_methods(["GET", "POST"])
def title(request: MemberRequest, pk: int) -> HttpResponse:
    text = working_text(request, pk)
    return form_page(
        request,
        text=text,
        form=forms.TitleForm(request.POST or None, initial={"title": text.title}),
        act=lambda typed: verbs.retitle(text=text, **typed, by=request.actor, at=timezone.now()),
        then=lambda _edit: redirect("drafting:show", pk),
        title=_("Change the title"),
        submit=_("Save the title"),
    )


@member
@require_GET
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """Every change, the newest first; with `?node=` those of one clause."""
    text = working_text(request, pk)
    labels = queries.labels(text)
    node = request.GET.get("node", "").removeprefix("@")  # what an edit keeps of the text itself is no clause
    page = Paginator(queries.edits_of(text, node), PAGE).get_page(request.GET.get("page"))
    shown = {
        "text": text,
        "trail": trail(text),
        "page": page,
        "told": queries.history(page, labels, of=node),
        "node": labels.get(node, ""),
        "may_edit": rules.may_edit(request.actor, text),
    }
    return render(request, "drafting/history.html", shown)


@member
@require_POST
def undoing(request: MemberRequest, pk: int, seq: int = 0) -> HttpResponse:
    """Without a number the last change still in effect."""
    text = working_text(request, pk)
    edit = get_object_or_404(text.edits, seq=seq) if seq else None
    with refusals_told(request):
        verbs.undo(text=text, edit=edit, by=request.actor, at=timezone.now())
        messages.success(request, _("Undone. It can be brought back."))
    return redirect("drafting:show", pk)


@member
@require_POST
def redoing(request: MemberRequest, pk: int) -> HttpResponse:
    text = working_text(request, pk)
    with refusals_told(request):
        verbs.redo(text=text, by=request.actor, at=timezone.now())
        messages.success(request, _("Brought back."))
    return redirect("drafting:show", pk)


@member
@require_http_methods(["GET", "POST"])
def numbering(request: MemberRequest, pk: int) -> HttpResponse:
    """What would be called otherwise, before anything is."""
    text = working_text(request, pk)
    if request.method == "POST":
        with refusals_told(request):
            verbs.renumber(text=text, by=request.actor, at=timezone.now())
            return redirect("drafting:show", pk)
        return redirect("drafting:numbering", pk)
    try:
        plan = queries.renumbering(queries.tree(text), form=text.form)
    except ValueError:
        messages.error(request, _("A clause has more points than there are letters; split it before renumbering."))
        return redirect("drafting:show", pk)
    verdict = rules.may_edit(request.actor, text)
    page = {"text": text, "trail": trail(text), "plan": plan, "verdict": verdict}
    return render(request, "drafting/numbering.html", page)


@member
@require_http_methods(["GET", "POST"])
def versions(request: MemberRequest, pk: int) -> HttpResponse:
    """The list; a post freezes the next draft."""
    text = visible_text(request, pk)
    if request.method == "POST":
        return _freeze(request, text)
    page = {
        "text": text,
        "trail": trail(text),
        "versions": queries.versions_for(text, request.actor),
        "leads": leads(request, text),
        "may_freeze": rules.may_edit(request.actor, text),
        "freeze_form": forms.FreezeForm(),
    }
    return render(request, "drafting/versions.html", page)


def _freeze(request: MemberRequest, text: Text) -> HttpResponse:
    form = forms.FreezeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The note is too long: at most 300 characters."))
        return redirect("drafting:versions", text.pk)
    version: Version | None = None
    with refusals_told(request):
        version = verbs.freeze(text=text, by=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The draft is frozen."))
    return redirect("drafting:version", text.pk, version.pk) if version else redirect("drafting:versions", text.pk)
