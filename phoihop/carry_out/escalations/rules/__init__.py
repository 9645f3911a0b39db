"""Who may do what with a difficulty, and why not. Import this module, not the files in it."""

from phoihop.carry_out.escalations.rules.deciding import may_ask_back, may_decide, may_refuse
from phoihop.carry_out.escalations.rules.grounds import is_running_it
from phoihop.carry_out.escalations.rules.reporting import (
    may_complete,
    may_reopen,
    may_report,
    may_resolve,
    may_withdraw,
)
from phoihop.carry_out.escalations.rules.triaging import (
    fits_body,
    may_answer,
    may_merge,
    may_merge_into,
    may_refer,
    may_remind,
    may_return,
    may_take_up,
    may_take_up_amendment,
    may_triage,
)

__all__ = [
    "fits_body",
    "is_running_it",
    "may_answer",
    "may_ask_back",
    "may_complete",
    "may_decide",
    "may_merge",
    "may_merge_into",
    "may_refer",
    "may_refuse",
    "may_remind",
    "may_reopen",
    "may_report",
    "may_resolve",
    "may_return",
    "may_take_up",
    "may_take_up_amendment",
    "may_triage",
    "may_withdraw",
]
