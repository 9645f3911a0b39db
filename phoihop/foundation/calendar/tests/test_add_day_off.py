import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from phoihop.foundation.calendar import queries, verbs
from phoihop.foundation.calendar.models import DayOff
from phoihop.foundation.calendar.recomputing import recomputes
from phoihop.foundation.calendar.tests.cast import MARCH_9, MARCH_14, a_day_off, diem
from phoihop.foundation.ledger import listeners
from phoihop.foundation.ledger.models import Entry
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, an_agency, lan, minh

pytestmark = pytest.mark.django_db


def add(by, day=MARCH_9, kind="public", agency=None):
    return verbs.add_day_off(day=day, name="Ngày truyền thống", kind=kind, agency=agency, by=by, at=MONDAY)


def test_a_public_day_off_stops_everyone_and_is_recorded():
    keeper = diem()
    added = verbs.add_day_off(
        day=MARCH_9, name="Quốc tang", kind="public", by=keeper, at=MONDAY, source="Thông báo 12/TB-TW"
    )
    assert not queries.calendar_for().is_working(MARCH_9)
    assert not queries.calendar_for(minh().agency.pk).is_working(MARCH_9)
    entry = Entry.objects.get()
    assert (entry.kind, entry.subject_id, entry.at) == ("calendar.day_added", str(added.pk), MONDAY)
    assert entry.details == {
        "day": "2026-03-09",
        "name": "Quốc tang",
        "day_kind": "public",
        "agency": None,
        "source": "Thông báo 12/TB-TW",
    }


def test_a_day_of_one_agency_stops_that_agency_alone():
    keeper = diem()
    add(keeper, kind="agency", agency=keeper.agency)
    assert not queries.calendar_for(keeper.agency.pk).is_working(MARCH_9)
    assert queries.calendar_for(minh().agency.pk).is_working(MARCH_9)
    assert queries.calendar_for().is_working(MARCH_9)


def test_a_saturday_can_be_worked_in_exchange():
    add(diem(), day=MARCH_14, kind="working_swap")
    assert queries.calendar_for().is_working(MARCH_14)


def test_an_agency_may_be_on_duty_on_a_public_day_off():
    keeper = diem()
    add(keeper)
    add(keeper, kind="working_swap", agency=keeper.agency)
    assert queries.calendar_for(keeper.agency.pk).is_working(MARCH_9)
    assert not queries.calendar_for().is_working(MARCH_9)


def test_an_agency_may_be_given_the_exchanged_saturday_off():
    keeper = diem()
    add(keeper, day=MARCH_14, kind="working_swap")
    add(keeper, day=MARCH_14, kind="agency", agency=keeper.agency)
    assert not queries.calendar_for(keeper.agency.pk).is_working(MARCH_14)
    assert queries.calendar_for().is_working(MARCH_14)


def test_a_head_who_does_not_administer_may_not():
    with pytest.raises(NotAllowed, match="Only an administrator can change the calendar"):
        add(lan())
    assert not Entry.objects.exists()


def test_nobody_changes_the_days_of_another_agency():
    with pytest.raises(NotAllowed, match="Only the agency itself can change its own days"):
        add(diem(), kind="agency", agency=minh().agency)


def test_a_public_day_belongs_to_no_agency():
    keeper = diem()
    with pytest.raises(NotAllowed, match="A public day off is everyone's"):
        add(keeper, kind="public", agency=keeper.agency)


def test_an_agency_day_names_its_agency():
    with pytest.raises(NotAllowed, match="Say which agency has this day off"):
        add(diem(), kind="agency")


@pytest.mark.parametrize("own", [False, True])
def test_a_day_is_entered_once(own):
    keeper = diem()
    a_day_off(by=keeper, own=own)
    with pytest.raises(NotAllowed, match="already has an entry for this day; withdraw it first"):
        a_day_off(by=keeper, own=own)
    assert DayOff.objects.count() == 1


@pytest.mark.parametrize("own", [False, True])
def test_a_working_day_cannot_be_worked_in_exchange(own):
    with pytest.raises(NotAllowed, match="This is a working day already"):
        a_day_off(by=diem(), own=own, worked=True)


@pytest.mark.parametrize("fields", [{"kind": "public", "own": True}, {"kind": "agency", "own": False}])
def test_the_database_refuses_a_kind_that_does_not_fit(fields):
    agency = an_agency() if fields.pop("own") else None
    with pytest.raises(IntegrityError), transaction.atomic():
        DayOff.objects.create(day=MARCH_9, name="Sai", agency=agency, **fields)


def test_the_database_refuses_two_rules_for_one_day():
    DayOff.objects.create(day=MARCH_9, name="Một", kind="public")
    with pytest.raises(IntegrityError), transaction.atomic():
        DayOff.objects.create(day=MARCH_9, name="Hai", kind="working_swap")


def test_a_late_day_moves_a_running_deadline_within_the_same_transaction(monkeypatch):
    """What a later stage does: here a deadline of five working days from Monday, kept in a list."""
    monkeypatch.setattr(listeners, "_listening", listeners.defaultdict(list))
    due = [queries.calendar_for().add_working_days(MONDAY.date(), 5).date]

    @recomputes
    def move_it(day_off, at):
        due.append(queries.calendar_for().add_working_days(MONDAY.date(), 5).date)
        assert (day_off.day, at) == (MARCH_9, MONDAY)

    keeper = diem()
    verbs.withdraw_day_off(day_off=a_day_off(by=keeper), by=keeper, at=MONDAY)
    assert due == [MARCH_9, dt.date(2026, 3, 10), MARCH_9]
    assert [kind for kind, _ in listeners.table()] == ["calendar.day_added", "calendar.day_withdrawn"]
    assert all(name.endswith("move_it") for _, name in listeners.table())


def test_a_recomputation_that_fails_undoes_the_day(monkeypatch):
    monkeypatch.setattr(listeners, "_listening", listeners.defaultdict(list))

    @recomputes
    def stumble(day_off, at):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        a_day_off(by=diem())
    assert not DayOff.objects.exists()


def test_a_day_reads_as_a_person_would_say_it():
    assert str(a_day_off(by=diem())) == "09/03/2026 Ngày truyền thống"
