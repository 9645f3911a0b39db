"""The life of a number: given once, then on a paper or void, and never given again."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from phoihop.kit.lifecycle import Lifecycle, Move


class State(TextChoices):
    RESERVED = "RESERVED", _("Reserved")
    USED = "USED", _("Entered")
    VOIDED = "VOIDED", _("Void")


LIFE = Lifecycle(
    start=State.RESERVED,
    moves=[
        Move("use_number", State.RESERVED, State.USED),
        Move("void_number", State.RESERVED, State.VOIDED),
        Move("void_number", State.USED, State.VOIDED),
    ],
)
