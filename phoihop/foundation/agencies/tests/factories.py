"""How these tests come by administrators, posts and accounts: by the verbs themselves."""

import datetime as dt

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import verbs
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Account, Agency, Locality, Person, Tenure
from phoihop.kit.vietnamese import fold
from tests.cast import MONDAY, TODAY, an_agency, someone

GOOD = "Mat-Khau-2026"
BASIS = "Nghị quyết số 01/2026/NQ-HĐND"


def quan(agency: Agency | None = None) -> Actor:
    """Quân administers: the whole installation, unless the agency given lies in a locality."""
    return someone(
        "Quân", agency=agency or an_agency("Văn phòng", "other"), roles=(Role.ADMINISTRATOR,), title="Quản trị"
    )


def a_place(name: str, code: str, parent: Locality | None = None, level: str = "commune") -> Locality:
    return Locality.objects.create(code=code, name=name, folded=fold(name), level=level, parent=parent)


def a_founded_agency(
    name: str = "Phòng Văn hóa", *, by: Actor, founded_on: dt.date = dt.date(2020, 1, 1), **more
) -> Agency:
    return verbs.found_agency(name=name, kind="other", founded_on=founded_on, by=by, at=MONDAY, **more)


def in_post(
    name: str = "Dương Văn Sơn", *, agency: Agency, by: Actor, title: str = "Chuyên viên", roles=(Role.OFFICER,)
) -> Tenure:
    post = verbs.open_post(agency=agency, title=title, by=by, at=MONDAY)
    return verbs.begin_tenure(post=post, person=name, roles=roles, from_on=TODAY, by=by, at=MONDAY)


def account_of(actor: Actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def person_of(actor: Actor) -> Person:
    return account_of(actor).person


def tenure_of(actor: Actor) -> Tenure:
    return Tenure.objects.get(pk=actor.tenure_id)
