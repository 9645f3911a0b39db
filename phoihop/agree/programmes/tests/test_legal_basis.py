"""The register of legal bases, and citing from it."""

import datetime as dt

import pytest

from phoihop.agree.programmes import queries, verbs
from phoihop.agree.programmes.models import LegalBasis
from phoihop.agree.programmes.tests.factories import a_framework
from phoihop.foundation.access.roles import Role
from phoihop.kit.verdict import NotAllowed
from tests.cast import LATER, MONDAY, TODAY, an_agency, lan, sign_in, someone

pytestmark = pytest.mark.django_db


def a_basis(by, number="238-QĐ/TW", **days):
    return verbs.register_basis(
        number=number, title="Quy chế phối hợp", issued_by="Ban Bí thư", by=by, at=MONDAY, **days
    )


def test_the_register_takes_each_basis_once_and_finds_it_without_marks():
    leader = lan()
    basis = a_basis(leader, issued_on=dt.date(2020, 9, 30))
    with pytest.raises(NotAllowed, match="already"):
        a_basis(leader, issued_on=dt.date(2020, 9, 30))
    assert list(queries.register(words="238-qd")) == [basis]


def test_a_clerk_does_not_keep_the_register():
    with pytest.raises(NotAllowed, match="officers and heads"):
        a_basis(someone("Bình", agency=an_agency(), roles=(Role.CLERK,)))


def test_a_basis_that_ended_is_marked_where_it_is_cited():
    leader = lan()
    framework, old, new = a_framework(by=leader), a_basis(leader), a_basis(leader, "1-QĐ/TW")
    verbs.cite(framework=framework, basis=old, by=leader, at=MONDAY)
    verbs.end_basis(basis=old, in_force_until=dt.date(2026, 1, 31), replaced_by=new, by=leader, at=LATER)
    row = queries.cited_in(framework, on=TODAY)[0]
    assert (row.in_force, row.replaced_by) == (False, new)
    assert list(queries.register(on=TODAY)) == [new]


@pytest.mark.parametrize("day", ["2026-01-01", "2026-12-31"])
def test_days_in_force_include_both_ends(day):
    basis = LegalBasis(in_force_from=dt.date(2026, 1, 1), in_force_until=dt.date(2026, 12, 31))
    assert basis.in_force_on(dt.date.fromisoformat(day))
    assert not basis.in_force_on(dt.date(2027, 1, 1))
    assert not basis.in_force_on(dt.date(2025, 12, 31))


def test_it_cannot_end_before_it_began_nor_replace_itself():
    leader = lan()
    basis = a_basis(leader, in_force_from=dt.date(2026, 1, 1))
    with pytest.raises(NotAllowed, match="before it came into force"):
        verbs.end_basis(basis=basis, in_force_until=dt.date(2025, 1, 1), by=leader, at=LATER)
    with pytest.raises(NotAllowed, match="replace itself"):
        verbs.end_basis(basis=basis, in_force_until=dt.date(2027, 1, 1), replaced_by=basis, by=leader, at=LATER)


def test_it_is_cited_once_and_can_be_dropped():
    leader = lan()
    framework, basis = a_framework(by=leader), a_basis(leader)
    citation = verbs.cite(framework=framework, basis=basis, by=leader, at=MONDAY)
    with pytest.raises(NotAllowed, match="cited already"):
        verbs.cite(framework=framework, basis=basis, by=leader, at=MONDAY)
    verbs.stop_citing(citation=citation, by=leader, at=LATER)
    assert queries.cited_in(framework, on=TODAY) == []


def test_the_pages_register_cite_and_end(client):
    leader = lan()
    framework = a_framework(by=leader)
    sign_in(client, leader)
    typed = {"number": "238-QĐ/TW", "title": "Quy chế", "issued_by": "Ban Bí thư", "in_force_from": "2020-09-30"}
    assert client.post("/legal-bases/new/", {**typed, "in_force_until": "2019-01-01"}).status_code == 422
    client.post("/legal-bases/new/", typed)
    basis = LegalBasis.objects.get()
    client.post(f"/frameworks/{framework.pk}/citations/", {"basis": basis.pk})
    client.post(f"/legal-bases/{basis.pk}/end/", {"in_force_until": "2021-01-01"})
    page = client.get(f"/frameworks/{framework.pk}/").content.decode()
    assert "No longer in force" in page
    assert "Not in force" in client.get("/legal-bases/?words=238").content.decode()
    assert "Nothing in the register" in client.get("/legal-bases/?in_force=1").content.decode()
    citation = framework.citations.get()
    client.post(f"/frameworks/{framework.pk}/citations/{citation.pk}/removal/")
    assert not framework.citations.exists()
