"""Texts signed later that change one signed before, and the text as it reads with all of them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.models import Version
from phoihop.agree.drafting.queries import Branch
from phoihop.agree.signing.models import Binding, Change, Signing
from phoihop.agree.signing.states import State
from phoihop.engines import papers
from phoihop.engines.papers import labels


def followers_of(first: Signing) -> list[Binding]:
    """Signed changes to it, in the order in which they were signed."""
    signed = first.followed_by.filter(signing__state=State.SIGNED)
    return list(
        signed.select_related("signing__version__programme", "signing__version__text", "agency")
        .prefetch_related("changes")
        .order_by("signing__signed_at", "pk")
    )


def ends_on(first: Signing) -> dt.date:
    """The last day of its term, with every extension and early end signed so far."""
    told = [row.ends_on for row in followers_of(first) if row.ends_on]
    return told[-1] if told else first.version.text.framework.ends_on


@dataclass(slots=True)
class Clause:
    """One clause of the consolidated reading text and the signed text its wording comes from.

    `source` is the first signing for what nobody changed. A repealed clause stays, without words.
    """

    key: str
    kind: str
    number: str
    heading: str
    body: str
    source: Signing
    is_repealed: bool = False
    children: list["Clause"] = field(default_factory=list)

    @property
    def label(self) -> str:
        """ "Điều 5.", "1.", "đ)", as on paper."""
        return labels.label(papers.Node(self.kind, self.number))


def consolidated(first: Signing, *, on: dt.datetime | None = None) -> list[Clause]:
    """What holds now (or held then), clause by clause, for reading only: what binds are the signed texts themselves."""
    clauses = [_clause(branch, first) for branch in drafting.branches_of(first.version)]
    for binding in followers_of(first):
        signed_at = binding.signing.signed_at
        if on is not None and signed_at is not None and signed_at > on:
            break
        given = {branch.key: branch for branch in drafting.flat(drafting.branches_of(binding.signing.version))}
        for change in binding.changes.all():
            _apply(clauses, change, given, binding.signing)
    return clauses


def _clause(branch: Branch, source: Signing) -> Clause:
    return Clause(
        key=branch.key,
        kind=branch.kind,
        number=branch.number,
        heading=branch.heading,
        body=branch.body,
        source=source,
        children=[_clause(child, source) for child in branch.children],
    )


def _apply(clauses: list[Clause], change: Change, given: Mapping[str, Branch], source: Signing) -> None:
    """A target that an earlier change took away stays away: the later text says so itself."""
    for siblings, place in _places(clauses):
        target = siblings[place]
        if target.key != change.target_key:
            continue
        if change.action == Change.Action.REPEAL:
            target.is_repealed, target.source, target.children = True, source, []
            target.heading = target.body = ""
        elif change.action == Change.Action.REPLACE:
            put = given[change.source_key]
            target.heading, target.body, target.source = put.heading, put.body, source
            target.is_repealed = False
            target.children = [_clause(child, source) for child in put.children]
        else:
            siblings.insert(place + 1, _clause(given[change.source_key], source))
        return


def _places(clauses: list[Clause]) -> Iterator[tuple[list[Clause], int]]:
    for place in range(len(clauses)):
        yield clauses, place
        yield from _places(clauses[place].children)


def keys_in(version: Version) -> set[str]:
    return {branch.key for branch in drafting.flat(drafting.branches_of(version))}


def keys_of(clauses: Iterable[Clause]) -> Iterator[str]:
    for clause in clauses:
        yield clause.key
        yield from keys_of(clause.children)
