"""What people type about frameworks, programmes and legal bases. Parsed here, judged in rules."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.agree.programmes import queries
from phoihop.agree.programmes.models import Framework, LegalBasis
from phoihop.foundation.agencies.models import Agency
from phoihop.ui.forms import offer


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text)


class FrameworkForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind of document"), choices=Framework.Kind.choices, widget=forms.RadioSelect)
    begins_on = day(_("Term begins"))
    ends_on = day(_("Term ends"))
    cadence = forms.ChoiceField(
        label=_("Briefings are held"), choices=Framework.Cadence.choices, initial=Framework.Cadence.QUARTER
    )
    cutoff_day = forms.IntegerField(
        label=_("Day on which figures are closed"),
        min_value=0,
        max_value=28,
        initial=0,
        help_text=_("0: the calendar period. 14: as state organs report under Decree 09/2019, article 12."),
    )
    chair_rule = forms.ChoiceField(
        label=_("Who chairs"), choices=Framework.ChairRule.choices, initial=Framework.ChairRule.FIXED
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begins and ends and ends <= begins:
            self.add_error("ends_on", _("The term must end after it begins."))
        return cleaned


class CorrectionForm(FrameworkForm):
    kind = None  # type: ignore[assignment]  # a form drops an inherited field this way


class ProgrammeForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the programme"),
        max_length=300,
        help_text=_("As the partner will know it, for example its field."),
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One partner makes a bilateral programme; several sign the same one."),
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "partners", _agencies().exclude(pk=framework.lead_agency_id))


class PartyForm(forms.Form):
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", _agencies())


class HolderField(forms.ModelChoiceField):
    """Somebody in a post, told by name and post."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.full_name}, {obj.post.title}"


class FocalPointForm(forms.Form):
    tenure = HolderField(
        label=_("Focal point"), queryset=Agency.objects.none(), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *args: Any, agency: Agency, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tenure", queries.tenures_in(agency, on=on))


class BasisForm(forms.Form):
    number = forms.CharField(label=_("Number and symbol"), max_length=60, help_text=_("For example 238-QĐ/TW."))
    title = forms.CharField(label=_("Subject"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    issued_by = forms.CharField(label=_("Issued by"), max_length=200)
    issued_on = day(_("Issued on"), required=False)
    in_force_from = day(_("In force from"), required=False)
    in_force_until = day(_("In force until"), required=False, help_text=_("Leave empty while it is in force."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("in_force_from"), cleaned.get("in_force_until")
        if start and end and end < start:
            self.add_error("in_force_until", _("It cannot end before it came into force."))
        return cleaned


class EndBasisForm(forms.Form):
    in_force_until = day(_("Last day in force"))
    replaced_by = forms.ModelChoiceField(
        label=_("Replaced by"), queryset=LegalBasis.objects.order_by("-issued_on", "pk"), required=False
    )


class CiteForm(forms.Form):
    basis = forms.ModelChoiceField(label=_("Legal basis"), queryset=LegalBasis.objects.order_by("-issued_on", "pk"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class SearchForm(forms.Form):
    words = forms.CharField(label=_("Words in the title"), required=False)


def _agencies() -> Any:
    return Agency.objects.filter(ended_on=None).order_by("name", "pk")
