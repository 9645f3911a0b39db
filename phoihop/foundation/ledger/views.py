"""Pages of the ledger. It stands below agencies and knows an actor only by what middleware put on the request."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from phoihop.foundation.ledger import kinds, queries, visibility

PER_PAGE = 50


def _require_visible(request: HttpRequest, chain: str) -> None:
    """What you may not see does not exist: 404, whether or not the chain does."""
    if not visibility.may_see(getattr(request, "actor", None), chain):
        raise Http404


@login_required
@require_GET
def chain(request: HttpRequest, chain: str) -> HttpResponse:
    _require_visible(request, chain)
    found, stage = queries.kinds_in(chain), request.GET.get("of", "")
    wanted = [kind for kind in found if kinds.owners().get(kind) == stage]
    page = Paginator(queries.chain(chain, of=wanted), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "chain": chain,
        "title": visibility.title(chain),
        "stages": _stages(found),
        "stage": stage if wanted else "",
        "page": page,
        "lines": queries.lines(page.object_list),
        "head": queries.head(chain),
        "anchored": queries.anchored(chain),
    }
    return render(request, "ledger/chain.html", shown)


def _stages(found: list[str]) -> list[tuple[str, str]]:
    """What the kinds in a chain are about, named like the part of the program that owns them."""
    labels = {owner for kind in found if (owner := kinds.owners().get(kind))}
    named = [(label, gettext(str(apps.get_app_config(label).verbose_name))) for label in labels]
    return sorted(named, key=lambda pair: pair[1])


@login_required
@require_GET
def anchors(request: HttpRequest) -> HttpResponse:
    """Roots are for everyone: they tell nothing of what lies under them; every copy kept makes them worth more."""
    if not getattr(request, "actor", None):
        raise Http404
    page = Paginator(queries.anchors(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "ledger/anchors.html", {"page": page})


class _Echo:
    """A file that hands back each row instead of keeping it."""

    def write(self, row: str) -> str:
        return row


@login_required
@require_GET
def as_csv(request: HttpRequest, chain: str) -> StreamingHttpResponse:
    """What the page shows, for a spreadsheet; a byte order mark, because Excel reads UTF-8 only with one."""
    _require_visible(request, chain)
    writer = csv.writer(_Echo())

    def rows() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(["seq", "at", "kind", "sentence", "by", "agency", "hash"])
        for line in _all_lines(chain):
            cells = [line.kind, line.sentence, line.by_name, line.agency_name]
            yield writer.writerow([line.seq, line.at.isoformat(), *map(_no_formula, cells), line.hash])

    return _download(rows(), "text/csv; charset=utf-8", chain, "csv")


@login_required
@require_GET
def as_json(request: HttpRequest, chain: str) -> StreamingHttpResponse:
    """The entries exactly as hashed: whoever has them can repeat the sum. Names are promised in them, not written."""
    _require_visible(request, chain)

    def pieces() -> Iterator[str]:
        yield f'{{"chain":{json.dumps(chain)},"entries":['
        for number, entry in enumerate(queries.chain(chain, newest_first=False).iterator(500)):
            yield ("," if number else "") + json.dumps(queries.hashed([entry])[0], ensure_ascii=False)
        yield "]}\n"

    return _download(pieces(), "application/json", chain, "json")


def _all_lines(chain: str) -> Iterator[queries.Line]:
    after = 0
    while page := list(queries.chain(chain, newest_first=False).filter(seq__gt=after)[:500]):
        yield from queries.lines(page)
        after = page[-1].seq


def _no_formula(cell: str) -> str:
    """A cell that begins like a formula is run by spreadsheets; a quotation mark before it makes it text again."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _download(pieces: Iterator[Any], media_type: str, chain: str, suffix: str) -> StreamingHttpResponse:
    name = f"ledger-{chain.replace(':', '-')}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(pieces, content_type=media_type, headers=headers)
