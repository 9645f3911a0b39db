"""What people type about difficulties. Parsed here, judged in rules; cleaned data are the arguments of the verbs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Node
from phoihop.agree.signing.models import Signing
from phoihop.carry_out.escalations.models import Difficulty, Order, Urgency
from phoihop.carry_out.escalations.queries import SORTS, Asked
from phoihop.carry_out.escalations.states import State
from phoihop.carry_out.escalations.verbs import Ordered, Way
from phoihop.carry_out.tasks.models import Task
from phoihop.carry_out.tasks.shares import Share
from phoihop.foundation.agencies.models import Agency
from phoihop.ui.forms import list_choices, offer

WAYS = 3
"""Ways out that the form has room for; one more is written into the proposal."""
ORDERS = 4


def _words(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "", most: int = 20_000) -> Any:
    area = forms.Textarea(attrs={"rows": rows, "data-keep": ""})
    return forms.CharField(label=label, required=required, widget=area, help_text=help_text, max_length=most)


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date", "data-width": "short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text)


def _days(label: Any, *, help_text: Any = "") -> forms.IntegerField:
    box = forms.NumberInput(attrs={"data-width": "short"})
    return forms.IntegerField(label=label, min_value=1, max_value=250, help_text=help_text, widget=box)


class ReasonForm(forms.Form):
    reason = _words(_("Reason"), rows=3, most=2000, help_text=_("Everybody concerned reads it."))


class AnswerForm(forms.Form):
    text = _words(_("Answer"), rows=8, help_text=_("What is to be done, and on which basis: the reporter acts on it."))


class QuestionForm(forms.Form):
    question = _words(_("What is to be told in addition"), rows=4, most=2000)


class NoteForm(forms.Form):
    note = _words(
        _("Note on the outcome"), rows=3, required=False, most=2000, help_text=_("What the directive has changed.")
    )


class FilterForm(forms.Form):
    """What the list is narrowed to; anything that cannot be understood is left out, so that no link breaks."""

    words = forms.CharField(required=False)
    programme = forms.IntegerField(required=False)
    framework = forms.IntegerField(required=False)
    agency = forms.IntegerField(required=False)
    body = forms.IntegerField(required=False)
    task = forms.IntegerField(required=False)
    clause = forms.IntegerField(required=False)
    state = forms.ChoiceField(choices=State.choices, required=False)
    longer = forms.IntegerField(required=False, min_value=0, max_value=2000)
    waiting = forms.BooleanField(required=False)
    on = forms.DateField(required=False)
    sort = forms.ChoiceField(choices=[(one, one) for one in SORTS], required=False)

    def asked(self, *, today: dt.date) -> Asked:
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value or value == 0}
        given = {name: value for name, value in given.items() if value is not False}
        on = given.pop("on", None)
        past = on if on and on < today else None
        return Asked(on=past or today, then=past is not None, **given)


class DifficultyForm(forms.Form):
    """Facts, cause, ways out, proposal: the order in which the submission to the leadership is written."""

    title = forms.CharField(
        label=_("The difficulty in one line"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "data-keep": ""}),
        help_text=_("As it will stand in lists, reports and on the submission."),
    )
    facts = _words(_("The facts"), rows=6, help_text=_("Facts with days and figures; no judgement yet."))
    cause = _words(_("Cause"), rows=4, required=False, help_text=_("One cause to a line."))
    proposal = _words(_("Proposal"), rows=5, help_text=_("What is asked for, and of whom."))
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, initial=Urgency.NORMAL)
    tasks = forms.ModelMultipleChoiceField(
        label=_("Affected tasks"),
        queryset=Task.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Several: hold the Ctrl key while choosing."),
    )
    nodes = forms.ModelMultipleChoiceField(
        label=_("Affected clauses"),
        queryset=Node.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(
        self, *args: Any, tasks: Sequence[Task], nodes: Sequence[Node], labels: dict[int, str], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        offer(self, "tasks", Task.objects.filter(pk__in=[one.pk for one in tasks]).order_by("code", "pk"))
        field = offer(self, "nodes", Node.objects.filter(pk__in=[one.pk for one in nodes]))
        field.choices = [(one.pk, labels[one.pk]) for one in nodes]  # in reading order, named as the text names them
        for place in range(1, WAYS + 1):
            self.fields[f"way_{place}"] = _line(_("Way %(number)d") % {"number": place})
            self.fields[f"for_{place}"] = _words(_("What speaks for it"), rows=2, required=False, most=4000)
            self.fields[f"against_{place}"] = _words(_("What speaks against it"), rows=2, required=False, most=4000)

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in ("title", "facts", "cause")]

    @property
    def ways(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{place}"] for name in ("way", "for", "against")] for place in range(1, WAYS + 1)]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("proposal", "urgency", "tasks", "nodes")]

    def arguments(self) -> dict[str, Any]:
        """For verbs.report and verbs.complete."""
        given = self.cleaned_data
        ways = [
            Way(given[f"way_{place}"], given[f"for_{place}"], given[f"against_{place}"]) for place in range(1, WAYS + 1)
        ]
        own = {name: given[name] for name in ("title", "facts", "cause", "proposal", "urgency")}
        return {
            **own,
            "options": [way for way in ways if way.name],
            "tasks": list(given["tasks"]),
            "nodes": list(given["nodes"]),
        }


def _line(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=400)


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("The difficulty that goes on"),
        queryset=Difficulty.objects.none(),
        help_text=_("Whoever reported this one is told of whatever becomes of that one."),
    )

    def __init__(self, *args: Any, others: Sequence[Difficulty], **kw: Any) -> None:
        super().__init__(*args, **kw)
        rows = Difficulty.objects.filter(pk__in=[one.pk for one in others])
        offer(self, "into", rows.order_by("-number"))


class ReferForm(forms.Form):
    body = forms.ModelChoiceField(label=_("Leadership body"), queryset=Agency.objects.none())
    working_days = _days(
        _("To be decided within working days"),
        help_text=_("Counted from the day after the referral, by the body's own calendar."),
    )
    advice = _words(
        _("What the standing unit advises"),
        rows=4,
        required=False,
        help_text=_("Stands in the submission beside the reporter's proposal."),
    )
    instruction = _words(
        _("Draft of the directive"), rows=4, required=False, help_text=_("One thing to a line, ready to be signed.")
    )

    def __init__(self, *args: Any, bodies: Sequence[Agency], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "body", Agency.objects.filter(pk__in=[one.pk for one in bodies]).order_by("folded", "pk"))

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "body": given["body"],
            "working_days": given["working_days"],
            "advice": given["advice"],
            "draft_instruction": given["instruction"].splitlines(),
        }


class DecisionForm(forms.Form):
    """The directive, and up to so many things it orders; empty lines are left out."""

    text = _words(_("Directive"), rows=6, help_text=_("What is to be done, as it will be told to the parties."))
    paper_number = forms.CharField(
        label=_("Number of the signed paper"), max_length=60, required=False, help_text=_("If there is one.")
    )
    paper_on = _day(_("Dated"))

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Agency],
        nodes: Iterable[tuple[int, str]],
        drafted: Sequence[str] = (),
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.parties = {str(one.pk): one for one in parties}
        self.nodes = dict(nodes)
        agencies = [("", _("left to the standing unit")), *((key, one.name) for key, one in self.parties.items())]
        for place in range(1, ORDERS + 1):
            self.fields[f"order_{place}"] = forms.CharField(
                label=_("What is ordered"),
                required=False,
                max_length=400,
                initial=drafted[place - 1] if place <= len(drafted) else "",
                widget=forms.Textarea(attrs={"rows": 2, "data-keep": ""}),
            )
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label=_("Ordered as"), choices=Order.Kind.choices, required=False, initial=Order.Kind.TASK
            )
            self.fields[f"agency_{place}"] = forms.ChoiceField(label=_("Of the agency"), required=False)
            list_choices(self, f"agency_{place}", agencies)
            self.fields[f"due_{place}"] = _day(_("To be done by"))

    @property
    def main(self) -> list[forms.BoundField]:
        return [self["text"]]

    @property
    def paper(self) -> list[forms.BoundField]:
        return [self["paper_number"], self["paper_on"]]

    @property
    def orders(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{place}"] for name in ("order", "kind", "agency", "due")] for place in range(1, ORDERS + 1)
        ]

    def arguments(self, nodes: Sequence[Node]) -> dict[str, Any]:
        """For verbs.decide; an amendment concerns the clauses that the difficulty affects."""
        given = self.cleaned_data
        orders = []
        for place in range(1, ORDERS + 1):
            if not given[f"order_{place}"].strip():
                continue
            kind = given[f"kind_{place}"] or Order.Kind.TASK
            orders.append(
                Ordered(
                    text=given[f"order_{place}"],
                    kind=kind,
                    agency=self.parties.get(given[f"agency_{place}"]),
                    due_on=given[f"due_{place}"],
                    nodes=tuple(nodes) if kind == Order.Kind.AMENDMENT else (),
                )
            )
        own = {name: given[name] for name in ("text", "paper_number", "paper_on")}
        return {**own, "orders": orders}


class TakeUpForm(forms.Form):
    """Who does what was ordered; its words are the directive's and not typed again."""

    lead = forms.ModelChoiceField(label=_("Lead agency"), queryset=Agency.objects.none())
    due_on = _day(_("Due on"), required=True, help_text=_("A day off gives way to the next working day."))
    supports = forms.ModelMultipleChoiceField(
        label=_("Supporting agencies"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, parties: Sequence[Agency], **kw: Any) -> None:
        super().__init__(*args, **kw)
        rows = Agency.objects.filter(pk__in=[one.pk for one in parties]).order_by("folded", "pk")
        offer(self, "lead", rows)
        offer(self, "supports", rows)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lead") and cleaned["lead"] in (cleaned.get("supports") or ()):
            self.add_error("supports", _("The lead agency does not support itself."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "lead": Share(given["lead"], due_on=given["due_on"]),
            "supports": [Share(agency) for agency in given["supports"]],
        }


class AmendmentForm(forms.Form):
    signing = forms.ModelChoiceField(
        label=_("The text that amends the clauses"),
        queryset=Signing.objects.none(),
        help_text=_("Prepare its signing first, bound to the text it changes; it is listed here from then on."),
    )

    def __init__(self, *args: Any, signings: Sequence[Signing], **kw: Any) -> None:
        super().__init__(*args, **kw)
        found = Signing.objects.filter(pk__in=[one.pk for one in signings])
        offer(self, "signing", found.select_related("version__programme", "version__text").order_by("-pk"))
