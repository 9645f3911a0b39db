"""Clerks at the same moment, with real commits: every number once, none left out."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from phoihop.foundation.numbers import queries, verbs
from phoihop.foundation.numbers.models import Number, Series, Term
from phoihop.foundation.numbers.tests.factories import a_clerk, a_reserved, a_symbol, thu, van
from phoihop.kit.verdict import NotAllowed
from tests.cast import MONDAY, TODAY, an_agency

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]


def patiently(act):
    """A database in memory answers "locked" at once where one in a file would wait."""
    for _try in range(1000):
        try:
            return act()
        except OperationalError as busy:
            if "locked" not in str(busy):
                raise
            time.sleep(0.01)
    raise AssertionError("the database stayed locked for ten seconds")


def at_once(*acts):
    """Run them together; what each returned or was refused with, in the order given. Any other fault is raised."""
    together, outcomes, faults = threading.Barrier(len(acts)), [None] * len(acts), []

    def run(place, act):
        together.wait()
        try:
            outcomes[place] = act()
        except NotAllowed as refusal:
            outcomes[place] = refusal
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if faults:
        raise faults[0]
    return outcomes


def the_series_is_whole(count):
    series = Series.objects.get()
    assert sorted(Number.objects.values_list("number", flat=True)) == list(range(1, count + 1))
    assert (series.last, queries.gaps(series)) == (count, [])


def test_clerks_who_reserve_at_once_get_each_number_once():
    clerk = thu()
    colleague = a_clerk("Thảo", clerk.agency)

    def reserve(by):
        return [patiently(lambda: a_reserved(by)).number for _ in range(10)]

    outcomes = at_once(*(lambda by=by: reserve(by) for by in (clerk, colleague, clerk, colleague)))
    assert sorted(number for numbers in outcomes for number in numbers) == list(range(1, 41))
    the_series_is_whole(40)


class Undone(Exception):
    pass


def test_what_is_rolled_back_leaves_no_gap_for_those_who_waited():
    clerk = thu()

    def reserve_and_stumble():
        with transaction.atomic():
            a_reserved(clerk)
            time.sleep(0.05)
            raise Undone

    def stumble():
        for _ in range(5):
            with pytest.raises(Undone):
                patiently(reserve_and_stumble)

    def reserve():
        return [patiently(lambda: a_reserved(clerk)).number for _ in range(5)]

    _stumbled, *reserved = at_once(stumble, reserve, reserve)
    assert sorted(number for numbers in reserved for number in numbers) == list(range(1, 11))
    the_series_is_whole(10)


def test_one_paper_asked_for_twice_at_once_gets_one_number():
    clerk, paper = thu(), an_agency()
    outcomes = at_once(*(lambda: patiently(lambda: a_reserved(clerk, about=paper)) for _ in range(2)))
    assert {type(outcome) for outcome in outcomes} == {NotAllowed, Number}
    the_series_is_whole(1)


def test_the_start_and_the_first_number_do_not_cross():
    clerk = thu()

    def begin():
        return patiently(lambda: verbs.begin_series_at(agency=clerk.agency, number=48, on=TODAY, by=clerk, at=MONDAY))

    began, number = at_once(begin, lambda: patiently(lambda: a_reserved(clerk)))
    series = Series.objects.get()
    assert number.number == series.first == series.last
    assert series.first == (1 if isinstance(began, NotAllowed) else 48)
    assert queries.gaps(series) == []


def test_one_who_enters_and_one_who_voids_do_not_both_win():
    clerk = thu()
    number = a_reserved(clerk)

    def seen():
        return Number.objects.select_related("series__agency", "series__term").get(pk=number.pk)

    enters, voids = seen(), seen()
    outcomes = at_once(
        lambda: patiently(
            lambda: verbs.use_number(number=enters, subject_line="Kế hoạch", signer="Tám", by=clerk, at=MONDAY)
        ),
        lambda: patiently(lambda: verbs.void_number(number=voids, reason="Nhầm", by=clerk, at=MONDAY)),
    )
    assert sorted(isinstance(outcome, NotAllowed) for outcome in outcomes) == [False, True]


def test_a_term_does_not_close_while_a_paper_of_it_is_numbered():
    clerk = van()
    term = Term.objects.get()

    def close():
        return patiently(lambda: verbs.close_term(term=term, until_on=TODAY.replace(day=1), by=clerk, at=MONDAY))

    closed, number = at_once(close, lambda: patiently(lambda: a_reserved(clerk, "CTr")))
    assert sorted(isinstance(outcome, NotAllowed) for outcome in (closed, number)) == [False, True]


def test_two_terms_opened_at_once_are_one():
    clerk = a_clerk("Văn", an_agency())
    a_symbol(clerk, "BXDĐ")

    def open_one():
        return patiently(
            lambda: verbs.open_term(agency=clerk.agency, name="2025–2030", from_on=TODAY, by=clerk, at=MONDAY)
        )

    outcomes = at_once(open_one, open_one)
    assert sorted(isinstance(outcome, NotAllowed) for outcome in outcomes) == [False, True]
    assert Term.objects.count() == 1
