"""A series of one programme under a framework: its own table, its own chain; and seats that pass to a successor."""

import pytest

from phoihop.carry_out.briefings import agenda, panels, queries, rules, verbs
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.briefings.tests.factories import (
    BEFORE,
    a_briefing,
    a_clerk,
    a_series,
    a_task,
    again,
    programme_of,
    secretary_of,
    walked,
)
from phoihop.foundation.agencies.actor import CLOCK
from tests.cast import MONDAY, an_agency, hanh, lan, minh, tu

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    """(lead, partner, series) of one programme, beside the series of its framework."""
    lead, partner = lan(), minh()
    programme = programme_of(a_series(lead, partner))
    series = verbs.begin_series(framework=programme.framework, programme=programme, by=CLOCK, at=MONDAY)
    return lead, partner, Series.objects.select_related("framework", "programme").get(pk=series.pk)


def test_its_parties_alone_sit_at_it(table):
    lead, partner, series = table
    first = again(series.briefings.order_by("held_at").first())
    verbs.arrange(
        briefing=first, held_at=first.held_at, minutes=90, place="Phòng họp B", chair_agency=lead.agency, by=lead,
        at=MONDAY,
    )  # fmt: skip
    walked(again(first), lead, lead, "CALLED")
    assert {seat.agency_id for seat in first.seats.all()} == {lead.agency_id, partner.agency_id}
    assert rules.is_party(partner, series)
    assert not rules.is_party(tu(), series)
    assert first.ledger_chain == f"programme:{series.programme_id}"


def test_it_speaks_of_its_own_tasks(table):
    lead, partner, series = table
    a_task(series.programme, lead, partner)
    assert agenda.programmes_of(series) == (series.programme_id,)
    made = verbs.assemble(briefing=again(series.briefings.order_by("held_at").first()), by=lead, at=BEFORE)
    assert f"programme={series.programme_id}" in made.facts["figures"]["url"]


def test_where_parties_chair_in_turn_it_is_theirs(table):
    _lead, partner, series = table
    Series.objects.filter(pk=series.pk).update(chair_rule="rotating")
    series = Series.objects.select_related("framework", "programme").get(pk=series.pk)
    verbs.arrange_series(
        series=series, by=_lead, at=MONDAY, held_after=10, starts_at=series.starts_at, minutes=90, place="B",
        papers_before=3, chair_rule="rotating",
    )  # fmt: skip
    chairs = set(series.briefings.values_list("chair_agency_id", flat=True))
    assert partner.agency_id in chairs


def test_the_room_shows_the_table_of_the_framework(table):
    _lead, _partner, series = table
    panel = panels.panel_of(series.framework, [], [], on=MONDAY.date())
    assert panel.series.programme_id is None


def test_its_clerk_has_its_papers_to_number(table):
    lead, _partner, series = table
    assert queries.waiting_on(a_clerk(lead.agency), on=MONDAY.date()) == []
    assert Briefing.objects.filter(series=series).exists()


def test_a_turn_to_chair_and_a_seat_pass_to_the_successor_and_two_seats_become_one():
    lead, partner, other = lan(), minh(), hanh()
    briefing = a_briefing(lead, partner, other, state="CALLED")
    to = an_agency("Ủy ban nhân dân phường Mới", "peoples_committee")
    verbs.pass_on(agency=lead.agency, to=to, reason="Nghị quyết 01", by=CLOCK, at=BEFORE)
    now = again(briefing)
    assert (now.chair_agency_id, now.chair_tenure_id) == (to.pk, None)
    verbs.pass_on(agency=partner.agency, to=other.agency, reason="Nghị quyết 02", by=CLOCK, at=BEFORE)
    held = list(now.seats.values_list("agency_id", flat=True))
    assert (held.count(other.agency_id), partner.agency_id in held) == (1, False)
    assert secretary_of(now).agency == lead.agency


def test_a_term_that_did_not_change_leaves_no_entry():
    series = a_series(lan(), minh())
    count = series.briefings.count()
    verbs.follow_term(series=series, by=CLOCK, at=MONDAY)
    assert series.briefings.count() == count
