"""What was signed comes into force, is extended or ended early, takes in a party, and ends."""

import datetime as dt

import pytest

from phoihop.agree.programmes import jobs, queries, verbs
from phoihop.agree.programmes.tests.factories import a_framework, a_settled_framework
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.ledger import queries as ledger
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import LATER, MONDAY, hanh, lan, minh

pytestmark = pytest.mark.django_db
AFTER_TERM = dt.datetime(2031, 1, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def in_force():
    framework = a_settled_framework(minh().agency, by=lan())
    return verbs.put_in_force(framework=framework, by=CLOCK, at=LATER)


def kinds(thing):
    return [line.kind for line in ledger.history(thing)]


def test_a_settled_text_comes_into_force(in_force):
    assert in_force.state == "IN_FORCE"
    assert kinds(in_force)[-1] == "framework.in_force"


def test_what_is_not_settled_does_not():
    with pytest.raises(NotAllowed, match="Only a settled text"):
        verbs.put_in_force(framework=a_framework(by=lan()), by=CLOCK, at=LATER)


def test_the_parties_still_see_it(in_force):
    from phoihop.agree.programmes.models import Framework

    assert in_force in Framework.objects.visible_to(minh())
    assert queries.may_read_framework_chain(minh(), in_force.ledger_chain)


def test_a_signed_extension_moves_the_last_day(in_force):
    verbs.change_term(framework=in_force, ends_on=dt.date(2031, 6, 30), by=CLOCK, at=LATER)
    in_force.refresh_from_db()
    assert in_force.ends_on == dt.date(2031, 6, 30)
    assert kinds(in_force)[-1] == "framework.term_changed"


def test_a_term_does_not_end_before_it_begins(in_force):
    with pytest.raises(NotAllowed, match="before the beginning"):
        verbs.change_term(framework=in_force, ends_on=dt.date(2025, 12, 31), by=CLOCK, at=LATER)


def test_only_what_is_in_force_is_extended():
    with pytest.raises(NotAllowed, match="Only what is in force"):
        verbs.change_term(framework=a_framework(by=lan()), ends_on=dt.date(2031, 6, 30), by=CLOCK, at=LATER)


def test_a_signed_accession_makes_a_party(in_force):
    programme, court = in_force.programmes.get(), hanh().agency
    verbs.accede(programme=programme, agency=court, by=CLOCK, at=LATER)
    assert programme.parties.filter(agency=court).exists()
    assert kinds(programme)[-1] == "programme.acceded"


def test_a_party_does_not_accede_twice(in_force):
    with pytest.raises(NotAllowed, match="already a party"):
        verbs.accede(programme=in_force.programmes.get(), agency=minh().agency, by=CLOCK, at=LATER)


def test_nobody_accedes_to_a_draft():
    framework = a_framework(by=lan())
    programme = verbs.open_programme(
        framework=framework, name="Với Ủy ban", partners=[minh().agency], by=lan(), at=MONDAY
    )
    with pytest.raises(NotAllowed, match="accedes to what is in force"):
        verbs.accede(programme=programme, agency=hanh().agency, by=CLOCK, at=LATER)


def test_the_clock_ends_it_the_day_after_its_last_day(in_force, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER_TERM)
    assert jobs.end_terms() == 1
    in_force.refresh_from_db()
    assert in_force.state == "ENDED"
    assert kinds(in_force)[-1] == "framework.ended"
    assert jobs.end_terms() == 0


def test_it_does_not_end_on_its_last_day(in_force):
    with pytest.raises(NotAllowed, match="not over yet"):
        verbs.end(framework=in_force, by=CLOCK, at=AFTER_TERM - dt.timedelta(days=1))


def test_it_ends_once(in_force):
    verbs.end(framework=in_force, by=CLOCK, at=AFTER_TERM)
    with pytest.raises((NotAllowed, StateMoved)):
        verbs.end(framework=in_force, by=CLOCK, at=AFTER_TERM)
