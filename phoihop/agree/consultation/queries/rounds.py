"""Rounds, and the clauses of the version each of them sent."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from phoihop.agree.consultation.models import Invitation, Remark, Round
from phoihop.agree.consultation.queries.remarks import UNFINISHED
from phoihop.agree.consultation.states import Answer, RemarkState, State
from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node, Text
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.vietnamese import fold


def running_round(text: Text) -> Round | None:
    return text.rounds.exclude(state=State.SETTLED).first()


def latest_round(text: Text) -> Round | None:
    return text.rounds.order_by("-number", "-pk").first()


def has_clauses(text: Text) -> bool:
    return Node.objects.filter(text=text, removed=False).exists()


def place_of(node: Node, round_: Round, actor: Actor) -> str | None:
    """The clause's name on paper in the version sent, None when this agency was not sent such a clause."""
    assert round_.version is not None  # asked of open rounds only, which have one
    sent = drafting.flat(drafting.branches_of(round_.version, actor=actor))
    return next((drafting.spoken(branch.path) for branch in sent if branch.key == node.key), None)


#: How the list may be ordered; every order ends with the primary key.
SORTS = {"newest": "-prepared_at", "due": "due_on", "title": "text__title"}


def rounds_for(actor: Actor, *, state: str = "", words: str = "", sort: str = "newest") -> QuerySet[Round]:
    """Every round this actor may see, each with who was asked, who answered and what is unfinished.

    `words` are looked for in the title of the framework, with or without tone marks.
    """
    columns = (
        "number",
        "state",
        "due_on",
        "text__title",
        "text__framework__title",
        "text__framework__lead_agency__name",
    )
    found = Round.objects.visible_to(actor).select_related("text__framework__lead_agency").only(*columns)
    if state:
        found = found.filter(state=state)
    if words:
        found = found.filter(text__framework__folded__contains=fold(words.strip()))
    asked = Invitation.objects.filter(round=OuterRef("pk")).order_by().values("round")
    counted = with_unfinished(found).annotate(
        asked=_counted(asked), answered=_counted(asked.filter(state=Answer.ANSWERED))
    )
    return counted.order_by(SORTS.get(sort, SORTS["newest"]), "-pk")


def with_unfinished(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Each with `unfinished`, how many official remarks have no final response."""
    official = Remark.objects.filter(round=OuterRef("pk"), state=RemarkState.OFFICIAL).order_by().values("round")
    return rounds.annotate(unfinished=_counted(official.filter(UNFINISHED)))


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def texts_to_consult(actor: Actor) -> list[Text]:
    """Texts this agency leads on which no round runs and which are not settled."""
    running = Round.objects.filter(text=OuterRef("pk")).exclude(state=State.SETTLED)
    led = Text.objects.filter(framework__lead_agency_id=actor.agency_id, settled_at=None).exclude(Exists(running))
    return list(led.exclude(framework__state=FrameworkState.DROPPED).order_by("-pk"))


def counting(day: dt.date) -> QuerySet[Round]:
    """Open rounds whose deadline is counted in working days over this day."""
    return Round.objects.filter(
        state=State.OPEN, working_days__isnull=False, due_on__gte=day, opened_at__date__lte=day
    ).select_related("text__framework")


def order_of_clauses(round_: Round) -> dict[str, int]:
    """Key of each clause of the version sent -> its place in reading order."""
    assert round_.version is not None  # asked of open rounds only, which have one
    return {branch.key: place for place, branch in enumerate(drafting.flat(drafting.branches_of(round_.version)))}


class Now(NamedTuple):
    """A clause as it stands in the draft."""

    revision: int
    heading: str
    body: str


def working_nodes(round_: Round) -> dict[str, Now]:
    """The clauses of the draft by key. One query, no objects."""
    rows = Node.objects.filter(text=round_.text_id, removed=False)
    found = rows.values_list("key", "revision", "heading", "body")
    return {key: Now(revision, heading, body) for key, revision, heading, body in found}


def wording_of(node: Node) -> str:
    """What a proposed wording stands for: the clause's words, or its heading where it has nothing else."""
    return node.body or node.heading
