import pytest

from phoihop.foundation.calendar import queries, verbs
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.tests.cast import MARCH_9, a_day_off, diem
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, an_agency, lan, someone

pytestmark = pytest.mark.django_db


def test_a_withdrawn_day_works_again_and_the_ledger_remembers_it():
    keeper = diem()
    day_off = a_day_off(by=keeper)
    pk = str(day_off.pk)
    verbs.withdraw_day_off(day_off=day_off, by=keeper, at=LATER)
    assert queries.calendar_for().is_working(MARCH_9)
    entry = Entry.objects.order_by("seq").last()
    assert (entry.kind, entry.subject_id) == ("calendar.day_withdrawn", pk)
    assert (entry.details["day"], entry.details["name"]) == ("2026-03-09", "Ngày truyền thống")


def test_who_may_not_add_may_not_withdraw():
    day_off = a_day_off(by=diem())
    with pytest.raises(NotAllowed, match="Only an administrator"):
        verbs.withdraw_day_off(day_off=day_off, by=lan(), at=LATER)
    assert DayOff.objects.count() == 1


def test_an_administrator_elsewhere_may_not_withdraw_our_own_day():
    keeper = diem()
    day_off = a_day_off(by=keeper, own=True)
    elsewhere = someone("Quý", agency=an_agency("Sở Giao thông", "other"), roles=tuple(keeper.roles))
    with pytest.raises(NotAllowed, match="Only the agency itself"):
        verbs.withdraw_day_off(day_off=day_off, by=elsewhere, at=LATER)


def test_of_two_who_withdraw_at_once_one_is_told():
    keeper = diem()
    day_off = a_day_off(by=keeper)
    same = DayOff.objects.get()
    verbs.withdraw_day_off(day_off=day_off, by=keeper, at=LATER)
    with pytest.raises(NotAllowed, match="Someone else has just changed this"):
        verbs.withdraw_day_off(day_off=same, by=keeper, at=LATER)
    assert Entry.objects.filter(kind="calendar.day_withdrawn").count() == 1
