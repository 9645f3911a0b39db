"""Everything that can happen to a difficulty. Import this module, not the files in it."""

from phoihop.carry_out.escalations.verbs.clock import pass_on, recompute, remind
from phoihop.carry_out.escalations.verbs.deciding import Ordered, ask_back, decide, refuse
from phoihop.carry_out.escalations.verbs.following import reopen, resolve, take_up, take_up_amendment
from phoihop.carry_out.escalations.verbs.reporting import Way, complete, report, withdraw
from phoihop.carry_out.escalations.verbs.triaging import answer, merge, refer, return_for_completion

__all__ = [
    "Ordered",
    "Way",
    "answer",
    "ask_back",
    "complete",
    "decide",
    "merge",
    "pass_on",
    "recompute",
    "refer",
    "refuse",
    "remind",
    "reopen",
    "report",
    "resolve",
    "return_for_completion",
    "take_up",
    "take_up_amendment",
    "withdraw",
]
