"""How our forms are drawn: label, hint, error, control, in this order, and what is wrong first of all."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Set as FORM_RENDERER. `{{ form }}` draws the whole, `{{ field.as_field_group }}` one field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/_field.html"
