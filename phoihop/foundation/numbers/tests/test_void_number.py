import pytest
from django.db import IntegrityError, transaction

from phoihop.foundation.agencies.actor import CLOCK
from phoihop.foundation.ledger.models import Entry
from phoihop.foundation.numbers import queries, verbs
from phoihop.foundation.numbers.models import Number, Series
from phoihop.foundation.numbers.tests.factories import a_reserved, a_used, a_void, thu
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, an_agency, minh

pytestmark = pytest.mark.django_db


def void(number, by, reason="Lấy nhầm số"):
    return verbs.void_number(number=number, reason=reason, by=by, at=LATER)


@pytest.mark.parametrize("state", [a_reserved, a_used])
def test_a_void_number_stays_in_the_book_with_its_reason(state):
    clerk = thu()
    void(state(clerk), clerk, reason=" Lấy nhầm số ")
    line = Number.objects.get()
    assert (line.state, line.reason, line.voided_at) == ("VOIDED", "Lấy nhầm số", LATER)
    entry = Entry.objects.get(kind="number.voided")
    assert (entry.chain, entry.details["reason"]) == (f"within:{clerk.agency_id}", "Lấy nhầm số")


def test_it_is_never_given_again():
    clerk = thu()
    a_void(clerk)
    assert a_reserved(clerk).number == 2
    assert queries.gaps(Series.objects.get()) == []


def test_a_reason_is_needed():
    clerk = thu()
    with pytest.raises(NotAllowed, match="Say why the number is void"):
        void(a_reserved(clerk), clerk, reason="  ")


def test_it_is_void_once():
    clerk = thu()
    with pytest.raises(NotAllowed, match="This number is void already"):
        void(a_void(clerk), clerk)


def test_a_paper_issued_here_keeps_its_number():
    clerk = thu()
    with pytest.raises(NotAllowed, match="A paper issued here bears this number"):
        void(a_used(clerk, about=an_agency()), clerk)
    assert Number.objects.get().state == "USED"


def test_a_stage_gives_up_the_number_of_a_paper_that_never_came_to_be():
    number = a_used(thu(), about=an_agency())
    assert void(number, CLOCK, reason="Việc ký đã dừng").state == "VOIDED"
    assert queries.number_of(an_agency()) is None


def test_a_number_still_waiting_for_its_paper_can_be_given_up():
    clerk = thu()
    assert void(a_reserved(clerk, about=an_agency()), CLOCK).state == "VOIDED"


def test_of_two_one_who_enters_and_one_who_voids_the_second_is_told():
    clerk = thu()
    number = a_reserved(clerk)
    same = Number.objects.get(pk=number.pk)
    verbs.use_number(number=number, subject_line="Kế hoạch", signer="Tám", by=clerk, at=LATER)
    with pytest.raises(NotAllowed, match="Someone else has just changed this"):
        void(same, clerk)
    assert Number.objects.get().state == "USED"


def test_a_head_does_not_make_numbers_void():
    number = a_reserved(thu())
    with pytest.raises(NotAllowed, match="Only a records clerk"):
        void(number, minh())


def test_the_database_refuses_a_void_without_its_reason():
    number = a_reserved(thu())
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.filter(pk=number.pk).update(state="VOIDED", voided_at=LATER)
