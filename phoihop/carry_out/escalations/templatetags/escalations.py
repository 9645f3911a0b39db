"""How difficulties are drawn: the state as a word with its shape."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.escalations.states import State
from phoihop.foundation.calendar import words
from phoihop.ui.templatetags.ui import status

register = template.Library()

_SHAPES = {
    "REPORTED": "waiting",
    "REOPENED": "waiting",
    "RETURNED": "invalid",
    "ANSWERED": "noted",
    "MERGED": "draft",
    "REFERRED": "current",
    "DECIDED": "accepted",
    "REFUSED": "invalid",
    "RESOLVED": "done",
    "WITHDRAWN": "draft",
    "AWAITED": "current",
    "ASKED_BACK": "waiting",
    "LAPSED": "draft",
}


@register.simple_tag
def standing(thing: Any) -> SafeString:
    """The state of a difficulty or a referral."""
    return status(_SHAPES[thing.state], thing.get_state_display())


@register.simple_tag
def state_of(name: str) -> SafeString:
    """A difficulty's state by its name, as it was on a day."""
    return status(_SHAPES[name], State(name).label)


_SAID = {
    "report": _("Difficulty reported"),
    "complete": _("Completed and sent again"),
    "return_for_completion": _("Returned for completion"),
    "answer": _("Answered at working level"),
    "merge": _("Merged"),
    "refer": _("Referred"),
    "decide": pgettext_lazy("difficulty", "Decided"),
    "refuse": pgettext_lazy("difficulty", "Refused"),
    "ask_back": _("Asked back"),
    "resolve": _("Resolved"),
    "reopen": _("Not resolved, reopened"),
    "withdraw": pgettext_lazy("difficulty", "Withdrawn"),
    "pass_on": _("Passed on to the successor"),
}


@register.simple_tag
def turn_said(turn: Any) -> str:
    """What happened in a turn, and to whom it was referred."""
    said = str(_SAID[turn.verb])
    return f"{said}: {turn.referral.body.name}" if turn.referral else said


@register.simple_tag
def step_said(step: Any) -> str:
    return words.sentence(step)


@register.simple_tag
def reminded(reminder: Any) -> str:
    """Why a body was reminded, and when: by hand, or so many working days before or after its day."""
    day = f"{reminder.on_day:%d/%m/%Y}"
    if reminder.by_hand:
        return gettext("%(day)s: by hand, %(name)s") % {"day": day, "name": reminder.by_name}
    days = abs(reminder.working_days)
    if reminder.working_days < 0:
        said = ngettext(
            "%(day)s: %(days)d working day before it was due", "%(day)s: %(days)d working days before it was due", days
        )
    else:
        said = ngettext(
            "%(day)s: %(days)d working day after it was due", "%(day)s: %(days)d working days after it was due", days
        )
    line, heads = said % {"day": day, "days": days}, gettext("the heads were told too")
    return f"{line}; {heads}" if reminder.escalated else line
