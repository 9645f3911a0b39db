"""Everything that happens to agencies, posts and accounts. One function, one thing, one ledger entry."""

from phoihop.foundation.agencies.verbs.accounts import (
    act_in,
    change_language,
    close_account,
    disable_unused,
    invite_again,
    open_account,
    unlock_account,
)
from phoihop.foundation.agencies.verbs.people import (
    appoint_first_administrator,
    begin_tenure,
    delegate,
    end_tenure,
    open_post,
    withdraw_delegation,
)
from phoihop.foundation.agencies.verbs.registry import (
    end_agency,
    found_agency,
    give_code,
    rename_agency,
    take_names_into_use,
)

__all__ = [
    "act_in",
    "appoint_first_administrator",
    "begin_tenure",
    "change_language",
    "close_account",
    "delegate",
    "disable_unused",
    "end_agency",
    "end_tenure",
    "found_agency",
    "give_code",
    "invite_again",
    "open_account",
    "open_post",
    "rename_agency",
    "take_names_into_use",
    "unlock_account",
    "withdraw_delegation",
]
