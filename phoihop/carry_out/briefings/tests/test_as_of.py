"""A past day is told as it was, whatever came afterwards."""

import datetime as dt

import pytest

from phoihop.carry_out.briefings import queries, verbs
from phoihop.carry_out.briefings.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    HELD,
    a_briefing,
    a_conclusion,
    again,
    at,
    item_of,
    minuted,
    seat_of,
    secretary_of,
)
from tests.cast import MONDAY, lan, minh

pytestmark = pytest.mark.django_db

EVE = dt.date(2026, 4, 10)
DAY = HELD.date()


def as_of(briefing, day):
    return queries.page_of(again(briefing), on=day, then=True)


@pytest.fixture
def told():
    """Called on the 7th, held on the 14th, minutes unlocked and changed on the 20th, a conclusion withdrawn then."""
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="CALLED")
    secretary = secretary_of(briefing)
    verbs.write_opinion(seat=seat_of(briefing, partner), item=item_of(briefing), body="Ý kiến.", by=partner, at=BEFORE)
    verbs.begin(briefing=again(briefing), by=secretary, at=HELD)
    verbs.note_attendance(seat=seat_of(briefing, partner), answer="ABSENT", by=secretary, at=DURING)
    minuted(briefing, secretary, body="Bản ngày họp.")
    conclusion = a_conclusion(briefing, partner, secretary)
    item = item_of(briefing)
    verbs.approve_minutes(item=item, revision=item.minutes_revision, by=lead, at=DURING)
    later = at(dt.date(2026, 4, 20))
    verbs.unlock_minutes(item=item_of(briefing), reason="Nhầm.", by=lead, at=later)
    minuted(briefing, secretary, body="Bản sửa.", at=later)
    conclusion.item = item_of(briefing)
    verbs.withdraw_conclusion(conclusion=conclusion, reason="Thôi.", by=secretary, at=later)
    verbs.adjourn(briefing=again(briefing), by=secretary, at=later)
    return briefing


def test_states_follow_their_moments(told):
    days = (MONDAY.date(), EVE, DAY, dt.date(2026, 4, 21))
    assert [as_of(told, day).state for day in days] == ["PLANNED", "CALLED", "HELD", "MINUTED"]


def test_minutes_are_those_of_that_day(told):
    def late(day):
        [one] = [one for one in as_of(told, day).items if one.item.kind == "late"]
        return one.state, one.body

    assert late(EVE) == ("EMPTY", "")
    assert late(DAY) == ("APPROVED", "Bản ngày họp.")
    assert late(dt.date(2026, 4, 21)) == ("DRAFT", "Bản sửa.")


def test_a_conclusion_withdrawn_later_was_one_then(told):
    assert [len(as_of(told, day).conclusions) for day in (EVE, DAY, dt.date(2026, 4, 21))] == [0, 1, 0]


def test_attendance_and_opinions_are_known_from_their_day_on(told):
    def absent(day):
        [seat] = [seat for seat in as_of(told, day).seats if seat.agency.kind == "peoples_committee"]
        return seat.answer, seat.written

    assert absent(MONDAY.date()) == ("INVITED", 0)
    assert absent(EVE) == ("INVITED", 1)
    assert absent(DAY) == ("ABSENT", 1)


def test_a_briefing_moved_since_was_set_for_its_first_day():
    briefing = a_briefing(lan(), minh())
    verbs.arrange(
        briefing=again(briefing), held_at=at(dt.date(2026, 4, 17)), minutes=90, place="Hội trường",
        chair_agency=briefing.chair_agency, by=secretary_of(briefing), at=at(dt.date(2026, 3, 10)),
    )  # fmt: skip
    assert as_of(briefing, dt.date(2026, 3, 9)).schedule.held_at == HELD
    assert as_of(briefing, dt.date(2026, 3, 10)).schedule.place == "Hội trường"


def test_an_item_taken_off_later_was_on_the_agenda_then():
    briefing = a_briefing(lan(), minh())
    secretary = secretary_of(briefing)
    verbs.assemble(briefing=again(briefing), by=secretary, at=MONDAY)
    verbs.remove_item(item=item_of(briefing, "next"), reason="Thôi.", by=secretary, at=BEFORE)
    assert [len(as_of(briefing, day).items) for day in (dt.date(2026, 3, 1), MONDAY.date(), AFTER.date())] == [0, 2, 1]
