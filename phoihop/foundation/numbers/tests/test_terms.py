import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.numbers import queries, verbs
from phoihop.foundation.numbers.models import Term
from phoihop.foundation.numbers.tests.factories import CONGRESS, a_clerk, a_reserved, a_term, thu, van
from phoihop.foundation.numbers.verbs.holding import series_for
from phoihop.kit.verdict import NotAllowed, StateMoved
from tests.cast import MONDAY, TODAY, an_agency, lan, someone

pytestmark = pytest.mark.django_db

NEXT_CONGRESS = dt.date(2030, 9, 20)


def close(by, until_on=NEXT_CONGRESS):
    return verbs.close_term(term=Term.objects.latest("pk"), until_on=until_on, by=by, at=MONDAY)


def test_a_term_runs_until_its_last_day_is_entered():
    clerk = van()
    term = Term.objects.get()
    assert str(term) == "2025–2030"
    assert queries.term_on(clerk.agency, dt.date(2099, 1, 1)) == term
    assert queries.term_on(clerk.agency, CONGRESS) is None
    close(clerk)
    assert queries.term_on(clerk.agency, NEXT_CONGRESS) == term
    assert queries.term_on(clerk.agency, NEXT_CONGRESS + dt.timedelta(days=1)) is None


def test_both_are_recorded_within_the_agency():
    clerk = van()
    close(clerk)
    opened, closed = Entry.objects.filter(kind__startswith="number.term_").order_by("seq")
    assert opened.chain == closed.chain == f"within:{clerk.agency_id}"
    assert opened.details == {"name": "2025–2030", "from_on": "2025-08-16"}
    assert closed.details == {"name": "2025–2030", "until_on": "2030-09-20"}


def test_the_administrator_of_the_agency_keeps_terms_too():
    keeper = someone("Diễm", agency=an_agency(), roles=(Role.ADMINISTRATOR,))
    assert a_term(keeper).agency == keeper.agency
    assert close(keeper).until_on == NEXT_CONGRESS


@pytest.mark.parametrize("who", [lan, lambda: CLOCK])
def test_nobody_else_keeps_terms(who):
    with pytest.raises(NotAllowed, match="Only a records clerk or an administrator of the agency"):
        verbs.open_term(agency=an_agency(), name="2025–2030", from_on=TODAY, by=who(), at=MONDAY)


def test_nobody_keeps_the_terms_of_another_agency():
    van()
    stranger = a_clerk("Tâm", an_agency("Thành ủy", "party_committee"))
    with pytest.raises(NotAllowed, match="Only the agency itself keeps its terms"):
        close(stranger)
    with pytest.raises(NotAllowed, match="Only the agency itself keeps its terms"):
        verbs.open_term(agency=an_agency(), name="2025–2030", from_on=TODAY, by=stranger, at=MONDAY)


def test_the_state_has_no_terms():
    with pytest.raises(NotAllowed, match="the numbers of this agency begin anew each year"):
        a_term(thu())


def test_one_term_runs_at_a_time():
    clerk = van()
    with pytest.raises(NotAllowed, match=r"The term 2025–2030 is still running\. Enter its last day first"):
        a_term(clerk, "2030–2035", NEXT_CONGRESS)


def test_terms_do_not_overlap():
    clerk = van()
    close(clerk)
    with pytest.raises(NotAllowed, match="The term 2025–2030 lasts until 20/09/2030"):
        a_term(clerk, "2030–2035", NEXT_CONGRESS)
    assert a_term(clerk, "2030–2035", NEXT_CONGRESS + dt.timedelta(days=1)).pk


def test_a_term_ends_once_and_not_before_it_begins():
    clerk = van()
    with pytest.raises(NotAllowed, match="A term cannot end before it begins"):
        close(clerk, CONGRESS)
    close(clerk)
    with pytest.raises(NotAllowed, match="is entered already"):
        close(clerk)


def test_a_term_does_not_end_behind_the_back_of_a_paper_it_numbered():
    clerk = van()
    number = a_reserved(clerk, "CTr")
    with pytest.raises(NotAllowed, match="Number 01-CTr/BXDĐ of this term is dated 02/03/2026"):
        close(clerk, TODAY - dt.timedelta(days=1))
    verbs.void_number(number=number, reason="Sang nhiệm kỳ mới", by=clerk, at=MONDAY)
    assert close(clerk, TODAY - dt.timedelta(days=1)).until_on


def test_a_term_gone_since_the_rule_said_yes_is_told():
    with pytest.raises(StateMoved), transaction.atomic():
        series_for(an_agency(), "CTr", TODAY, body="")


def test_the_database_refuses_two_running_terms():
    running = Term.objects.create(agency=an_agency(), name="2020–2025", from_on=dt.date(2020, 8, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(agency=running.agency, name="2025–2030", from_on=TODAY)
