"""A yes or a no that always knows why."""

from dataclasses import dataclass


class NotAllowed(Exception):
    """The domain refused. The message is fit to show to the person who asked."""


class StateMoved(NotAllowed):
    """Someone else moved it first, or the move does not exist from here."""

    def __init__(self) -> None:
        # The sentence is in the catalogue of `ui`, which translates refusals when they are shown.
        super().__init__("Someone else has just changed this. Reload the page to see where it stands now.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why_not` may be a lazily translated string: it is turned into text only when shown."""

    why_not: object = ""

    def __bool__(self) -> bool:
        return not self.why_not

    def require(self) -> None:
        if self.why_not:
            raise NotAllowed(self.why_not)


YES = Verdict()


def no(why: object) -> Verdict:
    return Verdict(why_not=why)


def first_no(*verdicts: Verdict) -> Verdict:
    """The first refusal in the order given, so that the most telling reason is asked first; else yes."""
    return next((verdict for verdict in verdicts if not verdict), YES)
