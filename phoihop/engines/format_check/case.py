"""One paper under examination, and how a finding on it is worded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from phoihop.engines.format_check.content import Finding, Known
from phoihop.engines.format_check.elements import Elements, place_of
from phoihop.engines.format_check.facts import Line
from phoihop.engines.format_check.rulebook import RULES
from phoihop.engines.regimes import Regime


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at."""

    paper: Elements
    regime: Regime
    known: Known

    def found(self, rule: str, place: str, said: str, *, item: str = "", **fields: str) -> Finding:
        """A finding under a rule of the book, with the remedy's fields filled in."""
        kept = RULES[rule]
        return Finding(rule, place, said, kept.remedy.format(**fields), kept.severity, self._source(item or kept.item))

    def _source(self, item: str) -> str:
        regime = self.regime
        if regime.organ == "state" and item:
            appendix = "" if item.startswith("Phụ lục") else "Phụ lục I, Phần I, "
            return f"{regime.name.partition(' về ')[0]}, {appendix}{item}"
        return regime.name if regime.confirmed else f"{regime.name} (bộ quy tắc chưa đối chiếu bản chính thức)"


@dataclass(slots=True)
class Gathered:
    """The same fault on many lines, told once: where it is first, and how often."""

    case: Case
    _lines: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, rule: str, line: Line, said: str, *, element: str = "", item: str = "", **fields: str) -> None:
        key = (rule, said, item, tuple(sorted(fields.items())))
        self._lines[key].append(place_of(line, element))

    def findings(self) -> Iterable[Finding]:
        for (rule, said, item, fields), places in self._lines.items():
            others = len(set(places)) - 1
            place = f"{places[0]} và {others} chỗ khác" if others > 0 else places[0]
            yield self.case.found(rule, place, said, item=item, **dict(fields))
