"""The list of difficulties, and what it can be narrowed to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from phoihop.agree.programmes.models import Party, Programme
from phoihop.carry_out.escalations.models import Difficulty, Urgency
from phoihop.carry_out.escalations.queries.silence import Silences, Told, as_of, longer_than, silence_of
from phoihop.carry_out.escalations.states import WAITING, ReferralState, State
from phoihop.carry_out.tasks.queries import end_of
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.kit.vietnamese import fold

_WAITING_FIRST = Case(When(day_state__in=WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
_HOW_URGENT = Case(
    *(When(urgency=one, then=Value(-place)) for place, one in enumerate(Urgency.values)),
    default=Value(0),
    output_field=IntegerField(),
)

#: How the list may be ordered; every order ends with the primary key.
SORTS: Mapping[str, tuple[Any, ...]] = {
    "silence": (_WAITING_FIRST, "day_since"),
    "newest": ("-reported_at",),
    "oldest": ("reported_at",),
    "agency": ("held_by__folded", "-reported_at"),
    "urgency": (_HOW_URGENT, _WAITING_FIRST, "day_since"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to. `on` is the day as of which things are told; `then` says that it is past.

    `longer` keeps what somebody has been silent on for more than so many working days; `waiting` what anybody is.
    """

    on: dt.date
    then: bool = False
    programme: int | None = None
    framework: int | None = None
    agency: int | None = None
    body: int | None = None
    task: int | None = None
    clause: int | None = None
    state: str = ""
    longer: int | None = None
    waiting: bool = False
    words: str = ""
    sort: str = "silence"


def narrowed(actor: Actor, asked: Asked) -> Told:
    found = as_of(Difficulty.objects.visible_to(actor), on=asked.on, then=asked.then)
    fields = {
        "programme_id": asked.programme,
        "programme__framework_id": asked.framework,
        "held_by_id": asked.agency,
        "tasks": asked.task,
        "nodes": asked.clause,
        "day_state": asked.state,
    }
    found = found.filter(**{name: value for name, value in fields.items() if value})
    if asked.body:
        found = found.filter(Q(pk__in=Difficulty.objects.filter(referrals__body_id=asked.body).values("pk")))
    if asked.waiting:
        found = found.filter(day_state__in=WAITING)
    if asked.longer is not None:
        found = found.filter(longer_than(asked.longer, on=asked.on))
    for word in fold(asked.words).split():
        found = found.filter(folded__contains=word)
    return found


def rows(actor: Actor, asked: Asked) -> Told:
    """What the list shows: each with `day_state`, `day_waits_for` and `day_since`, and its agencies at hand."""
    order = SORTS.get(asked.sort, SORTS["silence"])
    return narrowed(actor, asked).select_related("programme__framework", "held_by").order_by(*order, "pk")


def with_silence(found: Sequence[Any], *, on: dt.date) -> list[Any]:
    """`silence` and `waited_for` (the agency's name) set on each row. One query and those of the calendars."""
    silences = Silences(on)
    names = dict(Agency.objects.filter(pk__in={one.day_waits_for for one in found}).values_list("pk", "name"))
    for one in found:
        one.silence = silence_of(one, silences)
        one.waited_for = names.get(one.day_waits_for, "")
    return list(found)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed to, as far as this actor sees it: (key, label)."""

    programmes: list[tuple[int, str]]
    agencies: list[tuple[int, str]]


def choices(actor: Actor) -> Choices:
    """Two queries over the programmes this actor is a party of, or has had a difficulty referred from."""
    mine = Party.objects.filter(agency_id=actor.agency_id).values("programme_id")
    put = Difficulty.objects.filter(referrals__body_id=actor.agency_id).values("programme_id")
    seen = Programme.objects.filter(Q(pk__in=mine) | Q(pk__in=put))
    programmes = seen.order_by("-framework__begins_on", "position", "pk").values_list("pk", "name")
    holders = Difficulty.objects.visible_to(actor).values("held_by_id")
    agencies = Agency.objects.filter(pk__in=holders).order_by("folded", "pk").values_list("pk", "name")
    return Choices(list(programmes), list(agencies))


def exported(found: Sequence[Any], *, on: dt.date) -> list[tuple[Any, ...]]:
    """Lines in the shape of the official table: No., difficulty, cause, proposal, who settles it, by when, result.

    Cells are in the language of the papers. Four queries and the calendars'.
    """
    keys = [one.pk for one in found]
    rows = with_silence(found, on=on)
    facts = Difficulty.objects.filter(pk__in=keys).prefetch_related("statements", "referrals__body")
    told = {one.pk: one for one in facts}
    return [_line(place, one, told[one.pk], on) for place, one in enumerate(rows, 1)]


def _line(place: int, row: Any, facts: Difficulty, on: dt.date) -> tuple[Any, ...]:
    after = end_of(on)
    statement = max((one for one in facts.statements.all() if one.at < after), key=lambda one: one.number)
    puts = [one for one in facts.referrals.all() if one.referred_on <= on]
    last = max(puts, key=lambda one: one.number, default=None)
    return (
        place,
        row.code,
        row.title,
        row.held_by.name,
        row.reported_on,
        statement.cause,
        statement.proposal,
        last.body.name if last else "",
        last.due_on if last else None,
        _result(row),
        row.silence.days if row.silence else None,
        _decided_on(last, on),
    )


def _decided_on(referral: Any, on: dt.date) -> dt.date | None:
    spoken = referral is not None and referral.state in (ReferralState.DECIDED, ReferralState.REFUSED)
    return referral.closed_on if spoken and referral.closed_on <= on else None


#: In the words of the papers, whatever language the reader has chosen.
RESULTS: Mapping[str, str] = {
    State.REPORTED: "Chờ phân loại",
    State.REOPENED: "Chưa được giải quyết, xem xét lại",
    State.RETURNED: "Trả lại để bổ sung",
    State.ANSWERED: "Đã trả lời ở cấp chuyên môn",
    State.MERGED: "Đã gộp",
    State.REFERRED: "Chờ chỉ đạo",
    State.DECIDED: "Đã có chỉ đạo",
    State.REFUSED: "Không chấp thuận",
    State.RESOLVED: "Đã giải quyết",
    State.WITHDRAWN: "Đã rút",
}


def _result(row: Any) -> str:
    return RESULTS[State(row.day_state)]
