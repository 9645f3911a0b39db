"""What people type into a text. Parsed here, judged in rules."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting import queries
from phoihop.agree.drafting.models import Node, Version
from phoihop.agree.drafting.queries import Branch
from phoihop.agree.programmes.models import Programme
from phoihop.ui.forms import list_choices, offer

_DOCUMENT = {"data-voice": "document"}


def _seen() -> forms.IntegerField:
    """Which revision the person had before the eyes: whoever is overtaken is told instead of overwriting."""
    return forms.IntegerField(widget=forms.HiddenInput)


class SeenForm(forms.Form):
    """A button on a clause that was seen in one revision."""

    seen_revision = _seen()


class BeginForm(forms.Form):
    outline = forms.ChoiceField(
        label=_("Begin with"),
        widget=forms.RadioSelect,
        choices=[
            ("programme", _("the outline of a coordination programme (I., 1., a)")),
            ("regulation", _("the outline of a coordination regulation (chapters and articles)")),
            ("", _("an empty sheet")),
        ],
        required=False,
    )


class UploadForm(forms.Form):
    """A document, or its words: one of the two. An empty file passes, so that the reader says what to do about it."""

    use_required_attribute = False  # the browser cannot know that pasted words will do
    file = forms.FileField(
        label=_("Document"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a document, or paste its text.")},
        help_text=_(
            "Word (.docx, .doc), OpenDocument (.odt), plain text, or a PDF with text. No classified documents."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.odt,.rtf,.txt,.pdf"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-keep": True, **_DOCUMENT}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("pasted", "").strip()

    def clean_pasted(self) -> str:
        pasted: str = self.cleaned_data["pasted"]
        if pasted.strip() and self.cleaned_data.get("file"):
            raise forms.ValidationError(_("Send the document or its text, not both."))
        return pasted


class FormatForm(forms.Form):
    """Which rules of form to hold a text against, and perhaps a Word file in its stead."""

    regime = forms.ChoiceField(label=_("Rules of form"))
    file = forms.FileField(
        label=_("A Word file to check"),
        required=False,
        help_text=_("Without a file the text as it stands here is checked. The file is read now and not kept."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args: Any, regimes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        list_choices(self, "regime", list(regimes))


class TitleForm(forms.Form):
    title = forms.CharField(label=_("Title of the text"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class WordingForm(SeenForm):
    number = forms.CharField(
        label=_("Label"), max_length=20, required=False, help_text=_("As typed, without its full stop or bracket.")
    )
    heading = forms.CharField(label=_("Heading"), required=False, widget=forms.TextInput(attrs=_DOCUMENT))
    body = forms.CharField(label=_("Wording"), required=False, widget=forms.Textarea(attrs={"rows": 6, **_DOCUMENT}))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Stays in the history of the clause.")
    )
    number.widget.attrs["data-width"] = "short"


class PlaceForm(forms.Form):
    """A place in the text: behind a clause, first under one, or first of all."""

    place = forms.ChoiceField(label=_("Place"))

    def __init__(self, *args: Any, branches: Iterable[Branch], without: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes: dict[str, Branch] = {}
        list_choices(self, "place", list(self._choices(branches, without)))

    def _choices(self, branches: Iterable[Branch], without: str) -> Iterable[tuple[str, Any]]:
        yield "first", _("At the very beginning")
        yield from self._near(branches, without)

    def _near(self, branches: Iterable[Branch], without: str) -> Iterable[tuple[str, Any]]:
        for branch in branches:
            if branch.key == without:
                continue
            self.nodes[branch.key] = branch
            indent = "\u2003" * branch.depth
            yield f"under:{branch.key}", indent + str(_("first under {label}")).format(label=branch.label)
            yield from self._near(branch.children, without)
            yield f"after:{branch.key}", indent + str(_("after {label}")).format(label=branch.label)

    def clean_place(self) -> dict[str, Node | None]:
        """`parent` and `after`, as verbs take them."""
        side, _colon, key = self.cleaned_data["place"].partition(":")
        if side == "first":
            return {"parent": None, "after": None}
        branch = self.nodes[key]
        if side == "under":
            return {"parent": branch.node, "after": None}  # type: ignore[dict-item]  # working trees hold rows
        above = self.nodes.get(branch.parent or "")
        return {"parent": above.node if above else None, "after": branch.node}  # type: ignore[dict-item]


class MoveForm(PlaceForm, SeenForm):
    pass


class NodeForm(PlaceForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Node.Kind.choices)
    number = forms.CharField(label=_("Label"), max_length=20, required=False)
    heading = forms.CharField(label=_("Heading"), required=False, widget=forms.TextInput(attrs=_DOCUMENT))
    body = forms.CharField(label=_("Wording"), required=False, widget=forms.Textarea(attrs={"rows": 6, **_DOCUMENT}))
    only_for = forms.ModelChoiceField(
        label=_("Meant for"), queryset=Programme.objects.none(), required=False, empty_label=_("All programmes")
    )

    def __init__(self, *args: Any, framework: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_programmes(self, framework)


class InsertForm(PlaceForm):
    clause = forms.ModelChoiceField(label=_("Clause"), queryset=Node.objects.none())
    number = forms.CharField(label=_("Label"), max_length=20, required=False)

    def __init__(self, *args: Any, library: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "clause", library)


class AudienceForm(SeenForm):
    programme = forms.ModelChoiceField(
        label=_("Meant for"), queryset=Programme.objects.none(), required=False, empty_label=_("All programmes")
    )

    def __init__(self, *args: Any, framework: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_programmes(self, framework)


class SplitForm(SeenForm):
    place = forms.TypedChoiceField(label=_("The second half begins with"), coerce=int, widget=forms.RadioSelect)
    number = forms.CharField(label=_("Label of the second half"), max_length=20, required=False)
    number.widget.attrs["data-width"] = "short"

    def __init__(self, *args: Any, body: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(cut.place, f"“{cut.after}”") for cut in queries.cuts(body)]
        list_choices(self, "place", choices)


class RemovalForm(SeenForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class RenderingForm(forms.Form):
    heading = forms.CharField(label=_("Heading in English"), required=False, widget=forms.TextInput(attrs=_DOCUMENT))
    body = forms.CharField(
        label=_("Wording in English"), required=False, widget=forms.Textarea(attrs={"rows": 6, **_DOCUMENT})
    )


class KeepForm(forms.Form):
    name = forms.CharField(label=_("Name in the library"), max_length=150)


class FreezeForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("For example: sent for the first round of opinions."),
    )


class CorrectionForm(forms.Form):
    """One of four corrections of one clause of an import."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("relabel", "promote", "demote", "join")])
    eid = forms.CharField(max_length=200)
    seen_revision = forms.IntegerField()
    kind = forms.ChoiceField(choices=Node.Kind.choices, required=False)
    number = forms.CharField(
        max_length=20, required=False, error_messages={"max_length": _("The label is too long: at most 20 characters.")}
    )
    heading = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("act") == "relabel" and not typed.get("kind"):
            self.add_error("kind", _("Choose what kind of clause this is."))
        return typed


class ComparisonForm(forms.Form):
    """Two versions by id; "now" is the working text."""

    old = forms.ChoiceField(label=_("Older"))
    new = forms.ChoiceField(label=_("Newer"))

    def __init__(self, data: Mapping[str, Any], *, versions: Iterable[Version], working: bool) -> None:
        super().__init__(data)
        choices = [(str(version.pk), version.name) for version in versions]
        if working:
            choices = [("now", str(_("The text as it stands now"))), *choices]
        self.offered = choices
        for name in ("old", "new"):
            list_choices(self, name, choices)


def _offer_programmes(form: forms.Form, framework: Any) -> None:
    programmes = Programme.objects.filter(framework=framework).order_by("position", "pk")
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = programmes
