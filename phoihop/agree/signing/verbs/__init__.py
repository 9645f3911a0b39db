"""Everything that can happen in a signing. Each verb is one thing, with one entry in the ledger."""

from phoihop.agree.signing.verbs.binding import Bound, drop_change, name_change
from phoihop.agree.signing.verbs.ceremony import add_photo, note_presence
from phoihop.agree.signing.verbs.certificates import register_certificate, withdraw_certificate
from phoihop.agree.signing.verbs.checking import check_paper
from phoihop.agree.signing.verbs.clerk import attest_wet_ink, put_number
from phoihop.agree.signing.verbs.completing import complete
from phoihop.agree.signing.verbs.levels import raise_level
from phoihop.agree.signing.verbs.preparing import (
    arrange,
    invite_witness,
    open_signing,
    prepare_signing,
    substitute,
)
from phoihop.agree.signing.verbs.signatures import (
    abandon_overdue,
    abandon_slot,
    begin_slot,
    finish_slot,
    sign_in_demo,
    sign_with,
    take_hand_back,
)
from phoihop.agree.signing.verbs.specimens import keep_specimen
from phoihop.agree.signing.verbs.stopping import decline, expire, stop

__all__ = [
    "Bound",
    "abandon_overdue",
    "abandon_slot",
    "add_photo",
    "arrange",
    "attest_wet_ink",
    "begin_slot",
    "check_paper",
    "complete",
    "decline",
    "drop_change",
    "expire",
    "finish_slot",
    "invite_witness",
    "keep_specimen",
    "name_change",
    "note_presence",
    "open_signing",
    "prepare_signing",
    "put_number",
    "raise_level",
    "register_certificate",
    "sign_in_demo",
    "sign_with",
    "stop",
    "substitute",
    "take_hand_back",
    "withdraw_certificate",
]
