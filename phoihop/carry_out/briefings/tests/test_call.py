"""The call: everything an invitation tells is known, every party has a seat, everybody is told; and calling off."""

import pytest

from phoihop.carry_out.briefings import verbs
from phoihop.carry_out.briefings.tests.factories import (
    AFTER,
    BEFORE,
    HELD,
    a_briefing,
    a_leader,
    again,
    secretary_of,
)
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices import queries as notices
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, an_agency, hanh, lan, minh, nga

pytestmark = pytest.mark.django_db


def called(lead=None, *partners):
    return a_briefing(lead or lan(), *(partners or (minh(),)), state="CALLED")


def test_every_party_has_a_seat_with_its_head_the_chair_first():
    lead, one, two = lan(), minh(), hanh()
    briefing = called(lead, one, two)
    seats = list(briefing.seats.order_by("position"))
    assert [(seat.agency, seat.name, seat.post) for seat in seats] == [
        (lead.agency, "Lan", "Trưởng ban"), (one.agency, "Minh", "Chủ tịch"), (two.agency, "Hạnh", "Chánh án"),
    ]  # fmt: skip


def test_heads_and_officers_of_every_party_are_told():
    lead, head, officer = lan(), minh(), nga()
    briefing = called(lead, head)
    told = Notice.objects.filter(kind="briefing.called")
    assert {notice.account_id for notice in told} == {lead.account_id, head.account_id, officer.account_id}
    [line] = notices.told(told.filter(account=head.account_id))
    assert line.sentence == "Invitation: Briefing of Q1 2026, 08:00 14/04/2026, at Phòng họp A."
    assert line.url == briefing.get_absolute_url()


def test_the_ledger_says_what_was_called():
    [line] = [one for one in ledger.history(called()) if one.kind == "briefing.called"]
    assert line.sentence == "Diễm called briefing 1-2026: 08:00 14/04/2026, Phòng họp A."


def test_without_an_agenda_there_is_nothing_to_invite_to():
    briefing = a_briefing(lan(), minh())
    with pytest.raises(NotAllowed, match="Put the agenda together first"):
        verbs.call(briefing=briefing, by=secretary_of(briefing), at=BEFORE)


def test_without_a_place_nobody_would_come():
    briefing = a_briefing(lan(), minh())
    secretary = secretary_of(briefing)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    type(briefing).objects.filter(pk=briefing.pk).update(place="")
    with pytest.raises(NotAllowed, match="where it is held"):
        verbs.call(briefing=again(briefing), by=secretary, at=BEFORE)


def test_a_day_that_has_passed_is_not_called():
    briefing = a_briefing(lan(), minh())
    secretary = secretary_of(briefing)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    with pytest.raises(NotAllowed, match="Its day has passed"):
        verbs.call(briefing=again(briefing), by=secretary, at=AFTER)


def test_calling_twice_is_told():
    briefing = called()
    with pytest.raises(NotAllowed, match="called already"):
        verbs.call(briefing=briefing, by=secretary_of(briefing), at=BEFORE)


def test_a_chair_from_outside_has_a_seat_as_a_guest():
    lead, leader = lan(), a_leader()
    briefing = a_briefing(lead, minh())
    secretary = secretary_of(briefing)
    verbs.arrange(
        briefing=again(briefing), held_at=HELD, minutes=150, place="A", chair_agency=leader.agency,
        chair_tenure=Tenure.objects.get(pk=leader.tenure_id), by=secretary, at=MONDAY,
    )  # fmt: skip
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.call(briefing=again(briefing), by=secretary, at=BEFORE)
    seat = briefing.seats.get(agency=leader.agency)
    assert (seat.role, seat.name) == ("guest", "Nghĩa")


def test_a_guest_invited_after_the_call_is_told_at_once_and_sees_the_briefing():
    briefing = called()
    guest = hanh()
    verbs.invite(briefing=briefing, agency=guest.agency, by=secretary_of(briefing), at=BEFORE)
    assert Notice.objects.filter(kind="briefing.invited", account=guest.account_id).count() == 1
    assert briefing in type(briefing).objects.visible_to(guest)


def test_a_guest_is_invited_once_and_may_be_left_out_again():
    briefing = called()
    guest, secretary = hanh(), secretary_of(briefing)
    seat = verbs.invite(briefing=briefing, agency=guest.agency, by=secretary, at=BEFORE)
    with pytest.raises(NotAllowed, match="invited already"):
        verbs.invite(briefing=briefing, agency=guest.agency, by=secretary, at=BEFORE)
    verbs.uninvite(seat=seat, by=secretary, at=BEFORE)
    assert briefing not in type(briefing).objects.visible_to(guest)


def test_a_party_keeps_its_seat():
    partner = minh()
    briefing = called(lan(), partner)
    seat = briefing.seats.get(agency=partner.agency)
    seat.briefing = briefing
    with pytest.raises(NotAllowed, match="keeps its seat"):
        verbs.uninvite(seat=seat, by=secretary_of(briefing), at=BEFORE)


def test_calling_off_tells_everybody_why_and_gives_proposals_back():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    proposal = verbs.propose(series=briefing.series, title="Tập huấn", by=partner, at=MONDAY)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.call(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.cancel(briefing=again(briefing), reason="Bão số 3.", by=secretary, at=BEFORE)
    proposal.refresh_from_db()
    assert proposal.state == "WAITING"
    [notice] = Notice.objects.filter(kind="briefing.cancelled", account=partner.account_id)
    assert notice.words["reason"] == "Bão số 3."


def test_calling_off_a_mere_plan_tells_nobody():
    briefing = a_briefing(lan(), minh(), state="CANCELLED")
    assert briefing.cancel_reason
    assert not Notice.objects.filter(kind="briefing.cancelled").exists()


def test_without_a_reason_it_is_not_called_off():
    briefing = called()
    with pytest.raises(NotAllowed, match="Say why"):
        verbs.cancel(briefing=briefing, reason=" ", by=secretary_of(briefing), at=BEFORE)


def test_called_off_in_one_window_it_cannot_begin_in_another():
    briefing = called()
    secretary = secretary_of(briefing)
    verbs.cancel(briefing=again(briefing), reason="Bão.", by=secretary, at=BEFORE)
    with pytest.raises(StateMoved):
        verbs.begin(briefing=briefing, by=secretary, at=HELD)


def test_strangers_see_no_briefing():
    briefing = called()
    stranger_agency = an_agency("Sở Giao thông", "other")
    actor = type("Someone", (), {"agency_id": stranger_agency.pk})()
    assert briefing not in type(briefing).objects.visible_to(actor)
