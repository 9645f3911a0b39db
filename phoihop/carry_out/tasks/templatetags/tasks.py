"""How tasks are drawn: the class of a part as a word with its shape."""

from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from phoihop.ui.templatetags.ui import CLASSES, status

register = template.Library()

_SHAPES = {
    "DRAFT": "draft",
    "OPEN": "current",
    "DONE": "done",
    "CANCELLED": "invalid",
    "DROPPED": "draft",
    "OWED": "open",
    "HANDED_IN": "waiting",
    "ENDED": "draft",
    "ACCEPTED": "accepted",
    "RETURNED": "invalid",
    "TAKEN_BACK": "draft",
    "LAPSED": "draft",
    "ASKED": "waiting",
    "APPROVED": "accepted",
    "REFUSED": "invalid",
    "SUBMITTED": "waiting",
    "SKIPPED": "noted",
    "PREVIEW": "waiting",
    "DISCARDED": "draft",
}


@register.simple_tag
def klass(name: str) -> SafeString:
    """One of the five official classes."""
    return _drawn(name, get_language() or "")


@lru_cache(maxsize=64)  # five classes in each language, and a list has a hundred of them
def _drawn(name: str, _language: str) -> SafeString:
    return status(name, CLASSES[name])


@register.simple_tag
def standing(thing: Any) -> SafeString:
    """The state of a task, a part, evidence, an extension, a report, a sheet."""
    return status(_SHAPES[thing.state], thing.get_state_display())
