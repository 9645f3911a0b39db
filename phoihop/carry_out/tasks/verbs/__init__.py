"""Everything that can happen to tasks. Import this module, not the files in it."""

from phoihop.carry_out.tasks.verbs.assigning import assign, cancel, join, release, transfer
from phoihop.carry_out.tasks.verbs.deadlines import (
    approve_extension,
    ask_extension,
    extend,
    recompute,
    refuse_extension,
)
from phoihop.carry_out.tasks.verbs.duties import begin_duty, end_duty, make_tasks, pass_on
from phoihop.carry_out.tasks.verbs.figures import record_figure, set_indicator
from phoihop.carry_out.tasks.verbs.handing_in import accept, hand_in, return_evidence, take_back
from phoihop.carry_out.tasks.verbs.importing import accept_import, discard_import, preview_import
from phoihop.carry_out.tasks.verbs.reminding import remind
from phoihop.carry_out.tasks.verbs.reporting import (
    accept_report,
    open_periodic_report,
    open_report,
    return_report,
    skip_report,
    submit_report,
    write_report,
)
from phoihop.carry_out.tasks.verbs.suggesting import change, confirm, confirm_all, drop, suggest

__all__ = [
    "accept",
    "accept_import",
    "accept_report",
    "approve_extension",
    "ask_extension",
    "assign",
    "begin_duty",
    "cancel",
    "change",
    "confirm",
    "confirm_all",
    "discard_import",
    "drop",
    "end_duty",
    "extend",
    "hand_in",
    "join",
    "make_tasks",
    "open_periodic_report",
    "open_report",
    "pass_on",
    "preview_import",
    "recompute",
    "record_figure",
    "refuse_extension",
    "release",
    "remind",
    "return_evidence",
    "return_report",
    "set_indicator",
    "skip_report",
    "submit_report",
    "suggest",
    "take_back",
    "transfer",
    "write_report",
]
