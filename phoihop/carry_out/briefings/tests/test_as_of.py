"""A past day is told as it was, whatever came afterwards."""

import datetime as dt

import pytest

from phoihop.agree.programmes.models import Framework, Programme
from phoihop.carry_out.briefings import panels, queries, verbs
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
    programme_of,
    seat_of,
    secretary_of,
)
from phoihop.carry_out.escalations.tests.factories import a_difficulty, a_referral, leader
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


def panel_on(briefing, day, *, then=True):
    return panels.panel_of(Framework.objects.get(), [], [], on=day, then=then)


def test_the_room_of_a_past_day_shows_what_was_called_off_or_moved_since():
    briefing = a_briefing(lan(), minh())
    secretary = secretary_of(briefing)
    verbs.arrange(
        briefing=again(briefing), held_at=at(dt.date(2026, 4, 17)), minutes=90, place="Hội trường",
        chair_agency=briefing.chair_agency, by=secretary, at=at(dt.date(2026, 3, 10)),
    )  # fmt: skip
    verbs.cancel(briefing=again(briefing), reason="Trùng.", by=secretary, at=at(dt.date(2026, 3, 20)))
    before, moved = panel_on(briefing, dt.date(2026, 3, 9)), panel_on(briefing, dt.date(2026, 3, 12))
    assert [(one.next.mark, one.next.held_at.day) for one in (before, moved)] == [("1-2026", 14), ("1-2026", 17)]
    assert (before.waiting, before.at_day) == (None, "?on=2026-03-09")
    now = panel_on(briefing, dt.date(2026, 3, 25), then=False)
    assert (now.next.mark, now.waiting) == ("2-2026", 0)
    assert panel_on(briefing, dt.date(2026, 3, 1)) is None


def test_the_room_counts_the_conclusions_that_stood_then(told):
    counted = [panel_on(told, day).past[0].conclusion_count for day in (DAY, dt.date(2026, 4, 21))]
    assert counted == [1, 0]


def test_the_timeline_tells_the_outcome_of_each_briefing_as_of_the_day(told):
    def outcome(day, mark="Briefing of Q1 2026"):
        lanes = {lane.label: lane for lane in panel_on(told, day).timeline.lanes}
        return next((one.state, one.outcome) for one in lanes["Briefings"].marks if one.what == mark)

    assert outcome(EVE) == ("next", "to come")
    assert outcome(DAY) == ("done", "in time")
    assert outcome(dt.date(2026, 7, 20), "Briefing of Q2 2026") == ("missed", "not held yet")


def test_the_timeline_has_papers_waits_and_new_names_of_agencies():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    programme = programme_of(briefing.series)
    leader()
    a_referral(a_difficulty(programme, partner), lead)
    day = dt.date(2026, 3, 10)
    partner.agency.names.update(until_on=day)
    partner.agency.names.create(name="Ủy ban nhân dân phường Mới", from_on=day)
    under = Programme.objects.prefetch_related("parties__agency__names")
    line = panels.panel_of(programme.framework, list(under), [], on=dt.date(2026, 3, 16)).timeline
    lanes = {lane.label: lane for lane in line.lanes}
    assert [one.what for one in lanes["Organisation"].marks] == ["Ủy ban nhân dân phường Mới"]
    assert [(one.last, one.label) for one in lanes["Difficulties"].spans] == [(None, "waiting for 10 working days")]
    assert [(one.what, one.state) for one in lanes["Documents"].marks] == [("End of the term", "next")]
