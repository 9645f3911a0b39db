"""What people type in a consultation. Parsed here, judged in rules; cleaned data are the arguments of the verbs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.agree.consultation.models import Invitation, Opinion, Remark, Response
from phoihop.agree.drafting.models import Node
from phoihop.agree.drafting.queries import Branch
from phoihop.foundation.agencies.models import Agency
from phoihop.ui.forms import list_choices, offer

_DOCUMENT = {"data-voice": "document"}


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date", "data-width": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text)


def _words(
    label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "", attrs: Mapping[str, str] | None = None
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "data-keep": "", **(attrs or {})})
    return forms.CharField(label=label, required=required, widget=area, help_text=help_text)


def _reason(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=300, required=required, widget=area, help_text=help_text)


def _seen() -> forms.IntegerField:
    """Which revision the person had before the eyes: whoever is overtaken is told instead of overwriting."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


# ── The round ────────────────────────────────────────────────────────────────


class TermsForm(forms.Form):
    working_days = forms.IntegerField(
        label=_("Working days to answer"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=_("Counted from the day after the opening; days off are left out."),
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )
    due_on = _day(
        _("Or a day to answer by"), required=False, help_text=_("A day off gives way to the next working day.")
    )
    silence_agrees = forms.TypedChoiceField(
        label=_("Whoever does not answer in time"),
        choices=[("yes", _("is deemed to agree")), ("no", _("is noted as silent, which counts as nothing"))],
        coerce=lambda choice: choice == "yes",
        initial="yes",
        widget=forms.RadioSelect,
        help_text=_("This rule is written into the request and cannot be changed afterwards."),
    )
    message = _words(_("Message to the agencies"), required=False, help_text=_("Shown at the head of the round."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("working_days", "due_on") if cleaned.get(name)]
        if len(given) != 1 and not self.errors:
            self.add_error("working_days", _("Give either a number of working days, or a day."))
        return cleaned


class PrepareForm(TermsForm):
    agencies = forms.ModelMultipleChoiceField(
        label=_("Agencies asked"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The parties of the framework. Others, and guests by link, are added afterwards."),
    )

    def __init__(self, *args: Any, parties: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [one.pk for one in parties]
        offer(self, "agencies", Agency.objects.filter(pk__in=asked).order_by("name", "pk")).initial = asked


class ClosureForm(forms.Form):
    reason = _reason(_("Why it is closed early"), required=False, help_text=_("Needed while an agency still has time."))


class UntilForm(forms.Form):
    """More time, or time again."""

    to_on = _day(_("New deadline"), help_text=_("A day off gives way to the next working day."))
    reason = _reason(_("Reason"))


class SettlementForm(forms.Form):
    text_too = forms.BooleanField(
        label=_("Settle the text as well: it is frozen and hashed for signing, and cannot be changed any more."),
        required=False,
    )


class InviteForm(forms.Form):
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    channel = forms.ChoiceField(
        label=_("How it takes part"),
        choices=Invitation.Channel.choices,
        initial=Invitation.Channel.ACCOUNT,
        widget=forms.RadioSelect,
    )
    guest_name = forms.CharField(
        label=_("Name of the focal point"), max_length=120, required=False, help_text=_("For a link only.")
    )
    guest_email = forms.EmailField(
        label=_("Official e-mail address"), required=False, help_text=_("The link and every code go to this address.")
    )

    def __init__(self, *args: Any, without: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest = Agency.objects.filter(ended_on=None).exclude(pk__in=list(without)).order_by("name", "pk")
        offer(self, "agency", rest)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("channel") == Invitation.Channel.LINK and not cleaned.get("guest_email"):
            self.add_error("guest_email", _("A link needs an e-mail address to go to."))
        return cleaned


# ── The invited agency ───────────────────────────────────────────────────────


class RemarkForm(forms.Form):
    """`clause` is the key of a clause, or empty for the whole text; the view finds the node."""

    weight = forms.ChoiceField(
        label=_("Weight"), choices=Remark.Weight.choices, initial=Remark.Weight.SUBSTANTIVE, widget=forms.RadioSelect
    )
    body = _words(_("Remark"), help_text=_("What should be different, and why."))
    proposed = _words(
        _("Proposed wording"),
        required=False,
        help_text=_("Change the words as they should read; left as they are, nothing is proposed."),
        attrs=_DOCUMENT,
    )


class ChangedRemarkForm(RemarkForm):
    seen_revision = _seen()


class ReasonForm(forms.Form):
    reason = _reason(_("Why it is left out"))


class OpinionForm(forms.Form):
    stance = forms.ChoiceField(label=_("The agency"), choices=Opinion.Stance.choices, widget=forms.RadioSelect)
    body = _words(_("In general"), required=False, help_text=_("What the opinion says besides the remarks."))
    dispatch_number = forms.CharField(
        label=_("Number of the dispatch"), max_length=60, required=False, help_text=_("For example 118/TA-VP.")
    )
    dispatch_on = _day(_("Day of the dispatch"), required=False)
    dispatch = forms.FileField(
        label=_("The dispatch itself"),
        required=False,
        help_text=_("Word or PDF, signed. No classified documents."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.doc,.odt"}),
    )


class DispatchForm(OpinionForm):
    """What the lead agency enters for another: the paper must be named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dispatch_number"].required = self.fields["dispatch_on"].required = True


class SaidForm(forms.Form):
    """One remark of a dispatch. An empty row is no remark."""

    clause = forms.ChoiceField(label=_("Article or clause"), required=False)
    weight = forms.ChoiceField(label=_("Weight"), choices=Remark.Weight.choices, initial=Remark.Weight.SUBSTANTIVE)
    body = _words(_("Remark"), required=False)
    proposed = _words(_("Proposed wording"), required=False, rows=2, attrs=_DOCUMENT)

    def __init__(self, *args: Any, branches: Iterable[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("The whole text")), *((branch.key, branch.label) for branch in branches)]
        list_choices(self, "clause", choices)

    def said(self, nodes: Mapping[str, Node]) -> dict[str, Any] | None:
        """The arguments of a RemarkSaid, None for an empty row."""
        typed = self.cleaned_data
        if not typed.get("body"):
            return None
        return {
            "body": typed["body"],
            "node": nodes.get(typed["clause"]),
            "weight": typed["weight"],
            "proposed": typed["proposed"],
        }


# ── Responses ────────────────────────────────────────────────────────────────


class ResponseForm(forms.Form):
    """`duplicate_of` is typed as the number of the other remark and handed on as the remark."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=Response.Outcome.choices,
        widget=forms.RadioSelect(attrs={"data-width": "columns"}),
    )
    wording = _words(_("Wording to go into the draft"), required=False, rows=4, attrs=_DOCUMENT)
    reason = _words(_("Reason, or question to the leadership"), required=False, rows=3)
    duplicate_of = forms.IntegerField(
        label=_("Number of the remark it repeats"),
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )
    seen_revision = _seen()
    seen_response = _seen()

    def __init__(self, *args: Any, numbers: Mapping[int, Remark], place: object = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        if place:
            self.fields["wording"].help_text = _("Saving here changes %(place)s at once; the two stay tied.") % {
                "place": place
            }
        else:
            del self.fields["wording"]

    def clean_duplicate_of(self) -> Remark | None:
        number = self.cleaned_data["duplicate_of"]
        if number is None:
            return None
        if number not in self.numbers:
            raise forms.ValidationError(_("There is no remark with this number."))
        return self.numbers[number]

    def clean_seen_response(self) -> int:
        return self.cleaned_data["seen_response"] or 0


class DraftForm(ResponseForm):
    """As far as one has come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required = False


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the message"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "data-width": "short", "pattern": "[0-9 ]*"}
        ),
    )
