"""What the page of one difficulty shows, and how much of it this reader may see."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Party, Programme
from phoihop.agree.signing.models import Binding, Signing
from phoihop.carry_out.escalations.models import Difficulty, Directive, Order, Referral, Statement, Turn
from phoihop.carry_out.escalations.origins import DIRECTIVE
from phoihop.carry_out.escalations.states import OVER
from phoihop.carry_out.tasks import queries as tasks
from phoihop.carry_out.tasks.models import Task
from phoihop.carry_out.tasks.origins import Source
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import queries as ledger

_WITH = ("programme__framework__lead_agency", "programme__standing_unit", "reporter", "held_by", "waits_for")


def seen_by(actor: Actor) -> QuerySet[Difficulty]:
    """Difficulties this actor sees, each with its programme and agencies at hand."""
    return Difficulty.objects.visible_to(actor).select_related(*_WITH, "merged_into")


@dataclass(frozen=True, slots=True)
class Seen:
    """How this reader stands to a difficulty. `whole`: a party, which sees tasks and clauses, not only their titles."""

    whole: bool
    body: bool


def reads_as(actor: Actor, difficulty: Difficulty) -> Seen:
    """The leadership body sees what was put to it; the rest of the programme is not its business here. Two queries."""
    party = Party.objects.filter(programme=difficulty.programme_id, agency_id=actor.agency_id).exists()
    unit = difficulty.programme.standing_unit_id == actor.agency_id
    put = difficulty.referrals.filter(body_id=actor.agency_id).exists()
    return Seen(whole=party or unit or difficulty.held_by_id == actor.agency_id, body=put)


@dataclass(slots=True)
class Thread:
    """Clause → task → difficulty → referral → directive → what was ordered, as known at the end of the day asked."""

    clauses: list[tuple[Node, str]]
    tasks: list[Task]
    statement: Statement
    former: list[Statement]
    turns: list[Turn]
    referrals: list[Referral]
    directives: list[Directive]
    merged: list[Difficulty]


def thread_of(difficulty: Difficulty, *, on: dt.date, then: bool = False) -> Thread:
    """Thirteen queries at most. `referral.directive` is at hand, with `orders`."""
    after = tasks.end_of(on)
    orders = Order.objects.select_related("agency", "task", "signing__version__programme", "signing__version__text")
    directives = Directive.objects.prefetch_related(
        Prefetch("orders", orders.prefetch_related("nodes").order_by("position"))
    )
    referrals = difficulty.referrals.select_related("body", "referred_by", "statement").prefetch_related(
        "due_dates", "reminders", Prefetch("directive", directives)
    )
    turns = difficulty.turns.select_related("agency", "waits_for", "referral__body").order_by("at", "pk")
    statements = difficulty.statements.order_by("-number")
    merged = difficulty.merged.select_related("held_by").order_by("pk")
    if then:
        referrals, turns = referrals.filter(referred_at__lt=after), turns.filter(at__lt=after)
        statements, merged = statements.filter(at__lt=after), merged.filter(closed_at__lt=after)
    puts = list(referrals.order_by("number"))
    [statement, *former] = list(statements)
    return Thread(
        clauses=[(node, drafting.label(node)) for node in difficulty.nodes.order_by("position", "pk")],
        tasks=list(difficulty.tasks.order_by("code", "pk")),
        statement=statement,
        former=former,
        turns=list(turns),
        referrals=puts,
        directives=[
            one.directive for one in puts if hasattr(one, "directive") and (not then or one.directive.at < after)
        ],
        merged=list(merged),
    )


def log_of(difficulty: Difficulty, *, on: dt.date, limit: int = 40) -> list[ledger.Line]:
    """What had happened to it by the end of that day, the newest first, from the chain of its programme."""
    about = Q(subject_type="escalations.difficulty", subject_id=str(difficulty.pk))
    for model in ("referral", "referralreminder"):
        keys = _keys(difficulty, model)
        if keys:
            about |= Q(subject_type=f"escalations.{model}", subject_id__in=keys)
    happened = ledger.chain(difficulty.ledger_chain).filter(about, at__lt=tasks.end_of(on))
    return ledger.lines(happened[:limit])


def _keys(difficulty: Difficulty, model: str) -> list[str]:
    rows = difficulty.referrals.values_list("pk" if model == "referral" else "reminders__pk", flat=True)
    return [str(key) for key in rows if key]


def merge_targets(difficulty: Difficulty) -> list[Difficulty]:
    """Difficulties of the same programme that still run, the newest first."""
    others = Difficulty.objects.filter(programme=difficulty.programme_id).exclude(pk=difficulty.pk)
    return list(others.exclude(state__in=OVER).order_by("-number"))


def amendments_for(programme: Programme) -> list[Signing]:
    """Signings that change a text of the programme's framework, the newest first."""
    bound = Binding.objects.filter(first__version__text__framework=programme.framework_id)
    found = Signing.objects.filter(pk__in=bound.values("signing_id"))
    return list(found.select_related("version__programme", "version__text").order_by("-prepared_at", "-pk"))


def reports_on(programme: Programme) -> tuple[list[Task], list[Node]]:
    """Tasks and clauses a difficulty of this programme may affect, in reading order."""
    running = Task.objects.filter(programme=programme).exclude(state__in=["DRAFT", "DROPPED"])
    text = getattr(programme.framework, "text", None)
    nodes = []
    if text is not None:
        branches = drafting.flat(drafting.tree(text, programme=programme))
        nodes = [branch.node for branch in branches if isinstance(branch.node, Node)]
    return list(running.order_by("code", "pk")), nodes


def source_of_task(origin_id: str) -> Source | None:
    """How a task made of a directive names it, for tasks.origins."""
    directive = Directive.objects.filter(pk=origin_id).select_related("referral__difficulty", "referral__body").first()
    if directive is None:
        return None
    difficulty = directive.referral.difficulty
    return Source(f"{directive}, {directive.referral.body.name} ({difficulty.code})", directive.get_absolute_url())


def tasks_of(directive: Directive, actor: Actor) -> list[Task]:
    """The way forward: tasks made of it, as far as this actor sees them."""
    return tasks.tasks_from(DIRECTIVE, str(directive.pk), actor)
