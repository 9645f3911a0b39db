"""How a number and its symbol are written: "05/QCPH-UBND" by the State, "05-CTr/ĐU" by the Party, as the rules say."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Final, cast

from django.utils.translation import pgettext_lazy

from phoihop.engines import regimes

LETTER: Final = "CV"

#: Annex VI of Decree 30/2020 (CodeNotation): at most so many characters.
LONGEST_SYMBOL: Final = 30

_ABBREVIATION = re.compile(r"[^\W\d_][^\W_]*(\.[^\W_]+)*")
_SYMBOL = re.compile(r"[^\W_]+([-/.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class PaperType:
    """A kind of paper, by its name in the rule sets, which give its abbreviation.

    `key` tells kinds apart that one regime abbreviates alike: the Party writes QĐ for a decision and for rules, and
    numbers the two apart. `practice` is the abbreviation in use where a rule set does not know the kind.
    """

    key: str
    name: str
    label: Any
    practice: str = ""


_KINDS = (
    PaperType("CTrPH", "Chương trình phối hợp", pgettext_lazy("paper", "Joint programme"), "CTrPH"),
    PaperType("QCPH", "Quy chế phối hợp", pgettext_lazy("paper", "Joint regulations"), "QCPH"),
    PaperType("CTr", "Chương trình", pgettext_lazy("paper", "Programme")),
    PaperType("KH", "Kế hoạch", pgettext_lazy("paper", "Plan")),
    PaperType("QC", "Quy chế", pgettext_lazy("paper", "Regulations")),
    PaperType("QyĐ", "Quy định", pgettext_lazy("paper", "Rules")),
    PaperType("QĐ", "Quyết định", pgettext_lazy("paper", "Decision")),
    PaperType("NQ", "Nghị quyết", pgettext_lazy("paper", "Resolution")),
    PaperType("CT", "Chỉ thị", pgettext_lazy("paper", "Directive")),
    PaperType("KL", "Kết luận", pgettext_lazy("paper", "Conclusion")),
    PaperType("TB", "Thông báo", pgettext_lazy("paper", "Notice")),
    PaperType("BC", "Báo cáo", pgettext_lazy("paper", "Report")),
    PaperType("TTr", "Tờ trình", pgettext_lazy("paper", "Submission")),
    PaperType("BB", "Biên bản", pgettext_lazy("paper", "Minutes")),
    PaperType("HD", "Hướng dẫn", pgettext_lazy("paper", "Guidance")),
    PaperType(LETTER, "Công văn", pgettext_lazy("paper", "Official letter")),
    PaperType("GM", "Giấy mời", pgettext_lazy("paper", "Invitation"), "GM"),
    PaperType("TT", "Thông tri", pgettext_lazy("paper", "Instruction")),
    PaperType("TC", "Thông cáo", pgettext_lazy("paper", "Communiqué")),
    PaperType("ĐA", "Đề án", pgettext_lazy("paper", "Scheme")),
    PaperType("PA", "Phương án", pgettext_lazy("paper", "Option paper")),
    PaperType("DA", "Dự án", pgettext_lazy("paper", "Project")),
    PaperType("HĐ", "Hợp đồng", pgettext_lazy("paper", "Contract")),
    PaperType("CĐ", "Công điện", pgettext_lazy("paper", "Telegram")),
    PaperType("BGN", "Bản ghi nhớ", pgettext_lazy("paper", "Memorandum")),
    PaperType("BTT", "Bản thỏa thuận", pgettext_lazy("paper", "Written agreement")),
    PaperType("GUQ", "Giấy ủy quyền", pgettext_lazy("paper", "Power of attorney")),
    PaperType("GGT", "Giấy giới thiệu", pgettext_lazy("paper", "Letter of introduction")),
    PaperType("GNP", "Giấy nghỉ phép", pgettext_lazy("paper", "Leave permit")),
    PaperType("PG", "Phiếu gửi", pgettext_lazy("paper", "Dispatch slip")),
    PaperType("PC", "Phiếu chuyển", pgettext_lazy("paper", "Transfer slip")),
    PaperType("PB", "Phiếu báo", pgettext_lazy("paper", "Advice slip")),
)
PAPER_TYPES: Final = {kind.key: kind for kind in _KINDS}


def rules_of(organ: str, on: dt.date) -> regimes.Regime:
    """The rule set by which this kind of organ ("state", "party") writes on that day."""
    return regimes.choose(cast(regimes.Organ, organ), on)


def counts_by_term(organ: str, on: dt.date) -> bool:
    return rules_of(organ, on).series.restarts == "term"


def types_of(organ: str, on: dt.date) -> list[tuple[str, Any]]:
    """(key, label) of every kind of paper such an organ writes on that day."""
    return [(kind.key, kind.label) for kind in _KINDS if is_type(organ, kind.key, on)]


def is_type(organ: str, paper_type: str, on: dt.date) -> bool:
    kind = PAPER_TYPES.get(paper_type)
    return kind is not None and (bool(kind.practice) or _is_in(rules_of(organ, on), kind))


def _is_in(rules: regimes.Regime, kind: PaperType) -> bool:
    return any(one.name.casefold() == kind.name.casefold() for one in rules.types)


def symbol_of(organ: str, paper_type: str, abbreviation: str, on: dt.date, *, unit: str = "") -> str:
    """What stands after the number, from the kind of paper and the abbreviation of who issues it.

    "CTr-UBND", and for a letter of the State, which carries no kind, "UBND-VX" with the unit that drafted it (Decree
    30/2020, annex I, part II, item 3); the Party writes "CTr/ĐU" and names the kind in letters too.
    """
    rules, kind = rules_of(organ, on), PAPER_TYPES[paper_type]
    letters = rules.symbol_of(kind.name) if _is_in(rules, kind) else kind.practice
    return rules.number.symbol(letters, abbreviation) if letters else rules.number.symbol(abbreviation, unit)


def display(organ: str, number: int, symbol: str, on: dt.date) -> str:
    """The number as a paper of that day prints it: below 10 with a nought in front, then the symbol."""
    return rules_of(organ, on).number.written(str(number), symbol)


def is_abbreviation(text: str) -> bool:
    """Whether this may stand for an organ: letters and digits, begun by a letter, groups parted by a full stop."""
    return len(text) <= LONGEST_SYMBOL and _ABBREVIATION.fullmatch(text) is not None


def is_symbol(text: str) -> bool:
    """Groups of letters and digits with a hyphen, stroke or full stop between, and no space."""
    return len(text) <= LONGEST_SYMBOL and _SYMBOL.fullmatch(text) is not None
