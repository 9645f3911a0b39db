"""Who came, who came instead, what those who did not come had written."""

import pytest

from phoihop.carry_out.briefings import verbs
from phoihop.carry_out.briefings.tests.factories import (
    BEFORE,
    DURING,
    a_briefing,
    again,
    item_of,
    seat_of,
    secretary_of,
)
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import hanh, lan, minh

pytestmark = pytest.mark.django_db


def test_attendance_is_noted_with_whoever_came_instead():
    partner = minh()
    briefing = a_briefing(lan(), partner, state="HELD")
    seat = verbs.note_attendance(
        seat=seat_of(briefing, partner), answer="PRESENT", delegate="Nga", delegate_post="Phó Chủ tịch",
        by=secretary_of(briefing), at=DURING,
    )  # fmt: skip
    assert (seat.who, seat.who_post, seat.attends) == ("Nga", "Phó Chủ tịch", True)


def test_the_name_of_whoever_came_is_only_promised_in_the_chain():
    partner = minh()
    briefing = a_briefing(lan(), partner, state="HELD")
    seat = verbs.note_attendance(seat=seat_of(briefing, partner), answer="ONLINE", by=secretary_of(briefing), at=DURING)
    [entry] = ledger.hashed(ledger.chain(briefing.ledger_chain, of=["briefing.attendance_noted"]))
    assert "Minh" not in str(entry)
    assert "Minh" in ledger.history(seat)[-1].sentence


def test_nobody_can_be_noted_as_not_noted():
    partner = minh()
    briefing = a_briefing(lan(), partner, state="HELD")
    with pytest.raises(NotAllowed, match="present, online or absent"):
        verbs.note_attendance(seat=seat_of(briefing, partner), answer="INVITED", by=secretary_of(briefing), at=DURING)


def test_the_agency_names_its_delegate_itself():
    partner = minh()
    briefing = a_briefing(lan(), partner, state="CALLED")
    seat = verbs.send_delegate(
        seat=seat_of(briefing, partner), delegate="Nga", delegate_post="Phó Chủ tịch", by=partner, at=BEFORE
    )
    assert seat.who == "Nga"
    with pytest.raises(NotAllowed, match="Only the agency invited"):
        verbs.send_delegate(seat=seat_of(briefing, partner), delegate="X", delegate_post="", by=hanh(), at=BEFORE)


def test_an_opinion_in_writing_is_taken_until_the_briefing_begins_and_replaced_until_then():
    partner = minh()
    briefing = a_briefing(lan(), partner, state="CALLED")
    secretary = secretary_of(briefing)
    for body in ("Chưa thống nhất.", "Đề nghị công khai thời hạn mới."):
        verbs.write_opinion(seat=seat_of(briefing, partner), item=item_of(briefing), body=body, by=partner, at=BEFORE)
    [opinion] = item_of(briefing).writtenopinions.all()
    assert opinion.body == "Đề nghị công khai thời hạn mới."
    assert Notice.objects.filter(kind="briefing.opinion_written", account=secretary.account_id).exists()
    early = seat_of(briefing, partner)
    verbs.begin(briefing=again(briefing), by=secretary, at=DURING)
    with pytest.raises(NotAllowed, match="until the briefing begins"):
        verbs.write_opinion(seat=seat_of(briefing, partner), item=item_of(briefing), body="Muộn", by=partner, at=DURING)
    with pytest.raises(StateMoved):
        verbs.write_opinion(seat=early, item=item_of(briefing), body="Muộn", by=partner, at=DURING)


def test_an_opinion_on_another_briefings_item_is_refused():
    partner = minh()
    briefing = a_briefing(lan(), partner, state="CALLED")
    item = item_of(briefing)
    item.briefing_id = briefing.pk + 1
    with pytest.raises(NotAllowed, match="not on the agenda"):
        verbs.write_opinion(seat=seat_of(briefing, partner), item=item, body="Ý kiến", by=partner, at=BEFORE)


def test_the_screen_follows_the_item_spoken_of():
    briefing = a_briefing(lan(), minh(), state="HELD")
    verbs.turn_to(item=item_of(briefing, "next"), by=secretary_of(briefing), at=DURING)
    assert again(briefing).current == 2


def test_before_the_briefing_nothing_is_spoken_of():
    briefing = a_briefing(lan(), minh(), state="CALLED")
    with pytest.raises(NotAllowed, match="not in session"):
        verbs.turn_to(item=item_of(briefing, "next"), by=secretary_of(briefing), at=BEFORE)
