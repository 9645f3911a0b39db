"""What a sentence of the text seems to ask: of whom, with whose help, how often, by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from phoihop.agree.drafting.models import Node
from phoihop.foundation.agencies.models import Agency


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`cadence` "" is once; `due_day` is the day of the month that periods are due; `sure` is ticked beforehand."""

    node: Node
    quote: str
    title: str
    lead: Agency
    supports: tuple[Agency, ...] = ()
    deliverable: str = ""
    timings: tuple[str, ...] = ()
    cadence: str = ""
    due_day: int = 0
    due_on: date | None = None
    sure: bool = True

    def reading(self) -> dict[str, Any]:
        return {"timings": list(self.timings), "cadence": self.cadence, "due_day": self.due_day, "sure": self.sure}
