"""What changed between two states of a text, clause by clause."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from phoihop.agree.drafting.models import Version
from phoihop.agree.drafting.queries.matching import pairs
from phoihop.agree.drafting.queries.tree import Branch, branches_of, flat

Op = Literal["added", "removed", "changed", "renumbered", "moved", "same"]
Side = Version | Sequence[Branch]


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is not as it was. `key` and `label` are the newer ones, of the older where it is gone."""

    op: Op
    key: str
    label: str
    old_label: str
    old_text: str
    new_text: str


def compare(old: Side, new: Side, *, whole: bool = False) -> list[Change]:
    """Changes in the reading order of the newer text, what went standing where it stood before; `whole` leaves in
    between what stayed the same.

    A clause keeps its key through rewording, moving and renumbering; where keys differ (the new text was imported
    anew) the same place or the same words tell that it is the same clause.
    """
    before, after = _flat(old), _flat(new)
    same = pairs(before, after)  # key of the newer -> the older
    by_old_key = {branch.key: key for key, branch in same.items()}
    moved = _moved(before, after, by_old_key)
    gone = _gone_after(before, by_old_key)
    changes = [_removed(branch) for branch in gone.get("", [])]
    for branch in after:
        change = _change(same.get(branch.key), branch, moved=branch.key in moved)
        if whole or change.op != "same":
            changes.append(change)
        changes += [_removed(lost) for lost in gone.get(branch.key, [])]
    return changes


def _flat(side: Side) -> list[Branch]:
    return list(flat(branches_of(side) if isinstance(side, Version) else side))


def _change(old: Branch | None, new: Branch, *, moved: bool) -> Change:
    if old is None:
        return Change("added", new.key, new.label, "", "", new.words)
    if (old.heading, old.body, old.kind) != (new.heading, new.body, new.kind):
        op: Op = "changed"
    elif moved:
        op = "moved"
    elif old.number != new.number:
        op = "renumbered"
    else:
        op = "same"
    return Change(op, new.key, new.label, old.label, old.words, new.words)


def _removed(branch: Branch) -> Change:
    return Change("removed", branch.key, branch.label, branch.label, branch.words, "")


def _gone_after(before: Iterable[Branch], by_old_key: dict[str, str]) -> dict[str, list[Branch]]:
    """What is gone, by the (newer) key of the last thing before it that is still there; "" for the very beginning."""
    gone: dict[str, list[Branch]] = {}
    last = ""
    for branch in before:
        if branch.key in by_old_key:
            last = by_old_key[branch.key]
        else:
            gone.setdefault(last, []).append(branch)
    return gone


def _moved(before: Sequence[Branch], after: Sequence[Branch], by_old_key: dict[str, str]) -> set[str]:
    """Newer keys that hang under another parent, or left the longest run of siblings that kept its order."""
    parent_then = {by_old_key[b.key]: by_old_key.get(b.parent or "", b.parent) for b in before if b.key in by_old_key}
    moved = {b.key for b in after if b.key in parent_then and parent_then[b.key] != b.parent}
    place = {by_old_key[b.key]: i for i, b in enumerate(before) if b.key in by_old_key}
    families: dict[str | None, list[str]] = {}
    for branch in after:
        if branch.key in place and branch.key not in moved:
            families.setdefault(branch.parent, []).append(branch.key)
    for keys in families.values():
        moved |= set(keys) - _longest_run(keys, place)
    return moved


def _longest_run(keys: Sequence[str], place: dict[str, int]) -> set[str]:
    ends: list[int] = []
    last: list[str] = []
    before: dict[str, str] = {}
    for key in keys:
        pile = bisect_left(ends, place[key])
        if pile:
            before[key] = last[pile - 1]
        ends[pile : pile + 1] = [place[key]]
        last[pile : pile + 1] = [key]
    run = set()
    at = last[-1] if last else ""
    while at:
        run.add(at)
        at = before.get(at, "")
    return run
