"""The ledger as people read it: sentences, pages, and copies to take away."""

import json

import pytest
from django.apps import apps

from phoihop.foundation.ledger import hashing, kinds, queries, verbs, visibility
from phoihop.foundation.ledger.models import Entry
from tests.cast import LATER, MONDAY, lan, minh, sign_in, tu

pytestmark = [pytest.mark.django_db, pytest.mark.urls("phoihop.foundation.ledger.tests.doors")]


@pytest.fixture(autouse=True)
def _windows(monkeypatch):
    """Lan's agency sees the chains of frameworks; nobody claims another."""
    monkeypatch.setattr(visibility, "_windows", {})
    visibility.register(
        "framework", lambda actor, chain: actor.name == "Lan", title=lambda chain: f"Framework {chain[10:]}"
    )


class Chained:
    def __init__(self, thing, chain):
        self.pk, self._meta, self.ledger_chain = thing.pk, thing._meta, chain


def renamed(actor, to="New", chain="framework:1", at=MONDAY):
    return verbs.record("agency.renamed", on=Chained(actor.agency, chain), by=actor, at=at, to=to)


def test_an_entry_reads_as_a_sentence():
    actor = lan()
    renamed(actor, to="A & B")
    line = queries.history(actor.agency)[0]
    assert line.sentence == "Lan renamed the agency to A & B."
    assert (line.place, line.by_name, line.agency_name) == ("framework:1#1", "Lan", actor.agency.name)


def test_a_forgotten_person_is_shown_as_erased():
    actor, other = lan(), minh()
    verbs.record(
        "agency.turned_to",
        on=actor.agency,
        by=actor,
        at=MONDAY,
        personal={"focal_point": verbs.Personal("Minh", other.ref)},
        what="roads",
    )
    verbs.forget(account_ref=other.ref)
    assert queries.history(actor.agency)[0].sentence == "Lan turned to [erased], who answers for “roads”."
    verbs.forget(account_ref=actor.ref)
    line = queries.history(actor.agency)[0]
    assert (line.sentence[:9], line.by_name) == ("[erased] ", "[erased]")


def test_history_is_told_in_order_and_may_be_cut():
    actor = lan()
    renamed(actor, to="Second", at=LATER)
    renamed(actor, to="First")
    assert [line.sentence[-7:-1] for line in queries.history(actor.agency)] == [" First", "Second"]
    assert [line.sentence[-7:-1] for line in queries.history(actor.agency, limit=1)] == ["Second"]
    assert queries.lines([]) == []
    assert queries.height() == 2


def test_every_declared_kind_has_its_owner():
    owners = {kind: owner for kind, owner, _source in kinds.declared()}
    assert owners.get("framework.opened") == "programmes"


def test_a_chain_is_shown_to_those_who_may_see_it(client):
    actor = lan()
    renamed(actor, to="<b>Bold</b>")
    verbs.anchor(at=MONDAY)
    page = sign_in(client, actor).get("/ledger/framework:1/").content.decode()
    assert "Lan renamed the agency to &lt;b&gt;Bold&lt;/b&gt;." in page
    assert "Framework 1" in page
    assert Entry.objects.get().hash in page
    assert "up to number 1, under anchor 1" in page


def test_an_empty_chain_says_so(client):
    assert b"Nothing has been recorded here yet." in sign_in(client, lan()).get("/ledger/framework:2/").content


@pytest.mark.parametrize("address", ["", "entries.csv", "entries.json"])
def test_what_one_may_not_see_does_not_exist(client, address):
    renamed(lan())
    stranger = sign_in(client, tu())
    assert stranger.get(f"/ledger/framework:1/{address}").status_code == 404
    assert stranger.get(f"/ledger/site/{address}").status_code == 404


def test_nobody_is_sent_to_sign_in(client):
    assert client.get("/ledger/framework:1/").status_code == 302
    assert client.get("/ledger/anchors/").status_code == 302


def test_an_account_without_a_post_sees_nothing(client):
    actor = lan()
    apps.get_model("agencies", "Tenure").objects.update(until_on=MONDAY.date())
    assert sign_in(client, actor).get("/ledger/framework:1/").status_code == 404
    assert client.get("/ledger/anchors/").status_code == 404


def test_entries_are_filtered_by_what_they_are_about_and_paged(client, django_assert_max_num_queries):
    actor = lan()
    for n in range(60):
        renamed(actor, to=f"N{n}")
    about_texts = {"on": Chained(actor.agency, "framework:1"), "by": actor, "at": MONDAY}
    verbs.record("text.begun", outline="", **about_texts)
    client = sign_in(client, actor)
    assert client.get("/ledger/framework:1/?of=drafting").content.count(b"<tr id=") == 1
    assert '<option value="drafting">Drafting of texts</option>' in client.get("/ledger/framework:1/").content.decode()
    assert client.get("/ledger/framework:1/?of=nonsense").content.count(b"<tr id=") == 50
    client.get("/ledger/framework:1/?page=2")
    with django_assert_max_num_queries(12):
        assert client.get("/ledger/framework:1/?page=2").content.count(b"<tr id=") == 11


def test_the_spreadsheet_runs_no_formula(client):
    actor = lan()
    renamed(actor, to="B")
    verbs.record("agency.formula", on=Chained(actor.agency, "framework:1"), by=actor, at=MONDAY, what="=1+1")
    rows = b"".join(sign_in(client, actor).get("/ledger/framework:1/entries.csv")).decode()
    assert rows.startswith("\ufeffseq,at,kind,sentence")
    assert "Lan renamed the agency to B." in rows
    assert ",'=1+1," in rows


def test_a_stranger_can_repeat_the_sum(client):
    import hashlib

    import rfc8785

    actor = lan()
    renamed(actor)
    renamed(actor, to="Đổi tên")
    taken = json.loads(b"".join(sign_in(client, actor).get("/ledger/framework:1/entries.json")))
    prev = hashing.GENESIS
    for entry in taken["entries"]:
        own = entry.pop("hash")
        assert entry["prev"] == prev
        assert hashlib.sha256(rfc8785.dumps(entry)).hexdigest() == own
        prev = own
    assert "Lan" not in json.dumps(taken)


def test_the_anchors_are_listed(client):
    client = sign_in(client, lan())
    assert b"Nothing is anchored yet." in client.get("/ledger/anchors/").content
    renamed(tu())
    assert not queries.is_anchored()
    root = verbs.anchor(at=MONDAY).root
    assert queries.is_anchored()
    assert root.encode() in client.get("/ledger/anchors/").content
    assert queries.last_anchor().root == root


def test_two_may_not_claim_the_same_chains():
    with pytest.raises(ValueError, match="claimed already"):
        visibility.register("framework", lambda actor, chain: True)


def test_a_chain_nobody_named_keeps_its_own_name():
    visibility.register("agency", lambda actor, chain: True)
    assert visibility.title("agency:3") == "agency:3"
    assert visibility.title("nobody:3") == "nobody:3"
