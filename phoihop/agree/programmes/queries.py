"""What people ask about frameworks, programmes and legal bases. Reads only."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from phoihop.agree.programmes.models import Citation, Framework, LegalBasis, Party, Programme
from phoihop.agree.programmes.states import SETTLED_FOR_GOOD, State
from phoihop.foundation.agencies.actor import WHOEVER, Actor
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.statements import Given, statement
from phoihop.kit.vietnamese import fold


def frameworks_for(actor: Actor, *, state: str = "", words: str = "") -> QuerySet[Framework]:
    """Frameworks this actor may see, the newest first; `words` is matched with or without tone marks."""
    found = Framework.objects.visible_to(actor).select_related("lead_agency")
    if state:
        found = found.filter(state=state)
    if words:
        found = found.filter(folded__contains=fold(words.strip()))
    return found.annotate(programme_count=Count("programmes", distinct=True)).order_by("-opened_at", "-pk")


_MOVED_TO = {
    "framework.opened": State.PREPARING,
    "framework.sent_for_opinions": State.CONSULTING,
    "framework.being_completed": State.COMPLETING,
    "framework.settled": State.SETTLED,
    "framework.in_force": State.IN_FORCE,
    "framework.ended": State.ENDED,
    "framework.dropped": State.DROPPED,
}


def state_before(framework: Framework, moment: dt.datetime) -> State | None:
    """What it was just before a moment, as the ledger tells; None before it was opened."""
    return _MOVED_TO.get(ledger.last_kind(framework, _MOVED_TO, before=moment))


def latest_for(actor: Actor, count: int) -> list[Framework]:
    """The newest frameworks this actor may see: title and state only, for a list beside something else."""
    return _latest(count, agency=actor.agency_id)


@statement
def _latest(count: int) -> QuerySet[Framework]:
    return Framework.objects.visible_to(WHOEVER).only("title", "state").order_by("-opened_at", "-pk")[:count]


def programmes_of(framework: Framework, actor: Actor) -> list[Programme]:
    """The programmes under a framework that this actor may see, with parties and focal points at hand."""
    return _programmes(agency=actor.agency_id, framework=framework.pk)


@statement
def _programmes() -> QuerySet[Programme]:
    return (
        Programme.objects.visible_to(WHOEVER)
        .filter(framework_id=Given("framework"))
        .select_related("standing_unit")
        .prefetch_related("parties__agency__names", "parties__focal_point__person", "parties__focal_point__post")
        .order_by("position", "pk")
    )


def agencies_in(framework: Framework) -> list[Agency]:
    """Every agency that is a party under the framework, the lead agency first, each once."""
    joined = Agency.objects.filter(memberships__programme__framework=framework)
    order = joined.order_by("memberships__programme__position", "memberships__position", "pk")
    agencies = {agency.pk: agency for agency in [framework.lead_agency, *order]}
    return list(agencies.values())


def focal_points(framework: Framework) -> dict[int, Tenure]:
    """Who to turn to in each agency: {agency id: tenure}; agencies that named nobody are absent."""
    parties = Party.objects.filter(programme__framework=framework, focal_point__isnull=False)
    return {
        p.agency_id: p.focal_point
        for p in parties.select_related("focal_point__person").order_by("pk")
        if p.focal_point
    }


def tenures_in(agency: Agency, *, on: dt.date) -> QuerySet[Tenure]:
    """Who can be named focal point of this agency that day."""
    return (
        Tenure.objects.filter(post__agency=agency, from_on__lte=on)
        .filter(Q(until_on=None) | Q(until_on__gt=on))
        .select_related("person", "post")
        .order_by("person__full_name", "pk")
    )


def register(*, words: str = "", on: dt.date | None = None) -> QuerySet[LegalBasis]:
    """The register of legal bases, newest first; `on` keeps those in force that day."""
    found = LegalBasis.objects.select_related("replaced_by")
    if words:
        found = found.filter(folded__contains=fold(words.strip()))
    if on:
        found = found.filter(Q(in_force_from=None) | Q(in_force_from__lte=on)).filter(
            Q(in_force_until=None) | Q(in_force_until__gte=on)
        )
    return found.order_by("-issued_on", "-pk")


@dataclass(frozen=True, slots=True)
class Cited:
    citation: Citation
    in_force: bool
    replaced_by: LegalBasis | None


def cited_in(framework: Framework, *, on: dt.date) -> list[Cited]:
    """The legal bases of a framework in the order cited, each with whether it is still in force that day."""
    rows = framework.citations.select_related("basis__replaced_by").order_by("position", "pk")
    return [Cited(row, row.basis.in_force_on(on), row.basis.replaced_by) for row in rows]


# ── The ledger's chains ──────────────────────────────────────────────────────


def bases_known(on: dt.date) -> list[LegalBasis]:
    """What is over by that day, and what took its place: for whoever checks what a text cites."""
    over = LegalBasis.objects.filter(Q(in_force_until__lt=on) | Q(replaces__in_force_until__lt=on))
    return list(over.select_related("replaced_by").order_by("pk").distinct())


def run_out(on: dt.date) -> QuerySet[Framework]:
    """In force beyond their last day; for the clock."""
    return Framework.objects.filter(state=State.IN_FORCE, ends_on__lt=on).order_by("pk")


def may_read_framework_chain(actor: Actor, chain: str) -> bool:
    """The lead agency always; the parties once the text is settled, as it tells what every agency said on the way."""
    pk = _named(chain)
    seen = Framework.objects.visible_to(actor).filter(pk=pk)
    return seen.filter(Q(lead_agency_id=actor.agency_id) | Q(state__in=SETTLED_FOR_GOOD)).exists()


def may_read_programme_chain(actor: Actor, chain: str) -> bool:
    return Programme.objects.visible_to(actor).filter(pk=_named(chain)).exists()


def title_of_framework_chain(chain: str) -> str:
    return Framework.objects.filter(pk=_named(chain)).values_list("title", flat=True).first() or chain


def title_of_programme_chain(chain: str) -> str:
    return Programme.objects.filter(pk=_named(chain)).values_list("name", flat=True).first() or chain


def _named(chain: str) -> int:
    """The id in "framework:12"; 0, which nothing bears, when there is none."""
    number = chain.partition(":")[2]
    return int(number) if number.isdecimal() else 0
