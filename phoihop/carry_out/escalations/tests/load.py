"""Difficulties in every programme there is, written in bulk and the same every time: what speed is measured on."""

import datetime as dt
import random
from typing import Any

from phoihop.agree.programmes.models import Party, Programme
from phoihop.carry_out.escalations.models import Difficulty, Directive, Order, Referral, ReferralDue, Statement, Turn
from phoihop.carry_out.escalations.states import OVER, State
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.kit.vietnamese import fold
from tests.cast import someone

TITLES = (
    "Thiếu số liệu dân cư để tổng hợp", "Vướng mắc về kinh phí hòa giải", "Chưa thống nhất mẫu biểu báo cáo",
    "Hồ sơ đất đai thất lạc khi sáp nhập", "Phần mềm không kết nối được",
)  # fmt: skip
#: In so many programmes one leadership body is spoken to.
OF_A_BODY = 10
BEGUN = dt.datetime(2026, 1, 5, 2, tzinfo=dt.UTC)
A_DAY = dt.timedelta(days=1)
_STATES = (
    (State.REPORTED, 20), (State.RETURNED, 8), (State.REFERRED, 30), (State.ANSWERED, 6), (State.DECIDED, 14),
    (State.REFUSED, 2), (State.RESOLVED, 14), (State.WITHDRAWN, 6),
)  # fmt: skip
_VERB = {
    State.REPORTED: "report", State.RETURNED: "return_for_completion", State.REFERRED: "refer",
    State.ANSWERED: "answer", State.DECIDED: "decide", State.REFUSED: "refuse", State.RESOLVED: "resolve",
    State.WITHDRAWN: "withdraw",
}  # fmt: skip
_PUT = (State.REFERRED, State.DECIDED, State.REFUSED, State.RESOLVED)


def difficulties_everywhere(*, each: int) -> Actor:
    """`each` in every programme, put to one body for every ten; of the first body, a member."""
    chance = random.Random(239)
    programmes = list(Programme.objects.select_related("framework").order_by("pk"))
    bodies = Agency.objects.bulk_create(
        Agency(
            name=f"Thường trực Đảng ủy {n}", short_name=f"TT{n}", kind="party_committee", regime="party",
            folded=f"thuong truc dang uy {n}", founded_on=dt.date(2020, 1, 1),
        )
        for n in range(len(programmes) // OF_A_BODY + 1)
    )  # fmt: skip
    members = dict(Party.objects.filter(position=2).values_list("programme_id", "agency_id"))
    rows = [
        _difficulty(programme, number, members[programme.pk], bodies[place // OF_A_BODY], chance)
        for place, programme in enumerate(programmes)
        for number in range(1, each + 1)
    ]
    made = Difficulty.objects.bulk_create([row for row, _body in rows], batch_size=500)
    statements = Statement.objects.bulk_create((_statement(one) for one in made), batch_size=500)
    put = [
        _referral(one, body, statement)
        for one, (_row, body), statement in zip(made, rows, statements, strict=True)
        if one.state in _PUT
    ]
    _spoken(Referral.objects.bulk_create(put, batch_size=500))
    Turn.objects.bulk_create((turn for one in made for turn in _turns(one)), batch_size=500)
    return someone("Bí thư", agency=bodies[0], roles=(Role.LEADER,))


def _difficulty(
    programme: Programme, number: int, reporter: int, body: Agency, chance: random.Random
) -> tuple[Difficulty, Agency]:
    names, weights = zip(*_STATES, strict=True)
    state, day = chance.choices(names, weights)[0], BEGUN + A_DAY * chance.randint(0, 60)
    waits: dict[Any, int | None] = {
        State.REPORTED: programme.standing_unit_id, State.RETURNED: reporter, State.REFERRED: body.pk,
    }  # fmt: skip
    title = f"{TITLES[number % len(TITLES)]} ({number})"
    row = Difficulty(
        programme=programme, number=number, reporter_id=reporter, held_by_id=reporter, title=title,
        folded=fold(f"VM{number} {title}"), state=state, waits_for_id=waits.get(state),
        since_on=(day + A_DAY * 9).date(), reported_at=day, reported_on=day.date(), reported_by="account:0",
        reported_by_name="Người báo cáo", closed_at=day + A_DAY * 30 if state in OVER else None,
    )  # fmt: skip
    return row, body


def _statement(one: Difficulty) -> Statement:
    return Statement(
        difficulty=one, number=1, title=one.title, facts="Sự việc.", cause="Nguyên nhân.", proposal="Kiến nghị.",
        by_name="Người báo cáo", at=one.reported_at,
    )  # fmt: skip


def _referral(one: Difficulty, body: Agency, statement: Statement) -> Referral:
    state = {State.REFERRED: "AWAITED", State.REFUSED: "REFUSED"}.get(State(one.state), "DECIDED")
    put, closed = one.reported_at + A_DAY * 9, one.reported_at + A_DAY * 25
    due = (put + A_DAY * 14).date()
    return Referral(
        difficulty=one, number=1, body=body, referred_by_id=one.programme.standing_unit_id, statement=statement,
        state=state, referred_at=put, referred_on=put.date(), by_name="Người trình", due_on=due, counted_from=due,
        due_computed={"date": due.isoformat(), "steps": [{"code": "from", "day": due.isoformat()}]},
        closed_at=None if state == "AWAITED" else closed, closed_on=None if state == "AWAITED" else closed.date(),
        reply="Chưa có cơ sở." if state == "REFUSED" else "",
    )  # fmt: skip


def _spoken(referrals: list[Referral]) -> None:
    ReferralDue.objects.bulk_create(
        (
            ReferralDue(
                referral=r, due_on=r.due_on, since_at=r.referred_at, because="referred", computed=r.due_computed
            )
            for r in referrals
        ),
        batch_size=500,
    )
    directives = Directive.objects.bulk_create(
        (
            Directive(
                referral=r, programme_id=r.difficulty.programme_id, number=r.difficulty.number, text="Đồng ý.",
                by="account:0", by_name="Bí thư", at=r.closed_at, on_day=r.closed_on,
            )
            for r in referrals
            if r.state == "DECIDED"
        ),
        batch_size=500,
    )  # fmt: skip
    Order.objects.bulk_create(
        (Order(directive=one, position=1, kind="task", text="Cấp quyền khai thác dữ liệu") for one in directives),
        batch_size=500,
    )


def _turns(one: Difficulty) -> list[Turn]:
    """Reported, put, spoken on: as far as its state goes."""
    day, end = one.reported_at, State(one.state)
    ways = [(State.REPORTED, day)]
    if end in _PUT:
        ways.append((State.REFERRED, day + A_DAY * 9))
    if end in (State.DECIDED, State.REFUSED, State.RESOLVED):
        ways.append((State.REFUSED if end == State.REFUSED else State.DECIDED, day + A_DAY * 25))
    if end not in dict(ways):
        ways.append((end, day + A_DAY * 30))
    unit, last = one.programme.standing_unit_id, one.waits_for_id
    return [
        Turn(
            difficulty=one, verb=_VERB[state], state=state, text="Lời.", on_day=at.date(), at=at, by_name="Người",
            waits_for_id=last if state == end else unit if state == State.REPORTED else None,
        )
        for state, at in ways
    ]  # fmt: skip
