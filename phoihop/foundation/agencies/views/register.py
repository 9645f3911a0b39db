"""The register of agencies, which every member may read."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies import forms, queries, rules
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.agencies.models import Agency

PAGE = 50


def _asked(request: MemberRequest) -> tuple[forms.RegisterForm, QuerySet[Agency], str]:
    """What the address asks for; a wrong value asks for nothing."""
    form = forms.RegisterForm(request.GET)
    form.is_valid()
    order = request.GET.get("sort", "name")
    return form, queries.register(**form.cleaned_data, order=order, on=timezone.localdate()), order


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    form, found, order = _asked(request)
    page = {
        "form": form,
        "filtered": any(form.cleaned_data.values()),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "columns": _columns(order),
        "may_administer": rules.may_administer(request.actor),
        "today": timezone.localdate(),
    }
    return render(request, "agencies/index.html", page)


def _columns(order: str) -> list[dict[str, Any]]:
    """Heads of the table: what a click sorts by, and how it is sorted now."""
    names = {"name": _("Name"), "kind": _("Kind"), "locality": _("Locality"), "founded": _("Founded on")}
    return [
        {
            "label": label,
            "sort": f"-{key}" if order == key else key,
            "now": {key: "ascending", f"-{key}": "descending"}.get(order, ""),
        }
        for key, label in names.items()
    ]


class _Line:
    """csv writes into it; what it is given comes straight back."""

    def write(self, text: str) -> str:
        return text


@member
@require_GET
def export(request: MemberRequest) -> Any:
    _form, found, _order = _asked(request)
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="agencies.csv"'
    return response


def _lines(found: QuerySet[Agency]) -> Iterator[str]:
    writer = csv.writer(_Line())
    # Excel takes a file for Unicode only when it begins with this mark.
    yield "\ufeff"
    heads = [_("Name"), _("Short name"), _("Kind"), _("Locality"), _("Code"), _("Founded on"), _("Ended on")]
    yield writer.writerow(heads)
    for agency in found.prefetch_related("codes").iterator(chunk_size=500):
        codes = " ".join(row.code for row in agency.codes.all() if row.until_on is None)
        row = [
            agency.name,
            agency.short_name,
            str(agency.get_kind_display()),
            agency.locality.name if agency.locality else "",
            codes,
            agency.founded_on.isoformat() if agency.founded_on else "",
            agency.ended_on.isoformat() if agency.ended_on else "",
        ]
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: str) -> str:
    """A cell that begins like a formula would be run by the spreadsheet that opens it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    agency = get_object_or_404(Agency.objects.select_related("locality__parent", "parent"), pk=pk)
    keeps = rules.may_look_after(request.actor, agency)
    page = {
        "agency": agency,
        "names": agency.names.order_by("-from_on", "pk"),
        "codes": agency.codes.order_by("-from_on", "pk"),
        "posts": queries.posts_of(agency, on=today),
        "units": agency.units.order_by("folded", "pk"),
        "today": today,
        "sees_contacts": agency.pk == request.actor.agency_id or bool(keeps),
        "administers": request.actor.may(Permission.ADMINISTER),
        "keeps": keeps,
    }
    return render(request, "agencies/show.html", page)
