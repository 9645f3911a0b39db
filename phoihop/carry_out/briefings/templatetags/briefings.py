"""What pages and sentences of briefings are made of."""

import datetime as dt
from typing import Any

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from phoihop.foundation.calendar.words import WEEKDAYS
from phoihop.kit.quarters import Period
from phoihop.ui.templatetags.ui import CLASSES, HERE

register = template.Library()


@register.simple_tag
def briefing_name(period: str, subject: str) -> str:
    """“Briefing of Q3 2025” in the reader's language, or what an extraordinary one is about."""
    if not period:
        return subject
    known = Period.from_key(period)
    vietnamese = (get_language() or "vi").startswith("vi")
    return _("Briefing of %(period)s") % {"period": known.label_vi if vietnamese else known.label_en}


@register.filter
def standing(row: Any) -> str:
    """How a row of the agenda stands, in a few words: “6 working days late”, “45 working days without an answer”."""
    days = row.days
    if row.klass == "overdue" and days is not None:
        return ngettext("%(days)d working day late", "%(days)d working days late", days) % {"days": days}
    if row.klass == "soon" and days is not None:
        return ngettext("%(days)d working day left", "%(days)d working days left", days) % {"days": days}
    if row.klass:
        return str(CLASSES[row.klass])
    if days is not None:
        return ngettext("%(days)d working day without an answer", "%(days)d working days without an answer", days) % {
            "days": days
        }
    return str(row.said[:1].upper() + row.said[1:])


@register.filter
def standing_words(standing: str) -> str:
    """ "soon 24/10/2025", as changes of an assembly keep it, with the class in words."""
    klass, _space, day = standing.rpartition(" ")
    return f"{CLASSES[klass]} {day}" if klass in CLASSES else str(CLASSES.get(day, standing))


@register.filter
def shape_of(row: Any) -> str:
    """The sign that goes with it."""
    return row.klass or ("waiting" if row.days is not None else "noted")


@register.filter
def weekday_name(moment: dt.date) -> str:
    """“Thứ Tư”, as papers have it; a moment is taken to its day here."""
    day = moment.astimezone(HERE).date() if isinstance(moment, dt.datetime) else moment
    name = str(WEEKDAYS[day.weekday()])
    return name[:1].upper() + name[1:]


@register.filter
def as_day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


_SAID = {
    "conclusions": lambda n: ngettext("%(count)d conclusion", "%(count)d conclusions", n),
    "done": lambda n: ngettext("%(count)d carried out", "%(count)d carried out", n),
    "done_late": lambda n: ngettext("%(count)d of them late", "%(count)d of them late", n),
    "not_done": lambda n: ngettext("%(count)d not yet", "%(count)d not yet", n),
    "overdue": lambda n: ngettext("%(count)d overdue", "%(count)d overdue", n),
    "soon": lambda n: ngettext("%(count)d due soon", "%(count)d due soon", n),
    "undecided": lambda n: ngettext("%(count)d difficulty", "%(count)d difficulties", n),
    "longest": lambda n: ngettext("the longest for %(count)d working day", "the longest for %(count)d working days", n),
    "next": lambda n: ngettext("%(count)d task due", "%(count)d tasks due", n),
    "moved": lambda n: ngettext("%(count)d due date changed", "%(count)d due dates changed", n),
    "new": lambda n: ngettext("%(count)d new matter", "%(count)d new matters", n),
    "late": lambda n: ngettext("%(count)d answered late", "%(count)d answered late", n),
}


@register.filter
def counted(found: Any) -> str:
    """“7 conclusions, 6 carried out, 1 not yet”; names nobody here knows are said as they are."""
    said = []
    for name, count in found.counts.items():
        sentence = _SAID.get(name)
        said.append(sentence(count) % {"count": count} if sentence else f"{count} {name}")
    return ", ".join(said)


@register.filter
def class_label(klass: str) -> str:
    """One of the five official classes in words."""
    return str(CLASSES[klass])


@register.filter
def of_item(acts: dict[int, Any], item: Any) -> dict[str, Any]:
    """The verdicts on one item; nothing on a page of the past."""
    return acts.get(item.pk, {})
