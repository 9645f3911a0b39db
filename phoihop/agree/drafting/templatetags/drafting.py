"""The lines of a paper. Made here and not in a template: a text has hundreds, and each is the same few marks."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote as urlquote

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from phoihop.agree.drafting.queries import Line
from phoihop.ui.templatetags.ui import status

register = template.Library()

NOTHING = SafeString("")
_CLAUSE = SafeString('<div class="clause" id="{0}" data-rank="{1}"{2}>{3}{4}{5}{6}</div>\n')
# A chapter's name stands below its number, in capitals; "III. NAME" is one line.
_NAMED = SafeString("<h2>{} <span data-below>{}{}</span></h2>")
_TITLE = SafeString("<h2>{} <span>{}{}</span></h2>")
_HEAD = SafeString("<h3>{} {}{}</h3>")
_BODY = SafeString("<p>{}{}</p>")
_EDIT = SafeString('<a class="anchor" href="{0}{1}/" hx-get="{0}{1}/">{2}<span class="visually-hidden"> {3}</span></a>')
_READ = SafeString(
    '<li data-depth="{depth}"><div id="{eid}"{mark}><span class="sign">{sign}</span>'
    "<span>{heading}{words}{links}</span></div>{form}</li>\n"
)
_CORRECT = SafeString(
    ' <a class="anchor" href="?node={0}#{1}" hx-get="?node={0}"{2}>{3}<span class="visually-hidden"> {4}</span></a>'
)
_TO_LINE = SafeString(' <a class="anchor" href="#line-{0}">{1} {0}</a>')
_SHOWN = 220  # letters of a clause: enough to know it by
_TRANSLATE = SafeString('<a class="anchor" href="{0}{1}/english/">{2}<span class="visually-hidden"> {3}</span></a>')


@register.simple_tag
def paper(lines: Iterable[Line]) -> SafeString:
    """To be read."""
    return _joined(_line(line) for line in lines)


@register.simple_tag
def paper_to_edit(lines: Iterable[Line], root: str, saved: str = "") -> SafeString:
    """Each line with a link to change it, at `root` and its key; `saved` is the key of one changed just now."""
    edit = partial(_EDIT.format, escape(root))
    word = escape(gettext("Edit"))
    return _joined(
        _line(line, link=edit(line.key, word, escape(line.label)), current=line.key == saved) for line in lines
    )


@register.simple_tag
def paper_in_two(lines: Iterable[Line], root: str, language: str, may_edit: object) -> SafeString:
    """Each line with its wording in another language, the mark where that is out of date, and a link to change it."""
    if not may_edit:
        return _joined(_line(line, _beside(line, language)) for line in lines)
    link = partial(_TRANSLATE.format, escape(root))
    words = {False: escape(gettext("Translate")), True: escape(gettext("Change the translation"))}
    return _joined(
        _line(line, _beside(line, language), link(line.key, words[line.rendered is not None], escape(line.label)))
        for line in lines
    )


@register.simple_tag
def as_read(
    nodes: Iterable[Mapping[str, Any]], may_correct: object, done: str = "", form: SafeString = NOTHING
) -> SafeString:
    """Clauses of an import, each with its line in the source and a link to put it right. `form` stands under the
    chosen one; `done` is the one put right just now.
    """
    correct, line = escape(gettext("Correct")), escape(gettext("line"))
    return _joined(_as_read(node, may_correct, done, form, correct, line) for node in nodes)


def _as_read(
    node: Mapping[str, Any], may_correct: object, done: str, form: SafeString, correct: SafeString, line: SafeString
) -> SafeString:
    eid, sign, links = escape(node["eid"]), escape(node["sign"] or "¶"), NOTHING
    is_done = node["eid"] == done
    if may_correct and not node["chosen"]:
        focus = " autofocus" if is_done else ""
        links = SafeString(_CORRECT.format(urlquote(node["eid"]), eid, focus, correct, sign))
    if node["line"]:
        links += SafeString(_TO_LINE.format(node["line"], line))
    words = node["words"] if len(node["words"]) <= _SHOWN else node["words"][:_SHOWN].rpartition(" ")[0] + "…"
    read = _READ.format(
        depth=node["depth"],
        eid=eid,
        mark=(" data-doubt" if node["doubt"] else "") + (" data-current" if is_done else ""),
        sign=sign,
        heading=SafeString(f"<strong>{escape(node['heading'])}</strong> ") if node["heading"] else "",
        words=escape(words),
        links=links,
        form=form if node["chosen"] else "",
    )
    return SafeString(read)


def _joined(lines: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(lines))


def _line(line: Line, beside: SafeString = NOTHING, link: str = "", *, current: bool = False) -> SafeString:
    """The link stands at the end of the words. Keys and ranks are ours; whatever people typed is escaped."""
    own = format_html('<p class="own">{} {}</p>', gettext("Only for"), line.own) if line.own else NOTHING
    mark = " data-current" if current else ""
    inner, after = ("", link) if beside else (link, "")
    body = _BODY.format(escape(line.body), inner) if line.body else NOTHING
    head = _head(line, "" if line.body else inner)
    return SafeString(_CLAUSE.format(line.key, line.rank, mark, own, head, body, beside + after))


def _head(line: Line, link: str) -> str:
    if not (line.sign or line.heading):
        return ""
    if line.rank != "title":
        return _HEAD.format(escape(line.sign), escape(line.heading), link)
    named = line.heading and line.sign and not line.sign.endswith(".")
    return (_NAMED if named else _TITLE).format(escape(line.sign), escape(line.heading), link)


def _beside(line: Line, language: str) -> SafeString:
    if not line.rendered:
        return NOTHING
    head = format_html("<p><strong>{}</strong></p>", line.rendered.heading) if line.rendered.heading else NOTHING
    body = format_html("<p>{}</p>", line.rendered.body) if line.rendered.body else NOTHING
    beside = format_html('<div class="rendered" lang="{}">{}{}</div>', language, head, body)
    if not line.rendered.stale:
        return beside
    drift = status("soon", gettext("The text has moved on since this translation"))
    return format_html('{}<p class="drift">{}</p>', beside, drift)
