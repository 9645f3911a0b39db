"""What becomes of each remark, and the tie between an accepted wording and the edit that put it into the text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation import queries, rules
from phoihop.agree.consultation.models import Remark, Response
from phoihop.agree.consultation.verbs.holding import hold
from phoihop.agree.drafting import verbs as drafting
from phoihop.agree.drafting.models import Edit, Node
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.verdict import NotAllowed

# In the language of the text itself, like every reason kept in its history.
_BECAUSE = "Ý kiến số {} của {}"


class AnsweredMeanwhile(NotAllowed):
    """Someone else wrote a response first. `theirs` is it; the caller still has what was about to be said."""

    def __init__(self, theirs: Response | None) -> None:
        super().__init__(_("Someone else has just written a response to this remark. Nothing was overwritten."))
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class _Said:
    outcome: str
    reason: str
    wording: str
    duplicate_of: Remark | None

    @property
    def fields(self) -> dict[str, Any]:
        takes = rules.takes_wording(self.outcome)
        repeats = self.outcome == Response.Outcome.DUPLICATE
        return {
            "outcome": self.outcome,
            "reason": self.reason,
            "wording": self.wording if takes else "",
            "duplicate_of": self.duplicate_of if repeats else None,
        }


@transaction.atomic
def save_draft_response(
    *,
    remark: Remark,
    by: Actor,
    at: datetime,
    outcome: str = "",
    reason: str = "",
    wording: str = "",
    duplicate_of: Remark | None = None,
    seen_response: int = 0,
) -> Response:
    """Keep what is written so far, complete or not; it answers nothing yet. `seen_response`: see `respond`."""
    hold(remark.round)
    rules.may_respond(by, remark).require()
    before = _seen(remark, seen_response)
    if before and not before.is_draft:
        raise NotAllowed(_("This remark has its response; change that one."))
    said = _Said(outcome, reason, wording, duplicate_of)
    response = _write(remark, before, said, None, by=by, at=at, is_draft=True)
    ledger.record("consultation.response_drafted", on=response, by=by, at=at, **_which(remark))
    return response


@transaction.atomic
def respond(
    *,
    remark: Remark,
    outcome: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    wording: str = "",
    duplicate_of: Remark | None = None,
    seen_revision: int | None = None,
    seen_response: int = 0,
) -> Response:
    """Record what becomes of a remark. An accepted wording changes the clause in the same transaction.

    `seen_revision` is the clause's revision the wording was written against (None: as it stands), `seen_response`
    the revision of the response seen beside the remark (0: there was none). Raises `drafting.Overtaken` and
    AnsweredMeanwhile when either moved, with the other's text, and NotAllowed with the rule's sentence.
    """
    if outcome == Response.Outcome.LEADERSHIP:
        return put_to_leadership(remark=remark, question=reason, by=by, at=at, seen_response=seen_response)
    hold(remark.round)
    rules.may_respond(by, remark).require()
    before = _seen(remark, seen_response)
    if before and not before.is_draft:
        raise NotAllowed(_("This remark has its response; change that one."))
    said = _Said(outcome, reason, wording, duplicate_of)
    rules.is_complete(remark, outcome=outcome, reason=reason, wording=wording, duplicate_of=duplicate_of).require()
    edit = _apply(remark, said, seen_revision, by=by, at=at)
    response = _write(remark, before, said, edit, by=by, at=at)
    _tell_ledger("consultation.responded", response, by=by, at=at)
    return response


@transaction.atomic
def put_to_leadership(*, remark: Remark, question: str, by: Actor, at: datetime, seen_response: int = 0) -> Response:
    """The remark stays open until the leadership has decided; the decision is recorded by `change_response`."""
    hold(remark.round)
    rules.may_respond(by, remark).require()
    before = _seen(remark, seen_response)
    said = _Said(Response.Outcome.LEADERSHIP, question, "", None)
    rules.is_complete(remark, outcome=said.outcome, reason=question, wording="", duplicate_of=None).require()
    if before and before.edit:
        _put_back(remark, before.edit, by=by, at=at)
    earlier = _earlier(before)
    response = _write(remark, before, said, None, by=by, at=at)
    _tell_ledger("consultation.put_to_leadership", response, by=by, at=at, earlier=earlier)
    return response


@transaction.atomic
def change_response(
    *,
    remark: Remark,
    outcome: str,
    seen_response: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    wording: str = "",
    duplicate_of: Remark | None = None,
    seen_revision: int | None = None,
) -> Response:
    """Say otherwise until the round is finished. The ledger keeps what was said before; so does the text's history.

    Where the earlier response had changed the clause and the new one does not, the clause goes back to what it was,
    unless it was changed again since: then this is refused.
    """
    if outcome == Response.Outcome.LEADERSHIP:
        return put_to_leadership(remark=remark, question=reason, by=by, at=at, seen_response=seen_response)
    hold(remark.round)
    rules.may_respond(by, remark).require()
    before = _seen(remark, seen_response)
    if before is None or before.is_draft:
        raise NotAllowed(_("There is no response to change yet."))
    said = _Said(outcome, reason, wording, duplicate_of)
    rules.is_complete(remark, outcome=outcome, reason=reason, wording=wording, duplicate_of=duplicate_of).require()
    earlier = _earlier(before)
    if before.edit and not said.fields["wording"]:
        _put_back(remark, before.edit, by=by, at=at)
        edit = None
    else:
        edit = _apply(remark, said, seen_revision, by=by, at=at) or before.edit
    response = _write(remark, before, said, edit, by=by, at=at)
    _tell_ledger("consultation.response_changed", response, by=by, at=at, earlier=earlier)
    return response


def _seen(remark: Remark, revision: int) -> Response | None:
    """The response as the caller saw it; the round is held, so nobody can write another one now."""
    response = queries.response_to(remark)
    if (response.revision if response else 0) != revision:
        raise AnsweredMeanwhile(response)
    return response


def _earlier(before: Response | None) -> dict[str, str]:
    """What the record keeps of a response that is about to be replaced; drafts answered nothing."""
    if before is None or before.is_draft:
        return {}
    return {name: str(getattr(before, name)) for name in ("outcome", "reason", "wording")}


def _write(
    remark: Remark,
    before: Response | None,
    said: _Said,
    edit: Edit | None,
    *,
    by: Actor,
    at: datetime,
    is_draft: bool = False,
) -> Response:
    revision = before.revision + 1 if before else 1
    fields = {**said.fields, "edit": edit, "is_draft": is_draft, "revision": revision, "by_name": by.name, "at": at}
    response, _made = Response.objects.update_or_create(remark=remark, defaults=fields)
    return response


def _apply(remark: Remark, said: _Said, seen_revision: int | None, *, by: Actor, at: datetime) -> Edit | None:
    """Put the wording into the clause; nothing to do when the clause already reads so."""
    wording, node = said.fields["wording"], remark.node
    if not wording or node is None:
        return None
    now = Node.objects.get(pk=node.pk)
    if now.removed:
        raise NotAllowed(_("This clause is no longer in the draft: respond without wording, or bring the clause back."))
    if queries.wording_of(now) == wording:
        return None
    return _reword(remark, now, str(wording), now.revision if seen_revision is None else seen_revision, by=by, at=at)


def _put_back(remark: Remark, edit: Edit, *, by: Actor, at: datetime) -> None:
    """The clause as it was before an accepted wording, when nothing else happened to it since."""
    assert remark.node is not None  # an edit was made for it
    now = Node.objects.get(pk=remark.node.pk)
    put_in, was = edit.after[now.key], edit.before[now.key]
    if now.removed or (now.heading, now.body) != (put_in["heading"], put_in["body"]):
        raise NotAllowed(
            _("The clause was changed again after this response: put its wording right in the draft first.")
        )
    drafting.reword(
        text=remark.round.text,
        node=now,
        heading=was["heading"],
        body=was["body"],
        seen_revision=now.revision,
        reason=_because(remark),
        by=by,
        at=at,
    )


def _reword(remark: Remark, now: Node, wording: str, seen_revision: int, *, by: Actor, at: datetime) -> Edit:
    return drafting.reword(
        text=remark.round.text,
        node=now,
        heading=now.heading if now.body else wording,
        body=wording if now.body else "",
        seen_revision=seen_revision,
        reason=_because(remark),
        by=by,
        at=at,
    )


def _because(remark: Remark) -> str:
    return _BECAUSE.format(remark.number, remark.invitation.agency.name)[:300]


def _which(remark: Remark) -> dict[str, Any]:
    return {"remark": remark.number, "place": remark.place, "agency": remark.invitation.agency.name}


def _tell_ledger(kind: str, response: Response, *, by: Actor, at: datetime, **more: Any) -> None:
    other = response.duplicate_of
    ledger.record(
        kind,
        on=response,
        by=by,
        at=at,
        outcome=str(response.outcome),
        reason=response.reason,
        wording=response.wording,
        edit=response.edit.seq if response.edit else 0,
        duplicate_of=(other.number or 0) if other else 0,
        **_which(response.remark),
        **more,
    )
