"""Frameworks in a given state, reached by walking the verbs."""

import datetime as dt

from phoihop.agree.programmes import verbs
from phoihop.agree.programmes.models import Framework
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from tests.cast import MONDAY

TITLE = "Chương trình phối hợp giai đoạn 2026 – 2030"


def a_framework(*, by: Actor, title: str = TITLE, kind: str = "programme") -> Framework:
    return verbs.open_framework(
        title=title, kind=kind, begins_on=dt.date(2026, 1, 1), ends_on=dt.date(2030, 12, 31), by=by, at=MONDAY
    )


def a_framework_with(*partners: Agency, by: Actor) -> Framework:
    """One programme under it for each partner, as in the founding article."""
    framework = a_framework(by=by)
    for partner in partners:
        verbs.open_programme(framework=framework, name=f"Với {partner}", partners=[partner], by=by, at=MONDAY)
    return framework


def a_framework_out_for_opinions(*partners: Agency, by: Actor) -> Framework:
    framework = a_framework_with(*partners, by=by)
    return verbs.consult(framework=framework, by=by, at=MONDAY)


def a_settled_framework(*partners: Agency, by: Actor) -> Framework:
    framework = a_framework_out_for_opinions(*partners, by=by)
    verbs.complete(framework=framework, by=by, at=MONDAY)
    return verbs.settle(framework=framework, by=by, at=MONDAY)
