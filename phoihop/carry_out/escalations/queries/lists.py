"""The list of difficulties, and what it can be narrowed to."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from phoihop.agree.programmes.models import Party, Programme
from phoihop.carry_out.escalations.models import Difficulty, Referral, Statement, Urgency, code_of
from phoihop.carry_out.escalations.queries.silence import Silence, Silences, Told, as_of, longer_than
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
        "day_held_by": asked.agency,
        "tasks": asked.task,
        "nodes": asked.clause,
        "day_state": asked.state,
    }
    found = found.filter(**{name: value for name, value in fields.items() if value})
    if asked.body:
        put = Referral.objects.filter(body_id=asked.body, referred_at__lt=end_of(asked.on))
        found = found.filter(pk__in=put.values("difficulty_id"))
    for word in fold(asked.words).split():
        found = found.filter(folded__contains=word)
    if asked.waiting:
        found = found.filter(day_state__in=WAITING)
    if asked.longer is not None:
        found = longer_than(found, asked.longer, on=asked.on)
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: enough to be drawn, for a page that is drawn often. `waited_for` is an agency's name."""

    pk: int
    number: int
    title: str
    urgency: str
    state: str
    agency: str
    reported_on: dt.date
    silence: Silence | None
    waited_for: str

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def urgency_label(self) -> str:
        """ "" for what is not urgent."""
        return "" if self.urgency == Urgency.NORMAL else str(Urgency(self.urgency).label)


#: Of `as_of`, what makes a `Row`.
COLUMNS = (
    "pk", "number", "title", "urgency", "day_state", "day_holder", "day_waits_for", "day_waited_for", "day_since",
    "reported_on",
)  # fmt: skip


def ordered(found: Told, asked: Asked) -> Told:
    """What `narrowed` found in the order asked for."""
    return found.order_by(*SORTS.get(asked.sort, SORTS["silence"]), "pk")


def as_rows(lines: Iterable[tuple[Any, ...]], *, on: dt.date, then: bool = False) -> list[Row]:
    """Of COLUMNS, in their order. One query for the calendars, one more for the wording of a past day."""
    lines = list(lines)
    if not lines:
        return []
    silences = Silences(on, {line[6] for line in lines})
    worded = _worded([line[0] for line in lines], on=on) if then else {}
    return [_row(line, silences, worded) for line in lines]


def _row(line: tuple[Any, ...], silences: Silences, worded: dict[int, tuple[str, str]]) -> Row:
    pk, number, title, urgency, state, holder, waits_for, waited_for, since, reported_on = line
    title, urgency = worded.get(pk, (title, urgency))
    silence = silences.of(waits_for, since) if waits_for and state in WAITING else None
    return Row(pk, number, title, urgency, state, holder, reported_on, silence, waited_for or "")


def _worded(keys: list[int], *, on: dt.date) -> dict[int, tuple[str, str]]:
    """Title and urgency as stated last by the end of that day."""
    stated = Statement.objects.filter(difficulty__in=keys, at__lt=end_of(on)).order_by("number")
    return {key: (title, urgency) for key, title, urgency in stated.values_list("difficulty_id", "title", "urgency")}


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


def exported(found: Told, *, on: dt.date, then: bool = False) -> list[tuple[Any, ...]]:
    """Lines in the shape of the official table: No., difficulty, cause, proposal, who settles it, by when, result.

    Cells are in the language of the papers. Seven queries at most.
    """
    rows = as_rows(found.values_list(*COLUMNS), on=on, then=then)
    facts = Difficulty.objects.filter(pk__in=[one.pk for one in rows])
    facts = facts.prefetch_related("statements", "referrals__body", "referrals__due_dates")
    told = {one.pk: one for one in facts}
    return [_line(place, one, told[one.pk], on) for place, one in enumerate(rows, 1)]


def _line(place: int, row: Row, facts: Difficulty, on: dt.date) -> tuple[Any, ...]:
    after = end_of(on)
    statement = max((one for one in facts.statements.all() if one.at < after), key=lambda one: one.number)
    puts = [one for one in facts.referrals.all() if one.referred_at < after]
    last = max(puts, key=lambda one: one.number, default=None)
    return (
        place,
        row.code,
        row.title,
        row.agency,
        row.reported_on,
        statement.cause,
        statement.proposal,
        last.body.name if last else "",
        _due_on(last, after) if last else None,
        RESULTS[State(row.state)],
        row.silence.days if row.silence else None,
        _decided_on(last, on),
    )


def _due_on(referral: Any, after: dt.datetime) -> dt.date:
    known = [one for one in referral.due_dates.all() if one.since_at < after]
    return max(known, key=lambda one: (one.since_at, one.pk)).due_on


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
