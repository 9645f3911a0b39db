"""Who may do what to a signing, and why not. Import this module, not the files in it."""

from phoihop.agree.signing.rules.arranging import (
    has_authority,
    may_add_photo,
    may_arrange,
    may_attest,
    may_bind,
    may_open,
    may_prepare,
    may_stop,
    may_substitute,
    may_witness,
)
from phoihop.agree.signing.rules.certificates import may_register_for, may_register_own, may_withdraw
from phoihop.agree.signing.rules.signing import (
    is_over,
    may_abandon,
    may_begin,
    may_decline,
    may_finish,
    may_hand_back,
    may_put_number,
    may_sign,
    may_sign_in_demo,
)

__all__ = [
    "has_authority",
    "is_over",
    "may_abandon",
    "may_add_photo",
    "may_arrange",
    "may_attest",
    "may_begin",
    "may_bind",
    "may_decline",
    "may_finish",
    "may_hand_back",
    "may_open",
    "may_prepare",
    "may_put_number",
    "may_register_for",
    "may_register_own",
    "may_sign",
    "may_sign_in_demo",
    "may_stop",
    "may_substitute",
    "may_withdraw",
    "may_witness",
]
