"""The books as their agency reads them: series, lines, one number, and the register as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phoihop.engines import sheets
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.numbers import forms, notation, queries, rules
from phoihop.foundation.numbers.models import Number, NumberQuerySet, Series
from phoihop.foundation.numbers.views.pages import title_of, trail

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    """The series of the reader's agency, `?period=` of one year or term; its terms and abbreviations below."""
    agency, today = request.actor.agency, timezone.localdate()
    period, order = request.GET.get("period", ""), request.GET.get("sort", "-period")
    found = queries.series_of(agency, period=period, order=order)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    by_term = notation.counts_by_term(agency.regime, today)
    symbols = list(queries.symbols_of(agency))
    terms = list(queries.terms_of(agency)) if by_term else []
    context = {
        "page": page,
        "rows": [(series, title_of(series), _next_of(series)) for series in page],
        "columns": _columns(order, {"period": _("Series"), "last": _("Last number")}),
        "period": period,
        "periods": queries.periods_of(agency),
        "symbols": symbols,
        "terms": terms,
        "by_term": by_term,
        "term_missing": by_term and not any(term.covers(today) for term in terms),
        "symbol_missing": not any(row.from_on <= today and not row.body for row in symbols),
        "may_keep": rules.may_keep_book(request.actor, agency),
        "may_keep_terms": rules.may_keep_terms(request.actor, agency),
    }
    return render(request, "numbers/list.html", context)


def _next_of(series: Series) -> str:
    return f"{series.last + 1:02d}"


def _columns(order: str, names: dict[str, str]) -> list[dict[str, Any]]:
    """Heads of a table: what a click sorts by, and how it is sorted now."""
    return [
        {
            "label": label,
            "sort": f"-{key}" if order == key else key,
            "now": {key: "ascending", f"-{key}": "descending"}.get(order, ""),
        }
        for key, label in names.items()
    ]


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    series = _visible(request, pk)
    return _lines(request, series=series, title=title_of(series), trail_above=trail())


@member
@require_GET
def papers(request: MemberRequest) -> HttpResponse:
    """Every paper of the agency, whichever series numbered it."""
    return _lines(request, series=None, title=_("All papers"), trail_above=trail())


def _visible(request: MemberRequest, pk: int) -> Series:
    return get_object_or_404(Series.objects.visible_to(request.actor).select_related("term"), pk=pk)


def _asked(request: MemberRequest, series: Series | None) -> tuple[forms.FindForm, NumberQuerySet, str]:
    """What the address asks for; a wrong value asks for nothing."""
    form = forms.FindForm(request.GET)
    form.is_valid()
    order = request.GET.get("sort", "-number")
    return form, queries.book_of(request.actor.agency, series=series, order=order, **form.cleaned_data), order


def _lines(request: MemberRequest, *, series: Series | None, title: str, trail_above: Any) -> HttpResponse:
    form, found, order = _asked(request, series)
    heads = {"number": _("Number and symbol"), "day": _("Day"), "subject": _("What it is about")}
    context = {
        "series": series,
        "title": title,
        "trail": trail_above,
        "form": form,
        "filtered": any(form.cleaned_data.values()),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "columns": _columns(order, heads),
        "out_of_step": queries.out_of_step(series) if series else [],
        "may_keep": rules.may_keep_book(request.actor, request.actor.agency),
    }
    return render(request, "numbers/show.html", context)


@member
@require_GET
def number(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(
        Number.objects.visible_to(request.actor).select_related("series__term", "series__agency"), pk=pk
    )
    context = {
        "number": row,
        "series_title": title_of(row.series),
        "trail": trail(row.series),
        "may_keep": rules.may_keep_book(request.actor, row.series.agency),
        "may_use": rules.may_use(request.actor, row, on=row.on, today=max(row.on, timezone.localdate())),
        "may_void": rules.may_void(request.actor, row),
        "history": ledger.history(row),
    }
    return render(request, "numbers/number.html", context)


# ── The register of outgoing papers (Decree 30/2020, annex IV) ───────────────


@member
@require_GET
def sheet(request: MemberRequest, pk: int) -> HttpResponse:
    series = _visible(request, pk)
    return _workbook(request, series, f"so-van-ban-di-{series.pk}.xlsx")


@member
@require_GET
def papers_sheet(request: MemberRequest) -> HttpResponse:
    return _workbook(request, None, "so-van-ban-di.xlsx")


def _workbook(request: MemberRequest, series: Series | None, name: str) -> HttpResponse:
    """What the page shows under the same address, whole, in the columns of the official form."""
    _form, found, _order = _asked(request, series)
    columns = (
        sheets.Column(_("Number and symbol"), 20),
        sheets.Column(_("Day"), 12, "date"),
        sheets.Column(_("Kind and subject"), 60),
        sheets.Column(_("Signed by"), 24),
        sheets.Column(_("Recipients"), 36),
        sheets.Column(_("Who keeps the file copy"), 24),
        sheets.Column(_("Number of copies"), 10, "whole"),
        sheets.Column(_("Note"), 36),
    )
    rows = tuple(_row(line) for line in found.iterator(chunk_size=500))
    preface = (request.actor.agency.name, title_of(series) if series else _("All papers"))
    table = sheets.Sheet(_("Register of outgoing papers"), columns, rows, preface)
    data = sheets.write_table(table, made_at=timezone.now())
    return HttpResponse(data, headers={"Content-Type": XLSX, "Content-Disposition": f'attachment; filename="{name}"'})


def _row(line: Number) -> tuple[sheets.Value, ...]:
    kind = str(notation.PAPER_TYPES[line.paper_type].label)
    return (
        line.display,
        line.on,
        f"{kind}: {line.subject_line}" if line.subject_line else kind,
        line.signer,
        line.recipients,
        line.kept_by,
        line.copies,
        _note(line),
    )


def _note(line: Number) -> str:
    if line.reason:
        return _("Void: %(reason)s") % {"reason": line.reason}
    return "" if line.used_at else str(line.get_state_display())
