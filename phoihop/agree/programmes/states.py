"""The life of a framework, as far as it is agreed on: signing carries on from SETTLED."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from phoihop.kit.lifecycle import Lifecycle, Move


class State(TextChoices):
    PREPARING = "PREPARING", _("Being prepared")
    CONSULTING = "CONSULTING", _("Out for opinions")
    COMPLETING = "COMPLETING", _("Being completed")
    SETTLED = "SETTLED", _("Text settled")
    DROPPED = "DROPPED", _("Dropped")


LIFE = Lifecycle(
    start=State.PREPARING,
    moves=[
        Move("consult", State.PREPARING, State.CONSULTING),
        Move("complete", State.CONSULTING, State.COMPLETING),
        Move("consult", State.COMPLETING, State.CONSULTING),
        Move("settle", State.COMPLETING, State.SETTLED),
        Move("drop", State.PREPARING, State.DROPPED),
        Move("drop", State.COMPLETING, State.DROPPED),
    ],
)
