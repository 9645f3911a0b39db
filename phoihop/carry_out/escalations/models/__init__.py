"""Difficulties, and what the leadership says to them. Import this module, not the files in it."""

from phoihop.carry_out.escalations.models.difficulties import Difficulty, Statement, Turn, Urgency, code_of
from phoihop.carry_out.escalations.models.referrals import Directive, Order, Referral, ReferralDue, ReferralReminder

__all__ = [
    "Difficulty",
    "Directive",
    "Order",
    "Referral",
    "ReferralDue",
    "ReferralReminder",
    "Statement",
    "Turn",
    "Urgency",
    "code_of",
]
