"""How our forms are drawn: label, hint, error, control, in this order, and what is wrong first of all."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm, ChoiceField, ModelChoiceField
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _


class Renderer(DjangoTemplates):
    """Set as FORM_RENDERER. `{{ form }}` draws the whole, `{{ field.as_field_group }}` one field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/_field.html"


def offer(form: BaseForm, name: str, rows: QuerySet[Any]) -> ModelChoiceField[Any]:
    """Let the field choose among these rows, known only when the form is made."""
    field = form.fields[name]
    if not isinstance(field, ModelChoiceField):
        raise TypeError(name)
    if field.empty_label == BLANK_CHOICE_DASH[0][1]:  # dashes ask nobody for anything
        field.empty_label = str(_("Choose from the list"))
    field.queryset = rows
    return field


def list_choices(form: BaseForm, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """The same for a field of plain choices; a choice may be a group with choices of its own."""
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(name)
    field.choices = choices
