"""Pictures of the figures an assembly found: classes by agency and clause, overdue by period, time to a decision."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from phoihop.carry_out.briefings import agenda
from phoihop.carry_out.briefings.agenda import Found
from phoihop.carry_out.briefings.models import Series
from phoihop.carry_out.briefings.models.briefings import column_of
from phoihop.carry_out.escalations import queries as escalations
from phoihop.kit.quarters import Period
from phoihop.ui import pictures
from phoihop.ui.templatetags.ui import CLASSES

Facts = dict[str, Any]


def drawn(facts: Facts) -> list[pictures.Picture]:
    """Every picture there is something for. Words in the language now active."""
    found = (classes_of(facts), clauses_of(facts), quarters_of(facts), waits_of(facts))
    return [picture for picture in found if picture is not None]


def classes_of(facts: Facts) -> pictures.Bars | None:
    """The five classes by the agency that leads; nothing without a task."""
    found = agenda.found_in(facts, agenda.CLASSES)
    return _bars(found, key="classes", title=_("Tasks by lead agency"), heading=_("Lead agency"))


def clauses_of(facts: Facts) -> pictures.Bars | None:
    """The same by the clause tasks come from."""
    found = agenda.found_in(facts, agenda.CLAUSES)
    return _bars(found, key="clauses", title=_("Tasks by clause"), heading=_("Clause"))


def _bars(found: Found | None, *, key: str, title: str, heading: str) -> pictures.Bars | None:
    if found is None or not found.rows:
        return None
    return pictures.Bars(
        key=key,
        title=title,
        rows=tuple(_bar(row, list(CLASSES)) for row in found.rows),
        heading=heading,
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


def quarters_in(series: Series, *, on: dt.date, then: bool = False) -> pictures.HeatMap | None:
    """Overdue by period of a whole series as of that day. Two queries."""
    found = agenda.periods_of(series, agenda.programmes_of(series), on=on, then=then)
    return _heat_map(found) if found else None


def quarters_of(facts: Facts) -> pictures.HeatMap | None:
    found = agenda.found_in(facts, agenda.QUARTERS)
    return _heat_map(found) if found else None


def _heat_map(found: Found) -> pictures.HeatMap:
    # Sorted, for a database may keep the names of a mapping in another order.
    periods = [Period.from_key(key) for key in sorted(found.counts, key=lambda key: Period.from_key(key).last)]
    return pictures.HeatMap(
        key="quarters",
        title=_("Overdue by the period tasks were due in"),
        columns=tuple(_column(period, found.url) for period in periods),
        rows=tuple(_heat_row(row, periods) for row in found.rows),
        heading=_("Lead agency"),
        part=pgettext("counted", "overdue or completed late"),
        whole=pgettext("counted", "due"),
        total_label=pgettext("sum", "All"),
        total_url=found.url,
    )


def _column(period: Period, url: str) -> pictures.Column:
    said = period.label_vi if (get_language() or "vi").startswith("vi") else period.label_en
    return pictures.Column(column_of(period), str(period.year), said, _due_in(url, period))


def _heat_row(row: agenda.Row, periods: list[Period]) -> pictures.HeatRow:
    cells = tuple(_cell(said, row.url, period) for said, period in zip(row.said.split(), periods, strict=True))
    return pictures.HeatRow(row.label, cells, row.url)


def _cell(said: str, url: str, period: Period) -> pictures.Cell | None:
    part, stroke, whole = said.partition("/")
    return pictures.Cell(int(part), int(whole), _due_in(url, period)) if stroke else None


def _due_in(url: str, period: Period) -> str:
    return f"{url}&due_from={period.first}&due_to={period.last}"


def waits_of(facts: Facts) -> pictures.LeadTimes | None:
    """From being put to a leadership body to its decision, difficulty by difficulty."""
    found = agenda.found_in(facts, agenda.WAITS)
    if found is None or not found.rows:
        return None
    worded = escalations.lead_times((), escalations.Stage.DECISION, key="waits")
    return replace(worded, cases=tuple(map(_case, found.rows)))


def _case(row: agenda.Row) -> pictures.Case:
    since, until = dt.date.fromisoformat(row.due_on), dt.date.fromisoformat(row.said) if row.said else None
    return pictures.Case(f"{row.label} {row.title}", since, until, row.days or 0, row.url)
