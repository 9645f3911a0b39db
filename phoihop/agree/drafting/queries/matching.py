"""Which clause of one tree is which clause of another, when keys alone do not say."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from phoihop.agree.drafting.queries.tree import Branch
from phoihop.kit.vietnamese import words

#: Share of words two clauses in the same place must have in common to count as one clause reworded.
ALIKE = 0.5


def pairs(old: Sequence[Branch], new: Sequence[Branch]) -> dict[str, Branch]:
    """New key -> old branch: by key, then by the same words, then by the same place with similar words."""
    by_key = {branch.key: branch for branch in old}
    found = {branch.key: by_key[branch.key] for branch in new if branch.key in by_key}
    if len(found) == len(new):
        return found
    for same_by in (_said, _place):
        taken = {branch.key for branch in found.values()}
        left_old = _unique((b for b in old if b.key not in taken), same_by)
        left_new = _unique((b for b in new if b.key not in found), same_by)
        for name, branch in left_new.items():
            other = left_old.get(name)
            if other and (same_by is _said or alike(other, branch)):
                found[branch.key] = other
    return found


def alike(one: Branch, other: Branch) -> bool:
    """Half of the words of the longer are in the shorter; two nodes without words are alike."""
    ours, theirs = Counter(words(f"{one.heading} {one.body}")), Counter(words(f"{other.heading} {other.body}"))
    longer = max(ours.total(), theirs.total())
    return not longer or (ours & theirs).total() / longer >= ALIKE


def _said(branch: Branch) -> Hashable:
    said = " ".join(f"{branch.heading} {branch.body}".split())
    return (branch.kind, said) if len(said) > 20 else None


def _place(branch: Branch) -> Hashable:
    return (branch.kind, branch.path)


def _unique(branches: Iterable[Branch], by: Callable[[Branch], Hashable]) -> dict[Hashable, Branch]:
    """Only names that a single branch has: a doubtful match is no match."""
    seen: dict[Hashable, Branch | None] = {}
    for branch in branches:
        name = by(branch)
        if name is not None:
            seen[name] = None if name in seen else branch
    return {name: branch for name, branch in seen.items() if branch}
