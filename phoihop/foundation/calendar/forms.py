"""What people type about the calendar, tidied."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.calendar.models import DayOff


class DateInput(forms.DateInput):
    """The browser's own date picker, which speaks ISO whatever the page's language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"data-width": "short"})


class AddDay(forms.Form):
    """Cleaned to the arguments of `verbs.add_day_off`; "own" means the agency the person acts for."""

    WHOSE = (("everyone", _("The whole country")), ("own", _("Our agency only")))
    WHAT = (("off", _("A day off")), ("worked", _("A worked day, in exchange for another")))

    day = forms.DateField(label=_("Day"), widget=DateInput)
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As it is to be read beside a deadline."))
    what = forms.ChoiceField(label=_("What it is"), choices=WHAT, widget=forms.RadioSelect, initial="off")
    whose = forms.ChoiceField(label=_("For whom"), choices=WHOSE, widget=forms.RadioSelect, initial="everyone")
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Number and date of the announcement or decision."),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        own, worked = cleaned.pop("whose", "") == "own", cleaned.pop("what", "") == "worked"
        off = DayOff.Kind.AGENCY if own else DayOff.Kind.PUBLIC
        return {**cleaned, "kind": DayOff.Kind.WORKING_SWAP if worked else off, "agency": self.agency if own else None}


class Compute(forms.Form):
    """A question to the calendar: so many working days after, or full working days before, a day."""

    WAYS = (
        ("after", _("Working days after a day")),
        ("before", _("Full working days before a day")),
    )

    day = forms.DateField(label=_("Day"), widget=DateInput)
    count = forms.IntegerField(
        label=_("Number of working days"),
        min_value=0,
        max_value=1000,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )
    way = forms.ChoiceField(label=_("Count"), choices=WAYS, widget=forms.RadioSelect, initial="after")

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if not 1900 <= day.year <= 2200:
            raise forms.ValidationError(_("Give a day between the years 1900 and 2200."))
        return day
