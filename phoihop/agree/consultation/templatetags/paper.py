"""The text of a round, row by row. A template loop over three hundred clauses would cost more than all else."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from phoihop.agree.consultation.models import Round
from phoihop.agree.consultation.reading import Row
from phoihop.agree.consultation.states import State
from phoihop.ui.templatetags.ui import status

register = template.Library()

_ANCHOR = ' <a class="anchor"{7} href="?clause={0}#{0}"><span class="visually-hidden">{1}, </span>§ {2}</a>'
_WORDS = '<div class="clause" id="{0}"{3}><p{4}>{6}' + _ANCHOR + "</p></div>"
_TITLE = '<div class="clause" id="{0}"{3}><h{4}>{5}' + _ANCHOR + "</h{4}></div>"
_BOTH = '<div class="clause" id="{0}"{3}><h{4}>{5}</h{4}><p>{6}' + _ANCHOR + "</p></div>"
_PLAIN, _POINT, _NONE = SafeString(""), SafeString(' class="point"'), SafeString(" data-none")
_CURRENT, _WITHIN = SafeString(" data-current"), SafeString(" data-within")


_SHAPES = {State.PREPARED: "draft", State.OPEN: "current", State.CLOSED: "waiting", State.SETTLED: "accepted"}


@register.simple_tag
def round_state(round_: Round) -> SafeString:
    """Where a round stands, as word and shape."""
    return status(_SHAPES[State(round_.state)], round_.get_state_display())


@register.simple_tag
def clauses(rows: Iterable[Row]) -> SafeString:
    """Each clause with the mark that opens it: how many remarks there are, and whether the draft has moved on."""
    changed = gettext("changed since")
    return format_html_join("\n", "{}", ((_clause(row, changed),) for row in rows))


def _clause(row: Row, changed: str) -> SafeString:
    said = " · ".join(part for part in (row.mark, changed if row.is_changed else "") if part)
    where = _CURRENT if row.is_current else _WITHIN if row.is_within else _PLAIN
    shape: SafeString | int = row.level if row.title else _POINT if row.is_point else _PLAIN
    drawn = _WORDS if not row.title else _BOTH if row.words else _TITLE
    none = _PLAIN if said else _NONE
    return format_html(drawn, row.key, row.label, said, where, shape, row.title, row.words, none)
