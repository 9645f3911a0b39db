"""A text as a tree: of rows as they stand, or of a frozen version. Both have the same shape."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from phoihop.agree.drafting.models import Node, Text, Version
from phoihop.agree.drafting.queries import labels as naming
from phoihop.agree.programmes.models import Party, Programme
from phoihop.foundation.agencies.actor import Actor


class Kept(NamedTuple):
    """A node of a frozen version. It has no revision to race for, and nothing of it can change."""

    key: str
    kind: str
    number: str
    heading: str
    body: str
    only_for_id: int | None


@dataclass(slots=True)
class Branch:
    """A node with its name and what hangs under it. `only_for` is the programme it belongs to, own or inherited.

    It has the names that the Word engine reads (kind, number, heading, text, children).
    """

    node: Node | Kept
    label: str
    path: naming.Path
    only_for: int | None
    depth: int
    parent: str | None = None
    children: list["Branch"] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.node.key

    @property
    def kind(self) -> str:
        return self.node.kind

    @property
    def number(self) -> str:
        return self.node.number

    @property
    def heading(self) -> str:
        return self.node.heading

    @property
    def body(self) -> str:
        return self.node.body

    @property
    def text(self) -> str:
        return self.node.body

    @property
    def sign(self) -> str:
        return naming.sign(self.node.kind, self.node.number)

    @property
    def words(self) -> str:
        """Everything the node says, as one reads it: label, heading, wording."""
        return written(self.node)


def written(node: Any) -> str:
    """Label and heading on one line, wording on the next; a node without heading is one line."""
    head = f"{naming.sign(node.kind, node.number)} {node.heading}".strip()
    if not node.body:
        return head
    return f"{head}\n{node.body}" if node.heading else f"{head} {node.body}".strip()


def tree(text: Text, *, actor: Actor | None = None, programme: Programme | None = None) -> list[Branch]:
    """The text as it stands, all nodes in one query; with `actor` or `programme` only what concerns them.

    The lead agency sees all, a party the common nodes and its own. Names of places are those of the whole text, so
    that two agencies who see different parts still mean the same clause by "Điều 5 khoản 2".
    """
    branches = grown(Node.objects.filter(text=text, removed=False).order_by("position", "pk"))
    return for_eyes(branches, seen_programmes(text, actor=actor, programme=programme))


def sketch(text: Text) -> list[Branch]:
    """The whole text as it stands, to be read only: its nodes have no revision. Half the cost of `tree`."""
    columns = ("parent_id", "pk", *Kept._fields)
    below: dict[int | None, list[Kept]] = {}
    ids: dict[str, int] = {}
    rows = Node.objects.filter(text=text, removed=False).order_by("position", "pk")
    for parent, pk, *fields in rows.values_list(*columns):
        node = Kept(*fields)
        ids[node.key] = pk
        below.setdefault(parent, []).append(node)
    return _branches(below.get(None, []), lambda node: below.get(ids[node.key], []))


def branches_of(version: Version, *, actor: Actor | None = None, programme: Programme | None = None) -> list[Branch]:
    """A frozen version in the same shape."""
    branches = unfolded(json.loads(version.content)["nodes"])
    if actor is None and programme is None:
        return branches
    return for_eyes(branches, seen_programmes(version.text, actor=actor, programme=programme))


def seen_programmes(
    text: Text, *, actor: Actor | None = None, programme: Programme | None = None
) -> frozenset[int] | None:
    """Whose own clauses may be seen; None stands for everyone's."""
    if programme is not None:
        return frozenset({programme.pk})
    if actor is None or text.framework.lead_agency_id == actor.agency_id:
        return None
    mine = Party.objects.filter(programme__framework_id=text.framework_id, agency_id=actor.agency_id)
    return frozenset(mine.values_list("programme_id", flat=True))


def for_eyes(branches: Iterable[Branch], programmes: frozenset[int] | None) -> list[Branch]:
    """Only common nodes and those of these programmes; None leaves all."""
    if programmes is None:
        return list(branches)
    kept = []
    for branch in branches:
        if branch.only_for is None or branch.only_for in programmes:
            branch.children = for_eyes(branch.children, programmes)
            kept.append(branch)
    return kept


def grown(rows: Iterable[Node]) -> list[Branch]:
    """A forest from rows in the order of siblings."""
    below: dict[int | None, list[Node]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    return _branches(below.get(None, []), lambda node: below.get(node.pk, []))


def unfolded(nodes: Sequence[Mapping[str, Any]]) -> list[Branch]:
    """A forest from the nodes of a snapshot."""
    below: dict[str, list[Kept]] = {}

    def taken(given: Sequence[Mapping[str, Any]]) -> list[Kept]:
        kept = []
        for node in given:
            kept.append(_kept(node["key"], node))
            below[node["key"]] = taken(node["children"])
        return kept

    return _branches(taken(nodes), lambda node: below[node.key])


def planned(states: Mapping[str, Mapping[str, Any]], words: Mapping[str, str] | None = None) -> list[Branch]:
    """A forest from states by key, as edits keep them; removed ones and the text's own ("@…") left out."""
    families: dict[str | None, list[str]] = {}
    for key, state in states.items():
        if not key.startswith("@") and not state["removed"]:
            families.setdefault(state["parent"], []).append(key)

    def kept(parent: str | None) -> list[Kept]:
        keys = sorted(families.get(parent, []), key=lambda key: (states[key]["position"], age(key)))
        return [_kept(key, states[key]) for key in keys]

    return _branches(kept(None), lambda node: kept(node.key), words=words)


def siblings(states: Mapping[str, Mapping[str, Any]], parent: str | None) -> list[str]:
    """Keys of what hangs under `parent`, in order."""
    keys = [
        key
        for key, state in states.items()
        if not key.startswith("@") and state["parent"] == parent and not state["removed"]
    ]
    return sorted(keys, key=lambda key: (states[key]["position"], age(key)))


def age(key: str) -> int:
    """Keys are n1, n2 …: the older first where positions agree, as the database orders them."""
    return int(key.removeprefix("n"))


def _kept(key: str, state: Mapping[str, Any]) -> Kept:
    return Kept(key, state["kind"], state["number"], state["heading"], state["body"], state["only_for"])


def _branches(
    siblings: Sequence[Any],
    children_of: Callable[[Any], Sequence[Any]],
    above: Branch | None = None,
    words: Mapping[str, str] | None = None,
) -> list[Branch]:
    words = words or naming.words()
    branches = []
    for node, step in zip(siblings, naming.steps(siblings), strict=True):
        path = naming.below(above.path if above else (), step)
        branch = Branch(
            node=node,
            label=naming.spoken(path, words),
            path=path,
            only_for=node.only_for_id or (above.only_for if above else None),
            depth=above.depth + 1 if above else 0,
            parent=above.key if above else None,
        )
        branch.children = _branches(children_of(node), children_of, branch, words)
        branches.append(branch)
    return branches


def flat(branches: Iterable[Branch]) -> Iterator[Branch]:
    """In reading order, each before what hangs under it."""
    for branch in branches:
        yield branch
        yield from flat(branch.children)


def labels(text: Text) -> dict[str, str]:
    """The name of every place, by key."""
    return {branch.key: branch.label for branch in flat(tree(text))}


def printed_label(node: Node) -> str:
    """As the paper says it, whatever language the reader has chosen: for records."""
    found = (branch for branch in flat(tree(node.text)) if branch.key == node.key)
    return next((naming.spoken(branch.path) for branch in found), "")


def label(node: Node) -> str:
    """The name of one place as it stands; for many use `labels`. A removed node has the name of its kind alone."""
    return labels(node.text).get(node.key, naming.spoken(((node.kind, node.number),), naming.words()))
