"""What a page of this stage is about, as far as this actor may see it: else 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Party, Programme
from phoihop.carry_out.escalations import queries, rules
from phoihop.carry_out.escalations.models import Difficulty, Order, Referral
from phoihop.carry_out.escalations.states import ReferralState
from phoihop.foundation.agencies.doors import MemberRequest
from phoihop.foundation.agencies.models import Agency


def seen(request: MemberRequest, pk: int) -> Difficulty:
    return get_object_or_404(queries.seen_by(request.actor), pk=pk)


def triaged(request: MemberRequest, pk: int) -> Difficulty:
    """Pages of the unit that runs the programme do not exist for the others."""
    difficulty = seen(request, pk)
    if not rules.is_running_it(request.actor, difficulty.programme):
        raise Http404
    return difficulty


def held(request: MemberRequest, pk: int) -> Difficulty:
    """Pages of the agency whose difficulty it is."""
    difficulty = seen(request, pk)
    if difficulty.held_by_id != request.actor.agency_id:
        raise Http404
    return difficulty


def referral_seen(request: MemberRequest, pk: int) -> Referral:
    """The last one put to this actor's body, awaited if any is: what the pages of a member are about."""
    difficulty = seen(request, pk)
    mine = difficulty.referrals.filter(body_id=request.actor.agency_id).select_related("body", "statement")
    found = mine.filter(state=ReferralState.AWAITED).first() or mine.order_by("-number").first()
    if found is None:
        raise Http404
    found.difficulty = difficulty
    return found


def order_seen(request: MemberRequest, pk: int, order: int) -> Order:
    difficulty = triaged(request, pk)
    rows = Order.objects.select_related("agency", "directive__referral__body")
    found = get_object_or_404(rows, pk=order, directive__referral__difficulty=difficulty)
    found.directive.programme = difficulty.programme
    found.directive.referral.difficulty = difficulty
    return found


def programme_of(request: MemberRequest, pk: int) -> Programme:
    """A party reports in it, also its standing unit."""
    programmes = Programme.objects.select_related("framework__lead_agency", "standing_unit")
    mine = Party.objects.filter(agency_id=request.actor.agency_id).values("programme_id")
    return get_object_or_404(programmes.filter(pk__in=mine), pk=pk)


def parties_of(programme: Programme) -> list[Agency]:
    return [row.agency for row in programme.parties.select_related("agency").order_by("position", "pk")]


def labels_of(nodes: list[Node]) -> dict[int, str]:
    """{primary key: name and first words} of clauses of one text, whose tree is already known."""
    return {node.pk: _short(drafting.label(node), node.heading or node.body) for node in nodes}


def _short(label: str, words: str) -> str:
    return f"{label}. {words[:60]}…" if len(words) > 60 else f"{label}. {words}"


def trail(difficulty: Difficulty) -> list[tuple[str, str]]:
    """The way back, for the crumbs."""
    return [*programme_trail(difficulty.programme), (difficulty.get_absolute_url(), difficulty.code)]


def programme_trail(programme: Programme) -> list[tuple[str, str]]:
    return [
        (programme.framework.get_absolute_url(), programme.framework.title),
        (f"{reverse('escalations:list')}?programme={programme.pk}", _("Difficulties")),
    ]
