"""What anyone may bring to be checked: a file, or the code printed on a paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

_SHORT = {"data-width": "short", "autocomplete": "off", "autocapitalize": "characters"}


class FileForm(forms.Form):
    problems_heading = _("Not checked yet. To put right:")

    file = forms.FileField(
        label=_("The signed PDF"),
        help_text=_("At most 50 MB. It is read here and now, and not kept."),
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )


class CodeForm(forms.Form):
    problems_heading = _("Nothing found yet. To put right:")

    code = forms.CharField(
        label=_("Code printed on the paper"),
        max_length=24,
        help_text=_("Twelve letters and figures at the foot of the first page."),
        widget=forms.TextInput(attrs=_SHORT),
    )

    def clean_code(self) -> str:
        """People type it in groups, and in small letters."""
        return "".join(letter for letter in self.cleaned_data["code"].upper() if letter.isalnum())
