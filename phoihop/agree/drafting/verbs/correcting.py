"""Putting right what was read: each changes a list of trees in place and loses no word, nor their order."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import queries
from phoihop.kit.verdict import NotAllowed

Node = dict[str, Any]
Way = list[tuple[list[Node], int]]


def relabel(outline: list[Node], eid: str, *, kind: str, number: str, heading: str) -> None:
    siblings, at = _way(outline, eid)[-1]
    siblings[at].update(kind=kind, number=number, heading=heading)


def promote(outline: list[Node], eid: str, **_unused: str) -> None:
    """One level up, behind its parent. Siblings that followed it now hang under it, so that nothing changes places."""
    way = _way(outline, eid)
    if len(way) == 1:
        raise NotAllowed(_("This clause already stands at the top."))
    siblings, at = way[-1]
    node = siblings[at]
    node["children"] += siblings[at + 1 :]
    del siblings[at:]
    above, place = way[-2]
    above.insert(place + 1, node)


def demote(outline: list[Node], eid: str, **_unused: str) -> None:
    """One level down, last under the sibling before it."""
    siblings, at = _way(outline, eid)[-1]
    if at == 0:
        raise NotAllowed(_("There is no clause before this one, on its level, to place it under."))
    siblings[at - 1]["children"].append(siblings.pop(at))


def join(outline: list[Node], eid: str, **_unused: str) -> None:
    """Its words continue those of whatever stands right before it on the page."""
    way = _way(outline, eid)
    siblings, at = way[-1]
    if at == 0 and len(way) == 1:
        raise NotAllowed(_("Nothing stands before this clause to join it with."))
    node = siblings.pop(at)
    words = queries.written(Read(node)).replace("\n", " ")
    if at == 0:
        above, place = way[-2]
        before = above[place]
        siblings[0:0] = node["children"]
    else:
        before = siblings[at - 1]
        while before["children"]:
            before = before["children"][-1]
        before["children"] += node["children"]
    said = "text" if before["text"] or not before["heading"] else "heading"
    before[said] = f"{before[said]} {words}".strip()


CORRECTIONS: Final[dict[str, Callable[..., None]]] = {
    "relabel": relabel,
    "promote": promote,
    "demote": demote,
    "join": join,
}


class Read:
    """A node as read, with the names that trees of text use."""

    def __init__(self, node: Node) -> None:
        self.kind, self.number = node["kind"], node["number"]
        self.heading, self.body = node["heading"], node["text"]


def _way(outline: list[Node], eid: str) -> Way:
    """(list of siblings, place in it) from the top down to the node. Raises NotAllowed where it is no longer there."""

    def down(siblings: list[Node], way: Way) -> Way | None:
        for at, node in enumerate(siblings):
            here = [*way, (siblings, at)]
            if node["eid"] == eid:
                return here
            found = down(node["children"], here)
            if found:
                return found
        return None

    found = down(outline, [])
    if not found:
        raise NotAllowed(_("That clause is no longer in the list: it was joined with another."))
    return found
