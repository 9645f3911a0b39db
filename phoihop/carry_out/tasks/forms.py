"""What people type about tasks. Parsed here, judged in rules; cleaned data are the arguments of the verbs."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.carry_out.tasks.models import Cadence, Role
from phoihop.carry_out.tasks.queries import Asked, Choices, Klass
from phoihop.carry_out.tasks.shares import Share
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.files import kinds
from phoihop.ui.forms import list_choices, offer
from phoihop.ui.templatetags.ui import CLASSES

ONCE = ("", _("Once"))
#: What may be handed in as evidence: papers with words, tables, and photos of what was done.
PAPERS = kinds.DOCUMENTS | kinds.SHEETS | kinds.PICTURES


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date", "data-width": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text)


def _words(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "", most: int = 20_000) -> Any:
    area = forms.Textarea(attrs={"rows": rows, "data-keep": ""})
    return forms.CharField(label=label, required=required, widget=area, help_text=help_text, max_length=most)


def _count(label: Any, *, least: int, most: int, required: bool = False, help_text: Any = "") -> forms.IntegerField:
    box = forms.NumberInput(attrs={"data-width": "short"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=help_text, widget=box
    )


class ReasonForm(forms.Form):
    reason = _words(_("Reason"), rows=3, most=300, help_text=_("Everybody concerned reads it."))


# ── The list ─────────────────────────────────────────────────────────────────


class FilterForm(forms.Form):
    """What the list is narrowed to; anything that cannot be understood is left out, so that no link breaks."""

    words = forms.CharField(required=False)
    programme = forms.IntegerField(required=False)
    framework = forms.IntegerField(required=False)
    agency = forms.IntegerField(required=False)
    clause = forms.IntegerField(required=False)
    duty = forms.IntegerField(required=False)
    klass = forms.ChoiceField(choices=[(one.value, one.value) for one in Klass], required=False)
    role = forms.ChoiceField(choices=[*Role.choices, ("all", "")], required=False)
    due_from = forms.DateField(required=False)
    due_to = forms.DateField(required=False)
    on = forms.DateField(required=False)
    cancelled = forms.BooleanField(required=False)
    sort = forms.CharField(required=False)

    def asked(self, *, today: dt.date) -> Asked:
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        on = given.pop("on", None)
        past = on if on and on < today else None
        return Asked(on=past or today, then=past is not None, **given)


def class_choices() -> list[tuple[str, Any]]:
    return list(CLASSES.items())


def filter_choices(choices: Choices) -> dict[str, Any]:
    """What stands in the boxes above the list."""
    return {"programmes": choices.programmes, "agencies": choices.agencies, "classes": class_choices()}


# ── Making tasks ─────────────────────────────────────────────────────────────


class TaskForm(forms.Form):
    title = forms.CharField(
        label=_("What is to be done"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "data-keep": ""}),
        help_text=_("One duty in one sentence, as it will stand in lists and reports."),
    )
    clause = forms.ChoiceField(label=_("Clause it comes from"), required=False)
    deliverable = forms.CharField(
        label=_("Deliverable"), max_length=300, required=False, help_text=_("What will be handed in.")
    )
    lead = forms.ModelChoiceField(label=_("Lead agency"), queryset=Agency.objects.none())
    due_on = _day(_("Due on"), required=False, help_text=_("A day off gives way to the next working day."))
    working_days = _count(
        _("Or within working days"), least=1, most=250, help_text=_("Counted from the day after the assignment.")
    )
    supports = forms.ModelMultipleChoiceField(
        label=_("Supporting agencies"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Due with the lead agency unless a day of their own is given below."),
    )
    reports_every = forms.ChoiceField(
        label=_("Progress is reported"),
        choices=[("", _("when there is something to tell")), *Cadence.choices],
        required=False,
    )

    def __init__(self, *args: Any, parties: Sequence[Agency], clauses: Iterable[tuple[Any, Any]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        rows = Agency.objects.filter(pk__in=[one.pk for one in parties]).order_by("folded", "pk")
        offer(self, "lead", rows)
        offer(self, "supports", rows)
        list_choices(self, "clause", [("", _("None")), *clauses])
        self.parties = list(parties)
        for agency in self.parties:
            self.fields[f"own_{agency.pk}"] = _day(agency.name, required=False)

    @property
    def own_days(self) -> list[forms.BoundField]:
        return [self[f"own_{agency.pk}"] for agency in self.parties]

    @property
    def shared(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("own_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("working_days", "due_on") if cleaned.get(name)]
        if len(given) > 1:
            self.add_error("working_days", _("Give either a day, or a number of working days."))
        elif not given and self.is_due_needed() and not self.errors:
            self.add_error("due_on", _("Give a day, or a number of working days."))
        if cleaned.get("lead") and cleaned["lead"] in (cleaned.get("supports") or ()):
            self.add_error("supports", _("The lead agency does not support itself."))
        return cleaned

    def is_due_needed(self) -> bool:
        return True

    def arguments(self) -> dict[str, Any]:
        """For verbs.assign and verbs.change; the clause is the primary key of a node, or ""."""
        given = self.cleaned_data
        supports = [Share(agency, due_on=given.get(f"own_{agency.pk}")) for agency in given["supports"]]
        return {
            "title": given["title"],
            "deliverable": given["deliverable"],
            "reports_every": given["reports_every"],
            "lead": Share(given["lead"], due_on=given["due_on"], working_days=given["working_days"]),
            "supports": supports,
        }


class SuggestionForm(TaskForm):
    """The same before it is confirmed: the day may still be open, and it may come back each period."""

    cadence = forms.ChoiceField(label=_("How often"), choices=[ONCE, *Cadence.choices], required=False)
    due_day = _count(
        _("Day of the month on which a period is due"),
        least=1,
        most=31,
        help_text=_("Left empty: the last day of the period."),
    )
    seen_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        # A number of working days would be counted from the confirmation, which nobody knows yet.
        del self.fields["working_days"]

    def is_due_needed(self) -> bool:
        return False

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        given.setdefault("working_days", None)
        own = {name: given[name] for name in ("cadence", "seen_revision")}
        return {**super().arguments(), **own, "due_day": given["due_day"] or 0}


class DutyForm(forms.Form):
    title = forms.CharField(
        label=_("What is to be done each period"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    clause = forms.ChoiceField(label=_("Clause it comes from"), required=False)
    deliverable = forms.CharField(label=_("Deliverable"), max_length=300, required=False)
    cadence = forms.ChoiceField(label=_("How often"), choices=Cadence.choices, initial=Cadence.QUARTERLY)
    cutoff_day = _count(
        _("Last day of the month that counts"),
        least=0,
        most=28,
        help_text=_("14 as in Decree 09/2019; 0 or empty: periods close with the month."),
    )
    due_day = _count(
        _("Day of the month on which a period is due"),
        least=1,
        most=31,
        help_text=_("The first such day after the period closes. Left empty: the last day of the period."),
    )
    begins_on = _day(_("From"), help_text=_("The period of this day is the first."))
    lead = forms.ModelChoiceField(label=_("Lead agency"), queryset=Agency.objects.none())
    supports = forms.ModelMultipleChoiceField(
        label=_("Supporting agencies"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days_before = _count(
        _("Working days before the lead agency on which they are due"), least=0, most=60, help_text=_("Empty: with it.")
    )

    def __init__(self, *args: Any, parties: Sequence[Agency], clauses: Iterable[tuple[Any, Any]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        rows = Agency.objects.filter(pk__in=[one.pk for one in parties]).order_by("folded", "pk")
        offer(self, "lead", rows)
        offer(self, "supports", rows)
        list_choices(self, "clause", [("", _("None")), *clauses])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lead") and cleaned["lead"] in (cleaned.get("supports") or ()):
            self.add_error("supports", _("The lead agency does not support itself."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """For verbs.begin_duty; the clause is the primary key of a node, or ""."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("title", "deliverable", "cadence", "begins_on", "lead")}
        days = given["days_before"] or 0
        return {
            **plain,
            "cutoff_day": given["cutoff_day"] or 0,
            "due_day": given["due_day"] or 0,
            "supports": [(agency, days) for agency in given["supports"]],
        }


class JoinForm(forms.Form):
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    due_on = _day(_("Due on"), required=False, help_text=_("Left empty: with the lead agency."))

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "agency", Agency.objects.filter(pk__in=[one.pk for one in agencies]).order_by("folded", "pk"))


class TransferForm(ReasonForm):
    to = forms.ModelChoiceField(label=_("Successor"), queryset=Agency.objects.none())
    field_order = ("to", "reason")

    def __init__(self, *args: Any, without: int, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "to", Agency.objects.filter(ended_on=None).exclude(pk=without).order_by("folded", "pk"))


# ── An agency's part ─────────────────────────────────────────────────────────


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of papers."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class EvidenceForm(forms.Form):
    body = _words(
        _("What was done"), required=False, help_text=_("Number and date of the paper, where it was sent, the result.")
    )
    papers = FilesField(
        label=_("Papers attached"),
        required=False,
        widget=ManyFiles(attrs={"accept": ",".join(kinds.endings(PAPERS))}),
        help_text=_("Nothing that is a state secret. Several may be chosen at once."),
    )


class UntilForm(forms.Form):
    to_on = _day(_("New due date"), help_text=_("A day off gives way to the next working day."))
    reason = _words(_("Reason"), rows=3, most=500)


class IndicatorForm(forms.Form):
    name = forms.CharField(label=_("What is counted"), max_length=200)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    target = forms.DecimalField(label=_("Target"), max_digits=16, decimal_places=3, required=False)


class FigureForm(forms.Form):
    value = forms.DecimalField(label=_("Value"), max_digits=16, decimal_places=3)
    on_day = _day(_("True on"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ReportForm(forms.Form):
    body = _words(_("Progress"), rows=14, help_text=_("What the record tells stands here already; add and correct."))
    percent = _count(_("Percent done"), least=0, most=100)
    seen_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


# ── Sheets ───────────────────────────────────────────────────────────────────


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Sheet of tasks (.xlsx)"),
        help_text=_("The columns are those of an exported sheet. You see every line before anything is made."),
    )


def chosen(data: Mapping[str, Any], name: str) -> list[int]:
    """Primary keys ticked on a page."""
    values = data.getlist(name) if hasattr(data, "getlist") else []
    return [int(value) for value in values if str(value).isdecimal()]
