import datetime as dt
import threading

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler

from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.statements import Given, Several, padded, statement
from tests.cast import an_agency


@statement
def founded_after(order):
    return Agency.objects.filter(founded_on__gt=Given("day")).order_by(order)


@statement
def among(count):
    return Agency.objects.filter(pk__in=Several("keys", count)).order_by("pk").values_list("pk", "founded_on")


@statement
def with_names():
    return Agency.objects.filter(pk=Given("key")).prefetch_related("names")


def founded(name, year):
    agency = an_agency(name)
    agency.founded_on = dt.date(year, 1, 1)
    agency.save(update_fields=["founded_on"])
    return agency


@pytest.mark.django_db
def test_each_call_is_answered_for_what_it_was_given():
    old, new = founded("Cơ quan cũ", 1990), founded("Cơ quan mới", 2020)
    assert founded_after("pk", day=dt.date(1980, 1, 1)) == [old, new]
    assert founded_after("pk", day=dt.date(2000, 1, 1)) == [new]
    assert founded_after("pk", day=dt.date(2030, 1, 1)) == []


@pytest.mark.django_db
def test_what_was_read_is_not_kept():
    old = founded("Cơ quan cũ", 1990)
    assert founded_after("pk", day=dt.date(1980, 1, 1)) == [old]
    new = founded("Cơ quan mới", 2020)
    assert founded_after("pk", day=dt.date(1980, 1, 1)) == [old, new]


@pytest.mark.django_db
def test_positional_arguments_choose_the_wording():
    old, new = founded("Cơ quan cũ", 1990), founded("Cơ quan mới", 2020)
    assert founded_after("-pk", day=dt.date(1980, 1, 1)) == [new, old]
    assert founded_after("pk", day=dt.date(1980, 1, 1)) == [old, new]


@pytest.mark.django_db
def test_columns_come_as_python_values_and_padding_adds_no_row():
    made = [founded(f"Cơ quan {n}", 2000 + n) for n in range(3)]
    keys = padded([one.pk for one in made])
    assert len(keys) == 4
    assert among(len(keys), keys=keys) == [(one.pk, one.founded_on) for one in made]


@pytest.mark.django_db
def test_prefetched_sets_come_along(django_assert_num_queries):
    agency = founded("Cơ quan", 2000)
    with django_assert_num_queries(2):
        assert [one.name for one in with_names(key=agency.pk)[0].names.all()] == ["Cơ quan"]


@pytest.mark.django_db
def test_the_sql_is_written_once(monkeypatch):
    among(1, keys=[1])
    written = []
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *_, **__: written.append(1))
    assert among(1, keys=[2]) == []
    assert not written


@pytest.mark.django_db
def test_nothing_given_is_refused_rather_than_compared_with():
    with pytest.raises(ValueError, match="Nothing was given for “day”"):
        founded_after("pk", day=None)


@pytest.mark.django_db
def test_there_is_nothing_to_look_among_in_nothing():
    with pytest.raises(ValueError, match="nothing to look among"):
        padded([])


@pytest.mark.slow
def test_another_thread_asks_over_its_own_connection(committed):
    old, found, seen = founded("Cơ quan cũ", 1990), [], []
    founded_after("pk", day=dt.date(1980, 1, 1))

    def ask():
        try:
            found.extend(founded_after("pk", day=dt.date(1980, 1, 1)))
            seen.append(connection.connection)
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [old]
    assert seen[0] is not connection.connection
