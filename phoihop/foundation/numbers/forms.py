"""What a clerk types about the books, tidied. Parsed here, judged in rules."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.numbers import notation, queries
from phoihop.foundation.numbers.models import Number
from phoihop.foundation.numbers.states import State
from phoihop.ui.forms import list_choices


def day(label: Any, *, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date", "data-width": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, help_text=help_text)


def _whole(label: Any, *, least: int, required: bool = True, help_text: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"data-width": "short"})
    most = 32767 if not required else 999_999
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, widget=widget, help_text=help_text
    )


class _OfOneBook(forms.Form):
    """A form that asks for the kind of paper, and for the body where some number theirs apart."""

    paper_type = forms.ChoiceField(label=_("Kind of paper"))
    body = forms.ChoiceField(label=_("Whose paper"), required=False)

    def __init__(self, *args: Any, agency: Agency, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today)
        list_choices(self, "paper_type", notation.types_of(agency.regime, today))
        bodies = queries.bodies_of(agency)
        list_choices(self, "body", [("", agency.name), *((body, body) for body in bodies)])
        if not bodies:
            del self.fields["body"]


class ReserveForm(_OfOneBook):
    on = day(_("Day of the paper"), help_text=_("It decides the year or term whose series gives the number."))
    subject_line = forms.CharField(
        label=_("What it is about"),
        max_length=500,
        required=False,
        help_text=_("May be left until the paper is issued."),
    )
    symbol = forms.CharField(
        label=_("Symbol"),
        max_length=notation.LONGEST_SYMBOL,
        required=False,
        widget=forms.TextInput(attrs={"data-width": "short"}),
        help_text=_("Only where it differs from the usual one, as on a paper of several agencies: QCPH-UBND-TAND."),
    )


class StartForm(_OfOneBook):
    """Where the paper book stopped."""

    on = day(_("Any day of the year or term"))
    number = _whole(
        _("First number to be given here"), least=2, help_text=_("One more than the last number given on paper.")
    )

    def __init__(self, *args: Any, agency: Agency, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, agency=agency, today=today, **kwargs)
        if not notation.rules_of(agency.regime, today).series.per_type:
            del self.fields["paper_type"]


class EntryForm(forms.Form):
    """The columns of the register of outgoing papers."""

    on = day(_("Day of the paper"))
    symbol = forms.CharField(
        label=_("Symbol"),
        max_length=notation.LONGEST_SYMBOL,
        widget=forms.TextInput(attrs={"data-width": "short"}),
        help_text=_("What stands after the number."),
    )
    subject_line = forms.CharField(
        label=_("What it is about"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    signer = forms.CharField(label=_("Signed by"), max_length=150)
    recipients = forms.CharField(
        label=_("Recipients"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kept_by = forms.CharField(label=_("Who keeps the file copy"), max_length=200, required=False)
    copies = _whole(_("Number of copies"), least=1, required=False)


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the book beside the number."),
    )


class TermForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the term"),
        max_length=60,
        widget=forms.TextInput(attrs={"data-width": "short"}),
        help_text=_("For example 2025–2030."),
    )
    from_on = day(_("First day"), help_text=_("From the close of the congress on, as the committee's guidance counts."))


class TermEndForm(forms.Form):
    until_on = day(_("Last day"), help_text=_("The day on which the next congress closed."))


class SymbolForm(forms.Form):
    text = forms.CharField(
        label=_("Abbreviation"),
        max_length=notation.LONGEST_SYMBOL,
        widget=forms.TextInput(attrs={"data-width": "short"}),
        help_text=_("As it stands in the numbers of the agency's papers: UBND, BXDĐ."),
    )
    from_on = day(_("In force from"))
    body = forms.CharField(
        label=_("Advisory body"),
        max_length=120,
        required=False,
        help_text=_("Only for a body under the agency that numbers its papers apart. Empty: the agency itself."),
    )


class FindForm(forms.Form):
    """What the address asks of the lines of a book."""

    words = forms.CharField(label=_("Number, subject or signer"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Every state")), *State.choices])


def entered_so_far(number: Number, *, today: dt.date) -> dict[str, Any]:
    """What the entry form begins with."""
    return {"on": min(number.on, today), "symbol": number.symbol, "subject_line": number.subject_line}
