"""What a records clerk would send back, told before the paper is sent.

`check_paper` looks at a draft that is no file yet, `check_docx` at a Word file with its looks. Both give findings,
gravest first, each with its rule, place, remedy and source. The numbers come from `phoihop.engines.regimes`; what is
looked at and how grave it is stands in `rulebook`.
"""

from collections.abc import Sequence
from datetime import date as Day
from typing import Final

from phoihop.engines import regimes
from phoihop.engines.format_check import appearance, body, ending, heading, numbering, organs, sheets, titling, typed
from phoihop.engines.format_check.case import Case
from phoihop.engines.format_check.content import ORDER, Basis, Finding, Known, Severity
from phoihop.engines.format_check.elements import Elements
from phoihop.engines.format_check.from_paper import elements_of
from phoihop.engines.papers import Paper
from phoihop.engines.reading import Unreadable
from phoihop.engines.regimes import Regime

__all__ = ["Basis", "Finding", "Severity", "Unreadable", "check_docx", "check_paper"]

_CHECKS: Final = (heading, titling, body, numbering, ending, sheets, appearance, typed, organs)
#: What one page can show: a file wrong throughout is sent back all the same.
MOST_FINDINGS: Final = 200


def check_paper(
    paper: Paper, *, register: Sequence[str] = (), bases: Sequence[Basis] = (), on: Day
) -> tuple[Finding, ...]:
    """Findings on a draft. `register` holds the full names of organs, `bases` what may be cited, `on` the day.

    Raises UnknownRegime.
    """
    regime = regimes.regime(paper.regime_key)
    return _findings(elements_of(paper, regime), regime, Known(register, bases, on))


def check_docx(
    data: bytes, *, regime_key: str | None, register: Sequence[str] = (), bases: Sequence[Basis] = (), on: Day
) -> tuple[Finding, ...]:
    """Findings on a Word file under a rule set; without a key, the one its head and the day tell.

    Raises Unreadable, whose text is a sentence with a remedy, for what is no safe .docx, and UnknownRegime.
    """
    from phoihop.engines.format_check.opening import opened, told_regime

    document = opened(data)
    regime = regimes.regime(regime_key) if regime_key else told_regime(document, on)
    from phoihop.engines.format_check.locate import locate

    return _findings(locate(document, regime), regime, Known(register, bases, on))


def _findings(paper: Elements, regime: Regime, known: Known) -> tuple[Finding, ...]:
    case = Case(paper, regime, known)
    found = [finding for check in _CHECKS for finding in check.check(case)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: ORDER.index(one.severity)))[:MOST_FINDINGS]
