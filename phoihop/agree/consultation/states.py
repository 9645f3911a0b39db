"""The life of a consultation round, of an agency's invitation to it, and of a remark."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from phoihop.kit.lifecycle import Lifecycle, Move


class State(TextChoices):
    PREPARED = "PREPARED", _("Being prepared")
    OPEN = "OPEN", _("Receiving opinions")
    CLOSED = "CLOSED", _("Closed, being answered")
    SETTLED = "SETTLED", _("Finished")


LIFE = Lifecycle(
    start=State.PREPARED,
    moves=[
        Move("open_for_opinions", State.PREPARED, State.OPEN),
        Move("close", State.OPEN, State.CLOSED),
        Move("reopen", State.CLOSED, State.OPEN),
        Move("settle", State.CLOSED, State.SETTLED),
        # What is still open goes into the next round, so this one is over too.
        Move("begin_next_round", State.CLOSED, State.SETTLED),
    ],
)


class Answer(TextChoices):
    AWAITED = "AWAITED", _("Not answered yet")
    ANSWERED = "ANSWERED", _("Answered")
    DEEMED = "DEEMED", _("Deemed to agree")
    SILENT = "SILENT", _("Did not answer")


INVITATION_LIFE = Lifecycle(
    start=Answer.AWAITED,
    moves=[
        Move("submit_opinion", Answer.AWAITED, Answer.ANSWERED),
        Move("record_dispatch", Answer.AWAITED, Answer.ANSWERED),
        Move("deem_agreed", Answer.AWAITED, Answer.DEEMED),
        Move("note_silence", Answer.AWAITED, Answer.SILENT),
        # An opinion that arrives after a reopening counts; what silence meant is then undone.
        Move("await_again", Answer.DEEMED, Answer.AWAITED),
        Move("await_again", Answer.SILENT, Answer.AWAITED),
    ],
)


class RemarkState(TextChoices):
    STAFF = "STAFF", _("Staff remark")
    LEFT_OUT = "LEFT_OUT", _("Left out of the opinion")
    OFFICIAL = "OFFICIAL", _("In the agency's opinion")
    CARRIED = "CARRIED", _("Carried over to the next round")


REMARK_LIFE = Lifecycle(
    start=RemarkState.STAFF,
    moves=[
        Move("leave_out", RemarkState.STAFF, RemarkState.LEFT_OUT),
        Move("take_back_in", RemarkState.LEFT_OUT, RemarkState.STAFF),
        Move("submit_opinion", RemarkState.STAFF, RemarkState.OFFICIAL),
        Move("carry_over", RemarkState.OFFICIAL, RemarkState.CARRIED),
    ],
)
