"""The one way into the ledger, and that nothing in it can be changed."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import Error, connection, transaction
from django.utils.text import format_lazy
from hypothesis import given, settings
from hypothesis import strategies as st

from phoihop.foundation.ledger import hashing, kinds, listeners, verbs
from phoihop.foundation.ledger.models import Anchor, AnchoredHead, Entry, PersonalValue
from tests.cast import MONDAY, lan, minh

pytestmark = pytest.mark.django_db


def renamed(actor, **details):
    return verbs.record("agency.renamed", on=actor.agency, by=actor, at=MONDAY, **details)


def test_entries_of_a_chain_are_linked():
    actor = lan()
    first, second = renamed(actor, to="New"), renamed(actor, to="Newer")
    assert (first.seq, second.seq, second.prev_hash) == (1, 2, first.hash)
    assert second.hash == hashing.entry_hash(Entry.objects.get(pk=second.pk))
    assert second.by_agency_name == actor.agency.name


def test_the_clock_records_without_a_name():
    actor = lan()
    clock = SimpleNamespace(ref="clock", agency_ref="", name="")
    entry = verbs.record("agency.renamed", on=actor.agency, by=clock, at=MONDAY)
    assert (entry.by, entry.commitments, entry.by_agency_name) == ("clock", {}, "")


def test_a_name_is_only_promised_and_can_be_forgotten():
    actor = lan()
    entry = renamed(actor)
    value = PersonalValue.objects.get()
    assert (value.value, entry.commitments) == ("Lan", {"by_name": hashing.commitment(value.salt, "Lan")})
    assert verbs.forget(account_ref=actor.ref) == 1
    assert entry.hash == hashing.entry_hash(Entry.objects.get())


def test_forgetting_one_person_leaves_the_other():
    actor, other = lan(), minh()
    verbs.record(
        "agency.turned_to",
        on=actor.agency,
        by=actor,
        at=MONDAY,
        personal={"focal_point": verbs.Personal("Minh", other.ref), "phone": "", "room": verbs.Personal("", "x")},
    )
    assert verbs.forget(account_ref=actor.ref) == 1
    assert PersonalValue.objects.get().value == "Minh"
    assert verbs.forget(account_ref=other.ref) == 1


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_anchor", "ledger_anchoredhead"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET seq = 9", "DELETE FROM {}"])
def test_the_database_refuses_to_forget(table, statement):
    renamed(lan())
    verbs.anchor(at=MONDAY)
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert Entry.objects.count() == Anchor.objects.count() == AnchoredHead.objects.count() == 1


@pytest.mark.parametrize("change", [lambda rows: rows.update(kind="x"), lambda rows: rows.delete()])
def test_the_model_refuses_earlier(change):
    with pytest.raises(TypeError, match="append-only"):
        change(Entry.objects.all())


def test_a_kind_without_a_sentence_is_refused():
    actor = lan()
    with pytest.raises(kinds.NoSentence, match=r"add templates/ledger/agency\.unheard_of\.txt"):
        verbs.record("agency.unheard_of", on=actor.agency, by=actor, at=MONDAY)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.5, "detail 'to' is a float"),
        ([1, {"share": 0.5}], r"detail 'to'\[1\]\.share is a float"),
        (dt.date(2026, 3, 2), "is a date, which is not JSON"),
        (Decimal(1), "is a Decimal"),
        (format_lazy("Agree"), "is a __proxy__"),
        ({1: "one"}, "has a key that is not text: 1"),
        (2**60, "agency.renamed: detail 'to': "),
        ("a\x00b", "NUL"),
        ("\ud800", "agency.renamed: detail 'to': "),
        ({"\uffff": 1, "\U0001f600": 2}, "beyond"),
    ],
)
def test_what_json_cannot_keep_exactly_is_refused(value, reason):
    actor = lan()
    with pytest.raises(hashing.Unhashable, match=reason):
        renamed(actor, to=value)
    assert not Entry.objects.exists()


def test_an_unhashable_name_is_refused():
    actor = lan()
    with pytest.raises(hashing.Unhashable, match="personal value 'phone'"):
        verbs.record("agency.renamed", on=actor.agency, by=actor, at=MONDAY, personal={"phone": "\x00"})


def test_a_detail_may_be_called_kind():
    assert renamed(lan(), kind="court", to=["a", None, True, {"b": 3}]).details["kind"] == "court"


EXACT = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=0xD7FF)), inner),
)


@settings(max_examples=60)
@given(EXACT)
def test_what_is_let_in_is_canonical(value):
    import rfc8785

    with suppress(hashing.Unhashable):  # only for NUL, which JSON could keep and PostgreSQL cannot
        hashing.require_exact(value, "x")
    assert hashing.canonical(value) == rfc8785.dumps(value)


def test_the_root_is_the_one_of_rfc_9162():
    """Two leaves by hand: SHA-256 of 0x01, and of each leaf with 0x00 before it."""
    from hashlib import sha256

    leaf = [sha256(b'\x00["a",1,"x"]').digest(), sha256(b'\x00["b",2,"y"]').digest()]
    assert hashing.merkle_root({"b": [2, "y"], "a": [1, "x"]}) == sha256(b"\x01" + leaf[0] + leaf[1]).hexdigest()
    assert hashing.merkle_root({}) == sha256(b"").hexdigest()


def test_a_listener_hears_and_can_undo():
    @listeners.reacts_to("agency.renamed")
    def object_to(entry, on):
        raise ValueError(on.name)

    actor = lan()
    try:
        with pytest.raises(ValueError, match=actor.agency.name), transaction.atomic():
            renamed(actor)
        assert ("agency.renamed", f"{__name__}.{object_to.__qualname__}") in listeners.table()
    finally:
        listeners._listening["agency.renamed"].remove(object_to)
    assert not Entry.objects.exists()
