"""The life of a signing, of each place in it that waits for a signature, and of an attempt to give one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phoihop.kit.lifecycle import Lifecycle, Move


class State(TextChoices):
    PREPARING = "PREPARING", _("Being prepared")
    OPEN = "OPEN", _("Being signed")
    SIGNED = "SIGNED", _("Signed")
    STOPPED = "STOPPED", _("Stopped")


LIFE = Lifecycle(
    start=State.PREPARING,
    moves=[
        Move("open_signing", State.PREPARING, State.OPEN),
        Move("complete", State.OPEN, State.SIGNED),
        Move("decline", State.OPEN, State.STOPPED),
        Move("expire", State.OPEN, State.STOPPED),
        Move("stop", State.PREPARING, State.STOPPED),
        Move("stop", State.OPEN, State.STOPPED),
    ],
)


class SlotState(TextChoices):
    WAITING = "WAITING", _("Waiting")
    BEGUN = "BEGUN", _("Being signed")
    SIGNED = "SIGNED", _("Signed")
    DECLINED = "DECLINED", _("Declined")
    VOID = "VOID", _("Not signed any more")


SLOT_LIFE = Lifecycle(
    start=SlotState.WAITING,
    moves=[
        # The signature is made elsewhere, between two requests.
        Move("begin_slot", SlotState.WAITING, SlotState.BEGUN),
        Move("finish_slot", SlotState.BEGUN, SlotState.SIGNED),
        Move("abandon_slot", SlotState.BEGUN, SlotState.WAITING),
        # The signature comes whole, in one request.
        Move("sign", SlotState.WAITING, SlotState.SIGNED),
        Move("decline", SlotState.WAITING, SlotState.DECLINED),
        Move("void", SlotState.WAITING, SlotState.VOID),
        Move("void", SlotState.BEGUN, SlotState.VOID),
    ],
)


class AttemptState(TextChoices):
    BEGUN = "BEGUN", _("Waiting for the signature")
    FINISHED = "FINISHED", pgettext_lazy("attempt to sign", "Finished")
    ABANDONED = "ABANDONED", _("Abandoned")


ATTEMPT_LIFE = Lifecycle(
    start=AttemptState.BEGUN,
    moves=[
        Move("finish_slot", AttemptState.BEGUN, AttemptState.FINISHED),
        Move("abandon_slot", AttemptState.BEGUN, AttemptState.ABANDONED),
    ],
)
