"""What keeps a round, or its text, from being settled."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from phoihop.agree.consultation import queries
from phoihop.agree.consultation.models import Round
from phoihop.agree.consultation.rules.grounds import (
    allows,
    has,
    leads,
)
from phoihop.agree.consultation.states import State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why a round cannot be settled; `remark` is where to begin, None where nothing can be opened."""

    sentence: str
    remark: int | None = None


def obstacles(round_: Round) -> list[Obstacle]:
    """Everything that keeps a round from being settled, in the order a person would deal with it."""
    found = [
        Obstacle(
            str(_("%(agency)s has until %(day)s to answer"))
            % {"agency": invitation.agency.name, "day": f"{invitation.due_on:%d/%m/%Y}"}
        )
        for invitation in queries.awaited(round_)
    ]
    if round_.state == State.OPEN and not found:
        found.append(Obstacle(str(_("the round is not closed"))))
    ends = queries.open_ends(round_)
    for sentence, remarks in (
        (_N_UNANSWERED, ends.unanswered),
        (_N_DRAFTS, ends.drafts),
        (_N_WITH_LEADERSHIP, ends.with_leadership),
    ):
        if remarks:
            found.append(Obstacle(str(sentence % {"count": len(remarks)}), remarks[0]))
    return found


_N_UNANSWERED = ngettext_lazy("%(count)d remark has no response", "%(count)d remarks have no response", "count")
_N_DRAFTS = ngettext_lazy("%(count)d response is still a draft", "%(count)d responses are still drafts", "count")
_N_WITH_LEADERSHIP = ngettext_lazy(
    "%(count)d question is with the leadership", "%(count)d questions are with the leadership", "count"
)


def may_settle(actor: Actor, round_: Round, *, open_ends: list[Obstacle] | None = None) -> Verdict:
    """`open_ends` when the caller has them already."""
    checks = [
        leads(actor, round_),
        has(actor, Permission.SETTLE),
        allows("settle", round_, _("Only a closed round can be settled.")),
    ]
    if all(checks):
        found = obstacles(round_) if open_ends is None else open_ends
        listed = "; ".join(one.sentence for one in found)
        checks.append(no(_("It cannot be settled yet: %(reasons)s.") % {"reasons": listed}) if found else YES)
    return first_no(*checks)


def may_settle_text(actor: Actor, round_: Round) -> Verdict:
    """The text is settled on the strength of its last round, once that is finished and no other runs."""
    if round_.text.settled_at is not None:
        state = no(_("The text is settled already."))
    elif round_.state != State.SETTLED or queries.latest_round(round_.text) != round_:
        state = no(_("The text is settled when its last round is finished."))
    else:
        state = YES
    return first_no(leads(actor, round_), has(actor, Permission.SETTLE), state)
