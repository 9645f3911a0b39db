"""What a format check tells, and what it is told beside the paper itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Literal

Severity = Literal["error", "warning", "note"]
ORDER: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a records clerk would send back.

    `rule` is a stable key, `place` where in people's words ("Trang 1, ô Quốc hiệu"), `said` what stands there,
    `remedy` one sentence, `source` the article or item of the rules the finding rests on.
    """

    rule: str
    place: str
    said: str
    remedy: str
    severity: Severity
    source: str


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis as the register knows it. `number` as cited ("30/2020/NĐ-CP"; empty for a law), `until` its last
    day in force (None: still in force), `successor` what to cite instead, in words for the remedy."""

    title: str
    number: str = ""
    until: Day | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the check knows beside the paper: full names of organs, legal bases, and the day it is asked on."""

    register: Sequence[str]
    bases: Sequence[Basis]
    on: Day
