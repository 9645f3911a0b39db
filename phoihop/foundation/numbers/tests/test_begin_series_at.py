import pytest

from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.numbers import queries, verbs
from phoihop.foundation.numbers.models import Series
from phoihop.foundation.numbers.tests.factories import a_clerk, a_reserved, thu, van
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, TODAY, an_agency, minh

pytestmark = pytest.mark.django_db


def begin(by, number=48, **more):
    return verbs.begin_series_at(agency=by.agency, number=number, on=TODAY, by=by, at=MONDAY, **more)


def test_the_book_goes_on_where_the_paper_book_stopped():
    clerk = thu()
    series = begin(clerk)
    assert (series.first, series.last, series.is_empty) == (48, 47, True)
    assert queries.next_number(clerk.agency, "KH", TODAY).display == "48/KH-UBND"
    assert a_reserved(clerk).number == 48
    assert queries.gaps(Series.objects.get()) == []
    assert not queries.unsound().exists()


def test_the_party_says_of_which_kind_of_paper():
    clerk = van()
    begin(clerk, 5, paper_type="CTr")
    assert [a_reserved(clerk, kind).number for kind in ("CTr", "KH")] == [5, 1]
    with pytest.raises(NotAllowed, match="are not known here"):
        begin(clerk)


def test_it_is_recorded_within_the_agency():
    clerk = van()
    begin(clerk, 5, paper_type="CTr")
    entry = Entry.objects.get(kind="number.series_begun")
    assert entry.chain == f"within:{clerk.agency_id}"
    assert entry.details == {"period": "2025–2030", "paper_type": "CTr", "body": "", "first": 5}


def test_the_start_is_set_once():
    clerk = thu()
    begin(clerk)
    with pytest.raises(NotAllowed, match="The series has begun already"):
        begin(clerk, 50)
    assert Series.objects.get().first == 48


def test_and_before_the_first_number():
    clerk = thu()
    a_reserved(clerk)
    with pytest.raises(NotAllowed, match="The series has begun already"):
        begin(clerk)


@pytest.mark.parametrize("number", [1, 0, -3])
def test_a_series_begins_at_one_by_itself(number):
    with pytest.raises(NotAllowed, match="A series begins at 1 by itself"):
        begin(thu(), number)
    assert not Series.objects.exists()


def test_a_head_does_not_begin_series():
    with pytest.raises(NotAllowed, match="Only a records clerk"):
        begin(minh())


def test_nobody_begins_the_series_of_another_agency():
    stranger = a_clerk("Tâm", an_agency("Sở Giao thông", "other"))
    with pytest.raises(NotAllowed, match="Only the agency itself"):
        verbs.begin_series_at(agency=thu().agency, number=9, on=TODAY, by=stranger, at=MONDAY)
