"""Remarks and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet

from phoihop.agree.consultation.models import Invitation, Remark, Response, Round
from phoihop.agree.consultation.states import RemarkState, State
from phoihop.agree.drafting.models import Text
from phoihop.foundation.agencies.actor import Actor

#: A remark that still needs something: no response, only a draft of one, or a question put to the leadership.
UNFINISHED = Q(response=None) | Q(response__is_draft=True) | Q(response__outcome=Response.Outcome.LEADERSHIP)


class Mark(NamedTuple):
    """As much of an official remark as counting needs. `outcome` is "" while nothing was said, or only a draft."""

    pk: int
    number: int
    key: str
    outcome: str
    is_open: bool


def marks_in(round_: Round, *, actor: Actor) -> list[Mark]:
    """Every numbered remark this actor may see, in order of number. One query, no objects: pages count hundreds."""
    rows = _seen_by(round_, actor).order_by("number", "pk")
    marks = []
    for pk, number, key, state, outcome, is_draft in rows.values_list(
        "pk", "number", "node__key", "state", "response__outcome", "response__is_draft"
    ):
        given_outcome = "" if is_draft or outcome is None else outcome
        is_final = given_outcome not in ("", Response.Outcome.LEADERSHIP)
        marks.append(Mark(pk, number or 0, key or "", given_outcome, state == RemarkState.OFFICIAL and not is_final))
    return marks


def official_remarks(round_: Round, *, actor: Actor, only: Iterable[int] | None = None) -> list[Remark]:
    """The numbered remarks this actor may see (of `only` these ids), with response, tied edit and duplicates at hand.

    The lead agency sees all. An invited agency sees its own, and all of them once the round is finished.
    """
    found = _seen_by(round_, actor)
    if only is not None:
        found = found.filter(pk__in=list(only))
    return list(
        found.select_related(
            "invitation__agency",
            "invitation__opinion",
            "node",
            "response__edit",
            "response__duplicate_of__response",
            "carried_from__round",
            "carried_to__round",
        )
        .defer("invitation__asked")
        .order_by("number", "pk")
    )


class Said(NamedTuple):
    """An official remark as a list tells it. `outcome` is "" while nothing was said, or only a draft."""

    round_id: int
    number: int
    key: str
    agency: str
    body: str
    outcome: str

    @property
    def outcome_in_words(self) -> str:
        return str(Response.Outcome(self.outcome).label) if self.outcome else ""


def said_in(rounds: Sequence[Round], *, actor: Actor) -> list[Said]:
    """What this actor may see of what was said on clauses in these rounds, the earliest round first. One query.

    A remark carried over stands once, as it is now. No objects: a room counts hundreds and shows a few.
    """
    whole = [one for one in rounds if sees_all_remarks(one, actor)]
    seen = Q(round__in=whole) | Q(round__in=rounds, invitation__agency_id=actor.agency_id)
    rows = Remark.objects.filter(seen, state=RemarkState.OFFICIAL, node__isnull=False)
    columns = ("round_id", "number", "node__key", "invitation__agency__name", "body", "response__outcome")
    said = rows.order_by("round__number", "number", "pk").values_list(*columns, "response__is_draft")
    return [
        Said(of, number or 0, key or "", agency, body, "" if is_draft else outcome or "")
        for of, number, key, agency, body, outcome, is_draft in said
    ]


def _seen_by(round_: Round, actor: Actor) -> QuerySet[Remark]:
    found = round_.remarks.filter(state__in=[RemarkState.OFFICIAL, RemarkState.CARRIED])
    return found if sees_all_remarks(round_, actor) else found.filter(invitation__agency_id=actor.agency_id)


def sees_all_remarks(round_: Round, actor: Actor) -> bool:
    return leads(round_, actor) or round_.state == State.SETTLED


def leads(round_: Round, actor: Actor) -> bool:
    return actor.agency_id == round_.text.framework.lead_agency_id and not actor.guest_ref


def staff_remarks(invitation: Invitation) -> list[Remark]:
    """What the agency's own people wrote and nobody else may see."""
    return list(
        invitation.remarks.filter(state__in=[RemarkState.STAFF, RemarkState.LEFT_OUT])
        .select_related("node", "invitation__round__text__framework")
        .order_by("at", "pk")
    )


def remark_for(round_: Round, pk: int) -> Remark | None:
    return (
        round_.remarks.select_related(
            "node", "invitation__agency", "invitation__round__text__framework", "round__text__framework", "response"
        )
        .filter(pk=pk)
        .first()
    )


def response_to(remark: Remark) -> Response | None:
    return Response.objects.select_related("edit").filter(remark=remark).first()


def repeats_another(remark: Remark) -> bool:
    return Response.objects.filter(remark=remark, outcome=Response.Outcome.DUPLICATE).exists()


def is_repeated(remark: Remark) -> bool:
    return Response.objects.filter(duplicate_of=remark).exists()


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """Remarks (by id, in order of number) that keep a round from being settled."""

    unanswered: list[int]
    drafts: list[int]
    with_leadership: list[int]


def open_ends(round_: Round) -> OpenEnds:
    ends = OpenEnds([], [], [])
    rows = round_.remarks.filter(UNFINISHED, state=RemarkState.OFFICIAL).order_by("number", "pk")
    for pk, is_draft, outcome in rows.values_list("pk", "response__is_draft", "response__outcome"):
        place = ends.unanswered if is_draft is None else ends.drafts if is_draft else ends.with_leadership
        place.append(pk)
        assert outcome is not None or is_draft is None  # a response has an outcome, if only an empty one
    return ends


def pending_remarks(round_: Round) -> list[Remark]:
    """What a next round takes over, in order of number."""
    return list(
        round_.remarks.filter(UNFINISHED, state=RemarkState.OFFICIAL)
        .select_related("invitation", "response")
        .order_by("number", "pk")
    )


@dataclass(slots=True)
class Followed:
    """A remark as the thread of a clause tells it; `answer` is None while nothing final was said."""

    round_id: int
    number: int
    agency: str
    body: str
    answer: Response | None


def remarks_by_clause(text: Text, actor: Actor) -> dict[str, list[Followed]]:
    """Official remarks of every round this actor may see, by key of the clause, in the order they came. One query."""
    found = Remark.objects.filter(
        round__in=Round.objects.visible_to(actor).filter(text=text), state=RemarkState.OFFICIAL, node__isnull=False
    )
    if actor.agency_id != text.framework.lead_agency_id:
        found = found.filter(Q(invitation__agency_id=actor.agency_id) | Q(round__state=State.SETTLED))
    rows: dict[str, list[Followed]] = {}
    for remark in found.select_related("invitation__agency", "node", "response").order_by("round__number", "number"):
        response = given(remark)
        assert remark.node is not None  # filtered above
        rows.setdefault(remark.node.key, []).append(
            Followed(
                round_id=remark.round_id,
                number=remark.number or 0,
                agency=remark.invitation.agency.name,
                body=remark.body,
                answer=response if response and not response.is_draft else None,
            )
        )
    return rows


def given(remark: Remark) -> Response | None:
    """The response fetched with the remark, draft or not; asks nothing when it came with select_related."""
    return getattr(remark, "response", None)
