"""Pictures of what an assembly found, the same on the page and in the pack."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from phoihop.carry_out.briefings import agenda
from phoihop.carry_out.briefings.agenda import FIGURES, Found
from phoihop.ui import pictures
from phoihop.ui.templatetags.ui import CLASSES


def classes_of(facts: dict[str, Any]) -> pictures.Bars | None:
    """The five classes by the agency that leads; nothing without a task. Words in the language now active."""
    found = agenda.found_in(facts, FIGURES)
    if found is None or not found.rows:
        return None
    return pictures.Bars(
        key="classes",
        title=_("Tasks by lead agency"),
        rows=tuple(_bar(row, list(CLASSES)) for row in found.rows),
        heading=_("Lead agency"),
        classes=tuple(str(label) for label in CLASSES.values()),  # type: ignore[arg-type]  # there are five
        unit=pgettext("counted", "tasks"),
        total_label=pgettext("sum", "All"),
        total_urls=_urls(found.url, list(CLASSES)),
        total_url=found.url,
    )


def _bar(row: agenda.Row, classes: list[str]) -> pictures.Bar:
    counts = tuple(int(count) for count in row.said.split())
    return pictures.Bar(row.label, counts, _urls(row.url, classes), row.url)  # type: ignore[arg-type]  # five counts


def _urls(url: str, classes: list[str]) -> tuple[str, ...]:
    return tuple(f"{url}&klass={klass}" for klass in classes)


def silence_of(facts: dict[str, Any]) -> Found | None:
    """Difficulties not decided, for the picture of how long they have waited."""
    return agenda.found_in(facts, "undecided")
