"""What people type about briefings. Parsed here, judged in rules; cleaned data are the arguments of the verbs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phoihop.agree.programmes.models import Framework
from phoihop.carry_out.briefings.models import Check, Item
from phoihop.carry_out.briefings.queries import Asked
from phoihop.carry_out.briefings.states import Answer, Outcome, State
from phoihop.carry_out.briefings.verbs import Votes
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.files import kinds
from phoihop.ui.forms import list_choices, offer

_SHORT = {"data-width": "short"}
#: What agencies hand in for the pack.
PAPERS = kinds.DOCUMENTS | kinds.SHEETS | frozenset({kinds.PPTX, kinds.PPT})


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date", **_SHORT}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text)


def _moment(label: Any) -> forms.DateTimeField:
    picker = forms.DateTimeInput(attrs={"type": "datetime-local", **_SHORT}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=picker, input_formats=["%Y-%m-%dT%H:%M"])


def _words(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "", most: int = 20_000) -> Any:
    area = forms.Textarea(attrs={"rows": rows, "data-keep": ""})
    return forms.CharField(label=label, required=required, widget=area, help_text=help_text, max_length=most)


def _line(label: Any, *, most: int, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def _count(label: Any, *, least: int, most: int, required: bool = True, help_text: Any = "") -> forms.IntegerField:
    box = forms.NumberInput(attrs=_SHORT)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=help_text, widget=box
    )


def _agency(label: Any, *, required: bool = True, help_text: Any = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=Agency.objects.none(), required=required, help_text=help_text, empty_label=_("None")
    )


class TenureField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Tenure) -> str:
        return f"{obj.person.full_name}, {obj.post.title}, {obj.post.agency.name}"


def _agencies(agencies: Iterable[Agency]) -> Any:
    return Agency.objects.filter(pk__in=[one.pk for one in agencies]).order_by("folded", "pk")


class ReasonForm(forms.Form):
    reason = _words(_("Reason"), rows=3, most=300, help_text=_("Everybody concerned reads it."))


class OptionalReasonForm(forms.Form):
    reason = _words(_("Reason"), rows=2, most=300, required=False)


class NothingForm(forms.Form):
    """For pages with a button and nothing to type."""


# ── The list ─────────────────────────────────────────────────────────────────


class FilterForm(forms.Form):
    """What cannot be understood is left out, so that no link breaks."""

    words = forms.CharField(required=False)
    series = forms.IntegerField(required=False)
    framework = forms.IntegerField(required=False)
    year = forms.IntegerField(required=False, min_value=1990, max_value=2200)
    state = forms.ChoiceField(choices=State.choices, required=False)
    sort = forms.CharField(required=False)

    def asked(self, *, today: dt.date) -> Asked:
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(on=today, **given)


# ── Series and days ──────────────────────────────────────────────────────────


class SeriesForm(forms.Form):
    held_after = _count(
        _("Working days after the period closes"),
        least=0,
        most=60,
        help_text=_("On which working day after the last day of the period a briefing is planned."),
    )
    starts_at = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time", **_SHORT}, format="%H:%M")
    )
    minutes = _count(_("Minutes"), least=15, most=720)
    place = _line(pgettext_lazy("briefing", "Place"), most=200, required=False)
    papers_before = _count(
        _("Papers are due"),
        least=0,
        most=20,
        help_text=_("So many full working days must lie between the papers and the meeting."),
    )
    chair_rule = forms.ChoiceField(label=_("Who chairs"), choices=Framework.ChairRule.choices, widget=forms.RadioSelect)


class _SettingForm(forms.Form):
    """Day, place and who chairs."""

    held_at = _moment(_("Begins"))
    minutes = _count(_("Minutes"), least=15, most=720)
    place = _line(pgettext_lazy("briefing", "Place"), most=200, required=False)


class PlanForm(_SettingForm):
    subject = _line(
        pgettext_lazy("briefing", "What it is about"), most=300, help_text=_("As the invitation will name it.")
    )
    chair_agency = _agency(_("Agency that chairs"))

    field_order = ["subject", "held_at", "minutes", "place", "chair_agency"]

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "chair_agency", _agencies(agencies))


class ArrangeForm(_SettingForm):
    online_url = forms.URLField(
        label=_("Address to join online"), max_length=300, required=False, assume_scheme="https"
    )
    chair_agency = _agency(_("Agency that chairs"), required=False)
    chair_tenure = TenureField(
        label=_("Who chairs"), queryset=Tenure.objects.none(), required=False, empty_label=_("The head of that agency")
    )
    secretary_tenure = TenureField(
        label=_("Secretary"), queryset=Tenure.objects.none(), required=False, empty_label=_("Not named yet")
    )
    papers_before = _count(_("Papers are due"), least=0, most=20, help_text=_("Full working days before the meeting."))
    message = _words(_("Words added to the invitation"), rows=2, required=False, most=2000)
    reason = _words(
        _("Reason"), rows=2, required=False, most=300, help_text=_("Needed when a briefing that was called is moved.")
    )

    def __init__(
        self, *args: Any, agencies: Sequence[Agency], chairs: Iterable[int], secretaries: Iterable[int], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        offer(self, "chair_agency", _agencies(agencies))
        tenures = Tenure.objects.select_related("person", "post__agency").order_by("post__agency__folded", "pk")
        offer(self, "chair_tenure", tenures.filter(pk__in=list(chairs)))
        offer(self, "secretary_tenure", tenures.filter(pk__in=list(secretaries)))


# ── The agenda ───────────────────────────────────────────────────────────────


class ProposalForm(forms.Form):
    title = _line(_("Item proposed"), most=300, help_text=_("In one line, as it will stand on the agenda."))
    body = _words(_("What is to be discussed, and what is proposed"), rows=4, required=False, most=5000)
    minutes = _count(_("Minutes"), least=5, most=180)
    presenter = _line(_("Presented by"), most=120, required=False)


class ItemForm(forms.Form):
    title = _line(_("Item"), most=300)
    minutes = _count(_("Minutes"), least=1, most=300)
    presenter_agency = _agency(_("Presenting agency"), required=False)
    presenter = _line(_("Presented by"), most=120, required=False)
    note = _words(_("Note in the pack"), rows=3, required=False, most=5000)

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "presenter_agency", _agencies(agencies))


class MoveForm(forms.Form):
    way = forms.ChoiceField(choices=[("up", ""), ("down", "")])


# ── In session ───────────────────────────────────────────────────────────────


class MinutesForm(forms.Form):
    """`revision` is the one the words were written on; three figures are a vote, or none of them is given."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    body = _words(
        _("Minutes"),
        rows=8,
        required=False,
        help_text=_("Begin a line with an agency’s name and a colon, and it is its statement in the minutes."),
    )
    votes_yes = _count(pgettext_lazy("vote", "In favour"), least=0, most=500, required=False)
    votes_no = _count(pgettext_lazy("vote", "Against"), least=0, most=500, required=False)
    votes_abstained = _count(pgettext_lazy("vote", "Abstained"), least=0, most=500, required=False)

    @classmethod
    def of(cls, item: Item, **kw: Any) -> "MinutesForm":
        initial = {
            "revision": item.minutes_revision,
            "body": item.body,
            "votes_yes": item.votes_yes,
            "votes_no": item.votes_no,
            "votes_abstained": item.votes_abstained,
        }
        return cls(initial=initial, auto_id=f"i{item.pk}-%s", **kw)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        figures = [cleaned.pop(name, None) for name in ("votes_yes", "votes_no", "votes_abstained")]
        voted = any(figure is not None for figure in figures)
        cleaned["votes"] = Votes(*(figure or 0 for figure in figures)) if voted else None
        return cleaned


class ConclusionForm(forms.Form):
    text = _line(_("Who does what"), most=400)
    lead = _agency(_("Lead agency"), required=False)
    due_on = _day(_("Due on"), required=False)
    working_days = _count(_("Or within working days"), least=1, most=250, required=False)
    supporters = forms.ModelMultipleChoiceField(
        label=_("Supporting agencies"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    becomes = forms.ChoiceField(
        label=_("What comes of it"),
        choices=[
            (Outcome.TASK.value, _("Give it out as a task at once")),
            ("", _("Note it only")),
            (Outcome.RAISED.value, _("Put it to the leadership")),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial=Outcome.TASK.value,
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kw: Any) -> None:
        super().__init__(*args, **kw)
        rows = _agencies(agencies)
        offer(self, "lead", rows)
        offer(self, "supporters", rows)


class RaiseForm(forms.Form):
    refer_to = _agency(
        _("Leadership body"), required=False, help_text=_("None: the standing unit triages it first, as usual.")
    )

    def __init__(self, *args: Any, bodies: Sequence[Agency], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "refer_to", _agencies(bodies))


class DissentForm(RaiseForm):
    agency = _agency(_("Agency that does not agree"))
    body = _words(_("What it disagrees with, and what it proposes"), rows=4, most=5000)

    field_order = ["agency", "body", "refer_to"]

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "agency", _agencies(agencies))


class DirectiveForm(forms.Form):
    referral = forms.ChoiceField(label=_("Difficulty it decides"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, referrals: Sequence[tuple[int, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        list_choices(self, "referral", referrals)


class CheckForm(forms.Form):
    found = forms.ChoiceField(label=_("What was found"), choices=Check.Found.choices, widget=forms.RadioSelect)
    note = _line(pgettext_lazy("briefing", "Remark"), most=500, required=False)


class OpinionForm(forms.Form):
    body = _words(
        _("Opinion in writing"), rows=6, most=10_000, help_text=_("It is read out, and stands in the minutes.")
    )


# ── Who is there ─────────────────────────────────────────────────────────────


class AttendanceForm(forms.Form):
    answer = forms.ChoiceField(
        label=pgettext_lazy("attendance", "Attendance"),
        choices=[choice for choice in Answer.choices if choice[0] != Answer.INVITED],
    )
    delegate = _line(_("Who came instead"), most=120, required=False)
    delegate_post = _line(pgettext_lazy("briefing", "Post"), most=150, required=False)


class DelegateForm(forms.Form):
    delegate = _line(_("Who comes"), most=120)
    delegate_post = _line(pgettext_lazy("briefing", "Post"), most=150, required=False)


class InviteForm(forms.Form):
    agency = _agency(_("Agency"))
    name = _line(_("Name"), most=120, required=False, help_text=_("Empty: whoever the agency sends."))
    post = _line(pgettext_lazy("briefing", "Post"), most=150, required=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "agency", Agency.objects.filter(ended_on=None).order_by("folded", "pk"))


# ── Papers ───────────────────────────────────────────────────────────────────


class AskPaperForm(forms.Form):
    agency = _agency(_("Agency"))
    title = _line(pgettext_lazy("papers", "Paper"), most=200, help_text=_("“Figures of the third quarter”."))
    item = forms.ChoiceField(label=_("For the item"), required=False)

    def __init__(self, *args: Any, agencies: Sequence[Agency], items: Sequence[tuple[int, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "agency", _agencies(agencies))
        list_choices(self, "item", [("", _("None")), *items])


def _file(label: Any, accepted: Iterable[str], help_text: Any = "") -> forms.FileField:
    endings = ",".join(kinds.endings(frozenset(accepted)))
    return forms.FileField(label=label, help_text=help_text, widget=forms.FileInput(attrs={"accept": endings}))


class PaperForm(forms.Form):
    file = _file(_("File"), PAPERS, _("Do not hand in anything marked secret."))


class SignedForm(forms.Form):
    file = _file(
        _("The signed PDF"),
        {kinds.PDF},
        _("Every signature in it is verified, and the verdict is shown whatever it is."),
    )
