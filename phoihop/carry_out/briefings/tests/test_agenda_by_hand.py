"""Order, time, presenters and items by hand; proposals that wait."""

import pytest

from phoihop.carry_out.briefings import queries, verbs
from phoihop.carry_out.briefings.tests.factories import (
    BEFORE,
    DURING,
    a_briefing,
    again,
    item_of,
    minuted,
    secretary_of,
)
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.notices.models import Notice
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, lan, minh, tu

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    return lead, partner, secretary, briefing


def titles(briefing):
    return list(briefing.items.filter(removed_at=None).order_by("position").values_list("title", flat=True))


def test_an_item_goes_up_and_down_and_no_further(table):
    _lead, _partner, secretary, briefing = table
    first, second = titles(briefing)
    verbs.move_item(item=item_of(briefing, "late"), up=True, by=secretary, at=BEFORE)
    assert titles(briefing) == [first, second]
    verbs.move_item(item=item_of(briefing, "late"), up=False, by=secretary, at=BEFORE)
    assert titles(briefing) == [second, first]
    assert ledger.history(item_of(briefing, "late"))[-1].sentence.endswith(
        "to place 2 on the agenda of briefing 1-2026."
    )


def test_an_item_of_the_hosts_own_comes_last(table):
    _lead, partner, secretary, briefing = table
    verbs.add_item(
        briefing=again(briefing), title="Việc khác", minutes=5, presenter_agency=partner.agency, by=secretary, at=BEFORE
    )
    item = briefing.items.get(title="Việc khác")
    assert (item.position, item.minutes, item.presenter_agency) == (3, 5, partner.agency)


def test_time_and_presenter_are_changed_and_survive_the_next_assembly(table):
    _lead, partner, secretary, briefing = table
    verbs.change_item(
        item=item_of(briefing, "late"), title="Nhiệm vụ quá hạn và sắp quá hạn", minutes=40, presenter="Ông Phúc",
        presenter_agency=partner.agency, by=secretary, at=BEFORE,
    )  # fmt: skip
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    assert (item_of(briefing, "late").minutes, item_of(briefing, "late").presenter) == (40, "Ông Phúc")


def test_what_was_taken_off_meanwhile_is_not_moved(table):
    _lead, _partner, secretary, briefing = table
    item = item_of(briefing, "late")
    verbs.remove_item(item=item_of(briefing, "late"), reason="", by=secretary, at=BEFORE)
    with pytest.raises(StateMoved):
        verbs.move_item(item=item, up=False, by=secretary, at=BEFORE)


def test_an_item_with_minutes_is_not_taken_off():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner, state="HELD")
    secretary = secretary_of(briefing)
    minuted(briefing, secretary)
    with pytest.raises(NotAllowed, match="carry it over instead"):
        verbs.remove_item(item=item_of(briefing), reason="", by=secretary, at=DURING)


def test_any_party_proposes_and_the_host_is_told(table):
    _lead, partner, secretary, briefing = table
    proposal = verbs.propose(series=briefing.series, title="Tập huấn", body="Đề cương.", by=partner, at=BEFORE)
    assert Notice.objects.filter(kind="briefing.item_proposed", account=secretary.account_id).count() == 1
    item = verbs.place(proposal=proposal, briefing=again(briefing), by=secretary, at=BEFORE)
    assert (item.kind, item.note, item.presenter_agency) == ("proposed", "Đề cương.", partner.agency)
    assert list(queries.backlog(briefing.series)) == []


def test_a_stranger_does_not(table):
    *_rest, briefing = table
    with pytest.raises(NotAllowed, match="by the parties"):
        verbs.propose(series=briefing.series, title="Quảng cáo", by=tu(), at=BEFORE)


def test_a_proposal_taken_off_waits_again_and_can_be_withdrawn(table):
    _lead, partner, secretary, briefing = table
    proposal = verbs.propose(series=briefing.series, title="Tập huấn", by=partner, at=MONDAY)
    verbs.place(proposal=proposal, briefing=again(briefing), by=secretary, at=BEFORE)
    with pytest.raises(NotAllowed, match="on an agenda"):
        verbs.withdraw_proposal(proposal=proposal, by=partner, at=BEFORE)
    verbs.remove_item(item=item_of(briefing, "proposed"), reason="", by=secretary, at=BEFORE)
    [waiting] = queries.backlog(briefing.series)
    waiting.series = briefing.series
    verbs.withdraw_proposal(proposal=waiting, by=partner, at=BEFORE)
    assert list(queries.backlog(briefing.series)) == []


def test_what_was_not_reached_waits_before_what_came_later():
    lead, partner = lan(), minh()
    briefing = a_briefing(lead, partner)
    secretary = secretary_of(briefing)
    verbs.propose(series=briefing.series, title="Việc cũ", by=partner, at=MONDAY)
    verbs.assemble(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.call(briefing=again(briefing), by=secretary, at=BEFORE)
    verbs.begin(briefing=again(briefing), by=secretary, at=DURING)
    verbs.propose(series=briefing.series, title="Việc mới", by=partner, at=BEFORE)
    verbs.carry_over(item=item_of(briefing, "proposed"), by=secretary, at=DURING)
    assert [(one.title, one.carried) for one in queries.backlog(briefing.series)] == [("Việc cũ", 1), ("Việc mới", 0)]
