"""The two-pane page: the text on the left, what is said about the open clause on the right."""

from dataclasses import dataclass, field
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from phoihop.agree.consultation import forms, queries, rules
from phoihop.agree.consultation.models import Remark, Response
from phoihop.agree.consultation.reading import WHOLE, Place, Reading, reading_of
from phoihop.agree.consultation.states import State
from phoihop.agree.consultation.views.seeing import Seat, seat_of, title_of
from phoihop.agree.drafting import queries as drafting
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import Verdict


@dataclass(slots=True)
class Conflict:
    """Somebody was faster: what stands there now, beside what was about to be said."""

    theirs_label: object
    theirs: str
    mine: str


@dataclass(slots=True)
class Opened:
    """What is open on the page beside the clause: forms to show again, and what went wrong with them."""

    clause: str = ""
    remark: int | None = None
    form: django_forms.Form | None = None
    new_form: django_forms.Form | None = None
    conflict: Conflict | None = None
    wrong: bool = field(default=False)


@dataclass(slots=True)
class Card:
    """One remark as the page shows it."""

    remark: Remark
    wording: str
    response: Response | None
    may_respond: Verdict
    form: django_forms.Form | None = None
    conflict: Conflict | None = None

    @property
    def is_answered(self) -> bool:
        return self.response is not None and not self.response.is_draft


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """`?clause=` opens a clause, `?remark=` the response form of a remark, by number, or the form of an own one."""
    return reading_page(request, seat_of(request, pk), opened_by(request))


def opened_by(request: HttpRequest) -> Opened:
    remark = request.GET.get("remark", "")
    return Opened(clause=request.GET.get("clause", ""), remark=int(remark) if remark.isdecimal() else None)


def reading_page(request: HttpRequest, seat: Seat, opened: Opened) -> HttpResponse:
    round_, actor = seat.round, seat.actor
    marks = queries.marks_in(round_, actor=actor)
    staff = queries.staff_remarks(seat.invitation) if seat.invitation else []
    sees_draft = queries.sees_all_remarks(round_, actor) and round_.version is not None
    reading = reading_of(
        _branches(seat),
        marks=marks,
        staff=staff,
        wanted=opened.clause or _clause_of(opened.remark, marks),
        working=queries.working_nodes(round_) if sees_draft else None,
    )
    place = reading.place
    invitations = queries.invitations_of(round_) if queries.sees_all_remarks(round_, actor) else []
    page = {
        "seat": seat,
        "round": round_,
        "title": title_of(round_),
        "reading": reading,
        "place": place,
        "tally": queries.tally_of(invitations, [mark.outcome for mark in marks]),
        "cards": _cards(seat, place, opened) if place else [],
        "own": _own(seat, place, staff, opened),
        "opened": opened,
        **(_leading(seat, marks) if seat.leads else _answering(seat, reading)),
    }
    page["because_of"] = [card.remark.number for card in page["cards"] if card.response and card.response.edit_id]
    return render(request, "consultation/show.html", page, status=422 if opened.wrong else 200)


def _clause_of(number: int | None, marks: list[queries.Mark]) -> str:
    """A link may name a remark alone."""
    return next((mark.key or WHOLE for mark in marks if mark.number == number), "")


def _branches(seat: Seat) -> list[drafting.Branch]:
    """The version sent; before the opening the lead agency sees the draft that would be sent."""
    if seat.round.version is None:
        return drafting.tree(seat.round.text)
    if seat.leads:
        return drafting.branches_of(seat.round.version)
    return queries.sent_to(seat.round, seat.actor.agency)


# ── What the lead agency does here ───────────────────────────────────────────


def _leading(seat: Seat, marks: list[queries.Mark]) -> dict[str, Any]:
    round_, actor = seat.round, seat.actor
    obstacles = rules.obstacles(round_) if round_.state in (State.OPEN, State.CLOSED) else []
    known = {mark.pk: mark for mark in marks}
    return {
        "obstacles": [(one.sentence, _way_to(known[one.remark]) if one.remark else "") for one in obstacles],
        "may_open": rules.may_open(actor, round_, today=timezone.localdate()),
        "may_change_terms": rules.may_change_terms(actor, round_),
        "may_close": rules.may_close(actor, round_),
        "may_reopen": rules.may_reopen(actor, round_),
        "may_settle": rules.may_settle(actor, round_, open_ends=obstacles),
        "may_begin_next_round": rules.may_begin_next_round(actor, round_),
        "may_settle_text": rules.may_settle_text(actor, round_),
    }


def _way_to(mark: queries.Mark) -> str:
    return f"?clause={mark.key or WHOLE}&remark={mark.number}#r{mark.number}"


def _cards(seat: Seat, place: Place, opened: Opened) -> list[Card]:
    """One form at a time: the one asked for, else that of the first remark that waits."""
    cards = []
    if not place.marks:
        return []
    for remark in queries.official_remarks(seat.round, actor=seat.actor, only=[mark.pk for mark in place.marks]):
        remark.round = remark.invitation.round = seat.round
        response = queries.given(remark)
        shown = response if response is not None and (seat.leads or not response.is_draft) else None
        cards.append(Card(remark, place.wording, shown, rules.may_respond(seat.actor, remark)))
    if seat.leads:
        _open_form(cards, place, opened)
    return cards


def _open_form(cards: list[Card], place: Place, opened: Opened) -> None:
    asked = [card for card in cards if card.remark.number == opened.remark]
    waiting = [card for card in cards if not card.is_answered]
    card = next((card for card in [*asked, *waiting] if card.may_respond), None)
    if card is None:
        return
    card.conflict = opened.conflict if asked else None
    card.form = opened.form if asked and opened.form else response_form(card.remark, place)


def response_form(remark: Remark, place: Place) -> forms.ResponseForm:
    """Filled with the draft or the response there is, else with the wording the agency proposes."""
    response = queries.given(remark)
    other = response.duplicate_of if response else None
    now = place.change.now if place.change else place.wording
    return forms.ResponseForm(
        numbers={},
        place=place.label,
        auto_id=f"id_{remark.number}_%s",
        initial={
            "outcome": response.outcome if response else "",
            "wording": (response.wording if response else "") or remark.proposed or now,
            "reason": response.reason if response else "",
            "duplicate_of": other.number if other else None,
            "seen_revision": place.revision,
            "seen_response": response.revision if response else 0,
        },
    )


# ── What the invited agency does here ────────────────────────────────────────


def _answering(seat: Seat, reading: Reading) -> dict[str, Any]:
    invitation = seat.invitation
    labels = {row.key: row.label for row in (*reading.rows, *reading.rest)}
    return {
        "summary": queries.summary_told(invitation, labels) if invitation else None,
        "may_remark": rules.may_remark(seat.actor, invitation),
        "may_submit": rules.may_submit_opinion(seat.actor, invitation),
        "opinion": queries.opinion_of(invitation) if invitation else None,
    }


def _own(seat: Seat, place: Place | None, staff: list[Remark], opened: Opened) -> dict[str, Any]:
    """The agency's own remarks on the open clause, with the form for a new one and the one being changed."""
    if seat.invitation is None:
        return {}
    rows = []
    for remark in place.staff if place else []:
        remark.round = remark.invitation.round = seat.round
        may_change = rules.may_change_remark(seat.actor, remark)
        changing = opened.remark == remark.pk and bool(may_change)
        rows.append(
            {
                "remark": remark,
                "may_change": may_change,
                "may_leave_out": rules.may_leave_out(seat.actor, remark),
                "may_take_back_in": rules.may_take_back_in(seat.actor, remark),
                "form": (opened.form or _changed_form(remark, place)) if changing else None,
                "conflict": opened.conflict if changing else None,
            }
        )
    new_form = opened.new_form or forms.RemarkForm(initial={"proposed": place.wording if place else ""})
    if place is None or not place.may_be_reworded:
        new_form.fields.pop("proposed", None)
    going = sum(remark.state == "STAFF" for remark in staff)
    return {"rows": rows, "form": new_form, "going_in": going, "left_out": len(staff) - going}


def _changed_form(remark: Remark, place: Place | None) -> forms.ChangedRemarkForm:
    wording = place.wording if place else ""
    return forms.ChangedRemarkForm(
        auto_id=f"id_{remark.pk}_%s",
        initial={
            "weight": remark.weight,
            "body": remark.body,
            "proposed": remark.proposed or wording,
            "seen_revision": remark.revision,
        },
    )
