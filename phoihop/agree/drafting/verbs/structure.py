"""Adding, removing, moving, splitting and joining clauses. Keys stay; labels stay as typed until renumbering."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import queries, rules
from phoihop.agree.drafting.models import Edit, Node, Text
from phoihop.agree.drafting.verbs.changing import Sheet, State
from phoihop.agree.drafting.verbs.wording import tidy
from phoihop.agree.programmes.models import Programme
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def add_node(
    *,
    text: Text,
    parent: Node | None,
    after: Node | None,
    kind: str,
    number: str,
    heading: str,
    body: str,
    only_for: Programme | None = None,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Edit:
    """A new node under `parent` (None: the text itself) behind `after` (None: first)."""
    sheet = Sheet(text, by)
    above, behind = place_in(sheet, kind, parent, after)
    if not (tidy(heading) or tidy(body)):
        raise NotAllowed(_("Write a heading or the wording of the new clause."))
    if only_for and only_for.framework_id != sheet.text.framework_id:
        raise NotAllowed(_("That programme belongs to another framework."))
    key = sheet.add(
        parent=above,
        after=behind,
        kind=kind,
        number=tidy(number),
        heading=tidy(heading),
        body=tidy(body),
        only_for=only_for.pk if only_for else None,
    )
    return sheet.apply("add", "text.node_added", at=at, reason=reason, on_node=key)


@transaction.atomic
def remove_node(*, text: Text, node: Node, seen_revision: int, by: Actor, at: datetime, reason: str = "") -> Edit:
    """Take a node and everything under it out of the text; it can be brought back by undoing."""
    sheet = Sheet(text, by)
    sheet.seen(node, seen_revision)
    for key in [node.key, *sheet.descendants(node.key)]:
        sheet.set(key, removed=True)
    return sheet.apply("remove", "text.node_removed", at=at, reason=reason, on_node=node.key)


@transaction.atomic
def move_node(
    *,
    text: Text,
    node: Node,
    parent: Node | None,
    after: Node | None,
    seen_revision: int,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Edit:
    """Put a node, with everything under it, elsewhere."""
    sheet = Sheet(text, by)
    state = sheet.seen(node, seen_revision)
    if parent and parent.key in [node.key, *sheet.descendants(node.key)]:
        raise NotAllowed(_("A clause cannot be placed under itself."))
    above, behind = place_in(sheet, state["kind"], parent, after)
    if behind == node.key or (above == state["parent"] and behind == _sibling_before(sheet, node.key)):
        raise NotAllowed(_("Nothing was changed: the clause already stands there."))
    sheet.place(node.key, parent=above, after=behind)
    return sheet.apply("move", "text.node_moved", at=at, reason=reason, on_node=node.key)


@transaction.atomic
def split_node(
    *, text: Text, node: Node, place: int, number: str = "", seen_revision: int, by: Actor, at: datetime
) -> Edit:
    """Cut the wording at character `place`; the rest, with everything under the node, becomes the next sibling."""
    sheet = Sheet(text, by)
    state = sheet.seen(node, seen_revision)
    first, rest = tidy(state["body"][:place]), tidy(state["body"][place:])
    if not first or not rest:
        raise NotAllowed(_("Choose a place inside the wording, so that both halves have words."))
    below = sheet.children(node.key)
    sheet.set(node.key, body=first)
    same = {name: state[name] for name in ("kind", "only_for")}
    key = sheet.add(parent=state["parent"], after=node.key, number=tidy(number), body=rest, **same)
    for child in below:
        sheet.set(child, parent=key)
    return sheet.apply("split", "text.node_split", at=at, on_node=node.key, new_key=key)


@transaction.atomic
def merge_nodes(*, text: Text, node: Node, seen_revision: int, by: Actor, at: datetime) -> Edit:
    """Join a node with its next sibling: words and everything under it. Nothing is lost, reading order is kept."""
    sheet = Sheet(text, by)
    state = sheet.seen(node, seen_revision)
    other = _next_sibling(sheet, node.key)
    if other is None:
        raise NotAllowed(_("There is no clause after this one to join it with."))
    theirs = sheet.now[other]
    if theirs["kind"] != state["kind"] or theirs["only_for"] != state["only_for"]:
        raise NotAllowed(_("Only clauses of one kind, meant for the same parties, can be joined."))
    added = "\n".join(filter(None, [theirs["heading"], theirs["body"]]))
    below, last = sheet.children(other), next(reversed(sheet.children(node.key)), None)
    if last is None:
        sheet.set(node.key, body="\n".join(filter(None, [state["body"], added])))
    elif added:  # Words that stood after the first one's points must not come before them.
        last = sheet.add(parent=node.key, after=last, kind="paragraph", body=added)
    for child in below:
        sheet.place(child, parent=node.key, after=last)
        last = child
    sheet.set(other, removed=True)
    return sheet.apply("merge", "text.nodes_merged", at=at, on_node=node.key, with_key=other)


@transaction.atomic
def renumber(*, text: Text, under: Node | None = None, by: Actor, at: datetime) -> Edit:
    """Count the labels anew, everywhere or below one node; see `queries.renumbering` for what would change."""
    sheet = Sheet(text, by)
    try:
        plan = queries.renumbering(sheet.branches(), form=sheet.text.form, under=under.key if under else None)
    except ValueError:
        raise NotAllowed(_("A clause has more points than there are letters; split it before renumbering.")) from None
    if not plan.changes:
        raise NotAllowed(_("Nothing was changed: the labels already follow one another."))
    for change in plan.changes:
        sheet.set(change.key, number=change.new)
    return sheet.apply("renumber", "text.renumbered", at=at, under=under.key if under else "")


def place_in(sheet: Sheet, kind: str, parent: Node | None, after: Node | None) -> tuple[str | None, str | None]:
    """Keys of a place that exists and fits; raises NotAllowed where it is gone or too narrow."""
    above = parent.key if parent else None
    gone = [node for node in (parent, after) if node and (node.key not in sheet.now or _is_gone(sheet.now[node.key]))]
    if gone or (after and sheet.now[after.key]["parent"] != above):
        raise NotAllowed(_("That place is no longer there: someone removed or moved it. Choose another."))
    rules.may_stand(kind, sheet.now[above]["kind"] if above else None).require()
    return above, after.key if after else None


def _is_gone(state: State) -> bool:
    return bool(state["removed"])


def _sibling_before(sheet: Sheet, key: str) -> str | None:
    keys = sheet.children(sheet.now[key]["parent"])
    at = keys.index(key)
    return keys[at - 1] if at else None


def _next_sibling(sheet: Sheet, key: str) -> str | None:
    keys = sheet.children(sheet.now[key]["parent"])
    at = keys.index(key)
    return keys[at + 1] if at + 1 < len(keys) else None
