"""The leadership body directs, refuses, asks back."""

import datetime as dt

import pytest
from django.db import IntegrityError

from phoihop.carry_out.escalations import verbs
from phoihop.carry_out.escalations.models import Directive, Order, Referral
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    awaited,
    clause,
    decided,
    leader,
    order_of,
)
from phoihop.carry_out.escalations.verbs import Ordered
from phoihop.foundation.access.roles import Role
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import LATER, TODAY, an_agency, lan, minh, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    programme = a_programme(lead, head)
    difficulty = a_difficulty(programme, head)
    a_referral(difficulty, lead)
    return lead, head, member, difficulty


def test_a_member_directs_and_nobody_is_silent_any_more(cast):
    lead, head, member, difficulty = cast
    directive = decided(difficulty, member, at=LATER, text="Đồng ý cấp quyền.")
    assert (again(difficulty).state, again(difficulty).waits_for) == ("DECIDED", None)
    assert (directive.number, directive.text) == (1, "Đồng ý cấp quyền.")
    closed = awaited(difficulty)
    assert (closed.state, closed.closed_on, closed.closed_by_name) == ("DECIDED", LATER.date(), "Sáu")
    entry = Entry.objects.get(kind="difficulty.decided")
    assert (entry.by, entry.details["directive"]) == (member.ref, 1)
    told = set(Notice.objects.filter(kind="difficulty.decided").values_list("account_id", flat=True))
    assert told == {lead.account_id, head.account_id}


def test_what_it_orders_is_kept_in_order(cast):
    _lead, head, member, difficulty = cast
    amended = clause(difficulty.programme)
    decided(
        difficulty,
        member,
        Ordered("Cấp quyền tạm thời", agency=head.agency, due_on=LATER.date()),
        Ordered("  "),
        Ordered("Sửa khoản 2", kind="amendment", nodes=(amended,)),
    )
    orders = list(Order.objects.order_by("position"))
    assert [(one.position, one.kind, one.agency) for one in orders] == [
        (1, "task", head.agency),
        (2, "amendment", None),
    ]
    assert list(orders[1].nodes.all()) == [amended]


def test_directives_are_numbered_in_a_programme(cast):
    lead, head, member, difficulty = cast
    decided(difficulty, member)
    other = a_difficulty(difficulty.programme, head)
    a_referral(other, lead)
    assert decided(other, member).number == 2


def test_number_and_date_of_the_paper_go_together(cast):
    _lead, _head, member, difficulty = cast
    with pytest.raises(NotAllowed, match="both number and date"):
        verbs.decide(referral=awaited(difficulty), text="Đồng ý.", paper_number="12-TB/ĐU", by=member, at=LATER)
    made = verbs.decide(
        referral=awaited(difficulty), text="Đồng ý.", paper_number="12-TB/ĐU", paper_on=TODAY, by=member, at=LATER
    )
    assert made.paper_number == "12-TB/ĐU"


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (lambda: Ordered("Việc", agency=an_agency("Sở Giao thông", "other")), "Only parties"),
        (lambda: Ordered("Việc", due_on=dt.date(2026, 1, 1)), "in the past"),
    ],
)
def test_it_orders_only_what_can_be_done(cast, order, said):
    _lead, _head, member, difficulty = cast
    with pytest.raises(NotAllowed, match=said):
        decided(difficulty, member, order(), at=LATER)
    assert again(difficulty).state == "REFERRED"


def test_a_refusal_says_why_and_everybody_hears_it(cast):
    lead, head, member, difficulty = cast
    with pytest.raises(NotAllowed, match="Say why"):
        verbs.refuse(referral=awaited(difficulty), reason=" ", by=member, at=LATER)
    verbs.refuse(referral=awaited(difficulty), reason="Trái quy chế.", by=member, at=LATER)
    assert again(difficulty).state == "REFUSED"
    assert awaited(difficulty).reply == "Trái quy chế."
    told = Notice.objects.filter(kind="difficulty.refused")
    assert {one.account_id for one in told} == {lead.account_id, head.account_id}
    assert {one.words["reason"] for one in told} == {"Trái quy chế."}


def test_asked_back_the_standing_unit_has_it_again(cast):
    lead, _head, member, difficulty = cast
    verbs.ask_back(referral=awaited(difficulty), question="Ai kiểm soát?", by=member, at=LATER)
    assert (again(difficulty).state, again(difficulty).waits_for) == ("REPORTED", lead.agency)
    assert awaited(difficulty).state == "ASKED_BACK"
    assert [one.account_id for one in Notice.objects.filter(kind="difficulty.asked_back")] == [lead.account_id]


def test_only_the_body_it_was_put_to(cast):
    lead, _head, _member, difficulty = cast
    elsewhere = someone("Tám", agency=an_agency("Thường trực Tỉnh ủy", "party_committee"), roles=(Role.LEADER,))
    for outsider in (lead, elsewhere):
        with pytest.raises(NotAllowed, match="Only the body"):
            decided(difficulty, outsider)


def test_only_its_members(cast):
    _lead, _head, member, difficulty = cast
    clerk = someone("Chín", agency=member.agency, roles=(Role.CLERK,))
    with pytest.raises(NotAllowed, match="members of the leadership"):
        decided(difficulty, clerk)


def test_what_was_spoken_on_is_not_spoken_on_again(cast):
    _lead, _head, member, difficulty = cast
    stale = awaited(difficulty)
    decided(difficulty, member)
    with pytest.raises(NotAllowed, match="has spoken"):
        verbs.refuse(referral=awaited(difficulty), reason="Không.", by=member, at=LATER)
    with pytest.raises(StateMoved):
        verbs.refuse(referral=stale, reason="Không.", by=member, at=LATER)
    assert Entry.objects.filter(kind__in=["difficulty.decided", "difficulty.refused"]).count() == 1


def test_the_database_too_allows_one_awaited_referral(cast):
    lead, _head, _member, difficulty = cast
    last = awaited(difficulty)
    with pytest.raises(IntegrityError):
        Referral.objects.create(
            difficulty=difficulty,
            number=9,
            body=last.body,
            referred_by=lead.agency,
            statement=last.statement,
            referred_at=last.referred_at,
            referred_on=last.referred_on,
            by_name="…",
            due_on=last.due_on,
            counted_from=last.counted_from,
        )


def test_an_order_comes_from_one_directive(cast):
    _lead, head, member, difficulty = cast
    directive = decided(difficulty, member, Ordered("Việc", agency=head.agency))
    assert order_of(directive).directive == Directive.objects.get()
