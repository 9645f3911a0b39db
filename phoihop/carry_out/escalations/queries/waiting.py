"""What waits for a person in difficulties: to triage, to complete, to decide, to take up, to say whether it helped.

The desk is drawn often, and for most nothing waits here: one union of plain columns answers for every sort at once.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, IntegerField, JSONField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phoihop.agree.programmes.models import Programme
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.carry_out.escalations.models import Difficulty, Order, Referral, code_of
from phoihop.carry_out.escalations.queries.silence import Silences
from phoihop.carry_out.escalations.states import TO_TRIAGE, ReferralState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.due import Due
from phoihop.kit.workdays import Computed

MOST = 40
"""Rows of one sort on the desk; whoever has more has the list."""

#: What a row says of its difficulty, by the path to it.
_OF = ("pk", "number", "title", "programme__framework_id", "programme__framework__title")


class Row(NamedTuple):
    """A line of the union. `state` is the difficulty's, REFERRED for what a body is to decide; an order has its key."""

    pk: int
    number: int
    title: str
    framework_id: int
    programme: str
    state: str
    waits_for: int | None
    since_on: dt.date | None
    holder: str
    due_on: dt.date | None
    computed: Any
    order: int | None
    kind: str
    text: str
    directive: int | None

    @property
    def code(self) -> str:
        return code_of(self.number)


def waiting_on(actor: Actor, *, on: dt.date) -> list[Due]:
    """Rows for the desk. One query, and where anything waits one for the calendars, however much others have."""
    sorts = _sorts(actor)
    if not sorts:
        return []
    rows = [Row(*line) for line in (sorts[0].union(*sorts[1:], all=True) if sorts[1:] else sorts[0])]
    silences = Silences(on, {row.waits_for for row in rows})
    return [_told(row, silences) for row in rows]


def _sorts(actor: Actor) -> list[QuerySet[Any, Any]]:
    found = []
    if actor.may(Permission.DECIDE):
        found.append(_to_decide(actor))
    answers = Q()
    if actor.may(Permission.TRIAGE):
        answers |= Q(waits_for_id=actor.agency_id, state__in=TO_TRIAGE)
    if actor.may(Permission.REPORT):
        answers |= Q(held_by_id=actor.agency_id, state__in=[State.RETURNED, State.ANSWERED, State.DECIDED])
    if answers:
        found.append(_to_answer(answers))
    if actor.may(Permission.ASSIGN):
        found.append(_to_take_up(actor))
    return found


# ── The sorts: each the same columns ─────────────────────────────────────────

_NO_DAY, _NO_KEY = Cast(Value(None), DateField()), Cast(Value(None), IntegerField())
_NO_JSON, _NO_WORDS = Cast(Value(None), JSONField()), Value("", output_field=CharField())


def _lines(rows: QuerySet[Any], path: str, order: tuple[str, ...], **columns: Any) -> QuerySet[Any, Any]:
    """The first MOST rows as columns of `Row`; what is not given is none."""
    given = {
        "row_state": Value(State.DECIDED.value, output_field=CharField()), "row_waits_for": _NO_KEY,
        "row_since": _NO_DAY, "row_holder": _NO_WORDS, "row_due": _NO_DAY, "row_computed": _NO_JSON,
        "row_order": _NO_KEY, "row_kind": _NO_WORDS, "row_text": _NO_WORDS, "row_directive": _NO_KEY, **columns,
    }  # fmt: skip
    # SQLite takes no LIMIT in a part of a union, but in a subquery of one.
    first = rows.model.objects.filter(pk__in=rows.order_by(*order, "pk").values("pk")[:MOST])
    return first.annotate(**given).values_list(*(f"{path}{name}" for name in _OF), *given)


def _to_decide(actor: Actor) -> QuerySet[Any, Any]:
    return _lines(
        Referral.objects.filter(body_id=actor.agency_id, state=ReferralState.AWAITED),
        "difficulty__",
        ("due_on",),
        row_state=Value(State.REFERRED.value, output_field=CharField()),
        row_waits_for=F("body_id"),
        row_since=F("referred_on"),
        row_due=F("due_on"),
        row_computed=F("due_computed"),
    )


def _to_answer(answers: Q) -> QuerySet[Any, Any]:
    return _lines(
        Difficulty.objects.filter(answers),
        "",
        ("since_on",),
        row_state=F("state"),
        row_waits_for=F("waits_for_id"),
        row_since=F("since_on"),
        row_holder=F("held_by__name"),
    )


def _to_take_up(actor: Actor) -> QuerySet[Any, Any]:
    """For the standing unit, and for the lead agency of the framework."""
    stands = Programme.objects.filter(standing_unit_id=actor.agency_id).values("pk")
    runs = stands.union(Programme.objects.filter(framework__lead_agency_id=actor.agency_id).values("pk"))
    ordered = Order.objects.filter(
        directive__programme_id__in=runs,
        taken_up_at=None,
        directive__programme__framework__state=FrameworkState.IN_FORCE,
    )
    return _lines(
        ordered,
        "directive__referral__difficulty__",
        ("due_on",),
        row_due=F("due_on"),
        row_order=F("pk"),
        row_kind=F("kind"),
        row_text=F("text"),
        row_directive=F("directive__number"),
    )


# ── What the desk says of them ───────────────────────────────────────────────


def _told(row: Row, silences: Silences) -> Due:
    days = silences.of(row.waits_for, row.since_on).days if row.waits_for and row.since_on else 0
    if row.order is not None:
        return _ordered(row, row.order)
    if row.state == State.REFERRED:
        return _due(
            row,
            why=_silent(days, _("Because it was referred to this body.")),
            act_label=_("Give a directive"),
            act="escalations:decision",
            kind="directive",
            is_primary=True,
        )
    if row.state in TO_TRIAGE:
        why = _silent(days, _("Because “%(agency)s” reported it.") % {"agency": row.holder})
        return _due(row, why=why, act_label=_("Triage"), act="escalations:show", is_primary=True)
    if row.state == State.RETURNED:
        why = _silent(days, _("Because it was returned for completion."))
        return _due(row, why=why, act_label=_("Complete it"), act="escalations:completion", is_primary=True)
    why = (
        _("Because the leadership has decided.")
        if row.state == State.DECIDED
        else _("Because the standing unit has answered.")
    )
    return _due(row, why=why, act_label=_("Say whether it is resolved"), act="escalations:resolution")


def _ordered(row: Row, order: int) -> Due:
    directive = _("Directive no. %(number)d") % {"number": row.directive}
    return _due(
        row,
        what=_("%(directive)s: %(order)s") % {"directive": directive, "order": row.text},
        why=_("Because the leadership ordered it."),
        act_label=_("Name the amendment") if row.kind == Order.Kind.AMENDMENT else _("Make the task"),
        act="escalations:order",
        keys=(row.pk, order),
        kind="directive",
    )


def _silent(days: int, otherwise: str) -> str:
    if not days:
        return otherwise
    said = ngettext(
        "Because it has waited for %(count)d working day.", "Because it has waited for %(count)d working days.", days
    )
    return said % {"count": days}


def _due(
    row: Row,
    *,
    why: str,
    act_label: str,
    act: str,
    what: str = "",
    kind: str = "difficulty",
    keys: Sequence[int] = (),
    is_primary: bool = False,
) -> Due:
    return Due(
        kind=kind,
        what=what or _("%(code)s: %(title)s") % {"code": row.code, "title": row.title},
        url=reverse("escalations:show", args=[row.pk]),
        why=why,
        due_on=row.due_on,
        act_label=act_label,
        act_url=reverse(act, args=keys or [row.pk]),
        framework_id=row.framework_id,
        programme=row.programme,
        computed=Computed.from_json(row.computed).steps if row.computed else (),
        is_primary=is_primary,
    )
