"""The one way a text changes: under its lock, compare-and-swap on every node, one edit kept, one ledger entry."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import queries, rules
from phoihop.agree.drafting.models import Edit, Node, Text
from phoihop.agree.drafting.queries import Branch
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.ledger.hashing import canonical
from phoihop.kit.verdict import NotAllowed

State = dict[str, Any]
Touched = dict[str, State | None]

#: Room left between siblings: twenty clauses fit between any two before the siblings are spaced anew.
GAP = 2**20

#: Stands for the text itself among the keys of an edit.
TEXT = "@text"


@dataclass(frozen=True, slots=True)
class Wording:
    """What an editor meant to write."""

    heading: str
    body: str
    number: str | None = None


class Overtaken(NotAllowed):
    """Somebody else was faster. `theirs` is the node as it stands now; `mine` is kept, so that nothing is lost."""

    def __init__(self, *, theirs: Node, mine: Wording | None = None) -> None:
        super().__init__(_("Someone else changed this clause in the meantime. Nothing was overwritten."))
        self.theirs = theirs
        self.mine = mine


class Sheet:
    """A text under its lock, with what one edit is going to change. Opening it asks whether `by` may edit at all.

    Must be opened inside a transaction. Fields of nodes are plain values; parents are named by key.
    """

    def __init__(self, text: Text, by: Actor) -> None:
        # The row is the lock: real on PostgreSQL; SQLite lets in one writer at a time anyway.
        self.text = Text.objects.select_related("framework").select_for_update(of=("self",)).get(pk=text.pk)
        rules.may_edit(by, self.text).require()
        self.by = by
        rows = list(Node.objects.filter(text=self.text).order_by("position", "pk"))
        self.rows = {row.key: row for row in rows}
        keys = {row.pk: row.key for row in rows}
        self.before: dict[str, State] = {row.key: _state(row, keys) for row in rows}
        self.now: dict[str, State] = {key: dict(state) for key, state in self.before.items()}
        self._made = len(rows)

    # ── Reading ──────────────────────────────────────────────────────────────

    def seen(self, node: Node, revision: int, mine: Wording | None = None) -> State:
        """The state of a node the caller has seen; raises Overtaken when it moved on, or was removed, since."""
        row = self.rows[node.key]
        if row.revision != revision or row.removed:
            raise Overtaken(theirs=row, mine=mine)
        return self.now[node.key]

    def children(self, parent: str | None) -> list[str]:
        """Keys in order, removed ones left out."""
        return queries.siblings(self.now, parent)

    def descendants(self, key: str) -> Iterator[str]:
        for child in self.children(key):
            yield child
            yield from self.descendants(child)

    def ancestors(self, key: str) -> Iterator[str]:
        above = self.now[key]["parent"]
        while above:
            yield above
            above = self.now[above]["parent"]

    def label(self, key: str) -> str:
        """As the paper says it, before this edit; of a node made just now, after it."""
        for states in (self.before, self.now):
            for branch in queries.flat(queries.planned(states, queries.PRINTED)):
                if branch.key == key:
                    return branch.label
        return ""

    def branches(self) -> list[Branch]:
        """The tree as this edit leaves it so far, with names for the screen."""
        return queries.planned(self.now)

    # ── Changing ─────────────────────────────────────────────────────────────

    def set(self, key: str, **fields: Any) -> None:
        self.now[key].update(fields)

    def retitle(self, *, title: str, form: str) -> None:
        self.before[TEXT] = {"title": self.text.title, "form": self.text.form}
        self.now[TEXT] = {"title": title, "form": form}

    def add(self, *, parent: str | None, after: str | None, **fields: Any) -> str:
        """A new node as a child of `parent` (a key; None for the text) behind `after` (None: first); its key."""
        key = self.append(parent=parent, position=0, **fields)
        self.place(key, parent=parent, after=after)
        return key

    def append(self, *, parent: str | None, position: int, **fields: Any) -> str:
        """The same where the caller counts positions: whole trees are poured in without asking for each place."""
        self._made += 1
        key = f"n{self._made}"
        blank = {"number": "", "heading": "", "body": "", "only_for": None, "removed": False}
        self.now[key] = {**blank, **fields, "parent": parent, "position": position}
        return key

    def place(self, key: str, *, parent: str | None, after: str | None) -> None:
        """Put a node behind a sibling. Siblings are spaced anew only when there is no room left between them."""
        siblings = [sibling for sibling in self.children(parent) if sibling != key]
        at = siblings.index(after) + 1 if after else 0
        low = self.now[siblings[at - 1]]["position"] if at else 0
        high = self.now[siblings[at]]["position"] if at < len(siblings) else low + 2 * GAP
        if high - low < 2:
            siblings.insert(at, key)
            for place, sibling in enumerate(siblings, start=1):
                self.now[sibling]["position"] = place * GAP
        self.now[key]["parent"] = parent
        if high - low >= 2:
            self.now[key]["position"] = (low + high) // 2

    # ── Writing ──────────────────────────────────────────────────────────────

    def apply(self, verb: str, kind: str, *, at: datetime, reason: str = "", on_node: str = "", **details: Any) -> Edit:
        """Write what changed, keep it as an edit, and tell the ledger (hashes, no wording)."""
        after: Touched = {key: state for key, state in self.now.items() if state != self.before.get(key)}
        before: Touched = {key: self.before.get(key) for key in after}
        self._require_sound()
        self._write(after)
        last = self.text.edits.aggregate(last=Max("seq"))["last"] or 0
        edit = Edit.objects.create(
            text=self.text,
            seq=last + 1,
            verb=verb,
            before=before,
            after=after,
            reason=reason,
            by=self.by.ref,
            by_name=self.by.name,
            at=at,
        )
        details |= {"before": sha256_of(before), "after": sha256_of(after)}
        if on_node:
            details |= {"key": on_node, "label": self.label(on_node)}
        ledger.record(kind, on=self.text, by=self.by, at=at, edit=edit.seq, nodes=len(after), reason=reason, **details)
        return edit

    def _write(self, after: Mapping[str, State | None]) -> None:
        for key, state in after.items():
            if key == TEXT and state:
                Text.objects.filter(pk=self.text.pk).update(**state)
        self._insert([key for key in after if key in self.now and key not in self.before])
        ids = {key: row.pk for key, row in self.rows.items()}
        for key, state in after.items():
            row = self.rows.get(key)
            if state is None or key == TEXT or row is None or key not in self.before:
                continue
            fields = _columns(state, ids)
            won = Node.objects.filter(pk=row.pk, revision=row.revision).update(revision=F("revision") + 1, **fields)
            if not won:
                raise Overtaken(theirs=Node.objects.get(pk=row.pk))

    def _insert(self, keys: Sequence[str]) -> None:
        """New rows, parents before children: one statement for each depth."""
        waiting = list(keys)
        while waiting:
            ready = [key for key in waiting if self.now[key]["parent"] is None or self.now[key]["parent"] in self.rows]
            ids = {key: row.pk for key, row in self.rows.items()}
            made = Node.objects.bulk_create(
                Node(text=self.text, key=key, **_columns(self.now[key], ids)) for key in ready
            )
            self.rows |= {row.key: row for row in made}
            waiting = [key for key in waiting if key not in self.rows]

    def _require_sound(self) -> None:
        """Every living node hangs, in the end, under the text. Edits keep to this; undoing may try not to."""
        below: dict[str | None, list[str]] = {}
        living = [key for key, state in self.now.items() if key != TEXT and not state["removed"]]
        for key in living:
            below.setdefault(self.now[key]["parent"], []).append(key)
        waiting: list[str | None] = [None]
        rooted: set[str] = set()
        while waiting:
            found = below.get(waiting.pop(), [])
            rooted.update(found)
            waiting += found
        if len(rooted) == len(living):
            return
        raise NotAllowed(
            _("The place it stood in, or something placed under it, changed since; undo the later change first.")
        )


def sha256_of(touched: Mapping[str, Any]) -> str:
    """Hex SHA-256 over the canonical JSON of an edit's `before` or `after`."""
    return hashlib.sha256(canonical(dict(touched))).hexdigest()


def _state(row: Node, keys: Mapping[int, str]) -> State:
    return {
        "parent": keys[row.parent_id] if row.parent_id else None,
        "position": row.position,
        "kind": row.kind,
        "number": row.number,
        "heading": row.heading,
        "body": row.body,
        "only_for": row.only_for_id,
        "removed": row.removed,
    }


def _columns(state: State, ids: Mapping[str, int]) -> dict[str, Any]:
    fields = {name: value for name, value in state.items() if name not in ("parent", "only_for")}
    return {**fields, "parent_id": ids[state["parent"]] if state["parent"] else None, "only_for_id": state["only_for"]}
