"""`{% load workdays %}{% include "ui/_computed.html" with due=task.due_computed|in_words %}`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from phoihop.foundation.calendar import words
from phoihop.kit.workdays import Computed

register = template.Library()


@register.filter
def in_words(computed: Computed | Mapping[str, Any]) -> words.Explained:
    """A computed date, or its stored JSON, ready for `ui/_computed.html`."""
    return words.in_words(computed)


@register.filter
def day_name(name: str) -> str:
    return words.day_name(name)


@register.filter
def iso_day(text: str) -> str:
    """2026-09-02 as the ledger keeps it, 02/09/2026 as papers write it."""
    return f"{date.fromisoformat(text):%d/%m/%Y}"
