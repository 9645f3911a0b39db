from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.notices import queries as notices


def shell(request: HttpRequest) -> dict[str, Any]:
    """Nothing is asked of the database for those who are not signed in."""
    actor = getattr(request, "actor", None)
    context: dict[str, Any] = {
        "demo": _demo(),
        "sign_in_url": reverse(settings.LOGIN_URL),
        "home_url": reverse("desk:home"),
    }
    if not actor:
        return context
    return context | {
        "actor": actor,
        "menu": _menu(request.path, actor),
        "notices_url": reverse("notices:list"),
        "unread_notices": notices.unread_count(actor.account_id) if actor.account_id else 0,
        "account_url": reverse("agencies:account"),
        "sign_out_url": reverse("account_logout"),
        "unit_name": str(actor.agency),
    }


def _menu(path: str, actor: Actor) -> list[dict[str, Any]]:
    entries = [
        (_("Desk"), reverse("desk:show")),
        (_("Programmes"), reverse("programmes:index")),
        (_("Consultations"), reverse("consultation:list")),
        (_("Signings"), reverse("signing:list")),
        (_("Tasks"), reverse("tasks:list")),
        (_("Difficulties"), reverse("escalations:list")),
        (_("Briefings"), reverse("briefings:list")),
        (_("Legal bases"), reverse("programmes:register")),
        (_("Calendar"), reverse("calendar:list")),
        (_("Agencies"), reverse("agencies:index")),
    ]
    if actor.may(Permission.DECIDE):
        entries.insert(1, (_("Waiting for a directive"), reverse("escalations:awaited")))
    if actor.may(Permission.SEAL):
        entries.insert(-1, (_("Books of papers"), reverse("numbers:list")))
    if actor.may(Permission.ADMINISTER):
        entries.append((_("Administration"), reverse("agencies:accounts")))
    # A room and a text are faces of a programme.
    path = reverse("programmes:index") if path.startswith(("/rooms/", "/texts/", "/programmes/")) else path
    here = max((url for _label, url in entries if path.startswith(url)), key=len, default="")
    return [{"label": label, "url": url, "current": url == here} for label, url in entries]


def _demo() -> dict[str, str] | None:
    return {"switch_url": reverse("demo:sign_in")} if settings.DEMO else None
