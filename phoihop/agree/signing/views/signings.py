"""The list of signings, and one signing from preparing to the end."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phoihop.agree.drafting.models import Version
from phoihop.agree.signing import craft, forms, queries, rules, verbs
from phoihop.agree.signing.models import Signing
from phoihop.agree.signing.states import State
from phoihop.agree.signing.views.seeing import acts_of, led, seen, trail
from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.files import kinds
from phoihop.foundation.files import queries as files
from phoihop.ui.acting import act_page, posted
from phoihop.ui.speaking import refusals_told

PAGE = 25
DAYS_TO_SIGN = 10


@member
@require_GET
def index(request: MemberRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("state", "words", "sort")}
    found = queries.signings_for(request.actor, **asked)
    page = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "states": State.choices,
        "asked": asked,
        "filtered": bool(asked["state"] or asked["words"]),
        "versions": queries.versions_to_sign(request.actor),
    }
    return render(request, "signing/list.html", page)


@member
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, version: int) -> HttpResponse:
    found = get_object_or_404(
        Version.objects.select_related("programme", "text__framework__lead_agency"),
        pk=version,
        text__framework__lead_agency=request.actor.agency,
        kind=Version.Kind.FINAL,
    )
    return act_page(
        request,
        form=_prepare_form(request, found),
        act=lambda typed: verbs.prepare_signing(version=found, by=request.actor, at=timezone.now(), **typed),
        then=lambda signing: redirect("signing:show", signing.pk),
        title=_("Prepare the signing"),
        lede=found.programme.name if found.programme else found.text.title,
        submit=_("Set the paper and prepare the signing"),
        verdict=rules.may_prepare(request.actor, found),
        trail=[(reverse("signing:list"), _("Signings"))],
    )


def _prepare_form(request: MemberRequest, version: Version) -> forms.PrepareForm:
    today = timezone.localdate()
    lead = version.text.framework.lead_agency
    return forms.PrepareForm(
        posted(request),
        parties=[(one, queries.proposed_signatories(one, on=today)) for one in queries.parties_of(version)],
        leaders=queries.leaders(request.actor, on=today),
        signed=queries.signed_by_lead(request.actor),
        initial={
            "expires_on": today + dt.timedelta(days=DAYS_TO_SIGN),
            "regime": craft.suggested_regime(lead, on=today),
            "symbol": queries.suggested_symbol(version, on=today),
        },
    )


@member
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    signing = seen(request, pk)
    return render(request, "signing/show.html", _page(request, signing))


@member
@require_GET
def screen(request: MemberRequest, pk: int) -> HttpResponse:
    """For the room: who has signed, who is next, in letters read from the last row. It looks again by itself."""
    signing = seen(request, pk)
    template = "signing/_ceremony.html" if request.htmx else "signing/screen.html"
    page = {"signing": signing, "ceremony": queries.ceremony_of(signing), "witnesses": queries.witnesses_of(signing)}
    return render(request, template, {**page, "is_screen": True})


def _page(request: MemberRequest, signing: Signing) -> dict[str, Any]:
    actor, now = request.actor, timezone.now()
    slots = queries.slots_of(signing)
    leads = signing.version.text.framework.lead_agency_id == actor.agency_id
    witnesses = queries.witnesses_of(signing)
    return {
        "signing": signing,
        "trail": trail(signing)[:-1],
        "title": signing.title,
        "ceremony": queries.ceremony_of(signing, slots),
        "own": acts_of(actor, slots, at=now),
        "witnesses": [(one, queries.also_party(one, slots)) for one in witnesses],
        "photos": queries.photos_of(signing),
        "log": queries.log_of(signing),
        "binding": queries.binding_of(signing),
        "followers": queries.followers_of(signing) if signing.state == State.SIGNED else [],
        "leads": leads,
        "may_arrange": rules.may_arrange(actor, signing),
        "may_open": rules.may_open(actor, signing, at=now),
        "may_stop": rules.may_stop(actor, signing),
        "may_witness": rules.may_witness(actor, signing, at=now),
        "may_attest": rules.may_attest(actor, signing, at=now),
        "may_add_photo": rules.may_add_photo(actor, signing),
        "check_url": reverse(settings.CHECK_PAGE),
    }


@member
@require_http_methods(["GET", "POST"])
def arrangement(request: MemberRequest, pk: int) -> HttpResponse:
    signing = led(request, pk)
    initial = {
        "order": signing.order,
        "expires_on": timezone.localdate(signing.expires_at),
        "held_at": timezone.localtime(signing.held_at) if signing.held_at else None,
        "place": signing.place,
        "regime": signing.regime,
        "symbol": signing.symbol,
    }
    return act_page(
        request,
        form=forms.ArrangeForm(posted(request), initial=initial),
        act=lambda typed: verbs.arrange(signing=signing, by=request.actor, at=timezone.now(), **typed),
        then=lambda signing: redirect("signing:show", signing.pk),
        title=_("Arrange the signing"),
        submit=_("Save the arrangement"),
        verdict=rules.may_arrange(request.actor, signing),
        trail=trail(signing),
    )


@member
@require_POST
def opening(request: MemberRequest, pk: int) -> HttpResponse:
    signing = led(request, pk)
    with refusals_told(request):
        verbs.open_signing(signing=signing, by=request.actor, at=timezone.now())
        messages.success(request, _("The signing is open. Whoever signs first has been told."))
    return redirect("signing:show", pk)


@member
@require_http_methods(["GET", "POST"])
def stopping(request: MemberRequest, pk: int) -> HttpResponse:
    signing = led(request, pk)
    return act_page(
        request,
        form=forms.ReasonForm(posted(request)),
        act=lambda typed: verbs.stop(signing=signing, by=request.actor, at=timezone.now(), **typed),
        then=lambda signing: redirect("signing:show", signing.pk),
        title=_("Stop the signing"),
        lede=_("What was signed so far binds nobody. The text stays settled and can be brought to be signed again."),
        submit=_("Stop the signing"),
        verdict=rules.may_stop(request.actor, signing),
        trail=trail(signing),
        rank="seal",
    )


@member
@require_GET
def paper(request: MemberRequest, pk: int) -> HttpResponse:
    """The PDF as it stands, under a name that tells which state it is: to read, and to be signed elsewhere."""
    signing = seen(request, pk)
    if signing.file is None:
        raise Http404
    name = f"{signing.code}-{signing.revision}.pdf"
    with files.open_file(signing.file) as file:
        answer = HttpResponse(file.read(), content_type=kinds.PDF)
    answer["Content-Disposition"] = content_disposition_header("fetch" in request.GET, name) or "inline"
    return answer


@member
@require_GET
def consolidated(request: MemberRequest, pk: int) -> HttpResponse:
    """`?on=` reads the text as it held at the end of that day."""
    signing = seen(request, pk)
    if signing.state != State.SIGNED:
        raise Http404
    on = _end_of(request.GET.get("on", ""))
    page = {
        "signing": signing,
        "trail": trail(signing),
        "title": _("Consolidated text"),
        "clauses": queries.consolidated(signing, on=on),
        "followers": queries.followers_of(signing),
        "ends_on": queries.ends_on(signing),
        "on": on,
    }
    return render(request, "signing/consolidated.html", page)


def _end_of(day: str) -> dt.datetime | None:
    try:
        return timezone.make_aware(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(23, 59, 59)))
    except ValueError:
        return None
