"""Everything that can happen to briefings. Import this module, not the files in it."""

from phoihop.carry_out.briefings.verbs.agenda import add_item, assemble, change_item, move_item, remove_item
from phoihop.carry_out.briefings.verbs.arranging import arrange, plan, recompute
from phoihop.carry_out.briefings.verbs.calling import call, cancel, invite, uninvite
from phoihop.carry_out.briefings.verbs.closing import adjourn, close
from phoihop.carry_out.briefings.verbs.concluding import (
    check_conclusion,
    conclude,
    make_directive,
    make_task,
    raise_difficulty,
    withdraw_conclusion,
)
from phoihop.carry_out.briefings.verbs.documents import freeze_pack, make_document, number_document, take_signed
from phoihop.carry_out.briefings.verbs.feeds import make_feed, revoke_feed
from phoihop.carry_out.briefings.verbs.minutes import (
    Outpaced,
    Votes,
    approve_minutes,
    carry_over,
    note_dissent,
    unlock_minutes,
    write_minutes,
)
from phoihop.carry_out.briefings.verbs.owed import ask_paper, drop_paper, hand_in_paper
from phoihop.carry_out.briefings.verbs.proposals import place, propose, withdraw_proposal
from phoihop.carry_out.briefings.verbs.reminding import remind_of_briefing, remind_of_paper
from phoihop.carry_out.briefings.verbs.series import arrange_series, begin_series, end_series, follow_term, pass_on
from phoihop.carry_out.briefings.verbs.sitting import (
    begin,
    note_attendance,
    send_delegate,
    turn_to,
    write_opinion,
)

__all__ = [
    "Outpaced",
    "Votes",
    "add_item",
    "adjourn",
    "approve_minutes",
    "arrange",
    "arrange_series",
    "ask_paper",
    "assemble",
    "begin",
    "begin_series",
    "call",
    "cancel",
    "carry_over",
    "change_item",
    "check_conclusion",
    "close",
    "conclude",
    "drop_paper",
    "end_series",
    "follow_term",
    "freeze_pack",
    "hand_in_paper",
    "invite",
    "make_directive",
    "make_document",
    "make_feed",
    "make_task",
    "move_item",
    "note_attendance",
    "note_dissent",
    "number_document",
    "pass_on",
    "place",
    "plan",
    "propose",
    "raise_difficulty",
    "recompute",
    "remind_of_briefing",
    "remind_of_paper",
    "remove_item",
    "revoke_feed",
    "send_delegate",
    "take_signed",
    "turn_to",
    "uninvite",
    "unlock_minutes",
    "withdraw_conclusion",
    "withdraw_proposal",
    "write_minutes",
    "write_opinion",
]
