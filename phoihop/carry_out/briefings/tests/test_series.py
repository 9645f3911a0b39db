"""The plan of a term: every period once, in turn, kept in step with the term and the calendar."""

import datetime as dt

import pytest

from phoihop.agree.programmes import verbs as programmes
from phoihop.agree.programmes.models import Framework
from phoihop.carry_out.briefings import verbs
from phoihop.carry_out.briefings.jobs import begin_series
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.briefings.tests.factories import a_briefing, a_series, again, at, secretary_of
from phoihop.carry_out.tasks.tests.factories import a_programme
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.calendar import verbs as calendar
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, hanh, lan, minh, someone

pytestmark = pytest.mark.django_db


def days(series):
    return [one.held_at.date() for one in series.briefings.exclude(state="CANCELLED").order_by("held_at")]


def test_coming_into_force_plans_a_briefing_for_every_quarter_of_the_term():
    series = a_series(lan(), minh())
    assert [one.mark for one in series.briefings.order_by("held_at")][:5] == [
        "1-2026", "2-2026", "3-2026", "4-2026", "1-2027",
    ]  # fmt: skip
    assert series.briefings.count() == 20
    assert days(series)[0] == dt.date(2026, 4, 14)  # the tenth working day after 31 March


def test_the_plan_stands_in_the_ledger_once():
    series = a_series(lan(), minh())
    [line] = ledger.history(series)
    assert line.sentence == f"The briefings of “{series.title}” were planned for the whole term."


def test_the_last_briefing_is_not_planned_beyond_the_end_of_the_term():
    series = a_series(lan(), minh())
    assert days(series)[-1] == dt.date(2030, 12, 31)


def test_the_day_and_the_day_for_papers_explain_themselves():
    first = a_series(lan(), minh()).briefings.order_by("held_at").first()
    assert first.planned["steps"][0] == {"code": "after", "day": "2026-03-31", "count": 10}
    assert first.papers_due_on == dt.date(2026, 4, 8)
    assert first.papers_computed["steps"][0] == {"code": "before", "day": "2026-04-14", "count": 3}


def test_parties_chair_in_turn_where_the_text_says_so():
    lead, one, two = lan(), minh(), hanh()
    series = a_series(lead, one, two)
    Framework.objects.filter(pk=series.framework_id).update(chair_rule="rotating")
    Series.objects.filter(pk=series.pk).update(chair_rule="rotating")
    series = Series.objects.select_related("framework", "programme").get(pk=series.pk)
    arranged(series, lead, chair_rule="rotating")
    turns = [one.chair_agency for one in series.briefings.order_by("held_at").select_related("chair_agency")][:4]
    assert turns == [lead.agency, one.agency, two.agency, lead.agency]


def test_whoever_is_invited_to_chair_is_not_known_beforehand():
    lead = lan()
    series = a_series(lead, minh())
    arranged(series, lead, chair_rule="by_invitation")
    assert not series.briefings.exclude(chair_agency=None).exists()


def arranged(series, by, **changes):
    told = {
        "held_after": 10, "starts_at": dt.time(8), "minutes": 150, "place": "", "papers_before": 3,
        "chair_rule": "fixed", **changes,
    }  # fmt: skip
    return verbs.arrange_series(series=series, by=by, at=MONDAY, **told)


def test_briefings_still_planned_follow_when_the_plan_is_arranged_anew():
    lead = lan()
    series = a_series(lead, minh())
    arranged(series, lead, held_after=15, starts_at=dt.time(13, 30), place="Phòng họp B", papers_before=5)
    first = again(series.briefings.order_by("held_at").first())
    assert first.held_at == at(dt.date(2026, 4, 21), 6) + dt.timedelta(minutes=30)
    assert (first.place, first.papers_due_on) == ("Phòng họp B", dt.date(2026, 4, 13))


def test_a_briefing_moved_by_hand_stays_where_it_was_put():
    lead = lan()
    briefing = a_briefing(lead, minh())
    secretary = secretary_of(briefing)
    moved = at(dt.date(2026, 4, 16))
    verbs.arrange(briefing=briefing, held_at=moved, minutes=90, place="Hội trường", by=secretary, at=MONDAY)
    arranged(Series.objects.select_related("framework", "programme").get(pk=briefing.series_id), lead, held_after=20)
    assert again(briefing).held_at == moved


def test_an_extended_term_gets_more_briefings_and_a_shortened_one_loses_some():
    lead = lan()
    series = a_series(lead, minh())
    programmes.change_term(framework=series.framework, ends_on=dt.date(2031, 6, 30), by=lead, at=LATER)
    assert series.briefings.count() == 22
    programmes.change_term(framework=series.framework, ends_on=dt.date(2026, 12, 31), by=lead, at=LATER)
    assert [one.mark for one in series.briefings.exclude(state="CANCELLED").order_by("held_at")] == [
        "1-2026", "2-2026", "3-2026", "4-2026",
    ]  # fmt: skip
    assert days(series)[-1] == dt.date(2026, 12, 31)


def test_the_end_of_the_programme_calls_off_what_is_ahead():
    lead = lan()
    series = a_series(lead, minh())
    programmes.change_term(framework=series.framework, ends_on=dt.date(2026, 3, 31), by=lead, at=LATER)
    programmes.end(framework=series.framework, by=CLOCK, at=at(dt.date(2026, 4, 1)))
    assert not series.briefings.exclude(state="CANCELLED").exists()
    assert Series.objects.get(pk=series.pk).ended_at


def test_a_holiday_announced_late_moves_the_plan_and_the_day_for_papers():
    series = a_series(lan(), minh())
    admin = someone("Khoa", agency=series.framework.lead_agency, roles=(Role.ADMINISTRATOR,))
    calendar.add_day_off(day=dt.date(2026, 4, 10), name="Nghỉ bão", kind="public", by=admin, at=LATER)
    first = series.briefings.order_by("held_at").first()
    assert first.held_at.date() == dt.date(2026, 4, 15)
    assert first.papers_due_on == dt.date(2026, 4, 8)
    assert first.sequence == 1


def test_a_called_briefing_stays_on_its_day_and_asks_for_papers_earlier():
    briefing = a_briefing(lan(), minh(), state="CALLED")
    admin = someone("Khoa", agency=briefing.series.framework.lead_agency, roles=(Role.ADMINISTRATOR,))
    calendar.add_day_off(day=dt.date(2026, 4, 10), name="Nghỉ bão", kind="public", by=admin, at=briefing.called_at)
    moved = again(briefing)
    assert moved.held_at == briefing.held_at
    assert moved.papers_due_on == dt.date(2026, 4, 7)


def test_the_clock_plans_for_programmes_that_were_in_force_before():
    programme = a_programme(lan(), minh())
    Series.objects.filter(framework=programme.framework)
    Briefing.objects.all().delete()
    Series.objects.all().delete()
    assert begin_series() == 1
    assert begin_series() == 0


def test_nothing_is_planned_twice():
    series = a_series(lan(), minh())
    with pytest.raises(NotAllowed, match="planned already"):
        verbs.begin_series(framework=series.framework, by=CLOCK, at=LATER)


def test_an_agency_that_is_succeeded_passes_on_its_turns_and_seats():
    lead, old, new = lan(), minh(), hanh()
    briefing = a_briefing(lead, old, state="CALLED")
    verbs.pass_on(agency=old.agency, to=new.agency, reason="Nghị quyết 1", by=CLOCK, at=briefing.called_at)
    assert not briefing.seats.filter(agency=old.agency).exists()
    assert briefing.seats.filter(agency=new.agency).exists()
