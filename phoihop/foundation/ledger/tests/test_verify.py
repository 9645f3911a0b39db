"""After a row was changed, removed, inserted or moved by hand in SQL, the first bad entry is named."""

import datetime as dt

import pytest
from django.db import connection

from phoihop.foundation.ledger import guards, hashing, queries, verbs, verification
from phoihop.foundation.ledger.models import Anchor, AnchoredHead, Entry, Head
from tests.cast import MONDAY, lan

pytestmark = pytest.mark.django_db


class Chained:
    """Something with a chain of its own."""

    def __init__(self, thing, chain):
        self.pk, self._meta, self.ledger_chain = thing.pk, thing._meta, chain


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def entries(actor, count, chain="site"):
    on = Chained(actor.agency, chain)
    return [
        verbs.record("agency.renamed", on=on, by=actor, at=MONDAY + dt.timedelta(minutes=n), to=f"Name {n}")
        for n in range(count)
    ]


@pytest.fixture
def actor():
    """Lan has written five entries in one chain, an anchor holds them, and the triggers are gone."""
    actor = lan()
    entries(actor, 5)
    verbs.anchor(at=MONDAY)
    guards.remove(connection)
    return actor


def test_what_was_written_stays_intact(actor):
    entries(actor, 3, chain="framework:1")
    verbs.forget(account_ref=actor.ref)
    report = queries.verify()
    assert (report.intact, report.entries, report.chains, report.anchors) == (True, 8, 2, 1)


def test_an_empty_ledger_is_intact():
    assert queries.verify() == queries.Report(entries=0, chains=0, anchors=0, first_bad=None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "agency.ended"),
        ("subject_id", "999"),
        ("by", "account:999"),
        ("by_agency", "999"),
        ("by_agency_name", "Another"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("details", '{"to": "Forged"}'),
        ("commitments", "{}"),
        ("prev_hash", "0" * 64),
        ("hash", "0" * 64),
    ],
)
def test_a_changed_entry_is_named(actor, column, value):
    sql(f"UPDATE ledger_entry SET {connection.ops.quote_name(column)} = %s WHERE seq = 3", value)
    first = queries.verify().first_bad
    assert first.place == "site#3"
    assert "changed" in first.reason


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses such a value itself")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("details", "not json"),
        ("details", '"\\ud800"'),
        ("at", "yesterday"),
        ("at", "2026-99-99 00:00:00"),
        ("at", ""),
        ("commitments", "[]"),
    ],
)
@pytest.mark.parametrize("chains", [1, 2])
def test_an_entry_nobody_can_read_is_named(actor, column, value, chains):
    if chains == 2:
        entries(actor, 2, chain="framework:1")
    sql("PRAGMA ignore_check_constraints = ON")
    sql(f"UPDATE ledger_entry SET {connection.ops.quote_name(column)} = %s WHERE chain = 'site' AND seq = 4", value)
    assert queries.verify().first_bad.place == "site#4"
    sql("PRAGMA ignore_check_constraints = OFF")


def test_a_removed_entry_is_named(actor):
    sql("DELETE FROM ledger_entry WHERE seq = 2")
    first = queries.verify().first_bad
    assert first == queries.Break("site", 2, "The entry was removed: the next one is number 3.")


def test_a_removed_first_entry_is_named(actor):
    sql("DELETE FROM ledger_entry WHERE seq = 1")
    assert queries.verify().first_bad.place == "site#1"


def test_a_removed_last_entry_is_named(actor):
    sql("DELETE FROM ledger_entry WHERE seq = 5")
    assert queries.verify().first_bad == queries.Break("site", 5, "The entry was removed: the chain is said to go on.")


def test_the_anchor_catches_a_last_entry_removed_with_its_head(actor):
    sql("DELETE FROM ledger_entry WHERE seq > 3")
    left = Entry.objects.get(seq=3)
    Head.objects.update(seq=3, hash=left.hash)
    assert queries.verify().first_bad == queries.Break(
        "site", 4, "The entry was removed: anchor 1 holds the chain up to number 5."
    )


def test_the_anchor_catches_a_chain_removed_whole(actor):
    sql("DELETE FROM ledger_entry")
    Head.objects.all().delete()
    assert queries.verify().first_bad.place == "site#1"


def test_a_chain_emptied_under_its_head_is_named(actor):
    entries(actor, 2, chain="framework:1")
    sql("DELETE FROM ledger_entry WHERE chain = 'framework:1'")
    assert queries.verify().first_bad.place == "framework:1#1"


def test_a_chain_without_a_head_is_named(actor):
    Head.objects.all().delete()
    assert queries.verify().first_bad == queries.Break(
        "site", 1, "The chain has entries but nothing says where it ends."
    )


def forge(seq, prev, chain="site", **also):
    """An entry with a hash as good as a real one."""
    row = Entry.objects.filter(chain="site").order_by("seq").first()
    row.pk, row.chain, row.seq, row.prev_hash, row.details, row.commitments = None, chain, seq, prev, {"to": "x"}, {}
    row.hash = hashing.entry_hash(row)
    for name, value in also.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def test_an_entry_put_in_behind_the_end_is_named(actor):
    forge(6, Head.objects.get().hash)
    assert queries.verify().first_bad == queries.Break("site", 6, "The entry was added behind the end of the chain.")


def test_an_entry_put_in_between_is_named(actor):
    sql("UPDATE ledger_entry SET seq = seq + 100 WHERE seq >= 3")
    sql("UPDATE ledger_entry SET seq = seq - 99 WHERE seq > 100")
    sql("UPDATE ledger_personalvalue SET seq = seq + 100 WHERE seq >= 3")
    forge(3, Entry.objects.get(seq=2).hash)
    first = queries.verify().first_bad
    assert (first.place, first.reason[:27]) == ("site#3", "The entry was put in later:")


def test_two_entries_that_changed_places_are_named(actor):
    sql("UPDATE ledger_entry SET seq = 100 WHERE seq = 2")
    sql("UPDATE ledger_entry SET seq = 2 WHERE seq = 4")
    sql("UPDATE ledger_entry SET seq = 4 WHERE seq = 100")
    assert queries.verify().first_bad.place == "site#2"


def rewrite(from_seq):
    """Write the chain anew from a place on, each hash and link right, and the head to match."""
    kept = Entry.objects.filter(seq__lt=from_seq).order_by("-seq").first()
    prev = kept.hash if kept else hashing.GENESIS
    for row in Entry.objects.filter(seq__gte=from_seq).order_by("seq"):
        row.prev_hash, row.details = prev, {"to": "Forged"}
        row.hash = prev = hashing.entry_hash(row)
        sql("DELETE FROM ledger_entry WHERE id = %s", row.pk)
        row.save(force_insert=True)
    Head.objects.update(hash=prev)


def test_the_anchor_catches_a_chain_written_anew(actor):
    rewrite(4)
    first = queries.verify().first_bad
    assert first == queries.Break(
        "site", 5, "The entry is not the one that anchor 1 holds: the chain was written anew."
    )


def test_the_order_of_writing_is_checked_too(actor):
    Head.objects.update(seq=6, hash=forge(6, Head.objects.get().hash, pk=-7).hash)
    assert queries.verify().first_bad.reason == "The entry was written before the one that precedes it."


def test_a_head_that_names_another_entry_is_found(actor):
    Head.objects.update(hash="f" * 64)
    assert queries.verify().first_bad.place == "site#5"


def test_a_link_to_another_entry_is_found(actor):
    row = Entry.objects.get(seq=5)
    row.prev_hash = "f" * 64
    sql("UPDATE ledger_entry SET prev_hash = %s, hash = %s WHERE seq = 5", row.prev_hash, hashing.entry_hash(row))
    first = queries.verify().first_bad
    assert (first.place, first.reason[:40]) == ("site#5", "The entry does not follow the one before")


def test_a_forged_name_is_found(actor):
    sql("UPDATE ledger_personalvalue SET value = %s WHERE seq = 2", "Someone else")
    assert queries.verify().first_bad == queries.Break(
        "site", 2, "The personal value “by_name” is not the one the entry promised."
    )


def test_a_name_nobody_promised_is_found(actor):
    sql("UPDATE ledger_personalvalue SET name = %s WHERE seq = 2", "witness")
    assert queries.verify().first_bad.place == "site#2"


def test_of_several_bad_entries_the_one_written_first_is_named(actor):
    entries(actor, 3, chain="agency:1")
    sql("UPDATE ledger_entry SET kind = 'x' WHERE chain = 'agency:1' AND seq = 1")
    sql("UPDATE ledger_entry SET kind = 'x' WHERE chain = 'site' AND seq = 5")
    assert queries.verify().first_bad.place == "site#5"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE ledger_anchor SET root = 'x' WHERE seq = 2", "The heads under the anchor no longer give its root."),
        ("UPDATE ledger_anchor SET prev_hash = 'x' WHERE seq = 2", "The anchor does not follow the one before it."),
        (
            "UPDATE ledger_anchor SET hash = 'x' WHERE seq = 2",
            "The anchor was changed: its content no longer gives its hash.",
        ),
        ("DELETE FROM ledger_anchor WHERE seq = 2", "The anchor was removed."),
        ("DELETE FROM ledger_anchoredhead WHERE anchor = 2", "The heads under the anchor no longer give its root."),
    ],
)
@pytest.mark.parametrize("more", [0, 1])
def test_a_bad_anchor_is_named(actor, statement, reason, more):
    for n in range(1 + more):
        entries(actor, 1)
        verbs.anchor(at=MONDAY + dt.timedelta(hours=n + 1))
    assert queries.verify().anchors == 2 + more
    sql(statement)
    assert queries.verify().first_bad == queries.Break("anchor", 2, reason)


def test_an_entry_is_blamed_before_the_anchor_that_holds_it(actor):
    sql("UPDATE ledger_entry SET kind = 'x' WHERE seq = 5")
    sql("UPDATE ledger_anchor SET root = 'x'")
    assert queries.verify().first_bad.place == "site#5"


def test_many_pages_are_read_one_after_the_other(actor, monkeypatch):
    monkeypatch.setattr(verification, "PAGE", 4)
    monkeypatch.setattr(verification, "GROUP", 3)
    for chain in ("a:1", "b:1", "c:1", "d:1"):
        entries(actor, 2, chain=chain)
    entries(actor, 9, chain="e:1")
    seen = []
    assert queries.verify(seen=seen.append).entries == 22
    assert sum(seen) == 22
    sql("UPDATE ledger_entry SET kind = 'x' WHERE chain = 'e:1' AND seq = 9")
    assert queries.verify().first_bad.place == "e:1#9"


def test_more_entries_than_the_heads_say_do_not_hide_the_others(actor, monkeypatch):
    monkeypatch.setattr(verification, "PAGE", 4)
    monkeypatch.setattr(verification, "GROUP", 3)
    first = entries(actor, 1, chain="a:1")[0]
    entries(actor, 1, chain="b:1")
    prev = first.hash
    for seq in range(2, 7):
        prev = forge(seq, prev, chain="a:1").hash
    assert queries.verify().first_bad.place == "a:1#2"


def test_a_second_anchor_holds_only_what_moved(actor):
    entries(actor, 2, chain="framework:1")
    second = verbs.anchor(at=MONDAY)
    assert (Anchor.objects.count(), second.size, AnchoredHead.objects.filter(anchor=2).get().chain) == (
        2,
        1,
        "framework:1",
    )
    assert verbs.anchor(at=MONDAY) is None
