"""What people type around a signing. Parsed here, judged in rules; cleaned data are the arguments of the verbs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from phoihop.agree.signing.models import Binding, Change, Signing, Slot
from phoihop.agree.signing.verbs import Bound
from phoihop.engines import regimes
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.files import kinds
from phoihop.foundation.numbers import notation
from phoihop.ui.forms import list_choices, offer

_SHORT = {"data-width": "short"}


def _reason(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2, "data-keep": ""})
    return forms.CharField(label=label, max_length=500, required=required, widget=area, help_text=help_text)


def _file(label: Any, accepted: Iterable[str], *, help_text: Any = "") -> forms.FileField:
    endings = ",".join(kinds.endings(frozenset(accepted)))
    return forms.FileField(label=label, help_text=help_text, widget=forms.FileInput(attrs={"accept": endings}))


def _as_signatory(tenure: Tenure) -> str:
    return f"{tenure.person.full_name}, {tenure.post.title} ({tenure.get_authority_display()})"


class SignatoryField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Tenure) -> str:
        return _as_signatory(obj)


class LeaderField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Tenure) -> str:
        return f"{obj.person.full_name}, {obj.post.title}, {obj.post.agency.name}"


class LeadersField(LeaderField, forms.ModelMultipleChoiceField):
    """The same, any number of them."""


class ArrangeForm(forms.Form):
    order = forms.ChoiceField(
        label=_("Order of the parties"),
        choices=Signing.Order.choices,
        initial=Signing.Order.IN_ORDER,
        widget=forms.RadioSelect,
        help_text=_("Within a party the person signs first, then the clerk gives the number and puts the seal."),
    )
    expires_on = forms.DateField(
        label=_("Last day to sign"),
        widget=forms.DateInput(attrs={"type": "date", **_SHORT}, format="%Y-%m-%d"),
        help_text=_("Whatever is not signed by the end of that day is void, and everybody is told."),
    )
    held_at = forms.DateTimeField(
        label=_("Ceremony"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", **_SHORT}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Where it is held"), max_length=200, required=False)
    regime = forms.ChoiceField(
        label=_("Form of the paper"),
        help_text=_("A joint paper follows the rules of form of the agency that issues it, unless agreed otherwise."),
    )
    symbol = forms.CharField(
        label=_("Symbol of the paper"),
        max_length=notation.LONGEST_SYMBOL,
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
        help_text=_("What stands behind the number: “CTPH-BXDĐ-UBND”. The number is given after the first signature."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        list_choices(self, "regime", [(one.key, one.name) for one in regimes.every()])

    def clean_symbol(self) -> str:
        symbol: str = self.cleaned_data["symbol"].strip()
        if symbol and not notation.is_symbol(symbol):
            raise forms.ValidationError(_("Letters and figures in groups, with hyphens or strokes between, no spaces."))
        return symbol

    def clean(self) -> dict[str, Any]:
        """The last moment of the last day, as the verbs want it."""
        cleaned = super().clean() or {}
        last = cleaned.pop("expires_on", None)
        if last is not None:
            cleaned["expires_at"] = dt.datetime.combine(last, dt.time(23, 59), ZoneInfo(settings.TIME_ZONE))
        return cleaned


class PrepareForm(ArrangeForm):
    """One choice of signatory a party, named `signatory-<agency>`."""

    witnesses = LeadersField(
        label=_("Witnesses"),
        queryset=Tenure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Members of the leadership body. The record says who was there."),
    )
    countersigned = forms.BooleanField(label=_("The witnesses sign too, after all parties"), required=False)
    first = forms.ModelChoiceField(
        label=_("Changes a text signed before"),
        queryset=Signing.objects.none(),
        required=False,
        empty_label=_("No, it stands on its own"),
    )
    kind = forms.ChoiceField(label=_("What it does to that text"), choices=Binding.Kind.choices, required=False)
    ends_on = forms.DateField(
        label=_("New last day of the term"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", **_SHORT}, format="%Y-%m-%d"),
        help_text=_("For an extension or an early end."),
    )
    accedes = forms.ModelChoiceField(
        label=_("Agency that accedes"), queryset=Agency.objects.none(), required=False, help_text=_("For an accession.")
    )

    def __init__(
        self, *args: Any, parties: Sequence[tuple[Agency, Sequence[Tenure]]], leaders: Any, signed: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = [agency for agency, _may_sign in parties]
        self._offer_binding(signed)
        offer(self, "witnesses", leaders)
        for agency, may_sign in parties:
            self.fields[self._name(agency)] = forms.ChoiceField(
                label=agency.name, choices=[(one.pk, _as_signatory(one)) for one in may_sign]
            )
        self.known = {one.pk: one for _agency, may_sign in parties for one in may_sign}
        self.order_fields([*(self._name(agency) for agency in self.parties), "witnesses", "countersigned"])

    def _offer_binding(self, signed: Any) -> None:
        """Asked only where there is something signed that could be changed."""
        if not signed:
            for name in ("first", "kind", "ends_on", "accedes"):
                del self.fields[name]
            return
        offer(self, "first", signed)
        offer(self, "accedes", Agency.objects.filter(pk__in=[one.pk for one in self.parties]).order_by("name", "pk"))

    @staticmethod
    def _name(agency: Agency) -> str:
        return f"signatory-{agency.pk}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named = {agency.pk: cleaned.pop(self._name(agency), None) for agency in self.parties}
        cleaned["signatories"] = {pk: self.known[int(chosen)] for pk, chosen in named.items() if chosen}
        cleaned["witnesses"] = list(cleaned.get("witnesses", ()))
        first, kind, ends_on, accedes = (cleaned.pop(name, None) for name in ("first", "kind", "ends_on", "accedes"))
        cleaned["bound"] = Bound(first, kind, ends_on, accedes) if first else None
        return cleaned


class ChangeForm(forms.Form):
    """One clause of the first text, and what this text does to it."""

    action = forms.ChoiceField(label=_("What happens"), choices=Change.Action.choices)
    target_key = forms.ChoiceField(label=_("Clause of the text signed before"))
    source_key = forms.ChoiceField(label=_("Clause of this text"), required=False)

    def __init__(
        self, *args: Any, targets: Sequence[tuple[str, str]], sources: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        list_choices(self, "target_key", targets)
        list_choices(self, "source_key", [("", "—"), *sources])


class WitnessForm(forms.Form):
    tenure = LeaderField(label=_("Witness"), queryset=Tenure.objects.none())
    countersigns = forms.BooleanField(label=_("Signs too, after all parties"), required=False)

    def __init__(self, *args: Any, leaders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tenure", leaders)


class SubstituteForm(forms.Form):
    tenure = SignatoryField(label=_("Who signs instead"), queryset=Tenure.objects.none())
    reason = _reason(_("Reason"))

    def __init__(self, *args: Any, signatories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tenure", signatories)


class ReasonForm(forms.Form):
    reason = _reason(_("Reason"), help_text=_("Told to all parties, and kept in the record."))


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", **_SHORT}),
    )

    def __init__(self, *args: Any, hint: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = hint


class HandBackForm(forms.Form):
    file = _file(
        _("The signed PDF"),
        {kinds.PDF},
        help_text=_("The very file fetched here, signed with the signatory's own tool and not changed otherwise."),
    )


class RemoteForm(forms.Form):
    """A secret typed here goes to the service and is kept nowhere."""

    credential = forms.CharField(label=_("Name of the credential at the service"), max_length=200)
    secret = forms.CharField(
        label=_("PIN"),
        max_length=100,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", **_SHORT}),
        help_text=_("Goes to the signing service and is not kept."),
    )
    one_time_code = forms.CharField(
        label=_("One-time code"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", **_SHORT}),
    )


class DeviceForm(forms.Form):
    device = forms.CharField(label=_("Name of the device"), max_length=100)
    label = forms.CharField(label=_("Name of the key on it"), max_length=100)
    secret = forms.CharField(
        label=_("PIN"),
        max_length=100,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", **_SHORT}),
        help_text=_("Unlocks the device for this one signature and is not kept."),
    )


class AttestForm(forms.Form):
    """The scan, and the number each party wrote on the paper (`number-<agency>`)."""

    scan = _file(
        _("Scan of the signed paper"),
        {kinds.PDF},
        help_text=_("One PDF, in colour, at least 200 dots per inch, every page (Decree 30/2020, Annex I)."),
    )
    attested = forms.BooleanField(
        label=_("The scan is a true copy of the paper, with all signatures and seals on it. This is attested.")
    )

    def __init__(self, *args: Any, places: Sequence[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        for slot in places:
            self.fields[f"number-{slot.agency_id}"] = forms.CharField(
                label=_("Number of %(agency)s") % {"agency": slot.agency_name},
                max_length=60,
                required=False,
                widget=forms.TextInput(attrs=_SHORT),
            )
        self.order_fields(["scan", *(f"number-{slot.agency_id}" for slot in places), "attested"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("attested", None)
        cleaned["numbers"] = {slot.agency_id: cleaned.pop(f"number-{slot.agency_id}", "") for slot in self.places}
        return cleaned


class PhotoForm(forms.Form):
    photo = _file(_("Photo"), kinds.PICTURES)
    caption = forms.CharField(label=_("What it shows"), max_length=300)


class CertificateForm(forms.Form):
    file = forms.FileField(
        label=_("Certificate"),
        help_text=_("The public certificate (.cer, .crt, .pem, .der). A private key is never needed here."),
        widget=forms.FileInput(attrs={"accept": ".cer,.crt,.pem,.der"}),
    )
    whose = forms.ChoiceField(label=_("Whose it is"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, may_seal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [("own", _("My own, to sign with"))]
        list_choices(self, "whose", [*own, ("agency", _("The agency's, for its seal"))] if may_seal else own)
        self.fields["whose"].initial = "own"


class SpecimenForm(CertificateForm):
    file = _file(
        _("Picture of the signature or seal"),
        {kinds.PNG},
        help_text=_("PNG with a transparent ground: signatures in blue, seals in red and in their real size."),
    )
