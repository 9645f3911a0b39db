"""Who is told what of a consultation. Guests have no account; their letters are in jobs.py."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from phoihop.agree.consultation import queries
from phoihop.agree.consultation.models import Invitation, Remark, Response, Round
from phoihop.agree.consultation.states import Answer
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.notices.told import Tell, tells


def _words(round_: Round) -> dict[str, Any]:
    return {"title": round_.text.title, "round": round_.number}


def _tell(entry: Any, round_: Round, agencies: Iterable[int], may: Permission, **words: Any) -> Iterator[Tell]:
    url = reverse("consultation:show", args=[round_.pk])
    told = queries.accounts_in(agencies, may=may, on=day_of(entry.at))
    for account in (account for accounts in told.values() for account in accounts):
        yield Tell(account, {**_words(round_), **words}, url)


def _asked(round_: Round, **which: Any) -> list[int]:
    by_account = round_.invitations.filter(channel=Invitation.Channel.ACCOUNT, **which)
    return list(by_account.values_list("agency_id", flat=True))


def _lead(round_: Round) -> list[int]:
    return [round_.text.framework.lead_agency_id]


@tells("consultation.opened", "consultation.reopened")
def agencies_whose_opinion_is_awaited(entry: Any, round_: Round) -> Iterator[Tell]:
    lead = round_.text.framework.lead_agency.name
    agencies = _asked(round_, state=Answer.AWAITED)
    return _tell(entry, round_, agencies, Permission.REMARK, lead=lead, due_on=round_.due_on.isoformat())


@tells("consultation.invited")
def an_agency_invited_late(entry: Any, invitation: Invitation) -> Iterable[Tell]:
    """Before the opening there is nothing to read yet; then the opening tells."""
    round_ = invitation.round
    if round_.opened_at is None or invitation.channel == Invitation.Channel.LINK:
        return []
    words = {"lead": round_.text.framework.lead_agency.name, "due_on": invitation.due_on.isoformat()}
    return _tell(entry, round_, [invitation.agency_id], Permission.REMARK, **words)


@tells("consultation.extended")
def the_agency_that_has_more_time(entry: Any, invitation: Invitation) -> Iterator[Tell]:
    day = invitation.due_on.isoformat()
    return _tell(entry, invitation.round, [invitation.agency_id], Permission.REMARK, due_on=day)


@tells("consultation.reminded")
def the_agency_that_has_not_answered(entry: Any, invitation: Invitation) -> Iterator[Tell]:
    words: dict[str, Any] = {"due_on": invitation.due_on.isoformat(), "late": entry.details["late"]}
    return _tell(entry, invitation.round, [invitation.agency_id], Permission.REMARK, **words)


@tells("consultation.opinion_submitted", "consultation.dispatch_recorded")
def those_who_respond(entry: Any, invitation: Invitation) -> Iterator[Tell]:
    words: dict[str, Any] = {"agency": invitation.agency.name, "remarks": len(entry.details["remarks"])}
    return _tell(entry, invitation.round, _lead(invitation.round), Permission.RESPOND, **words)


@tells("consultation.put_to_leadership")
def the_heads_of_the_lead_agency(entry: Any, response: Response) -> Iterator[Tell]:
    words = {"remark": entry.details["remark"], "agency": entry.details["agency"]}
    return _tell(entry, response.remark.round, _lead(response.remark.round), Permission.SETTLE, **words)


@tells("consultation.settled", "consultation.text_settled")
def all_who_were_asked(entry: Any, round_: Round) -> Iterator[Tell]:
    return _tell(entry, round_, _asked(round_), Permission.REMARK)


@tells("consultation.left_out")
def the_author_of_a_remark_left_out(entry: Any, remark: Remark) -> Iterator[Tell]:
    author = re.fullmatch(r"account:(\d+)", remark.by)
    if author:
        url = reverse("consultation:show", args=[remark.round_id])
        key = remark.node.key if remark.node else "whole"
        words = {"place": remark.place, "reason": entry.details["reason"]}
        yield Tell(int(author[1]), words, f"{url}?clause={key}#s{remark.pk}")
