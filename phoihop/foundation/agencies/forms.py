"""What people type about agencies, posts, accounts and standing in. Parsed here, judged in rules."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies import queries
from phoihop.foundation.agencies.models import Agency, Locality, Person, Tenure
from phoihop.ui.forms import offer


def day(label: Any, *, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, help_text=help_text)


class LocalityField(forms.CharField):
    """A code, as printed in the official lists: three thousand names would be no menu."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Locality code"),
            max_length=12,
            required=False,
            help_text=_("As in the official list, for example 31340. Empty: the whole country."),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if not code:
            return None
        found = Locality.objects.filter(code=code, valid_until=None).order_by("pk").first()
        if found is None:
            raise forms.ValidationError(_("No locality in force has this code."))
        return found


class RegisterForm(forms.Form):
    words = forms.CharField(label=_("Name or code"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Every kind")), *Agency.Kind.choices])
    locality = forms.CharField(label=_("Locality"), required=False, max_length=120)
    ended = forms.BooleanField(label=_("Also those that have ended"), required=False)


class AgencyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Agency.Kind.choices)
    locality = LocalityField()
    founded_on = day(_("Founded on"))
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)


class NameForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    effective_on = day(
        _("In force from"), help_text=_("A day in the past corrects history; a day to come takes effect by itself.")
    )
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Identifier"), max_length=35, help_text=_("Under Decision 20/2020/QĐ-TTg, for example H13.25.4.")
    )
    from_on = day(_("In force from"))


class EndForm(forms.Form):
    ended_on = day(_("Ends on"), help_text=_("The first day on which the agency is no longer there."))
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300)


class PostForm(forms.Form):
    title = forms.CharField(label=_("Title of the post"), max_length=150)


class TenureForm(forms.Form):
    """`person` is one known already in this agency, or empty with the name of someone new."""

    known = forms.ModelChoiceField(
        label=_("Person of this agency"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Someone new"),
    )
    full_name = forms.CharField(label=_("Full name of someone new"), max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, role.label) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    authority = forms.ChoiceField(label=_("Signing authority"), choices=Tenure.Authority.choices, required=False)
    from_on = day(_("From"))

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: QuerySet[Person] = Person.objects.filter(tenures__post__agency=agency).distinct()
        offer(self, "known", people.order_by("full_name", "pk"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known, new = cleaned.pop("known", None), cleaned.pop("full_name", "")
        if bool(known) == bool(new):
            self.add_error("full_name", _("Choose a person or give the name of someone new, not both."))
        cleaned["person"] = known or new
        cleaned["roles"] = [Role(role) for role in cleaned.get("roles", [])]
        return cleaned


class TenureEndForm(forms.Form):
    until_on = day(_("Ends on"), help_text=_("The first day on which the post is no longer held."))


class AccountForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation goes there. It is also the login."))


class DelegationForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Who stands in"), queryset=Person.objects.none())
    from_on = day(_("First day"))
    until_on = day(_("Last day"), help_text=_("At most 90 days. It ends by itself."))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, agency: Agency, own: int, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", queries.holders_in(agency, on=on).exclude(pk=own))
