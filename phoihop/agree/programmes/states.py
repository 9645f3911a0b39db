"""The life of a framework. What is in force was signed, and signing is what moves it on from SETTLED."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from phoihop.kit.lifecycle import Lifecycle, Move


class State(TextChoices):
    PREPARING = "PREPARING", _("Being prepared")
    CONSULTING = "CONSULTING", _("Out for opinions")
    COMPLETING = "COMPLETING", _("Being completed")
    SETTLED = "SETTLED", _("Text settled")
    IN_FORCE = "IN_FORCE", _("Signed, in force")
    ENDED = "ENDED", _("No longer in force")
    DROPPED = "DROPPED", _("Dropped")


LIFE = Lifecycle(
    start=State.PREPARING,
    moves=[
        Move("consult", State.PREPARING, State.CONSULTING),
        Move("complete", State.CONSULTING, State.COMPLETING),
        Move("consult", State.COMPLETING, State.CONSULTING),
        Move("settle", State.COMPLETING, State.SETTLED),
        Move("put_in_force", State.SETTLED, State.IN_FORCE),
        Move("end", State.IN_FORCE, State.ENDED),
        Move("drop", State.PREPARING, State.DROPPED),
        Move("drop", State.COMPLETING, State.DROPPED),
    ],
)

#: States in which the text stands for good.
SETTLED_FOR_GOOD = (State.SETTLED, State.IN_FORCE, State.ENDED)
