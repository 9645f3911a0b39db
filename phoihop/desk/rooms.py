"""A programme's room: everything about one framework on one page, as far as this actor may see it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phoihop.agree.consultation import queries as consultations
from phoihop.agree.consultation.models import Round
from phoihop.agree.consultation.queries import Said
from phoihop.agree.consultation.states import State as RoundState
from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Text, Version
from phoihop.agree.programmes import queries as programmes
from phoihop.agree.programmes.models import Framework, Programme
from phoihop.agree.programmes.queries import Cited
from phoihop.agree.programmes.states import SETTLED_FOR_GOOD, State
from phoihop.agree.signing import queries as signings
from phoihop.agree.signing.models import Signing
from phoihop.carry_out.briefings import panels as briefings
from phoihop.carry_out.escalations import panels as difficulties
from phoihop.carry_out.tasks import panels
from phoihop.carry_out.tasks.panels import Panel
from phoihop.carry_out.tasks.queries import end_of
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import heads

FOLLOWED = 8
STEPS = (
    pgettext_lazy("step of a programme's life", "Prepare"),
    pgettext_lazy("step of a programme's life", "Consult"),
    pgettext_lazy("step of a programme's life", "Settle"),
    pgettext_lazy("step of a programme's life", "Sign"),
    pgettext_lazy("step of a programme's life", "Give tasks"),
    pgettext_lazy("step of a programme's life", "Report"),
    pgettext_lazy("step of a programme's life", "Raise difficulties"),
    pgettext_lazy("step of a programme's life", "Hear matters"),
    pgettext_lazy("step of a programme's life", "Brief"),
    pgettext_lazy("step of a programme's life", "Look back"),
    pgettext_lazy("step of a programme's life", "Tell the public"),
    pgettext_lazy("step of a programme's life", "Keep"),
)
# How far along the twelve steps a state is: the step now at work, counted from 0.
NOW = {State.PREPARING: 0, State.CONSULTING: 1, State.COMPLETING: 2, State.SETTLED: 3, State.IN_FORCE: 4}
KEEPING = 11


@dataclass(frozen=True, slots=True)
class Thread:
    """One clause and what hangs on it, with the clauses before and after that can be followed next."""

    key: str
    label: str
    words: str
    said: Sequence[Said]
    signed: Sequence[Signing]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Next:
    """What moves the programme on from here, for whoever may do it."""

    sentence: Any
    label: Any
    url: str


@dataclass(frozen=True, slots=True)
class Room:
    steps: Sequence[dict[str, Any]]
    next: Next | None
    text: Text | None
    versions: Sequence[Version]
    rounds: Sequence[Round]
    signings: Sequence[Signing]
    programmes: Sequence[Programme]
    cited: Sequence[Cited]
    panels: Sequence[Panel]
    difficulties: Sequence[difficulties.Panel]
    briefings: briefings.Panel | None
    thread: Thread | None
    chain: str
    chain_head: str
    leads: bool
    on: dt.date
    then: bool


def followed(actor: Actor) -> list[Framework]:
    """The frameworks this actor may see, the newest first, a handful."""
    return list(programmes.latest_for(actor, FOLLOWED))


def room(framework: Framework, actor: Actor, *, clause: str, on: dt.date, then: bool = False) -> Room:
    """With `then` the day is past and everything is told as it was; the framework bears its state of that day."""
    moment = end_of(on)
    if then:
        framework.state = programmes.state_before(framework, moment) or State.PREPARING
    text = Text.objects.visible_to(actor).filter(framework=framework).select_related("framework").first()
    rounds = _rounds(text, actor, moment if then else None) if text else []
    signed = _signed(framework, actor, moment if then else None)
    leads = framework.lead_agency_id == actor.agency_id
    shown = [one for one in programmes.programmes_of(framework, actor) if one.opened_at < moment]
    versions = (
        text.versions.filter(programme=None, at__lt=moment).order_by("-at", "-pk").defer("content") if text else ()
    )
    return Room(
        steps=_steps(framework),
        next=None if then else _next(framework, actor, text, rounds) if leads else _asked(rounds),
        text=text,
        versions=list(versions),
        rounds=rounds,
        signings=signed,
        programmes=shown,
        cited=programmes.cited_in(framework, on=on),
        panels=_panels(framework, shown, actor, on, then),
        difficulties=_difficulties(framework, shown, actor, on, then),
        briefings=briefings.panel_of(framework, shown, signed, on=on, then=then),
        thread=_thread(text, rounds, signed, actor, clause) if text and _is_told(framework, then) else None,
        chain=framework.ledger_chain,
        chain_head=heads.head_before(framework.ledger_chain, moment) if then else heads.head_of(framework.ledger_chain),
        leads=leads,
        on=on,
        then=then,
    )


def _is_told(framework: Framework, then: bool) -> bool:
    """Before a text was settled its wording moved: of those days the drafts that were sent out tell, not the tree."""
    return not then or framework.state in SETTLED_FOR_GOOD


def _signed(framework: Framework, actor: Actor, moment: dt.datetime | None) -> list[Signing]:
    """All signings under it; with a moment, those whose last signature stood by then."""
    found = signings.signings_under(framework, actor)
    return found if moment is None else [one for one in found if one.signed_at and one.signed_at < moment]


def _panels(framework: Framework, shown: Sequence[Programme], actor: Actor, on: dt.date, then: bool) -> list[Panel]:
    """The tasks of each programme that is, or was, in force. Before that there are none, and nothing is asked."""
    if framework.state not in (State.IN_FORCE, State.ENDED):
        return []
    for programme in shown:
        programme.framework = framework
    return [panels.panel_of(programme, actor, on=on, then=then) for programme in shown]


def _difficulties(
    framework: Framework, shown: Sequence[Programme], actor: Actor, on: dt.date, then: bool
) -> list[difficulties.Panel]:
    """Of programmes that are, or were, in force."""
    if framework.state not in (State.IN_FORCE, State.ENDED):
        return []
    for programme in shown:
        programme.framework = framework
    return difficulties.panels_of(shown, actor, on=on, then=then)


def _next(framework: Framework, actor: Actor, text: Text | None, rounds: Sequence[Round]) -> Next | None:
    """For the lead agency: write or import, then ask, then answer and settle, then bring to be signed."""
    if framework.state == State.SETTLED:
        return _to_sign(framework, actor)
    if framework.state in (*SETTLED_FOR_GOOD, State.DROPPED):
        return None
    if text is None:
        url = reverse("drafting:begin", args=[framework.pk])
        return Next(_("There is no text yet. Import a document, or begin from an outline."), _("Begin the text"), url)
    if rounds and rounds[0].state != RoundState.SETTLED:
        url = reverse("consultation:show", args=[rounds[0].pk])
        return Next(_("A round of opinions is under way."), _("Go to the round"), url)
    url = reverse("consultation:new", args=[text.pk])
    return Next(_("When the text is ready, ask the parties for their opinions."), _("Ask for opinions"), url)


def _to_sign(framework: Framework, actor: Actor) -> Next | None:
    for version in signings.versions_to_sign(actor, framework=framework):
        url = reverse("signing:new", args=[version.pk])
        title = version.programme.name if version.programme else version.text.title
        return Next(
            _("The text is settled. Bring “%(title)s” to be signed.") % {"title": title}, _("Prepare the signing"), url
        )
    return None


def _asked(rounds: Sequence[Round]) -> Next | None:
    """For an agency that was asked: the round it may still answer."""
    if rounds and rounds[0].state == RoundState.OPEN:
        url = reverse("consultation:show", args=[rounds[0].pk])
        return Next(_("This agency was asked for its opinion."), _("Read and answer"), url)
    return None


def _rounds(text: Text, actor: Actor, moment: dt.datetime | None) -> list[Round]:
    """The latest first, each with its text at hand, so that asking who leads costs nothing. With a moment, as then."""
    rounds = consultations.rounds_of(text, actor)
    for round_ in rounds:
        round_.text = text
    return rounds if moment is None else [_as_then(one, moment) for one in rounds if one.prepared_at < moment]


def _as_then(round_: Round, moment: dt.datetime) -> Round:
    """Its state before that moment. Opinions still coming in then are not counted now."""
    passed = (
        (round_.settled_at, RoundState.SETTLED),
        (round_.closed_at, RoundState.CLOSED),
        (round_.opened_at, RoundState.OPEN),
    )
    round_.state = next((state for at, state in passed if at and at < moment), RoundState.PREPARED)
    if round_.state != RoundState.SETTLED:
        round_.tally = None  # type: ignore[attr-defined]  # rounds_of puts it there for the template
    return round_


def _steps(framework: Framework) -> list[dict[str, Any]]:
    """The twelve steps of a programme's life; keeping runs from the first day on."""
    now = NOW.get(State(framework.state), -1)
    found = []
    for place, label in enumerate(STEPS):
        state = "done" if place < now else "current" if place == now else "running" if place == KEEPING else ""
        found.append({"label": label, "state": state, "number": place + 1})
    return found


def _thread(text: Text, rounds: Sequence[Round], signed: Sequence[Signing], actor: Actor, wanted: str) -> Thread | None:
    """The clause asked for, else the first that was remarked on, else the first with words."""
    branches = [b for b in drafting.flat(drafting.tree(text, actor=actor)) if b.body or not b.children]
    if not branches:
        return None
    said = _said(rounds, actor)
    keys = [branch.key for branch in branches]
    key = wanted if wanted in keys else next((key for key in keys if said[key]), keys[0])
    place = keys.index(key)
    branch = branches[place]
    return Thread(
        key=key,
        label=branch.label,
        words=branch.body or branch.heading,
        said=said[key],
        signed=[one for one in signed if one.signed_at and branch.only_for in (None, one.version.programme_id)],
        before=keys[place - 1] if place else "",
        after=keys[place + 1] if place + 1 < len(keys) else "",
    )


def _said(rounds: Sequence[Round], actor: Actor) -> dict[str, list[Said]]:
    """What was said of each clause, the earliest round first."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in consultations.said_in(rounds, actor=actor) if rounds else ():
        found[one.key].append(one)
    return found
