"""Who is there, what was seen, and what the text changes: the lead agency's own pages."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phoihop.agree.signing import forms, queries, rules, verbs
from phoihop.agree.signing.models import Change, Photo, Signing, Slot
from phoihop.agree.signing.views.seeing import led, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.files import kinds
from phoihop.foundation.files import verbs as files
from phoihop.ui.acting import act_page, posted, sent
from phoihop.ui.speaking import refusals_told


@member
@require_http_methods(["GET", "POST"])
def witness(request: MemberRequest, pk: int) -> HttpResponse:
    signing = led(request, pk)
    leaders = queries.leaders(request.actor, on=timezone.localdate())
    return act_page(
        request,
        form=forms.WitnessForm(posted(request), leaders=leaders),
        act=lambda typed: verbs.invite_witness(signing=signing, by=request.actor, at=timezone.now(), **typed),
        then=lambda _witness: redirect("signing:show", pk),
        title=_("Invite a witness"),
        submit=_("Invite"),
        verdict=rules.may_arrange(request.actor, signing),
        trail=trail(signing),
    )


@member
@require_POST
def presence(request: MemberRequest, pk: int, witness: int) -> HttpResponse:
    signing = led(request, pk)
    found = get_object_or_404(signing.witnesses, pk=witness)
    found.signing = signing
    with refusals_told(request):
        verbs.note_presence(witness=found, by=request.actor, at=timezone.now())
    return redirect("signing:show", pk)


@member
@require_http_methods(["GET", "POST"])
def photos(request: MemberRequest, pk: int) -> HttpResponse:
    signing = led(request, pk)
    return act_page(
        request,
        form=forms.PhotoForm(*sent(request)),
        act=lambda typed: _add_photo(request, signing, **typed),
        then=lambda _photo: redirect("signing:show", pk),
        title=_("Add a photo"),
        submit=_("Add the photo"),
        verdict=rules.may_add_photo(request.actor, signing),
        trail=trail(signing),
    )


def _add_photo(request: MemberRequest, signing: Signing, *, photo: UploadedFile, caption: str) -> Photo:
    now = timezone.now()
    file = files.keep(data=photo, name=photo.name or "", by=request.actor, at=now, kinds=kinds.PICTURES)
    return verbs.add_photo(signing=signing, file=file, caption=caption, by=request.actor, at=now)


@member
@require_http_methods(["GET", "POST"])
def attestation(request: MemberRequest, pk: int) -> HttpResponse:
    """The paper was signed by hand: its scan, the numbers on it, and the clerk's word for it."""
    signing = led(request, pk)
    places = [slot for slot in queries.slots_of(signing) if slot.kind == Slot.Kind.NUMBER]
    return act_page(
        request,
        form=forms.AttestForm(*sent(request), places=places),
        act=lambda typed: _attest(request, signing, **typed),
        then=lambda _signing: redirect("signing:show", pk),
        title=_("Signed by hand"),
        lede=_("The paper was signed and sealed in ink. Its scan takes the place of electronic signatures."),
        submit=_("Attest and complete the signing"),
        verdict=rules.may_attest(request.actor, signing, at=timezone.now()),
        trail=trail(signing),
        rank="seal",
    )


def _attest(request: MemberRequest, signing: Signing, *, scan: UploadedFile, numbers: dict[int, str]) -> Signing:
    now = timezone.now()
    rules.may_attest(request.actor, signing, at=now).require()
    file = files.keep(data=scan, name=scan.name or "", by=request.actor, at=now, kinds={kinds.PDF})
    return verbs.attest_wet_ink(signing=signing, scan=file, numbers=numbers, by=request.actor, at=now)


@member
@require_http_methods(["GET", "POST"])
def changes(request: MemberRequest, pk: int) -> HttpResponse:
    """Clause by clause, what a text that changes another does to it."""
    signing = led(request, pk)
    binding = queries.binding_of(signing)
    if binding is None:
        return redirect("signing:show", pk)
    form = forms.ChangeForm(
        posted(request), targets=queries.clauses_to_change(binding.first), sources=queries.clauses_in(signing.version)
    )
    labels = dict(queries.clauses_to_change(binding.first)) | dict(queries.clauses_in(signing.version))
    return act_page(
        request,
        form=form,
        act=lambda typed: verbs.name_change(signing=signing, by=request.actor, at=timezone.now(), **typed),
        then=lambda _change: redirect("signing:changes", pk),
        title=_("What it changes"),
        lede=_("So that the text signed before can be read as it holds with this one."),
        submit=_("Note the change"),
        verdict=rules.may_arrange(request.actor, signing),
        trail=trail(signing),
        template="signing/changes.html",
        changes=[
            (one, labels.get(one.target_key, one.target_key), labels.get(one.source_key, ""))
            for one in binding.changes.order_by("pk")
        ],
        signing=signing,
    )


@member
@require_POST
def change_removal(request: MemberRequest, pk: int, change: int) -> HttpResponse:
    signing = led(request, pk)
    found = get_object_or_404(Change.objects.select_related("binding"), pk=change, binding__signing=signing)
    found.binding.signing = signing
    with refusals_told(request):
        verbs.drop_change(change=found, by=request.actor, at=timezone.now())
        messages.success(request, _("The change was taken back."))
    return redirect("signing:changes", pk)
