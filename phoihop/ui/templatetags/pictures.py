"""Pictures on a page: the drawing in a region that scrolls, and its table beside or folded under it."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from phoihop.ui import pictures

register = template.Library()

WIDTHS = {"column": pictures.COLUMN, "page": pictures.PAGE}


@register.simple_tag
def picture(data: pictures.Picture, *, across: str = "column", caption: Any = "", fold: Any = "") -> SafeString:
    """The whole figure. `across`: "column" or "page". `fold`: the words that open the table; none: it is open."""
    # A group and not a region: the table of the same name is the landmark.
    table = picture_table(data)
    drawn = pictures.draw(data, width=WIDTHS[across])
    return format_html(
        '<figure class="picture"><div class="scroll" tabindex="0" role="group" aria-label="{}">{}</div>{}{}</figure>',
        data.title,
        SafeString(drawn),  # escaped word by word where it is drawn
        format_html("<figcaption>{}</figcaption>", caption) if caption else "",
        format_html("<details><summary>{}</summary>{}</details>", fold, table) if fold else table,
    )


@register.simple_tag
def picture_table(data: pictures.Picture) -> SafeString:
    """The table alone."""
    return SafeString(pictures.as_html(pictures.table(data)))  # escaped cell by cell
