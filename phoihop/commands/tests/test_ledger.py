"""`phoihop ledger verify`, as a script would call it."""

import json

import pytest
from django.db import connection, transaction

from phoihop.commands import installation, main
from phoihop.foundation.ledger import guards, verbs
from tests.cast import MONDAY, lan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_process(monkeypatch):
    """Tests build tables without migrations, and speak English."""
    monkeypatch.setattr(installation, "ready", lambda: None)
    monkeypatch.setattr(installation, "trouble_with_database", lambda: "")


@pytest.fixture
def entries():
    actor = lan()
    with transaction.atomic():
        for n in range(3):
            verbs.record("legal_basis.registered", on=actor.agency, by=actor, at=MONDAY, number=f"{n}/QĐ", title="x")


def test_an_intact_ledger_ends_with_zero(entries, capsys):
    assert main(["ledger", "verify"]) == 0
    assert capsys.readouterr().out == "Sổ cái nguyên vẹn: 3 mục trong 1 chuỗi, 0 mốc neo.\n"


def test_a_broken_ledger_ends_with_one_and_names_the_entry(entries, capsys):
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE seq = 2")
    assert main(["ledger", "verify"]) == 1
    assert "Mục hỏng đầu tiên: site#2." in capsys.readouterr().out
    assert main(["ledger", "verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["first_bad"]["place"] == "site#2"


def test_json_for_scripts(entries, capsys):
    assert main(["ledger", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "intact": True,
        "entries": 3,
        "chains": 1,
        "anchors": 0,
        "first_bad": None,
    }


def test_a_database_out_of_reach_is_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(installation, "trouble_with_database", lambda: "Không mở được.")
    assert main(["ledger", "verify"]) == 2
    assert capsys.readouterr().err == "Không mở được.\n"
