"""What a page of this stage is about, as far as this actor may see it: else 404."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phoihop.agree.programmes import queries as programmes
from phoihop.carry_out.briefings import queries, rules
from phoihop.carry_out.briefings.models import Briefing, Conclusion, Document, Item, OwedPaper, Seat, Series
from phoihop.carry_out.escalations.models import Referral
from phoihop.carry_out.escalations.states import ReferralState
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.doors import MemberRequest
from phoihop.foundation.agencies.models import Agency, Tenure


def seen(request: MemberRequest, pk: int) -> Briefing:
    found: Briefing = get_object_or_404(queries.visible(request.actor), pk=pk)
    return found


def hosted(request: MemberRequest, pk: int) -> Briefing:
    """Pages of whoever prepares the briefing do not exist for the others."""
    briefing = seen(request, pk)
    if not rules.is_hosting(request.actor, briefing.series):
        raise Http404
    return briefing


def item_seen(request: MemberRequest, pk: int, item: int) -> Item:
    return _or_404(queries.item_in(seen(request, pk), item))


def item_hosted(request: MemberRequest, pk: int, item: int) -> Item:
    return _or_404(queries.item_in(hosted(request, pk), item))


def seat_seen(request: MemberRequest, pk: int, seat: int) -> Seat:
    """The agency's own, or any for whoever prepares."""
    found: Seat = _or_404(queries.seat_in(seen(request, pk), seat))
    if found.agency_id != request.actor.agency_id and not rules.is_hosting(request.actor, found.briefing.series):
        raise Http404
    return found


def document_seen(request: MemberRequest, pk: int, document: int) -> Document:
    return _or_404(queries.document_of(seen(request, pk), document))


def paper_seen(request: MemberRequest, pk: int, paper: int) -> OwedPaper:
    briefing = seen(request, pk)
    found = get_object_or_404(briefing.owed_papers.select_related("agency", "item"), pk=paper)
    found.briefing = briefing
    if found.agency_id != request.actor.agency_id and not rules.is_hosting(request.actor, briefing.series):
        raise Http404
    return found


def conclusion_seen(request: MemberRequest, pk: int, conclusion: int) -> Conclusion:
    briefing = seen(request, pk)
    found = get_object_or_404(briefing.conclusions.select_related("item", "lead"), pk=conclusion)
    found.briefing = found.item.briefing = briefing
    return found


def _or_404(found: Any) -> Any:
    if found is None:
        raise Http404
    return found


def series_of(request: MemberRequest, pk: int) -> Series:
    found: Series = get_object_or_404(queries.series_seen(request.actor), pk=pk)
    return found


def series_hosted(request: MemberRequest, pk: int) -> Series:
    series = series_of(request, pk)
    if not rules.is_hosting(request.actor, series):
        raise Http404
    return series


def past_day(request: MemberRequest) -> dt.date | None:
    """`?on=` a day before today; anything else is today."""
    try:
        day = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return day if day < timezone.localdate() else None


def around(series: Series) -> list[Agency]:
    """Agencies around the table."""
    if series.programme is None:
        return programmes.agencies_in(series.framework)
    rows = series.programme.parties.select_related("agency").order_by("position", "pk")
    return [row.agency for row in rows]


def invited(briefing: Briefing) -> list[Agency]:
    """Those with a seat, else those around the table."""
    seats = briefing.seats.select_related("agency").order_by("position", "pk")
    agencies = {seat.agency_id: seat.agency for seat in seats}
    return list(agencies.values()) or around(briefing.series)


def posts_that(agencies: Sequence[Agency], may: Permission, *, on: dt.date) -> list[int]:
    """Tenures of that day in these agencies whose roles grant the permission."""
    held = Tenure.objects.filter(post__agency__in=agencies, from_on__lte=on).select_related("post")
    in_force = [one for one in held if one.until_on is None or one.until_on > on]
    return [one.pk for one in in_force if any(may in role.permissions for role in one.role_set)]


def bodies(briefing: Briefing, *, on: dt.date) -> list[Agency]:
    """Leadership bodies that may be asked: with a seat here, or above whoever prepares."""
    near = {agency.pk: agency for agency in invited(briefing)}
    host = Agency.objects.select_related("parent").get(pk=briefing.series.host_id)
    if host.parent:
        near[host.parent.pk] = host.parent
    deciding = posts_that(list(near.values()), Permission.DECIDE, on=on)
    allowed = set(Tenure.objects.filter(pk__in=deciding).values_list("post__agency_id", flat=True))
    return [agency for pk, agency in near.items() if pk in allowed]


def trail(briefing: Briefing) -> list[tuple[str, str]]:
    """The way back, for the crumbs."""
    return [*series_trail(briefing.series), (briefing.get_absolute_url(), briefing.title)]


def series_trail(series: Series) -> list[tuple[str, str]]:
    return [
        (series.framework.get_absolute_url(), series.framework.title),
        (f"{reverse('briefings:list')}?series={series.pk}", _("Briefings")),
    ]


def referrals_for(request: MemberRequest, found: Item) -> list[Referral]:
    """Difficulties under this table that wait for the body of whoever asks."""
    series = found.briefing.series
    awaited = Referral.objects.filter(body_id=request.actor.agency_id, state=ReferralState.AWAITED)
    under = awaited.filter(difficulty__programme__framework=series.framework_id)
    if series.programme_id:
        under = awaited.filter(difficulty__programme=series.programme_id)
    return list(under.select_related("difficulty__programme__framework", "body").order_by("due_on", "pk")[:50])
