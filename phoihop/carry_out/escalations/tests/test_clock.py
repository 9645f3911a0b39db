"""Time and reorganisation: reminders, holidays announced late, agencies that succeed each other."""

import datetime as dt

import pytest

from phoihop.carry_out.escalations import jobs, queries, verbs
from phoihop.carry_out.escalations.models import ReferralDue, ReferralReminder, Turn
from phoihop.carry_out.escalations.tests.factories import (
    a_difficulty,
    a_programme,
    a_referral,
    again,
    at,
    awaited,
    body,
    decided,
    leader,
    told,
)
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.calendar import verbs as calendar
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, TODAY, an_agency, lan, minh, someone

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 3, 16)  # ten working days after MONDAY
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def cast():
    lead, head, member = lan(), minh(), leader()
    programme = a_programme(lead, head)
    difficulty = a_difficulty(programme, head)
    a_referral(difficulty, lead)
    return lead, head, member, difficulty


@pytest.fixture
def clock(monkeypatch):
    """`clock(day)` runs the job of that morning."""

    def run(day):
        monkeypatch.setattr("django.utils.timezone.now", lambda: at(day, 1))
        return jobs.remind()

    return run


def told_of(kind):
    return sorted(Notice.objects.filter(kind=kind).values_list("account_id", flat=True))


def test_the_body_is_reminded_before_and_after_its_day_on_working_days_alone(cast, clock):
    days = [TODAY + A_DAY * n for n in range(30)]
    reminded = [day for day in days if clock(day)]
    assert reminded == [
        dt.date(2026, 3, 11),  # three working days before
        dt.date(2026, 3, 13),  # one
        dt.date(2026, 3, 17),  # one after
        dt.date(2026, 3, 19),  # three
        dt.date(2026, 3, 23),  # five
    ]
    assert [one.working_days for one in ReferralReminder.objects.order_by("pk")] == [-3, -1, 1, 3, 5]


def test_members_hear_first_and_the_heads_when_it_stays_undecided(cast, clock):
    lead, _head, member, _difficulty = cast
    chief = someone("Mười", agency=body(), roles=(Role.HEAD,))
    clock(dt.date(2026, 3, 17))
    assert told_of("difficulty.due_today") == [member.account_id]
    assert told_of("difficulty.escalated") == []
    clock(dt.date(2026, 3, 23))
    assert told_of("difficulty.escalated") == sorted([lead.account_id, chief.account_id])
    assert ReferralReminder.objects.latest("pk").told == 3
    assert Entry.objects.filter(kind="difficulty.reminded").count() == 2


def test_all_of_a_day_is_one_notice(cast, clock):
    lead, head, _member, difficulty = cast
    for n in range(4):
        a_referral(a_difficulty(difficulty.programme, head, title=f"Việc {n}"), lead)
    clock(dt.date(2026, 3, 17))
    notice = Notice.objects.get(kind="difficulty.due_today")
    assert (notice.words["late"], notice.words["soon"], notice.words["more"]) == (5, 0, 2)
    assert notice.words["codes"] == ["VM1", "VM2", "VM3"]


def test_what_was_decided_is_reminded_of_no_more(cast, clock):
    _lead, _head, member, difficulty = cast
    decided(difficulty, member)
    assert clock(dt.date(2026, 3, 17)) == 0


def test_reminded_by_hand_the_clock_keeps_quiet_that_day(cast, clock):
    lead, _head, member, difficulty = cast
    verbs.remind(referral=awaited(difficulty), by=lead, at=at(dt.date(2026, 3, 17)))
    assert told_of("difficulty.reminded") == [member.account_id]
    assert clock(dt.date(2026, 3, 17)) == 0
    with pytest.raises(NotAllowed, match="already reminded"):
        verbs.remind(referral=awaited(difficulty), by=lead, at=at(dt.date(2026, 3, 17)))


def test_only_the_standing_unit_reminds_and_only_of_what_is_awaited(cast):
    lead, head, member, difficulty = cast
    with pytest.raises(NotAllowed, match="Only the standing unit"):
        verbs.remind(referral=awaited(difficulty), by=head, at=LATER)
    decided(difficulty, member)
    with pytest.raises(NotAllowed, match="Nothing is to be reminded"):
        verbs.remind(referral=awaited(difficulty), by=lead, at=LATER)


def test_a_body_with_days_of_its_own_is_reminded_by_them(cast, clock):
    DayOff.objects.create(day=dt.date(2026, 3, 17), name="Nghỉ", kind="agency", agency=body())
    assert clock(dt.date(2026, 3, 17)) == 0
    assert clock(dt.date(2026, 3, 18)) == 1


def test_a_holiday_announced_late_moves_the_day_and_tells_the_body(cast):
    _lead, _head, member, difficulty = cast
    admin = someone("Khoa", agency=an_agency("Văn phòng", "party_committee"), roles=(Role.ADMINISTRATOR,))
    calendar.add_day_off(day=dt.date(2026, 3, 11), name="Nghỉ bù", kind="public", agency=None, by=admin, at=LATER)
    moved = awaited(difficulty)
    assert moved.due_on == DUE + A_DAY
    entry = Entry.objects.get(kind="difficulty.due_recomputed")
    assert (entry.details["was"], entry.details["to"]) == (DUE.isoformat(), moved.due_on.isoformat())
    assert told_of("difficulty.due_recomputed") == [member.account_id]
    assert [one.due_on for one in ReferralDue.objects.order_by("pk")] == [DUE, DUE + A_DAY]


def test_its_withdrawal_moves_it_back(cast):
    _lead, _head, _member, difficulty = cast
    admin = someone("Khoa", agency=an_agency("Văn phòng", "party_committee"), roles=(Role.ADMINISTRATOR,))
    day = calendar.add_day_off(day=dt.date(2026, 3, 11), name="Nghỉ bù", kind="public", agency=None, by=admin, at=LATER)
    calendar.withdraw_day_off(day_off=day, by=admin, at=LATER)
    assert awaited(difficulty).due_on == DUE


def test_a_day_already_missed_stays_missed(cast):
    _lead, _head, _member, difficulty = cast
    DayOff.objects.create(day=dt.date(2026, 3, 11), name="Nghỉ", kind="public")
    assert not verbs.recompute(referral=awaited(difficulty), at=at(DUE + A_DAY))
    assert awaited(difficulty).due_on == DUE


def test_what_was_decided_meanwhile_does_not_move(cast):
    _lead, _head, member, difficulty = cast
    stale = awaited(difficulty)
    decided(difficulty, member)
    DayOff.objects.create(day=dt.date(2026, 3, 11), name="Nghỉ", kind="public")
    assert not verbs.recompute(referral=stale, at=LATER)
    assert not Entry.objects.filter(kind="difficulty.due_recomputed").exists()


def test_a_successor_speaks_for_the_reporter_from_then_on(cast):
    _lead, head, _member, difficulty = cast
    successor = an_agency("Ủy ban nhân dân phường mới", "peoples_committee")
    one = someone("Phúc", agency=successor)
    assert verbs.pass_on(agency=head.agency, to=successor, reason="Nghị quyết 60", by=CLOCK, at=LATER) == 1
    now = again(difficulty)
    assert (now.reporter, now.held_by) == (head.agency, successor)
    verbs.withdraw(difficulty=now, reason="Không còn.", by=one, at=LATER)


def test_a_successor_of_the_body_is_silent_since_the_same_day(cast):
    _lead, _head, _member, difficulty = cast
    above = an_agency("Thường trực Đảng ủy mới", "party_committee")
    member = someone("Bảy", agency=above, roles=(Role.LEADER,))
    verbs.pass_on(agency=body(), to=above, reason="Nghị quyết 60", by=CLOCK, at=LATER)
    row = queries.as_of(type(difficulty).objects.all(), on=LATER.date(), then=True).get()
    assert (row.day_waits_for, row.day_since) == (above.pk, MONDAY.date())
    assert told(difficulty, LATER.date() - A_DAY).day_waits_for == body().pk
    decided(difficulty, member, at=LATER)


def test_what_is_over_is_not_passed_on(cast):
    _lead, head, _member, difficulty = cast
    verbs.withdraw(difficulty=again(difficulty), reason="Xong.", by=head, at=MONDAY)
    successor = an_agency("Ủy ban nhân dân phường mới", "peoples_committee")
    assert verbs.pass_on(agency=head.agency, to=successor, reason="Nghị quyết", by=CLOCK, at=LATER) == 0
    assert not Turn.objects.filter(verb="pass_on").exists()
