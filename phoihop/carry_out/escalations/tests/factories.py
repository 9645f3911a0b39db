"""A difficulty brought to where a test begins by the verbs people use."""

import datetime as dt

from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.escalations import queries, verbs
from phoihop.carry_out.escalations.models import Difficulty, Directive, Order, Referral
from phoihop.carry_out.escalations.verbs import Ordered, Way
from phoihop.carry_out.tasks.tests.factories import a_programme, a_task, at, clause
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from tests.cast import MONDAY, an_agency, someone

__all__ = [
    "DAY",
    "a_difficulty",
    "a_programme",
    "a_referral",
    "a_task",
    "again",
    "at",
    "awaited",
    "body",
    "clause",
    "decided",
    "leader",
    "order_of",
]

DAY = MONDAY.date()
BODY = "Thường trực Đảng ủy phường"


def body():
    return an_agency(BODY, "party_committee")


def leader(name: str = "Sáu", *, roles: tuple[Role, ...] = (Role.LEADER,)) -> Actor:
    """A member of the body to which difficulties are referred."""
    return someone(name, agency=body(), roles=roles, title="Phó Bí thư Thường trực")


def a_difficulty(programme: Programme, by: Actor, *, at=MONDAY, **more) -> Difficulty:
    fields = {
        "title": "Thiếu số liệu dân cư để tổng hợp",
        "facts": "Cơ sở dữ liệu chưa được cấp quyền khai thác từ ngày 01/02/2026.",
        "cause": "Chưa có quy chế chia sẻ dữ liệu.",
        "proposal": "Đề nghị cho phép khai thác dữ liệu trong thời gian chờ quy chế.",
        "options": [Way("Cấp quyền tạm thời", "Có ngay số liệu.", "Phải kiểm soát truy cập.")],
        **more,
    }
    return again(verbs.report(programme=programme, by=by, at=at, **fields))


def again(difficulty: Difficulty) -> Difficulty:
    """As another request would load it."""
    return Difficulty.objects.select_related(
        "programme__framework__lead_agency", "programme__standing_unit", "reporter", "held_by", "waits_for"
    ).get(pk=difficulty.pk)


def a_referral(difficulty: Difficulty, by: Actor, *, at=MONDAY, working_days: int = 10, **more) -> Referral:
    """Put to the body; a member of it must exist."""
    verbs.refer(difficulty=again(difficulty), body=body(), working_days=working_days, by=by, at=at, **more)
    return awaited(difficulty)


def awaited(difficulty: Difficulty) -> Referral:
    """The last referral, as another request would load it."""
    return (
        Referral.objects.select_related(
            "difficulty__programme__framework__lead_agency",
            "difficulty__programme__standing_unit",
            "difficulty__held_by",
            "body",
            "referred_by",
        )
        .filter(difficulty=difficulty)
        .latest("number")
    )


def decided(difficulty: Difficulty, by: Actor, *orders: Ordered, at=MONDAY, text: str = "Đồng ý.") -> Directive:
    return verbs.decide(referral=awaited(difficulty), text=text, orders=orders, by=by, at=at)


def order_of(directive: Directive) -> Order:
    """As another request would load it."""
    rows = Order.objects.select_related(
        "directive__programme__framework__lead_agency",
        "directive__programme__standing_unit",
        "directive__referral__difficulty__programme__framework",
        "directive__referral__body",
        "agency",
    )
    return rows.get(directive=directive)


def told(difficulty: Difficulty, day: dt.date):
    """As it was at the end of that day, or None before it was reported."""
    return queries.as_of(Difficulty.objects.filter(pk=difficulty.pk), on=day, then=True).first()
