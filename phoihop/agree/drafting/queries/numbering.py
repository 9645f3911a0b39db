"""What the labels would be if they were counted anew. Nothing is changed here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from phoihop.agree.drafting.queries.labels import is_lettered
from phoihop.agree.drafting.queries.tree import Branch
from phoihop.kit.vietnamese import point_letter

_RUNNING: Final = ("part", "chapter", "article")  # through the whole document, an annex apart
_ROMAN: Final = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class NewLabel:
    """A node that would be called otherwise."""

    key: str
    label: str
    old: str
    new: str


@dataclass(slots=True)
class Renumbering:
    """`gaps` names common clauses before which some programmes have fewer clauses of their own than others: the
    text of those programmes will skip a number there.
    """

    changes: list[NewLabel] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


class _Counter:
    """Counts for each programme apart, so that clauses meant for different parties may bear the same number."""

    def __init__(self) -> None:
        self.common = 0
        self.own: dict[int, int] = {}

    def next(self, only_for: int | None) -> tuple[int, bool]:
        """The number, and whether some programme skips one here."""
        if only_for is not None:
            self.own[only_for] = self.own.get(only_for, self.common) + 1
            return self.own[only_for], False
        reached = max(self.own.values(), default=self.common)
        uneven = any(count != reached for count in self.own.values())
        self.common, self.own = reached + 1, {}
        return self.common, uneven


def renumbering(branches: Sequence[Branch], *, form: str, under: str | None = None) -> Renumbering:
    """Parts, chapters and articles run through the document; sections, clauses and points restart under each parent;
    an annex starts anew. Dashes stay. With `under`, only labels below that node are put in place.

    Raises ValueError when a clause has more points than there are letters.
    """
    plan = Renumbering()
    roots = [branch for branch in branches if branch.kind != "annex"]
    _walk(roots, plan, {kind: _Counter() for kind in _RUNNING}, form)
    annexes = [branch for branch in branches if branch.kind == "annex"]
    if len(annexes) > 1:
        _number_siblings(annexes, plan, {"annex": _Counter()}, form)
    for annex in annexes:
        _walk(annex.children, plan, {kind: _Counter() for kind in _RUNNING}, form, annex)
    if under is not None:
        kept = _keys_below(branches, under)
        plan.changes = [change for change in plan.changes if change.key in kept]
    return plan


def _walk(
    siblings: Sequence[Branch],
    plan: Renumbering,
    running: dict[str, _Counter],
    form: str,
    parent: Branch | None = None,
    number: str = "",
) -> None:
    local = {kind: _Counter() for kind in ("section", "clause", "point")}
    numbers = _number_siblings(siblings, plan, {**running, **local}, form, parent, number)
    for branch in siblings:
        _walk(branch.children, plan, running, form, branch, numbers[branch.key])


def _number_siblings(
    siblings: Sequence[Branch],
    plan: Renumbering,
    counters: dict[str, _Counter],
    form: str,
    parent: Branch | None = None,
    above: str = "",
) -> dict[str, str]:
    """The new numbers by key; what changes goes into the plan."""
    style = _section_style(siblings, form)
    numbers = {}
    for branch in siblings:
        counter = counters.get(branch.kind)
        new = branch.number
        if counter is not None:
            count, uneven = counter.next(branch.only_for)
            new = _written(branch, count, style, parent, above)
            if uneven:
                plan.gaps.append(branch.label)
        numbers[branch.key] = new
        if new != branch.number:
            plan.changes.append(NewLabel(branch.key, branch.label, branch.number, new))
    return numbers


def _written(branch: Branch, count: int, section_style: str, parent: Branch | None, above: str) -> str:
    if branch.kind == "part" and is_lettered(branch.number):
        return chr(64 + count)
    if branch.kind in ("part", "chapter", "annex"):
        return roman(count)
    if branch.kind == "section":
        return {"roman": roman(count), "letters": chr(64 + count)}.get(section_style, str(count))
    if branch.kind == "point":
        return point_letter(count)
    if branch.kind == "clause" and parent is not None and parent.kind == "clause":
        return f"{above}.{count}"  # 1.1, 1.2 …
    return str(count)


def _section_style(siblings: Iterable[Branch], form: str) -> str:
    """As the first section there was typed: "I." or "A." or "Mục 1"; what has no label yet follows the form."""
    typed = next((branch.number for branch in siblings if branch.kind == "section" and branch.number), "")
    if not typed:
        return "arabic" if form == "articles" else "roman"
    if typed[0].isdigit():
        return "arabic"
    return "letters" if is_lettered(typed) else "roman"


def roman(n: int) -> str:
    """1 -> "I", 4 -> "IV", 49 -> "XLIX"."""
    written = ""
    for value, letters in _ROMAN:
        times, n = divmod(n, value)
        written += letters * times
    return written


def _keys_below(branches: Iterable[Branch], key: str, inside: bool = False) -> set[str]:
    keys: set[str] = set()
    for branch in branches:
        keys |= {branch.key} if inside else set()
        keys |= _keys_below(branch.children, key, inside or branch.key == key)
    return keys
