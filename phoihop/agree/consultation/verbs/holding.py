"""What several verbs do first."""

from phoihop.agree.consultation.models import Round
from phoihop.kit.verdict import StateMoved


def hold(round_: Round) -> None:
    """Keep others from moving the round until this change commits. Raises StateMoved when it has moved already."""
    now = Round.objects.select_for_update().values_list("state", flat=True).get(pk=round_.pk)
    if now != round_.state:
        raise StateMoved


def next_number(round_: Round) -> int:
    """The number of the next official remark, without gaps; the round must be held."""
    last = round_.remarks.filter(number__isnull=False).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
