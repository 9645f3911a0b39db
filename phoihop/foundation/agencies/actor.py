"""Who acts: a person, for an agency, in a post, with what that post may do. The organisation is the actor."""

from dataclasses import dataclass
from typing import Any

from phoihop.foundation.access.roles import Permission, Role, permissions_of
from phoihop.foundation.statements import Given


@dataclass(frozen=True, slots=True)
class Actor:
    """`account_id` is None for someone who came by an invitation link. `agency` is an `agencies.Agency`."""

    account_id: int | None
    name: str
    agency: Any
    post: str
    roles: frozenset[Role]
    tenure_id: int | None = None
    standing_in_for: str = ""
    guest_ref: str = ""

    @property
    def agency_id(self) -> int:
        return int(self.agency.pk)

    @property
    def ref(self) -> str:
        return f"account:{self.account_id}" if self.account_id else f"guest:{self.guest_ref}"

    @property
    def agency_ref(self) -> str:
        return str(self.agency.pk)

    def may(self, permission: Permission) -> bool:
        return permission in permissions_of(self.roles)


@dataclass(frozen=True, slots=True)
class Clock:
    """The installation itself, when time passes: deadlines, reminders, anchors."""

    ref: str = "clock"
    agency_ref: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of an account as such, for what needs no post: signing in and out, the password, the language."""

    account_id: int
    name: str
    agency_ref: str = ""

    @property
    def ref(self) -> str:
        return f"account:{self.account_id}"


CLOCK = Clock()


class Whoever:
    """Stands for the actor in a statement, whose `agency` and `tenure` come with the call."""

    agency_id = Given("agency")
    tenure_id = Given("tenure")


WHOEVER: Any = Whoever()

# Someone at the door who has not shown who they are.
UNKNOWN = Clock(ref="unknown")
