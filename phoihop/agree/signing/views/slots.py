"""One place that waits for a signature or a number, and the ways to give it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.agree.signing import craft, forms, queries, rules, verbs
from phoihop.agree.signing.models import Slot
from phoihop.agree.signing.states import SlotState
from phoihop.agree.signing.views.seeing import is_own, own_place, place_in, seen, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.numbers import queries as numbers
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.acting import act_page, posted, sent
from phoihop.ui.speaking import refusals_told, sentence


def _own(request: MemberRequest, pk: int, slot: int) -> Slot:
    """A place of somebody else's does not exist for this page."""
    found = place_in(seen(request, pk), slot)
    if not is_own(request.actor, found):
        raise Http404
    return found


@member
@require_GET
def signature(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    return _choosing(request, _own(request, pk, slot))


def _choosing(request: MemberRequest, slot: Slot, **opened: Any) -> HttpResponse:
    """All ways side by side; what was typed wrongly in one of them is there again."""
    now = timezone.now()
    page = {
        "signing": slot.signing,
        "slot": slot,
        "title": _("Seal") if slot.kind == Slot.Kind.SEAL else _("Sign"),
        "trail": trail(slot.signing),
        "certificate": queries.certificate_of(slot, at=now),
        "attempt": queries.running_attempt(slot.signing),
        "may_sign": rules.may_sign(request.actor, slot, at=now),
        "may_hand_back": rules.may_hand_back(request.actor, slot, at=now),
        "may_sign_in_demo": rules.may_sign_in_demo(request.actor, slot, at=now),
        "may_decline": rules.may_decline(request.actor, slot, at=now),
        "hand_back": forms.HandBackForm(),
        "remote": forms.RemoteForm() if settings.SIGNING_SERVICE_URL else None,
        "device": forms.DeviceForm() if settings.SIGNING_DEVICE_MODULE else None,
        "demo_signing": settings.DEMO,
        **opened,
    }
    wrong = any(form.errors for form in opened.values())
    return render(request, "signing/signature.html", page, status=422 if wrong else 200)


@member
@require_POST
def hand_back(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    found = _own(request, pk, slot)
    form = forms.HandBackForm(*sent(request))
    if form.is_valid():
        try:
            data = form.cleaned_data["file"].read()
            verbs.take_hand_back(slot=found, data=data, by=request.actor, at=timezone.now())
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _signed(request, found)
    return _choosing(request, found, hand_back=form)


@member
@require_POST
def remote(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    found = _own(request, pk, slot)
    form = forms.RemoteForm(posted(request))
    if form.is_valid():
        try:
            key = craft.remote_key(**form.cleaned_data)
            verbs.sign_with(slot=found, key=key, way=Slot.Way.REMOTE, by=request.actor, at=timezone.now())
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _signed(request, found)
    return _choosing(request, found, remote=form)


@member
@require_POST
def device(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    found = _own(request, pk, slot)
    form = forms.DeviceForm(posted(request))
    if form.is_valid():
        try:
            key = craft.device_key(**form.cleaned_data)
            verbs.sign_with(slot=found, key=key, way=Slot.Way.TOKEN, by=request.actor, at=timezone.now())
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _signed(request, found)
    return _choosing(request, found, device=form)


@member
@require_POST
def demo(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    found = _own(request, pk, slot)
    with refusals_told(request):
        verbs.sign_in_demo(slot=found, by=request.actor, at=timezone.now())
        return _signed(request, found)
    return redirect("signing:signature", pk, slot)


def _signed(request: MemberRequest, slot: Slot) -> HttpResponse:
    messages.success(request, _("The signature is in the paper. The receipt tells what was signed, and with what."))
    return redirect("signing:receipt", slot.signing_id, slot.pk)


@member
@require_POST
def abandonment(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    found = _own(request, pk, slot)
    attempt = queries.running_attempt(found.signing)
    if attempt is None or attempt.slot_id != found.pk:
        raise Http404
    attempt.slot, attempt.signing = found, found.signing
    with refusals_told(request):
        verbs.abandon_slot(attempt=attempt, by=request.actor, at=timezone.now())
    return redirect("signing:signature", pk, slot)


@member
@require_http_methods(["GET", "POST"])
def number(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    found = _own(request, pk, slot)
    if found.kind != Slot.Kind.NUMBER:
        raise Http404
    return act_page(
        request,
        form=forms.NumberForm(posted(request), hint=_book_hint(found)),
        act=lambda typed: verbs.put_number(slot=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _slot: redirect("signing:show", pk),
        title=_("Give the number"),
        lede=found.signing.title,
        submit=_("Give the number"),
        verdict=rules.may_put_number(request.actor, found, at=timezone.now()),
        trail=trail(found.signing),
    )


def _book_hint(slot: Slot) -> str:
    kind = queries.paper_type(slot.signing.version)
    coming = numbers.next_number(slot.agency, kind, timezone.localdate())
    if coming is None:
        return _("The book here has no series for this paper yet: type the number from the agency's own book.")
    return _("Leave empty to take the next one of the book kept here, %(number)s; or type one from another book.") % {
        "number": coming.display
    }


@member
@require_http_methods(["GET", "POST"])
def substitution(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    found = own_place(request, pk, slot)
    if not found.by_person:
        raise Http404
    others = queries.signatories_of(found.agency, on=timezone.localdate()).exclude(pk=found.tenure_id or 0)
    return act_page(
        request,
        form=forms.SubstituteForm(posted(request), signatories=others),
        act=lambda typed: verbs.substitute(slot=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _slot: redirect("signing:show", pk),
        title=_("Another signatory"),
        lede=_("%(name)s was named to sign for %(agency)s. The paper is set again with the new name.")
        % {"name": found.signatory, "agency": found.agency_name},
        submit=_("Name the substitute"),
        verdict=rules.may_substitute(request.actor, found, at=timezone.now()),
        trail=trail(found.signing),
    )


@member
@require_http_methods(["GET", "POST"])
def refusal(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    found = _own(request, pk, slot)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.decline(slot=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda _slot: redirect("signing:show", pk),
        title=_("Decline to sign"),
        lede=_("The signing then ends for everybody. All parties are told the reason."),
        submit=_("Decline to sign"),
        verdict=rules.may_decline(request.actor, found, at=timezone.now()),
        trail=trail(found.signing),
        rank="seal",
    )


@member
@require_GET
def receipt(request: MemberRequest, pk: int, slot: int) -> HttpResponse:
    """What a signer takes away as proof; for whoever sees the signing."""
    found = place_in(seen(request, pk), slot)
    if found.state != SlotState.SIGNED:
        raise Http404
    page = {
        "signing": found.signing,
        "slot": found,
        "stamped_at": parse_datetime(found.receipt.get("signed_at") or ""),
        "title": _("Receipt"),
        "trail": trail(found.signing),
    }
    return render(request, "signing/receipt.html", page)
