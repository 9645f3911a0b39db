"""What a person, or an agency for its seal, signs with: certificates and pictures. Keys never come here."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from phoihop.agree.signing import forms, queries, rules, verbs
from phoihop.agree.signing.models import Certificate
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.files import kinds
from phoihop.foundation.files import verbs as files
from phoihop.kit.verdict import NotAllowed
from phoihop.ui.speaking import refusals_told, sentence


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    return _page(request)


def _page(request: MemberRequest, **opened: Any) -> HttpResponse:
    may_seal = request.actor.may(Permission.SEAL)
    kept = queries.certificates_kept_by(request.actor)
    page = {
        "certificates": [(one, rules.may_withdraw(request.actor, one)) for one in kept],
        "specimens": queries.specimens_kept_by(request.actor),
        "form": forms.CertificateForm(may_seal=may_seal),
        "specimen_form": forms.SpecimenForm(may_seal=may_seal, prefix="specimen"),
        "may_register": rules.may_register_own(request.actor),
        "now": timezone.now(),
        **opened,
    }
    return render(request, "signing/certificates.html", page, status=422 if opened else 200)


@member
@require_POST
def registration(request: MemberRequest) -> HttpResponse:
    form = forms.CertificateForm(request.POST, request.FILES, may_seal=request.actor.may(Permission.SEAL))
    if form.is_valid():
        try:
            verbs.register_certificate(
                data=form.cleaned_data["file"].read(),
                agency=_whose(request, form.cleaned_data["whose"]),
                by=request.actor,
                at=timezone.now(),
            )
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The certificate is registered. Signatures made with it are recognised."))
            return redirect("signing:certificates")
    return _page(request, form=form)


@member
@require_POST
def specimens(request: MemberRequest) -> HttpResponse:
    form = forms.SpecimenForm(
        request.POST, request.FILES, may_seal=request.actor.may(Permission.SEAL), prefix="specimen"
    )
    if form.is_valid():
        try:
            _keep(request, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The picture is kept, and put on papers signed from now on."))
            return redirect("signing:certificates")
    return _page(request, specimen_form=form)


def _keep(request: MemberRequest, *, file: UploadedFile, whose: str) -> None:
    now = timezone.now()
    kept = files.keep(data=file, name=file.name or "", by=request.actor, at=now, kinds=kinds.PICTURES)
    verbs.keep_specimen(file=kept, agency=_whose(request, whose), by=request.actor, at=now)


def _whose(request: MemberRequest, chosen: str) -> Agency | None:
    return request.actor.agency if chosen == "agency" else None


@member
@require_POST
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    kept = [one.pk for one in queries.certificates_kept_by(request.actor)]
    found = get_object_or_404(Certificate.objects.select_related("agency"), pk=pk, pk__in=kept)
    with refusals_told(request):
        verbs.withdraw_certificate(certificate=found, by=request.actor, at=timezone.now())
    return redirect("signing:certificates")
