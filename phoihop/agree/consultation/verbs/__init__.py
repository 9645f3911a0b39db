"""Everything that can happen in a consultation. Each verb is one thing, with one entry in the ledger."""

from phoihop.agree.consultation.verbs.closing import close, reopen
from phoihop.agree.consultation.verbs.following import begin_next_round
from phoihop.agree.consultation.verbs.guests import ask_for_code, enter_code, send_link
from phoihop.agree.consultation.verbs.invitations import extend, extend_all, invite, remind, withdraw_invitation
from phoihop.agree.consultation.verbs.opinions import RemarkSaid, record_dispatch, submit_opinion
from phoihop.agree.consultation.verbs.remarks import (
    ChangedMeanwhile,
    change_remark,
    drop_remark,
    leave_out,
    remark,
    take_back_in,
)
from phoihop.agree.consultation.verbs.responses import (
    AnsweredMeanwhile,
    change_response,
    put_to_leadership,
    respond,
    save_draft_response,
)
from phoihop.agree.consultation.verbs.rounds import change_terms, open_for_opinions, prepare_round, recompute
from phoihop.agree.consultation.verbs.settling import settle, settle_text

__all__ = [
    "AnsweredMeanwhile",
    "ChangedMeanwhile",
    "RemarkSaid",
    "ask_for_code",
    "begin_next_round",
    "change_remark",
    "change_response",
    "change_terms",
    "close",
    "drop_remark",
    "enter_code",
    "extend",
    "extend_all",
    "invite",
    "leave_out",
    "open_for_opinions",
    "prepare_round",
    "put_to_leadership",
    "recompute",
    "record_dispatch",
    "remark",
    "remind",
    "reopen",
    "respond",
    "save_draft_response",
    "send_link",
    "settle",
    "settle_text",
    "submit_opinion",
    "take_back_in",
    "withdraw_invitation",
]
