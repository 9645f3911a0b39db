"""What waits for a person in consultations, and why, until when."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phoihop.agree.consultation.models import Invitation, Round
from phoihop.agree.consultation.queries.rounds import with_unfinished
from phoihop.agree.consultation.states import Answer, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.statements import Given, statement
from phoihop.kit.due import Due
from phoihop.kit.workdays import Computed

FINISHING = (Permission.CONSULT, Permission.RESPOND)


def waiting_on(actor: Actor, *, on: dt.date) -> list[Due]:
    """Opinions this person's agency owes, and rounds it leads that need a hand. At most two queries."""
    dues: list[Due] = []
    if actor.may(Permission.REMARK):
        dues += _opinions_owed(actor)
    if any(map(actor.may, FINISHING)):
        dues += _rounds_led(actor, on=on)
    return dues


def _opinions_owed(actor: Actor) -> Iterator[Due]:
    answers = actor.may(Permission.ANSWER_FOR_AGENCY)
    for invitation in _asked(agency=actor.agency_id):
        round_ = invitation.round
        yield _due(
            round_,
            kind="remark",
            what=_("Opinion on “%(title)s”, round %(number)d") % {"title": round_.text.title, "number": round_.number},
            why=_("Because %(agency)s asks for this agency's opinion; %(silence)s")
            % {"agency": round_.text.framework.lead_agency.name, "silence": _silence(round_)},
            due_on=invitation.due_on,
            act_label=_("Put the opinion together") if answers else _("Write remarks"),
            act_url=reverse("consultation:opinion" if answers else "consultation:show", args=[round_.pk]),
            is_primary=answers,
        )


@statement
def _asked() -> QuerySet[Invitation]:
    asked = Invitation.objects.filter(agency_id=Given("agency"), state=Answer.AWAITED, round__state=State.OPEN)
    own = ("due_on", "round__due_on", "round__due_computed", "round__number", "round__silence_agrees")
    about = ("round__text__title", "round__text__framework__title", "round__text__framework__lead_agency__name")
    rows = asked.select_related("round__text__framework__lead_agency").only(*own, *about)
    return rows.order_by("due_on", "pk")


def _silence(round_: Round) -> str:
    if round_.silence_agrees:
        return _("whoever does not answer in time is deemed to agree.")
    return _("silence will be noted, and counts as nothing.")


def _rounds_led(actor: Actor, *, on: dt.date) -> Iterator[Due]:
    rounds = _needing_a_hand(agency=actor.agency_id, on=on)
    latest = {one.text_id: one.pk for one in sorted(rounds, key=lambda one: one.number)}
    for round_ in rounds:
        if round_.state == State.PREPARED:
            yield _led(round_, _("Because the round is prepared but not opened yet."), _("Open the round"))
        elif round_.state == State.OPEN and round_.due_on < on:
            yield _led(
                round_,
                _("Because the deadline has passed: close the round or extend it."),
                _("Close the round"),
                due_on=round_.due_on,
                act_url=reverse("consultation:closure", args=[round_.pk]),
            )
        unfinished = int(getattr(round_, "unfinished", 0))  # annotated
        if round_.state in (State.OPEN, State.CLOSED) and unfinished:
            why = ngettext(
                "Because %(count)d remark has no final response.",
                "Because %(count)d remarks have no final response.",
                unfinished,
            )
            yield _led(round_, why % {"count": unfinished}, _("Respond to remarks"), kind="response")
        elif round_.state == State.CLOSED:
            why = _("Because every remark is answered: settle the round, or begin the next one.")
            url = reverse("consultation:settlement", args=[round_.pk])
            yield _led(round_, why, _("Settle the round"), act_url=url)
        elif round_.state == State.SETTLED and round_.pk == latest.get(round_.text_id):
            yield _led(
                round_, _("Because the last round is finished and the text is not settled."), _("Settle the text")
            )


@statement
def _needing_a_hand() -> QuerySet[Round]:
    """Rounds this agency leads on texts not settled, without those that only wait for others; few columns of many."""
    led = Round.objects.filter(text__framework__lead_agency_id=Given("agency"), text__settled_at=None)
    needing = with_unfinished(led).exclude(Q(state=State.OPEN, due_on__gte=Given("on"), unfinished=0))
    columns = ("number", "state", "due_on", "due_computed", "text__title", "text__framework__title")
    return needing.select_related("text__framework").only(*columns).order_by("-prepared_at", "-pk")


def _led(
    round_: Round, why: str, label: str, *, kind: str = "draft", due_on: dt.date | None = None, act_url: str = ""
) -> Due:
    return _due(
        round_,
        kind=kind,
        what=_("Consultation on “%(title)s”, round %(number)d") % {"title": round_.text.title, "number": round_.number},
        why=why,
        due_on=due_on,
        act_label=label,
        act_url=act_url,
    )


def _due(
    round_: Round,
    *,
    kind: str,
    what: str,
    why: str,
    due_on: dt.date | None,
    act_label: str,
    act_url: str,
    is_primary: bool = False,
) -> Due:
    url = reverse("consultation:show", args=[round_.pk])
    explained = due_on is not None and due_on == round_.due_on and round_.due_computed
    return Due(
        kind=kind,
        what=what,
        url=url,
        why=why,
        due_on=due_on,
        act_label=act_label,
        act_url=act_url or url,
        framework_id=round_.text.framework_id,
        programme=round_.text.framework.title,
        computed=Computed.from_json(round_.due_computed).steps if explained else (),
        is_primary=is_primary,
    )
