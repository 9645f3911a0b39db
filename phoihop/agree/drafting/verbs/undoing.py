"""Taking changes back. Undoing is itself an edit; undoing that is redoing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Edit, Text
from phoihop.agree.drafting.verbs.changing import TEXT, Sheet
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import NotAllowed


@transaction.atomic
def undo(*, text: Text, edit: Edit | None = None, by: Actor, at: datetime) -> Edit:
    """Take back `edit`, or the last change still in effect. Undoing an undo brings the change back.

    Refused where a later change touched the same nodes: that one has to go first.
    """
    sheet = Sheet(text, by)
    given = edit or sheet.text.edits.filter(undone_by=None).exclude(verb="undo").order_by("-seq").first()
    if given is None:
        raise NotAllowed(_("There is nothing to undo."))
    return _take_back(sheet, given, at=at)


@transaction.atomic
def redo(*, text: Text, by: Actor, at: datetime) -> Edit:
    """Bring back what was undone last, as long as nothing new was changed since."""
    sheet = Sheet(text, by)
    edit = sheet.text.edits.filter(undone_by=None, verb="undo").order_by("-seq").first()
    if edit is None or sheet.text.edits.filter(seq__gt=edit.seq).exclude(verb__in=["undo", "redo"]).exists():
        raise NotAllowed(_("There is nothing to bring back."))
    return _take_back(sheet, edit, at=at)


def _take_back(sheet: Sheet, given: Edit, *, at: datetime) -> Edit:
    edit = Edit.objects.select_for_update().get(pk=given.pk, text=sheet.text)
    if edit.undone_by_id:
        raise NotAllowed(_("This change has already been undone."))
    if TEXT in edit.after:
        sheet.retitle(title=sheet.text.title, form=sheet.text.form)
    for key, after in edit.after.items():
        if sheet.now[key] != after:
            raise NotAllowed(_("A later change touched the same clause; undo that one first."))
        sheet.set(key, **(edit.before[key] or {"removed": True}))
    verb, kind = ("redo", "text.redone") if edit.verb == "undo" else ("undo", "text.undone")
    undoing = sheet.apply(verb, kind, at=at, of_edit=edit.seq, of_verb=edit.verb)
    Edit.objects.filter(pk=edit.pk).update(undone_by=undoing)
    return undoing
