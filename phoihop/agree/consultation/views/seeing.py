"""Whose eyes and hands a page is for: a seat at a round, taken by an account or by a guest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from phoihop.agree.consultation import queries
from phoihop.agree.consultation.models import Invitation, Remark, Round
from phoihop.agree.drafting.models import Node
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.doors import MemberRequest
from phoihop.kit.verdict import NotAllowed, Verdict
from phoihop.ui.speaking import sentence


@dataclass(frozen=True, slots=True)
class Doors:
    """The same acts lie behind two rows of addresses: a member's, by round, and a guest's, by token."""

    namespace: str
    arg: int | str

    def to(self, name: str, *more: int) -> str:
        return reverse(f"{self.namespace}:{name}", args=[self.arg, *more])

    @property
    def show(self) -> str:
        return self.to("show")

    @property
    def remarks(self) -> str:
        return self.to("remarks")

    @property
    def opinion(self) -> str:
        return self.to("opinion")

    @property
    def names(self) -> dict[str, str]:
        """Names of addresses for the acts on one remark; templates add the remark."""
        return {name: f"{self.namespace}:{name}" for name in ("remark", "removal", "omission", "inclusion")}

    def clause(self, key: str) -> str:
        """The round's page with this clause open, scrolled to it."""
        return f"{self.to('show')}?clause={key}#{key}" if key else self.to("show")


@dataclass(frozen=True, slots=True)
class Seat:
    """`invitation` is None for the lead agency, which was not asked."""

    round: Round
    actor: Actor
    invitation: Invitation | None
    doors: Doors

    @property
    def leads(self) -> bool:
        return queries.leads(self.round, self.actor)


def seat_of(request: MemberRequest, pk: int) -> Seat:
    """What may not be seen does not exist: 404."""
    seen = Round.objects.visible_to(request.actor).select_related("text__framework__lead_agency", "version")
    round_ = get_object_or_404(seen, pk=pk)
    invitation = None if queries.leads(round_, request.actor) else queries.invitation_of(round_, request.actor)
    if invitation is not None:
        invitation.round = round_
    return Seat(round_, request.actor, invitation, Doors("consultation", round_.pk))


def led(request: MemberRequest, pk: int) -> Seat:
    """Pages that are the lead agency's alone do not exist for the others."""
    seat = seat_of(request, pk)
    if not seat.leads:
        raise Http404
    return seat


def own_remark(seat: Seat, pk: int) -> Remark:
    """A remark of the agency that sits here, staff remarks among them."""
    if seat.invitation is None:
        raise Http404
    remark = get_object_or_404(seat.invitation.remarks.select_related("node"), pk=pk)
    remark.invitation, remark.round = seat.invitation, seat.round
    return remark


def official_remark(seat: Seat, pk: int) -> Remark:
    remark = queries.remark_for(seat.round, pk)
    if remark is None or remark.number is None:
        raise Http404
    remark.round = remark.invitation.round = seat.round
    return remark


def node_called(seat: Seat, key: str) -> Node | None:
    """The clause a form speaks of; "" and the names of the page's own places are the whole text."""
    return Node.objects.filter(text=seat.round.text, key=key).first() if key else None


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, if only a button; None binds no form."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict[str, UploadedFile] | None]:
    """The same with files."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def trail(round_: Round) -> list[tuple[str, str]]:
    """The way back, for the crumbs."""
    return [
        (reverse("consultation:list"), _("Consultations")),
        (reverse("consultation:show", args=[round_.pk]), title_of(round_)),
    ]


def title_of(round_: Round) -> str:
    if round_.version is None:
        return _("Consultation, round %(number)d") % {"number": round_.number}
    return _("Consultation on draft no. %(number)d") % {"number": round_.version.number}


def form_page(
    request: HttpRequest,
    *,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], Any],
    then: Callable[[Any], HttpResponse],
    title: str,
    submit: str,
    verdict: Verdict,
    crumbs: list[tuple[str, str]],
    lede: object = "",
    rank: str = "primary",
    template: str = "consultation/act.html",
    **more: Any,
) -> HttpResponse:
    """Every act that asks for something: shown, parsed, handed to one verb; a refusal is the form's error."""
    if request.method == "POST" and form.is_valid():
        try:
            return then(act(form.cleaned_data))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
    page = {
        "form": form,
        "title": title,
        "submit": submit,
        "verdict": verdict,
        "trail": crumbs,
        "lede": lede,
        "rank": rank,
        "uploads": form.is_multipart(),
        **more,
    }
    return render(request, template, page, status=422 if form.errors else 200)
