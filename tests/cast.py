"""The same few people and agencies in every test, and a Monday morning.

Lan leads (Party board), Minh answers (People's Committee), Hạnh answers (court), Tú is a stranger, Hoa is the public.
"""

import datetime as dt

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Account, Agency, Person, Post, Tenure

MONDAY = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)  # 09:00 in Hà Nội
TODAY = MONDAY.date()
LATER = MONDAY + dt.timedelta(days=7)
PASSWORD = "Test-Passw0rd!"


def an_agency(name: str = "Ban Xây dựng Đảng", kind: str = "party_committee") -> Agency:
    """The agency of that name, made at the first call."""
    found = Agency.objects.filter(name=name).first()
    if found:
        return found
    regime = "party" if kind == "party_committee" else "state"
    agency = Agency.objects.create(name=name, short_name=name[:20], kind=kind, regime=regime, folded=name.lower())
    agency.names.create(name=name, from_on=dt.date(2020, 1, 1))
    return agency


def someone(
    name: str, *, agency: Agency, roles: tuple[Role, ...] = (Role.OFFICER,), title: str = "Chuyên viên"
) -> Actor:
    """A person with an account, a post held since 2020, and the roles given."""
    person = Person.objects.create(full_name=name)
    login = f"p{person.pk}@example.vn"
    account = Account.objects.create_user(login, PASSWORD, person=person)
    post = Post.objects.create(agency=agency, title=title)
    tenure = Tenure.objects.create(person=person, post=post, roles=list(roles), from_on=dt.date(2020, 1, 1))
    return Actor(
        account_id=account.pk, name=name, agency=agency, post=title, roles=frozenset(roles), tenure_id=tenure.pk
    )


def lan() -> Actor:
    """Leads: officer and head of the coordinating agency."""
    return someone("Lan", agency=an_agency(), roles=(Role.OFFICER, Role.HEAD), title="Trưởng ban")


def minh() -> Actor:
    """Invited: head at the People's Committee."""
    committee = an_agency("Ủy ban nhân dân phường Ngã Bảy", "peoples_committee")
    return someone("Minh", agency=committee, roles=(Role.OFFICER, Role.HEAD), title="Chủ tịch")


def nga() -> Actor:
    """Invited too: an officer at the same committee, who may remark but not answer for it."""
    return someone("Nga", agency=an_agency("Ủy ban nhân dân phường Ngã Bảy", "peoples_committee"))


def hanh() -> Actor:
    """Invited: head of the regional court."""
    return someone(
        "Hạnh", agency=an_agency("Tòa án nhân dân khu vực", "court"), roles=(Role.OFFICER, Role.HEAD), title="Chánh án"
    )


def tu() -> Actor:
    """A stranger: works elsewhere and is in no programme."""
    return someone("Tú", agency=an_agency("Sở Giao thông", "other"), roles=(Role.OFFICER, Role.HEAD))


def sign_in(client, actor: Actor):
    """Let the test client act as this person; returns the client."""
    client.force_login(
        Account.objects.get(pk=actor.account_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client
