"""The life of a briefing, of an item of its agenda, of a proposal that waits for one, and of a conclusion."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from phoihop.kit.lifecycle import Lifecycle, Move


class State(TextChoices):
    PLANNED = "PLANNED", pgettext_lazy("briefing", "Planned")
    CALLED = "CALLED", pgettext_lazy("briefing", "Called")
    HELD = "HELD", pgettext_lazy("briefing", "In session")
    MINUTED = "MINUTED", pgettext_lazy("briefing", "Over, minutes being completed")
    CLOSED = "CLOSED", pgettext_lazy("briefing", "Closed")
    CANCELLED = "CANCELLED", pgettext_lazy("briefing", "Called off")


LIFE = Lifecycle(
    start=State.PLANNED,
    moves=[
        Move("call", State.PLANNED, State.CALLED),
        Move("begin", State.CALLED, State.HELD),
        Move("adjourn", State.HELD, State.MINUTED),
        Move("close", State.MINUTED, State.CLOSED),
        Move("cancel", State.PLANNED, State.CANCELLED),
        Move("cancel", State.CALLED, State.CANCELLED),
    ],
)

#: Before the first word is spoken: day, place and agenda may still change.
AHEAD = (State.PLANNED, State.CALLED)
#: While minutes are written and conclusions drawn.
AT_WORK = (State.HELD, State.MINUTED)
#: It took place, whatever became of its minutes.
TOOK_PLACE = (State.HELD, State.MINUTED, State.CLOSED)


class ItemState(TextChoices):
    EMPTY = "EMPTY", pgettext_lazy("minutes", "Nothing written")
    DRAFT = "DRAFT", pgettext_lazy("minutes", "Draft")
    APPROVED = "APPROVED", pgettext_lazy("minutes", "Approved")
    CARRIED = "CARRIED", pgettext_lazy("minutes", "Carried over")


ITEM_LIFE = Lifecycle(
    start=ItemState.EMPTY,
    moves=[
        Move("write_minutes", ItemState.EMPTY, ItemState.DRAFT),
        Move("approve_minutes", ItemState.DRAFT, ItemState.APPROVED),
        Move("unlock_minutes", ItemState.APPROVED, ItemState.DRAFT),
        Move("carry_over", ItemState.EMPTY, ItemState.CARRIED),
        Move("carry_over", ItemState.DRAFT, ItemState.CARRIED),
    ],
)


class ProposalState(TextChoices):
    WAITING = "WAITING", pgettext_lazy("proposed item", "Waiting for an agenda")
    PLACED = "PLACED", pgettext_lazy("proposed item", "On an agenda")
    DONE = "DONE", pgettext_lazy("proposed item", "Dealt with")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("proposed item", "Withdrawn")


PROPOSAL_LIFE = Lifecycle(
    start=ProposalState.WAITING,
    moves=[
        Move("place", ProposalState.WAITING, ProposalState.PLACED),
        # Not reached, taken off, or the briefing called off: it waits for the next one.
        Move("put_back", ProposalState.PLACED, ProposalState.WAITING),
        Move("deal_with", ProposalState.PLACED, ProposalState.DONE),
        Move("withdraw_proposal", ProposalState.WAITING, ProposalState.WITHDRAWN),
    ],
)


class Outcome(TextChoices):
    """What became of a conclusion."""

    NOTED = "NOTED", pgettext_lazy("conclusion", "Noted, nothing follows from it yet")
    TASK = "TASK", pgettext_lazy("conclusion", "A task")
    RAISED = "RAISED", pgettext_lazy("conclusion", "Put to the leadership")
    DIRECTED = "DIRECTED", pgettext_lazy("conclusion", "A directive")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("conclusion", "Withdrawn")


CONCLUSION_LIFE = Lifecycle(
    start=Outcome.NOTED,
    moves=[
        Move("make_task", Outcome.NOTED, Outcome.TASK),
        Move("raise_difficulty", Outcome.NOTED, Outcome.RAISED),
        Move("make_directive", Outcome.NOTED, Outcome.DIRECTED),
        Move("withdraw_conclusion", Outcome.NOTED, Outcome.WITHDRAWN),
    ],
)


class Answer(TextChoices):
    INVITED = "INVITED", pgettext_lazy("attendance", "Not noted yet")
    PRESENT = "PRESENT", pgettext_lazy("attendance", "Present")
    ONLINE = "ONLINE", pgettext_lazy("attendance", "Online")
    ABSENT = "ABSENT", pgettext_lazy("attendance", "Absent")


#: Those whose voice is heard in the room.
ATTENDS = (Answer.PRESENT, Answer.ONLINE)
