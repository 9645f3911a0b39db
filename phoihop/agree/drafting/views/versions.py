"""Frozen versions: as a page, as a Word document, as the very bytes that were hashed, and side by side."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from phoihop.agree.drafting import forms, queries
from phoihop.agree.drafting.queries import Change
from phoihop.agree.drafting.views.seeing import leads, trail, visible_text, visible_version
from phoihop.engines import word
from phoihop.foundation.agencies.doors import MemberRequest, member

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

OPS = {
    "added": _("Added"),
    "removed": _("Taken out"),
    "changed": _("Reworded"),
    "renumbered": _("Renumbered"),
    "moved": _("Moved"),
    "same": _("Unchanged"),
}


@member
@require_GET
def version(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    found = visible_version(request, pk, version)
    branches = queries.branches_of(found, actor=request.actor)
    versions = queries.versions_for(found.text, request.actor)
    older = next((one for one in versions if one.at < found.at and one.programme_id == found.programme_id), None)
    page = {
        "text": found.text,
        "version": found,
        "trail": trail(found.text) if leads(request, found.text) else trail(found.text)[:1],
        "lines": queries.paper(branches, programmes=queries.programme_names(found.text)),
        "headings": queries.headings(branches),
        "versions": versions,
        "older": older,
        "leads": leads(request, found.text),
    }
    return render(request, "drafting/version.html", page)


@member
@require_GET
def document(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    """The Word document of a version, with the clauses the reader may see."""
    found = visible_version(request, pk, version)
    branches = queries.branches_of(found, actor=request.actor)
    data = word.write_text(queries.text_document(found, branches), made_at=found.at)
    return _file(data, DOCX, f"text-{pk}-{found.kind}-{found.number}.docx")


@member
@require_GET
def content(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    """The canonical JSON under the hash. Where it holds clauses of others, only the lead agency gets it."""
    found = visible_version(request, pk, version)
    if found.programme_id is None and not leads(request, found.text):
        branches = queries.branches_of(found)
        seen = queries.branches_of(found, actor=request.actor)
        if len(list(queries.flat(branches))) != len(list(queries.flat(seen))):
            return HttpResponse(status=404)
    return _file(found.content.encode(), "application/json", f"text-{pk}-{found.sha256[:12]}.json")


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        data, headers={"Content-Type": media_type, "Content-Disposition": f'attachment; filename="{name}"'}
    )


@member
@require_GET
def comparison(request: MemberRequest, pk: int) -> HttpResponse:
    """Two versions word by word: `?old=7&new=now`, else the last two there are; `&all=1` shows every clause."""
    text = visible_text(request, pk)
    versions = queries.versions_for(text, request.actor)
    working = leads(request, text)
    offered = ["now"] * working + [str(version.pk) for version in versions]
    chosen = {"new": request.GET.get("new") or next(iter(offered), "")}
    chosen["old"] = request.GET.get("old") or next((one for one in offered if one != chosen["new"]), "")
    form = forms.ComparisonForm(chosen, versions=versions, working=working)
    changes: list[Change] = []
    if form.is_valid():
        found = {str(version.pk): version for version in versions}

        def side(name: str) -> list[queries.Branch]:
            if form.cleaned_data[name] == "now":
                return queries.tree(text)
            version = found[form.cleaned_data[name]]
            version.text = text
            return queries.branches_of(version, actor=request.actor)

        changes = queries.compare(side("old"), side("new"), whole=True)
    counts: Counter[str] = Counter(change.op for change in changes)
    names = dict(form.offered)
    everything = request.GET.get("all") == "1"
    page = {
        "text": text,
        "trail": trail(text),
        "form": form,
        "enough": len(offered) > 1,
        "changes": [(change, OPS[change.op]) for change in changes if everything or change.op != "same"],
        "counts": [(OPS[op], counts[op]) for op in OPS],
        "differ": sum(counts.values()) > counts["same"],
        "everything": everything,
        "old_name": names.get(chosen["old"], ""),
        "new_name": names.get(chosen["new"], ""),
    }
    return render(request, "drafting/comparison.html", page, status=422 if form.errors and request.GET else 200)
