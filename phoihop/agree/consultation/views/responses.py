"""What becomes of each remark: the lead agency's answers, recorded, changed, or kept as drafts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from phoihop.agree.consultation import forms, queries, verbs
from phoihop.agree.consultation.models import Remark
from phoihop.agree.consultation.reading import WHOLE
from phoihop.agree.consultation.views.page import Conflict, Opened, reading_page
from phoihop.agree.consultation.views.seeing import Seat, led, official_remark
from phoihop.agree.drafting import verbs as drafting
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.speaking import sentence


@member
@require_POST
def response(request: MemberRequest, pk: int, remark: int) -> HttpResponse:
    return _answer(request, led(request, pk), remark, verbs.respond, _("The response is recorded."))


@member
@require_POST
def changed_response(request: MemberRequest, pk: int, remark: int) -> HttpResponse:
    return _answer(request, led(request, pk), remark, verbs.change_response, _("The response is changed."))


@member
@require_POST
def draft(request: MemberRequest, pk: int, remark: int) -> HttpResponse:
    done = _("The draft is kept; it answers nothing yet.")
    return _answer(request, led(request, pk), remark, _save_draft, done, kind=forms.DraftForm)


def _save_draft(*, seen_revision: int | None = None, **said: Any) -> object:
    """A draft changes no clause, so it does not matter which revision of it was seen."""
    return verbs.save_draft_response(**said)


def _answer(
    request: MemberRequest,
    seat: Seat,
    pk: int,
    verb: Callable[..., object],
    done: str,
    *,
    kind: type[forms.ResponseForm] = forms.ResponseForm,
) -> HttpResponse:
    """One verb; whoever was overtaken gets the page again with both texts and loses nothing."""
    remark = official_remark(seat, pk)
    form = _form(request, seat, remark, kind)
    opened = Opened(clause=_key(remark), remark=remark.number, form=form, wrong=True)
    if form.is_valid():
        try:
            verb(remark=remark, by=seat.actor, at=timezone.now(), **form.cleaned_data)
        except (verbs.AnsweredMeanwhile, drafting.Overtaken) as told:
            opened.conflict = _conflict(told, form)
            form.add_error(None, sentence(told))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, done)
            return redirect(f"{seat.doors.to('show')}?clause={_key(remark)}#r{remark.number}")
    return reading_page(request, seat, opened)


def _form(request: MemberRequest, seat: Seat, remark: Remark, kind: type[forms.ResponseForm]) -> forms.ResponseForm:
    others = seat.round.remarks.filter(number__isnull=False).exclude(pk=remark.pk)
    return kind(
        request.POST,
        numbers={other.number: other for other in others if other.number},
        place=remark.place,
        auto_id=f"id_{remark.number}_%s",
    )


def _key(remark: Remark) -> str:
    return remark.node.key if remark.node else WHOLE


def _conflict(told: NotAllowed, form: forms.ResponseForm) -> Conflict:
    """What stands there now beside what was typed; sending again is then a decision, not an accident."""
    typed = form.cleaned_data
    again = {name: form.data.get(name, "") for name in form.data}
    if isinstance(told, drafting.Overtaken):
        again["seen_revision"] = str(told.theirs.revision)
        form.data = again
        return Conflict(_("The clause as it stands now"), queries.wording_of(told.theirs), typed["wording"])
    theirs = getattr(told, "theirs", None)
    again["seen_response"] = str(theirs.revision if theirs else 0)
    form.data = again
    if theirs is None:
        return Conflict(_("The response as it stands now"), "", typed["reason"])
    said = ". ".join(part for part in (str(theirs.get_outcome_display()), theirs.reason, theirs.wording) if part)
    return Conflict(_("The response of %(name)s") % {"name": theirs.by_name}, said, typed["reason"])
