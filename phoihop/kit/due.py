"""What waits for a person: what, why it is here, until when, and the one act that moves it on."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Due:
    """One row of the desk. `kind` names an icon of `ui`; `why` is a sentence; `due_on` None means no deadline.

    `computed` holds the steps of the working-day arithmetic (kit.workdays) or nothing. Strings may be lazy.
    """

    kind: str
    what: Any
    url: str
    why: Any
    due_on: dt.date | None
    act_label: Any
    act_url: str
    framework_id: int
    programme: str
    computed: tuple[Any, ...] = field(default=())
    is_primary: bool = False


def sort_key(due: Due) -> tuple[bool, dt.date, str]:
    """Earliest first, those without a deadline last, then by what they are."""
    return (due.due_on is None, due.due_on or dt.date.max, str(due.what))
