"""What there is to choose from when a signing is prepared."""

import datetime as dt
import unicodedata
from itertools import takewhile

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Version
from phoihop.agree.programmes.models import Framework
from phoihop.agree.signing.models import Signing
from phoihop.agree.signing.queries.following import Clause, consolidated
from phoihop.agree.signing.queries.signings import parties_of
from phoihop.agree.signing.queries.slots import first_signatory, signatories_of
from phoihop.agree.signing.states import State
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.numbers import notation
from phoihop.foundation.numbers import queries as numbers

_PAPER_TYPES = {Framework.Kind.PROGRAMME.value: "CTrPH", Framework.Kind.REGULATION.value: "QCPH"}
#: Words a place begins with in the name of an agency.
_PLACES = {"phường", "xã", "đặc", "thành", "tỉnh", "khu", "quận", "huyện", "thị"}


def proposed_signatories(agency: Agency, *, on: dt.date) -> list[Tenure]:
    """Everybody who may sign for it, the one to propose first."""
    found = list(signatories_of(agency, on=on))
    first = first_signatory(agency, on=on)
    return sorted(found, key=lambda one: one != first)


def leaders(actor: Actor, *, on: dt.date) -> QuerySet[Tenure]:
    """Members of leadership bodies in the actor's locality, or of bodies above every locality: who may witness."""
    held = Tenure.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on, roles__icontains=f'"{Role.LEADER}"'
    )
    near = Q(post__agency__locality=actor.agency.locality_id) | Q(post__agency__locality=None)
    return held.filter(near).select_related("person", "post__agency").order_by("post__agency__name", "pk")


def signed_by_lead(actor: Actor) -> QuerySet[Signing]:
    """Texts this agency leads that were signed, stand on their own, and are in force."""
    own = Signing.objects.filter(
        state=State.SIGNED, binding=None, version__text__framework__lead_agency_id=actor.agency_id
    )
    return own.select_related("version__programme", "version__text").order_by("-signed_at", "-pk")


def paper_type(version: Version) -> str:
    return _PAPER_TYPES[version.text.framework.kind]


def suggested_symbol(version: Version, *, on: dt.date) -> str:
    """ "CTrPH-UBND-TAND": the kind of paper and whoever signs it, as far as the symbol may be long."""
    parties = parties_of(version)
    organs = [numbers.symbol_on(agency, on) or _initials(agency) for agency in parties]
    regime = parties[0].regime
    while len(organs) > 1 and len(notation.symbol_of(regime, paper_type(version), "-".join(organs), on=on)) > 30:
        organs.pop()
    return notation.symbol_of(regime, paper_type(version), "-".join(organs), on=on)


def _initials(agency: Agency) -> str:
    """ "UBND" of "Ủy ban nhân dân phường Ngã Bảy": the words before the place, by their first letters."""
    words = agency.name.split(",")[0].split()
    kept = list(takewhile(lambda word: word.lower() not in _PLACES, words)) or words
    letters = (unicodedata.normalize("NFD", word[0].upper())[0] for word in kept)
    return "".join(letter for letter in letters if letter.isalpha())[:6]


def clauses_to_change(first: Signing) -> list[tuple[str, str]]:
    """(key, name) of every clause of the text signed before, as it holds now."""
    return list(_named(consolidated(first)))


def _named(clauses: list[Clause], above: str = "") -> list[tuple[str, str]]:
    found = []
    for clause in clauses:
        own = clause.heading or clause.body
        name = " ".join(part for part in (above, clause.number) if part)
        found.append((clause.key, f"{name}. {own}"[:90] if name else own[:90]))
        found += _named(clause.children, name)
    return found


def clauses_in(version: Version) -> list[tuple[str, str]]:
    return [
        (branch.key, f"{branch.label} {branch.heading or branch.body}".strip()[:90] or _("(without words)"))
        for branch in drafting.flat(drafting.branches_of(version))
    ]
