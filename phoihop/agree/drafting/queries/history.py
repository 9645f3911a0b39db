"""The edits of a text as people read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Edit, Text
from phoihop.agree.drafting.queries.tree import Kept, age, written

#: Above this many nodes an edit is told by their number.
SHOWN = 4

DONE = {
    "begin": _("filled the text with a shipped outline"),
    "reword": _("reworded"),
    "retitle": _("changed the title"),
    "add": _("added"),
    "remove": _("removed"),
    "move": _("moved"),
    "split": _("split"),
    "merge": _("joined"),
    "renumber": _("renumbered"),
    "mark": _("changed whom it is meant for"),
    "insert": _("inserted from the library"),
    "import": _("took over a document"),
    "undo": _("undid"),
    "redo": _("brought back"),
}


@dataclass(frozen=True, slots=True)
class Touch:
    """One node in an edit: its name today and its words before and after ("" where it was not there)."""

    key: str
    label: str
    old: str
    new: str

    @property
    def moved(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Told:
    edit: Edit
    done: object
    touched: list[Touch]
    count: int
    undone: bool
    of_edit: int | None


def history(edits: Iterable[Edit], labels: Mapping[str, str], *, of: str = "") -> list[Told]:
    """`labels` are today's names by key; what is gone today is called by the label it had.

    `of` is the key of the one node whose part in each edit is told.
    """
    return [_told(edit, labels, of) for edit in edits]


def edits_of(text: Text, key: str = "") -> Any:
    """The edits of a text, or of one node of it, the newest first."""
    found = text.edits.select_related("undone_by", "undoes").order_by("-seq")
    return found.filter(after__has_key=key) if key else found


def _told(edit: Edit, labels: Mapping[str, str], of: str) -> Told:
    keys = [of] if of else _in_order(edit)
    touched = [_touch(key, edit, labels) for key in keys] if len(keys) <= SHOWN else []
    if "@text" in edit.after and not of:
        old, new = edit.before["@text"]["title"], edit.after["@text"]["title"]
        touched += [Touch("", "", old, new)] if old != new else []
    undone = getattr(edit, "undoes", None)
    return Told(
        edit, DONE[edit.verb], touched, len(keys), edit.undone_by_id is not None, undone.seq if undone else None
    )


def _in_order(edit: Edit) -> list[str]:
    """Parents first, siblings in their order: what is stored as JSON comes back in any order."""
    states = {key: edit.before[key] or after for key, after in edit.after.items() if not key.startswith("@")}

    def way(key: str) -> list[tuple[int, int]]:
        state = states[key]
        above = way(state["parent"]) if state["parent"] in states else []
        return [*above, (state["position"], age(key))]

    return sorted(states, key=way)


def _touch(key: str, edit: Edit, labels: Mapping[str, str]) -> Touch:
    old, new = _words(edit.before[key]), _words(edit.after[key])
    return Touch(key, labels.get(key) or (new or old).split("\n")[0][:60], old, new)


def _words(state: Mapping[str, Any] | None) -> str:
    if state is None or state["removed"]:
        return ""
    return written(Kept("", state["kind"], state["number"], state["heading"], state["body"], None))
