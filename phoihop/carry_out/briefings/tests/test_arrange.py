"""A briefing is set for another day, place or chair; an extraordinary one is planned."""

import datetime as dt

import pytest

from phoihop.carry_out.briefings import verbs
from phoihop.carry_out.briefings.tests.factories import HELD, a_briefing, a_series, again, at, secretary_of
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db

LATER_ON = at(dt.date(2026, 4, 17))


def moved(briefing, by, *, held_at=LATER_ON, when=MONDAY, **more):
    told = {"minutes": 120, "place": "Hội trường", "chair_agency": briefing.chair_agency, **more}
    return verbs.arrange(briefing=again(briefing), held_at=held_at, by=by, at=when, **told)


def test_moving_before_the_call_tells_nobody_and_counts_for_calendars():
    briefing = a_briefing(lan(), minh())
    before = briefing.sequence
    moved(briefing, secretary_of(briefing))
    now = again(briefing)
    assert (now.held_at, now.minutes_long, now.place) == (LATER_ON, 120, "Hội trường")
    assert now.sequence == before + 1
    assert now.papers_due_on == dt.date(2026, 4, 13)
    assert not Notice.objects.filter(kind="briefing.moved").exists()


def test_moving_a_called_briefing_wants_a_reason_and_tells_everybody():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="CALLED")
    secretary = secretary_of(briefing)
    with pytest.raises(NotAllowed, match="Say why it is moved"):
        moved(briefing, secretary, when=briefing.called_at)
    moved(briefing, secretary, when=briefing.called_at, reason="Trùng kỳ họp.")
    [notice] = Notice.objects.filter(kind="briefing.moved", account=partner.account_id)
    assert notice.words["reason"] == "Trùng kỳ họp."
    assert (notice.words["was"], notice.words["when"]) == ("08:00 14/04/2026", "09:00 17/04/2026")


def test_every_day_it_was_ever_set_for_is_kept():
    briefing = a_briefing(lan(), minh())
    moved(briefing, secretary_of(briefing))
    assert [one.held_at for one in briefing.schedules.order_by("pk")][-2:] == [HELD, LATER_ON]


def test_a_change_of_chair_alone_moves_nothing():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    before = briefing.sequence
    moved(
        briefing,
        secretary_of(briefing),
        held_at=HELD,
        minutes=150,
        place="Phòng họp A",
        chair_agency=partner.agency,
        chair_tenure=Tenure.objects.get(pk=partner.tenure_id),
    )
    now = again(briefing)
    assert (now.chair_agency, now.sequence) == (partner.agency, before)
    assert ledger.history(briefing)[-1].kind == "briefing.arranged"


def test_whoever_chairs_is_of_the_agency_that_chairs():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    with pytest.raises(NotAllowed, match="must hold a post"):
        moved(briefing, secretary_of(briefing), chair_tenure=Tenure.objects.get(pk=partner.tenure_id))


def test_the_past_is_refused():
    briefing = a_briefing(lan(), minh())
    with pytest.raises(NotAllowed, match="lies in the past"):
        moved(briefing, secretary_of(briefing), held_at=MONDAY - dt.timedelta(days=1))


def test_a_partner_may_not():
    partner = minh()
    briefing = a_briefing(lan(), partner)
    with pytest.raises(NotAllowed, match="Only the agency that prepares"):
        moved(briefing, partner)


def test_whoever_saw_it_before_it_was_called_is_told_so():
    briefing = a_briefing(lan(), minh())
    secretary = secretary_of(briefing)
    verbs.assemble(briefing=again(briefing), by=secretary, at=MONDAY)
    verbs.call(briefing=again(briefing), by=secretary, at=MONDAY)
    with pytest.raises(StateMoved):
        verbs.arrange(briefing=briefing, held_at=LATER_ON, minutes=60, place="A", by=secretary, at=MONDAY)


def test_an_extraordinary_briefing_is_marked_and_chaired_by_the_host():
    lead = lan()
    series = a_series(lead, minh(), hanh())
    one = verbs.plan(series=series, subject="Điểm nóng", held_at=LATER_ON, minutes=60, by=lead, at=MONDAY)
    two = verbs.plan(series=series, subject="Điểm nóng 2", held_at=LATER_ON, minutes=60, by=lead, at=MONDAY)
    assert (one.mark, two.mark) == ("ĐX1-2026", "ĐX2-2026")
    assert one.chair_agency == lead.agency
    assert ledger.history(one)[0].sentence.endswith("Điểm nóng")
