"""How a date was computed, said in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from phoihop.kit.workdays import Computed, Step

# With a context of their own: without one they would replace the weekdays of every date Django formats.
WEEKDAYS = (
    pgettext_lazy("in a sentence", "Monday"),
    pgettext_lazy("in a sentence", "Tuesday"),
    pgettext_lazy("in a sentence", "Wednesday"),
    pgettext_lazy("in a sentence", "Thursday"),
    pgettext_lazy("in a sentence", "Friday"),
    pgettext_lazy("in a sentence", "Saturday"),
    pgettext_lazy("in a sentence", "Sunday"),
)

# Names of days are data, in Vietnamese; these few are known well enough to be said in the reader's language.
NAMES = {
    "Tết Dương lịch": _("New Year's Day"),
    "Tết Nguyên đán": _("Lunar New Year"),
    "Giỗ Tổ Hùng Vương": _("Hùng Kings' Commemoration Day"),
    "Ngày Chiến thắng": _("Victory Day"),
    "Ngày Quốc tế Lao động": _("International Labour Day"),
    "Quốc khánh": _("National Day"),
    "Ngày Văn hóa Việt Nam": _("Vietnam Culture Day"),
    "Nghỉ hoán đổi ngày làm việc": _("Day off exchanged for a worked Saturday"),
}
# By the code of the step; "days_off" for a run of more than one.
SENTENCES: dict[str, Any] = {
    "after": ngettext_lazy(
        "Counted from the day after %(day)s: %(count)d working day.",
        "Counted from the day after %(day)s: %(count)d working days.",
        "count",
    ),
    "before": ngettext_lazy(
        "Counted back from %(day)s: %(count)d full working day must lie between.",
        "Counted back from %(day)s: %(count)d full working days must lie between.",
        "count",
    ),
    "from": _("The day asked for is %(day)s."),
    "between": _("Counted from the day after %(start)s up to and including %(end)s."),
    "weekends": ngettext_lazy("%(days)d weekend day is left out.", "%(days)d weekend days are left out.", "days"),
    "day_off": _("%(first)s is left out: %(name)s."),
    "days_off": _("%(first)s to %(last)s, %(days)d days, are left out: %(name)s."),
    "made_up": _("%(first)s is counted although it is a weekend day: %(name)s."),
    "moved": _("%(day)s is not a working day, so the next working day counts."),
    "result": _("The result is %(day)s."),
    "counted": ngettext_lazy("%(count)d working day in all.", "%(count)d working days in all.", "count"),
    "basis": _("Basis: %(text)s."),
}
_IN_LIEU = re.compile(r"Nghỉ bù (.+)")
_WORKED_FOR = re.compile(r"Làm bù cho ngày (\d\d/\d\d/\d{4})")


@dataclass(frozen=True, slots=True)
class Explained:
    """What `ui/_computed.html` shows: the date and its steps as sentences."""

    date: date
    steps: list[str]


def in_words(computed: Computed | Mapping[str, Any]) -> Explained:
    """From a computed date, or from its stored JSON."""
    if not isinstance(computed, Computed):
        computed = Computed.from_json(computed)
    return Explained(computed.date, [sentence(step) for step in computed.steps])


def day_name(name: str) -> str:
    """A day's name; in Vietnamese always as it was entered."""
    if (get_language() or "vi").startswith("vi"):
        return name
    if found := _WORKED_FOR.fullmatch(name):
        return gettext("Worked in exchange for %(day)s") % {"day": found[1]}
    if found := _IN_LIEU.fullmatch(name):
        return gettext("Day off in lieu: %(name)s") % {"name": day_name(found[1])}
    return str(NAMES.get(name, name))


def sentence(step: Step) -> str:
    """One step as a sentence. An unknown code is an error: every code of the kit has its words here."""
    code = "days_off" if step.code == "day_off" and step.params["days"] != 1 else step.code
    return str(SENTENCES[code] % {key: _spoken(key, value) for key, value in step.params.items()})


def _spoken(key: str, value: str | int) -> str | int:
    if key == "name":
        return day_name(str(value))
    if key in ("count", "days", "text"):
        return value
    day = date.fromisoformat(str(value))
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"
