"""The life of a difficulty, and of each time it is put to a leadership body."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phoihop.kit.lifecycle import Lifecycle, Move


class State(TextChoices):
    REPORTED = "REPORTED", _("Waiting to be triaged")
    RETURNED = "RETURNED", _("Returned for completion")
    ANSWERED = "ANSWERED", _("Answered at working level")
    MERGED = "MERGED", _("Merged into another")
    REFERRED = "REFERRED", _("Waiting for the leadership")
    DECIDED = "DECIDED", pgettext_lazy("difficulty", "Decided")
    REFUSED = "REFUSED", pgettext_lazy("difficulty", "Refused")
    RESOLVED = "RESOLVED", _("Resolved")
    REOPENED = "REOPENED", _("Not resolved, reopened")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("difficulty", "Withdrawn")


#: The standing unit is to triage it.
TO_TRIAGE = (State.REPORTED, State.REOPENED)
#: Somebody is to say something; everything else rests, for now or for good.
WAITING = (State.REPORTED, State.REOPENED, State.RETURNED, State.REFERRED)
#: The leadership, or the standing unit, has spoken, and the reporter says whether it helped.
SPOKEN = (State.ANSWERED, State.DECIDED, State.REFUSED)
OVER = (State.MERGED, State.RESOLVED, State.WITHDRAWN)

LIFE = Lifecycle(
    start=State.REPORTED,
    moves=[
        *(Move("return_for_completion", one, State.RETURNED) for one in TO_TRIAGE),
        Move("complete", State.RETURNED, State.REPORTED),
        *(Move("answer", one, State.ANSWERED) for one in TO_TRIAGE),
        *(Move("merge", one, State.MERGED) for one in TO_TRIAGE),
        *(Move("refer", one, State.REFERRED) for one in TO_TRIAGE),
        # What one body refused may be put to the one above it.
        Move("refer", State.REFUSED, State.REFERRED),
        Move("decide", State.REFERRED, State.DECIDED),
        Move("refuse", State.REFERRED, State.REFUSED),
        # The body needs to know more: the standing unit has it again.
        Move("ask_back", State.REFERRED, State.REPORTED),
        Move("resolve", State.ANSWERED, State.RESOLVED),
        Move("resolve", State.DECIDED, State.RESOLVED),
        *(Move("reopen", one, State.REOPENED) for one in SPOKEN),
        *(Move("withdraw", one, State.WITHDRAWN) for one in WAITING),
    ],
)


class ReferralState(TextChoices):
    AWAITED = "AWAITED", _("Awaited")
    DECIDED = "DECIDED", pgettext_lazy("difficulty", "Decided")
    REFUSED = "REFUSED", pgettext_lazy("difficulty", "Refused")
    ASKED_BACK = "ASKED_BACK", _("Asked back")
    LAPSED = "LAPSED", _("No longer needed")


REFERRAL_LIFE = Lifecycle(
    start=ReferralState.AWAITED,
    moves=[
        Move("decide", ReferralState.AWAITED, ReferralState.DECIDED),
        Move("refuse", ReferralState.AWAITED, ReferralState.REFUSED),
        Move("ask_back", ReferralState.AWAITED, ReferralState.ASKED_BACK),
        # The difficulty was withdrawn before anybody decided.
        Move("lapse", ReferralState.AWAITED, ReferralState.LAPSED),
    ],
)
