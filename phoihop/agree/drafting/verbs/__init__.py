"""What can be done with a text. Import this module, not the files in it."""

from phoihop.agree.drafting.verbs.beginning import begin_text
from phoihop.agree.drafting.verbs.changing import Overtaken, Wording
from phoihop.agree.drafting.verbs.freezing import freeze, settle
from phoihop.agree.drafting.verbs.importing import (
    accept_import,
    as_snapshot,
    begin_by_import,
    correct_import,
    discard_import,
    preview_import,
)
from phoihop.agree.drafting.verbs.library import insert_from_library, keep_in_library
from phoihop.agree.drafting.verbs.structure import add_node, merge_nodes, move_node, remove_node, renumber, split_node
from phoihop.agree.drafting.verbs.undoing import redo, undo
from phoihop.agree.drafting.verbs.wording import mark_only_for, render_in, retitle, reword

__all__ = [
    "Overtaken",
    "Wording",
    "accept_import",
    "add_node",
    "as_snapshot",
    "begin_by_import",
    "begin_text",
    "correct_import",
    "discard_import",
    "freeze",
    "insert_from_library",
    "keep_in_library",
    "mark_only_for",
    "merge_nodes",
    "move_node",
    "preview_import",
    "redo",
    "remove_node",
    "render_in",
    "renumber",
    "retitle",
    "reword",
    "settle",
    "split_node",
    "undo",
]
