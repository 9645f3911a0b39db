"""What of a task is counted, and how much it came to."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from phoihop.carry_out.tasks import rules
from phoihop.carry_out.tasks.models import Figure, Indicator, Task
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.ledger import verbs as ledger
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def set_indicator(
    *, task: Task, name: str, by: Actor, at: datetime, unit: str = "", target: Decimal | None = None
) -> Indicator:
    """Count something in this task; the same name again sets another unit or target."""
    rules.may_set_indicator(by, task).require()
    last = task.indicators.aggregate(last=Max("position"))["last"] or 0
    name = nfc(name).strip()
    indicator, is_new = Indicator.objects.get_or_create(
        task=task, name=name, defaults={"unit": unit, "target": target, "position": last + 1, "set_at": at}
    )
    if not is_new:
        indicator.unit, indicator.target, indicator.set_at = unit, target, at
        indicator.save(update_fields=["unit", "target", "set_at"])
    ledger.record(
        "task.indicator_set",
        on=indicator,
        by=by,
        at=at,
        code=task.code,
        name=name,
        unit=unit,
        target="" if target is None else f"{target.normalize():f}",
    )
    return indicator


@transaction.atomic
def record_figure(
    *, indicator: Indicator, value: Decimal, on_day: date, by: Actor, at: datetime, note: str = ""
) -> Figure:
    """So much it was on that day. A figure told again for a day counts instead of the one before, which stays."""
    rules.may_record_figure(by, indicator.task).require()
    figure = Figure.objects.create(
        indicator=indicator, agency=by.agency, on_day=on_day, value=value, note=note, by_name=by.name, at=at
    )
    ledger.record(
        "task.figure_recorded",
        on=figure,
        by=by,
        at=at,
        code=indicator.task.code,
        name=indicator.name,
        unit=indicator.unit,
        value=f"{value.normalize():f}",
        on_day=on_day.isoformat(),
        agency=by.agency.name,
        note=note,
    )
    return figure
