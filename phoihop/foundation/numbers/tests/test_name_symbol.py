import datetime as dt

import pytest

from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.numbers import queries, verbs
from phoihop.foundation.numbers.tests.factories import a_clerk, a_symbol, thu
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, TODAY, an_agency, minh

pytestmark = pytest.mark.django_db


def test_an_abbreviation_is_in_force_from_its_day_until_the_next():
    clerk = thu()
    a_symbol(clerk, "UBNDP", from_on=TODAY)
    assert queries.symbol_on(clerk.agency, TODAY - dt.timedelta(days=1)) == "UBND"
    assert queries.symbol_on(clerk.agency, TODAY) == "UBNDP"
    assert queries.symbol_on(clerk.agency, dt.date(2019, 12, 31)) == ""


def test_it_is_recorded_within_the_agency():
    clerk = thu()
    entry = Entry.objects.get(kind="number.symbol_named")
    assert entry.chain == f"within:{clerk.agency_id}"
    assert entry.details == {"text": "UBND", "body": "", "agency": clerk.agency.name, "from_on": "2020-01-01"}


def test_a_body_under_the_agency_has_its_own():
    clerk = thu()
    symbol = a_symbol(clerk, "BCĐ35", body=" Ban Chỉ đạo 35 ")
    assert (str(symbol), symbol.body) == ("BCĐ35", "Ban Chỉ đạo 35")
    assert queries.bodies_of(clerk.agency) == ["Ban Chỉ đạo 35"]
    assert queries.symbol_on(clerk.agency, TODAY, body="Ban Chỉ đạo 35") == "BCĐ35"


@pytest.mark.parametrize("text", ["UB ND", "UBND-VX", ""])
def test_what_is_no_abbreviation_is_refused(text):
    with pytest.raises(NotAllowed, match="An abbreviation is letters and digits without a space"):
        a_symbol(thu(), text, from_on=TODAY)


def test_one_begins_on_a_day():
    with pytest.raises(NotAllowed, match="Another abbreviation already begins on that day"):
        a_symbol(thu(), "UBNDP")


def test_two_bodies_do_not_share_one():
    with pytest.raises(NotAllowed, match="two papers would read alike"):
        a_symbol(thu(), "UBND", body="Ban Chỉ đạo 35")


def test_a_head_does_not_keep_abbreviations():
    clerk = thu()
    with pytest.raises(NotAllowed, match="Only a records clerk or an administrator"):
        verbs.name_symbol(agency=clerk.agency, text="UB", from_on=TODAY, by=minh(), at=MONDAY)


def test_nobody_names_another_agency():
    stranger = a_clerk("Tâm", an_agency("Sở Giao thông", "other"))
    with pytest.raises(NotAllowed, match="Only the agency itself"):
        verbs.name_symbol(agency=thu().agency, text="UB", from_on=TODAY, by=stranger, at=MONDAY)
