"""Who keeps the books, and numbers in a given state, reached by walking the verbs.

Thư is the records clerk of the People's Committee, Văn of the Party board; both enter their papers on a Monday.
"""

import datetime as dt

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.numbers import verbs
from phoihop.foundation.numbers.models import Number, Symbol, Term
from tests.cast import MONDAY, TODAY, an_agency, someone

JANUARY = dt.date(2026, 1, 1)
CONGRESS = dt.date(2025, 8, 15)  # the last day of the term before


def a_clerk(name: str, agency: Agency) -> Actor:
    return someone(name, agency=agency, roles=(Role.CLERK,), title="Văn thư")


def thu() -> Actor:
    """Clerk of a state organ whose papers read …/KH-UBND."""
    clerk = a_clerk("Thư", an_agency("Ủy ban nhân dân phường Ngã Bảy", "peoples_committee"))
    a_symbol(clerk, "UBND")
    return clerk


def van() -> Actor:
    """Clerk of a Party organ in a term that runs since the congress."""
    clerk = a_clerk("Văn", an_agency())
    a_symbol(clerk, "BXDĐ")
    a_term(clerk)
    return clerk


def a_symbol(by: Actor, text: str, *, from_on: dt.date = dt.date(2020, 1, 1), body: str = "") -> Symbol:
    return verbs.name_symbol(agency=by.agency, text=text, from_on=from_on, body=body, by=by, at=MONDAY)


def a_term(by: Actor, name: str = "2025–2030", from_on: dt.date = CONGRESS + dt.timedelta(days=1)) -> Term:
    return verbs.open_term(agency=by.agency, name=name, from_on=from_on, by=by, at=MONDAY)


def a_reserved(by: Actor, paper_type: str = "KH", *, on: dt.date = TODAY, **more) -> Number:
    return verbs.reserve_number(agency=by.agency, paper_type=paper_type, on=on, by=by, at=MONDAY, **more)


def a_used(
    by: Actor, paper_type: str = "KH", *, on: dt.date = TODAY, subject_line: str = "Kế hoạch quý", **more
) -> Number:
    number = a_reserved(by, paper_type, on=on)
    return verbs.use_number(
        number=number, on=on, subject_line=subject_line, signer="Lê Văn Tám", by=by, at=MONDAY, **more
    )


def a_void(by: Actor, paper_type: str = "KH") -> Number:
    return verbs.void_number(number=a_reserved(by, paper_type), reason="Lấy nhầm số", by=by, at=MONDAY)
