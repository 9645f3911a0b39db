import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from phoihop.foundation.agencies.actor import CLOCK, UNKNOWN
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.ledger.models import Entry, PersonalValue
from phoihop.foundation.numbers import queries, verbs
from phoihop.foundation.numbers.models import Number, Series
from phoihop.foundation.numbers.tests.factories import a_clerk, a_reserved, a_symbol, a_used, a_void, thu, van
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, TODAY, an_agency, lan, minh

pytestmark = pytest.mark.django_db

MIDNIGHT = dt.datetime(2026, 12, 31, 17, tzinfo=dt.UTC)  # 1 January 2027, 00:00 in Hà Nội


def test_the_state_counts_every_kind_of_paper_in_one_series_of_the_year():
    clerk = thu()
    given = [a_reserved(clerk, kind).display for kind in ("KH", "QCPH", "CV")]
    assert given == ["01/KH-UBND", "02/QCPH-UBND", "03/UBND"]
    series = Series.objects.get()
    assert (series.year, series.term, series.paper_type, series.first, series.last) == (2026, None, "", 1, 3)


def test_the_party_counts_each_kind_of_paper_within_the_term():
    clerk = van()
    given = [a_reserved(clerk, kind).display for kind in ("CTr", "KH", "CTr", "QĐ", "QyĐ")]
    assert given == ["01-CTr/BXDĐ", "01-KH/BXDĐ", "02-CTr/BXDĐ", "01-QĐ/BXDĐ", "01-QĐi/BXDĐ"]
    assert Series.objects.filter(term__name="2025–2030", year=None).count() == 4


def test_the_reservation_is_recorded_within_the_agency():
    clerk = thu()
    number = a_reserved(clerk, "QCPH", subject_line="Quy chế phối hợp về  đất đai")
    entry = Entry.objects.get(kind="number.reserved")
    assert (entry.chain, entry.by, entry.subject_id) == (f"within:{clerk.agency_id}", clerk.ref, str(number.pk))
    assert entry.details == {
        "number": "01/QCPH-UBND",
        "seq": 1,
        "series": number.series_id,
        "on_day": "2026-03-02",
        "paper_type": "QCPH",
        "subject_type": "",
        "subject_id": "",
    }
    kept = PersonalValue.objects.get(chain=entry.chain, seq=entry.seq, name="subject_line")
    assert kept.value == "Quy chế phối hợp về  đất đai"


def test_a_paper_of_several_agencies_brings_its_own_symbol():
    assert a_reserved(thu(), "QCPH", symbol="QCPH-UBND-TAND").display == "01/QCPH-UBND-TAND"


def test_a_letter_names_the_unit_that_drafted_it():
    assert a_reserved(thu(), "CV", unit="VX").display == "01/UBND-VX"


def test_the_year_turns_at_midnight_in_vietnam():
    clerk = thu()
    before, after = MIDNIGHT - dt.timedelta(seconds=1), MIDNIGHT
    a_used(clerk)
    last, first = (
        verbs.reserve_number(agency=clerk.agency, paper_type="KH", by=clerk, at=moment) for moment in (before, after)
    )
    assert (last.on, last.series.year, last.number) == (dt.date(2026, 12, 31), 2026, 2)
    assert (first.on, first.series.year, first.number) == (dt.date(2027, 1, 1), 2027, 1)


def test_a_new_term_begins_every_kind_of_paper_at_one():
    clerk = van()
    a_reserved(clerk, "CTr"), a_reserved(clerk, "CTr")
    closing = dt.date(2030, 9, 20)
    verbs.close_term(term=queries.term_on(clerk.agency, TODAY), until_on=closing, by=clerk, at=MONDAY)
    verbs.open_term(agency=clerk.agency, name="2030–2035", from_on=closing + dt.timedelta(days=1), by=clerk, at=MONDAY)
    assert a_reserved(clerk, "CTr", on=closing).number == 3
    fresh = a_reserved(clerk, "CTr", on=closing + dt.timedelta(days=1))
    assert (fresh.number, fresh.series.term.name) == (1, "2030–2035")


def test_a_body_that_numbers_apart_has_its_own_series_and_symbol():
    clerk = thu()
    a_symbol(clerk, "BCĐ35", body="Ban Chỉ đạo 35")
    own, apart = a_reserved(clerk), a_reserved(clerk, body="Ban Chỉ đạo 35")
    assert (own.display, apart.display) == ("01/KH-UBND", "01/KH-BCĐ35")
    assert own.series != apart.series


def test_a_later_stage_reserves_in_the_name_of_the_installation():
    agency = thu().agency
    number = verbs.reserve_number(agency=agency, paper_type="KH", by=CLOCK, at=MONDAY, about=agency)
    assert (number.subject_type, number.subject_id) == ("agencies.agency", str(agency.pk))
    assert Entry.objects.get(kind="number.reserved").by == "clock"


def test_a_paper_gets_one_number_in_its_agencys_book():
    clerk, agency = thu(), an_agency()
    a_reserved(clerk, about=agency)
    with pytest.raises(NotAllowed, match="This paper has number 01/KH-UBND already"):
        a_reserved(clerk, about=agency)
    assert Series.objects.get().last == 1
    verbs.void_number(number=Number.objects.get(), reason="Trình lại", by=clerk, at=MONDAY)
    assert a_reserved(clerk, about=agency).number == 2


def test_a_refusal_leaves_no_gap():
    clerk = thu()
    a_reserved(clerk)
    with pytest.raises(NotAllowed, match="A symbol is at most 30 letters"):
        a_reserved(clerk, symbol="QCPH - UBND")
    with transaction.atomic():
        a_reserved(clerk)
        transaction.set_rollback(True)  # what came after the number went wrong
    assert a_reserved(clerk).number == 2
    assert queries.gaps(Series.objects.get()) == []


@pytest.mark.parametrize("who", [minh, lambda: UNKNOWN])
def test_only_a_clerk_gives_numbers(who):
    agency, other = thu().agency, who()
    with pytest.raises(NotAllowed, match="Only a records clerk gives papers their numbers"):
        verbs.reserve_number(agency=agency, paper_type="KH", by=other, at=MONDAY)


def test_only_the_agency_itself_keeps_its_book():
    agency, other = thu().agency, a_clerk("Tâm", an_agency("Sở Giao thông", "other"))
    with pytest.raises(NotAllowed, match="Only the agency itself keeps its book"):
        verbs.reserve_number(agency=agency, paper_type="KH", by=other, at=MONDAY)


def test_without_a_term_the_refusal_says_what_to_do():
    clerk = a_clerk("Văn", an_agency())
    a_symbol(clerk, "BXDĐ")
    with pytest.raises(NotAllowed, match=r"No term of the committee covers 02/03/2026\. Enter the term in the book"):
        a_reserved(clerk, "CTr")
    assert not Series.objects.exists()


def test_without_an_abbreviation_the_refusal_says_what_to_do():
    clerk = a_clerk("Thư", an_agency("Ủy ban nhân dân phường Ngã Bảy", "peoples_committee"))
    with pytest.raises(NotAllowed, match="No abbreviation of Ủy ban nhân dân phường Ngã Bảy is in force on 02/03/2026"):
        a_reserved(clerk)
    assert a_reserved(clerk, symbol="KH-UBND").display == "01/KH-UBND"


def test_an_abbreviation_holds_from_its_day_on():
    clerk = thu()
    a_symbol(clerk, "UBNDP", from_on=TODAY)
    assert a_reserved(clerk, on=TODAY - dt.timedelta(days=1)).symbol == "KH-UBND"
    assert a_reserved(clerk).symbol == "KH-UBNDP"


@pytest.mark.parametrize(("who", "kind"), [(thu, "KL"), (van, "DA"), (thu, "XYZ"), (van, "")])
def test_a_kind_of_paper_the_regime_does_not_know_is_refused(who, kind):
    with pytest.raises(NotAllowed, match=r"are not known here\. Choose one of the list"):
        a_reserved(who(), kind)


def test_a_body_nobody_has_entered_is_refused():
    with pytest.raises(NotAllowed, match="This body does not number its papers apart"):
        a_reserved(thu(), body="Tổ công tác")


def test_an_agency_that_has_ended_gives_no_more_numbers():
    clerk = thu()
    Agency.objects.filter(pk=clerk.agency_id).update(ended_on=TODAY)
    clerk.agency.refresh_from_db()
    with pytest.raises(NotAllowed, match="its successor numbers the paper"):
        a_reserved(clerk)
    assert a_reserved(clerk, on=TODAY - dt.timedelta(days=1)).number == 1


def test_two_papers_of_a_year_never_read_alike():
    clerk = thu()
    a_symbol(clerk, "BCĐ35", body="Ban Chỉ đạo 35")
    a_reserved(clerk)
    with pytest.raises(NotAllowed, match="Another paper of this year has the same number and symbol"):
        a_reserved(clerk, body="Ban Chỉ đạo 35", symbol="KH-UBND")


def test_two_agencies_count_each_for_itself():
    ours, theirs = thu(), a_clerk("Tâm", an_agency("Sở Giao thông", "other"))
    a_symbol(theirs, "SGT")
    a_reserved(ours), a_reserved(ours)
    assert a_reserved(theirs).display == "01/KH-SGT"


def test_what_comes_next_is_shown_and_not_taken():
    clerk = thu()
    a_void(clerk)
    seen = queries.next_number(clerk.agency, "CV", TODAY, unit="VX")
    assert (seen.number, seen.display) == (2, "02/UBND-VX")
    assert a_reserved(clerk, "CV", unit="VX").display == seen.display
    assert queries.next_number(clerk.agency, "KL", TODAY) is None
    assert queries.next_number(lan().agency, "CTr", TODAY) is None
    assert queries.next_number(van().agency, "CTr", TODAY).display == "01-CTr/BXDĐ"


def test_the_database_refuses_the_same_number_twice():
    number = a_reserved(thu())
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.create(
            series=number.series, number=1, paper_type="KH", symbol="KH-UBND", on=TODAY, reserved_at=MONDAY
        )


@pytest.mark.parametrize(
    "fields",
    [
        {"regime": "state"},
        {"regime": "state", "year": 2026, "first": 0},
        {"regime": "state", "year": 2026, "last": 3, "first": 9},
    ],
)
def test_the_database_refuses_a_series_of_no_period(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.create(agency=an_agency(), **fields)


def test_what_is_in_the_book_cannot_be_taken_out():
    number = a_reserved(thu())
    for gone in (number.delete, number.series.delete, Number.objects.all().delete, Series.objects.all().delete):
        with pytest.raises(TypeError, match="stays in its book"):
            gone()
    assert str(number) == "01/KH-UBND"
