"""Several writers at once, with commits that are real."""

import threading

import pytest
from django.db import connection, transaction

from phoihop.foundation.ledger import queries, verbs
from phoihop.foundation.ledger.models import Anchor, Entry
from tests.cast import MONDAY, lan


def at_once(*deeds):
    """Run each in a thread of its own and raise the first fault."""
    faults = []

    def run(deed):
        try:
            deed()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def renamed(actor):
    return verbs.record("agency.renamed", on=actor.agency, by=actor, at=MONDAY, to="New")


def test_an_entry_needs_a_transaction(committed):
    actor = lan()
    with pytest.raises(verbs.OutsideTransaction):
        renamed(actor)


@pytest.mark.slow
def test_writers_of_one_chain_get_consecutive_places(committed):
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        # It locks tables and never waits; no installation runs like that.
        pytest.skip("the test database lies in memory")
    actor = lan()

    def write():
        for _ in range(20):
            with transaction.atomic():
                renamed(actor)

    def anchor():
        for _ in range(5):
            verbs.anchor(at=MONDAY)

    at_once(write, write, anchor)
    assert list(Entry.objects.order_by("pk").values_list("seq", flat=True)) == list(range(1, 41))
    report = queries.verify()
    assert (report.intact, report.anchors) == (True, Anchor.objects.count())
