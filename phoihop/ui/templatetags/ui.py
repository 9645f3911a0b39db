"""The pieces every page is made of. They know shapes, dates and words, and nothing of the domain."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import RequestContext
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from phoihop.kit import worddiff as words
from phoihop.ui.drawings import ICON_PARTS, SHAPE_PARTS

register = template.Library()

HERE = ZoneInfo("Asia/Ho_Chi_Minh")

#: The five official classes, in the order of every bar and table.
CLASSES = {
    "done": _("Completed on time"),
    "done-late": _("Completed late"),
    "open": _("Within the time limit"),
    "soon": _("Due soon"),
    "overdue": _("Overdue"),
}

# With a context, because Django's own catalogue says "Thứ 2" for the same words.
WEEKDAYS = [
    pgettext_lazy("narrow", "Mon"),
    pgettext_lazy("narrow", "Tue"),
    pgettext_lazy("narrow", "Wed"),
    pgettext_lazy("narrow", "Thu"),
    pgettext_lazy("narrow", "Fri"),
    pgettext_lazy("narrow", "Sat"),
    pgettext_lazy("narrow", "Sun"),
]

WEEKDAYS_IN_FULL = [
    pgettext_lazy("wide", "Monday"),
    pgettext_lazy("wide", "Tuesday"),
    pgettext_lazy("wide", "Wednesday"),
    pgettext_lazy("wide", "Thursday"),
    pgettext_lazy("wide", "Friday"),
    pgettext_lazy("wide", "Saturday"),
    pgettext_lazy("wide", "Sunday"),
]

# Said when somebody else was faster; the rule itself lives where there is no catalogue.
SOMEONE_WAS_FASTER = _("Someone else has just changed this. Reload the page to see where it stands now.")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawn icon; `label` only where no word stands beside it. An unknown name is an error."""
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, ICON_PARTS[name]
        )
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', ICON_PARTS[name])


@register.simple_tag
def shape(name: str) -> SafeString:
    return format_html('<svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>', SHAPE_PARTS[name])


@register.simple_tag
def status(name: str, word: Any) -> SafeString:
    """A state as a word and a shape and a colour. An unknown name is an error."""
    return format_html('<span class="status" data-class="{}">{}{}</span>', name, shape(name), word)


@register.simple_tag
def date(day: Date | None, otherwise: str = "—") -> SafeString:
    """16/10/2025, in every language: it is how the papers write it. A datetime is taken to its day here."""
    if day is None:
        return conditional_escape(otherwise)
    if isinstance(day, datetime):
        day = day.astimezone(HERE).date()
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), f"{day:%d/%m/%Y}")


@register.simple_tag
def when(moment: datetime | None, otherwise: str = "—") -> SafeString:
    """16/10/2025 14:06, in Vietnam's time whatever the server's."""
    if moment is None:
        return conditional_escape(otherwise)
    local = moment.astimezone(HERE)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), f"{local:%d/%m/%Y %H:%M}")


@register.filter
def weekday(day: Date) -> str:
    """T2 … T7, CN: as wall calendars abbreviate them."""
    return str(WEEKDAYS[day.weekday()])


@register.filter
def weekday_in_full(day: Date) -> str:
    """Thứ Hai … Thứ Bảy, Chủ nhật: as sentences and papers write them."""
    return str(WEEKDAYS_IN_FULL[day.weekday()])


@register.filter
def nobreak(value: Any) -> SafeString:
    """Keep a title with its name, a number with its unit."""
    return format_html('<span class="no-wrap">{}</span>', value)


@register.filter
def initials(name: str) -> str:
    """Huỳnh Ngọc Diễm -> HD."""
    parts = str(name).split()
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@register.filter
def translated(sentence: Any) -> str:
    """A refusal in the reader's language. Sentences already translated, or not ours, pass unchanged."""
    return gettext(str(sentence)) if str(sentence) else ""


_MARKED = {"same": "{}{}{}", "ins": "{}<ins>{}</ins>{}", "del": "{}<del>{}</del>{}"}


def _pieces(pieces: Iterable[words.Piece]) -> SafeString:
    """Marks stand around the words only: a struck-out space looks like a dash."""
    joined = SafeString("")
    for piece in pieces:
        inner = piece.text.strip()
        lead = piece.text[: len(piece.text) - len(piece.text.lstrip())] if inner else piece.text
        tail = piece.text[len(lead) + len(inner) :]
        joined += format_html(_MARKED[piece.op if inner else "same"], lead, inner, tail)
    return joined


@register.simple_tag
@lru_cache(maxsize=1024)  # a pure function of two texts, and a page of remarks asks for hundreds on every visit
def worddiff(old: str, new: str) -> SafeString:
    """Both texts in one, with what went struck out and what came underlined."""
    pieces = words.diff(old, new)
    # A changed space alone cannot be shown in one line: keep only the newer one.
    return _pieces(piece for piece in pieces if not (piece.op == "del" and not piece.text.strip()))


@register.inclusion_tag("ui/_worddiff_sides.html")
def worddiff_sides(old: str, new: str, old_label: Any = "", new_label: Any = "") -> dict[str, Any]:
    """The same comparison in two columns, each text whole."""
    pieces = words.diff(old, new)
    return {
        "old": _pieces(piece for piece in pieces if piece.op != "ins"),
        "new": _pieces(piece for piece in pieces if piece.op != "del"),
        "old_label": old_label or _("Before"),
        "new_label": new_label or _("After"),
    }


Counts = Mapping[str, int] | Sequence[int]


def _in_order(counts: Counts) -> list[tuple[str, int]]:
    if isinstance(counts, Mapping):
        strange = set(counts) - set(CLASSES)
        if strange:
            raise ValueError(f"Not one of the five classes: {sorted(strange)}")
        return [(name, counts.get(name, 0)) for name in CLASSES]
    return list(zip(CLASSES, counts, strict=True))


@register.simple_tag
def meter(counts: Counts, label: Any = "") -> SafeString:
    """A bar of the five classes, in whole numbers. The table twin with the same numbers is the page's."""
    rows = [(name, count) for name, count in _in_order(counts) if count]
    total = sum(count for _name, count in rows)
    said = "; ".join(f"{CLASSES[name]} {count}" for name, count in rows) or gettext("nothing yet")
    bars, figures, start = [], [], 0.0
    for name, count in rows:
        share = 100 * count / total
        bars.append((name, f"{start:.2f}%", f"{share:.2f}%"))
        # Under one part in twenty-five the figure would not fit: the words of the bar and its table still say it.
        if share >= 4:
            figures.append((name, f"{start + share / 2:.2f}%", count))
        start += share
    return format_html(
        '<svg class="meter" role="img" aria-label="{}">{}{}</svg>',
        f"{label}: {said}" if label else said,
        format_html_join("", '<rect data-class="{}" x="{}" y="0" width="{}" height="100%"/>', bars),
        format_html_join("", '<text data-on="{}" x="{}" y="50%">{}</text>', figures),
    )


@register.simple_tag
def legend() -> SafeString:
    """What the five fills mean; once per page that has a bar."""
    return format_html(
        '<ul class="legend">{}</ul>',
        format_html_join(
            "",
            '<li><svg class="meter" aria-hidden="true"><rect data-class="{}" width="100%" height="100%"/></svg>{}</li>',
            CLASSES.items(),
        ),
    )


def _get(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.inclusion_tag("ui/_lifeline.html")
def lifeline(steps: Iterable[Any]) -> dict[str, Any]:
    """Steps with `label`, `state` ("done", "running", "current" or ""), and perhaps `url`, in the order of life."""
    rows = [
        {"label": _get(step, "label"), "state": _get(step, "state") or "", "url": _get(step, "url"), "number": number}
        for number, step in enumerate(steps, 1)
    ]
    return {
        "steps": rows,
        "total": len(rows),
        "current": next((row for row in rows if row["state"] == "current"), None),
        "running": [row for row in rows if row["state"] == "running"],
    }


@register.inclusion_tag("ui/_daystrip.html")
def daystrip(days: Iterable[Any]) -> dict[str, Any]:
    """Days with `date`, and perhaps `off`, `today`, and `entries` of `label` with `url` or `status`."""
    rows = []
    for day in days:
        on = _get(day, "date")
        said = {"name": weekday(on), "iso": on.isoformat(), "short": f"{on:%d/%m}"}
        rows.append(said | {name: _get(day, name) for name in ("off", "today", "entries", "why_off")})
    return {"days": rows}


@register.simple_tag
def crumbs(*pairs: Any) -> SafeString:
    """`{% crumbs "Programmes" url "2021-2025" url "Consultation" %}`: label, address, …, and where we are."""
    *above, here = pairs
    links = format_html_join("", '<li><a href="{1}">{0}</a></li>', zip(above[::2], above[1::2], strict=True))
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}<li aria-current="page">{}</li></ol></nav>',
        gettext("You are here"),
        links,
        here,
    )


@register.simple_tag(takes_context=True)
def querystring_with(context: RequestContext, **changes: Any) -> str:
    """The page's own query with some names changed; None takes a name out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query.setlist(name, [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)])
    return f"?{query.urlencode()}"


@register.filter
def pages_around(page: Any) -> list[int | str]:
    """First, last and the pages near this one, with "…" between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _button(verdict: Any, label: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    strange = set(options) - {"action", "rank", "icon", "id", "confirm", "name", "value", "inside"}
    if strange:
        raise ValueError(f"verb_button does not know {sorted(strange)}")
    seed = f"{options.get('action', '')}{label}{options.get('value', '')}"
    return {
        "verdict": verdict,
        "label": label,
        "id": f"why-{zlib.crc32(seed.encode()):08x}",
        **options,
    }


@register.inclusion_tag("ui/_verb_button.html")
def verb_button(verdict: Any, action: str, label: Any, **options: Any) -> dict[str, Any]:
    """A form that posts to `action`; when the verdict says no, the button stays and says why.

    Options: `rank` (primary, seal, quiet), `icon`, `id` of the reason, `confirm` (a sentence shown beside),
    `name` and `value` sent along.
    """
    return _button(verdict, label, {"action": action, **options})


@register.inclusion_tag("ui/_verb_button.html")
def verb_submit(verdict: Any, label: Any, **options: Any) -> dict[str, Any]:
    """The submit button of a form already open, with the same manners."""
    return _button(verdict, label, {"inside": True, **options})


@register.filter
def width_of(field: BoundField) -> str:
    """`data-width` as the form put it on the widget, so that the frame around it can follow."""
    return field.field.widget.attrs.get("data-width", "")


@register.filter
def kind_of(field: BoundField) -> str:
    """choices, tick, file or control: how the frame is built."""
    widget = field.field.widget
    if widget.use_fieldset:
        return "choices" if getattr(widget, "option_template_name", "") else "group"
    return {"checkbox": "tick", "file": "file"}.get(getattr(widget, "input_type", ""), "control")


@register.filter
def problems(form: BaseForm) -> list[tuple[str, str, str]]:
    """(address on the page, label, sentence) of each thing to put right, in the order of the form."""
    found = [("", "", str(sentence)) for sentence in form.non_field_errors()]
    for field in form:
        target = field.auto_id + ("_0" if kind_of(field) in ("choices", "group") else "")
        place = ("", "") if field.is_hidden else (f"#{target}", str(field.label))
        found += [(*place, str(sentence)) for sentence in field.errors]
    return found
