"""What goes into a calendar that somebody subscribes to."""

import datetime as dt

from django.db.models import Count

from phoihop.carry_out.briefings.models import Briefing, Feed
from phoihop.carry_out.tasks.models import Participation
from phoihop.carry_out.tasks.states import PartState
from phoihop.foundation.agencies.actor import Actor

#: How far back a calendar reaches, so that what was called off is struck out everywhere.
BACK = dt.timedelta(days=120)


def feed_by_token(fingerprint: str) -> Feed | None:
    """A token that was taken back opens nothing."""
    found = Feed.objects.filter(token_sha256=fingerprint, revoked_at=None)
    return found.select_related("agency", "account__person").first()


def feeds_of(actor: Actor) -> tuple[Feed | None, Feed | None]:
    """(the person's own, the agency's), as far as there are any."""
    running = Feed.objects.filter(agency_id=actor.agency_id, revoked_at=None)
    own = running.filter(account_id=actor.account_id).first() if actor.account_id else None
    return own, running.filter(account=None).first()


def briefings_for(agency_id: int, *, on: dt.date) -> list[Briefing]:
    """Those the agency sits at, called off ones included; from some months back on. Two queries."""
    seen = Briefing.objects.visible_to(_Of(agency_id)).filter(held_at__date__gte=on - BACK)  # type: ignore[arg-type]
    rows = seen.select_related("series__framework__lead_agency", "series__programme__standing_unit", "chair_agency")
    return list(rows.defer("planned", "papers_computed").order_by("held_at", "pk"))


class _Of:
    """Whoever reads a calendar is known by the agency alone."""

    def __init__(self, agency_id: int) -> None:
        self.agency_id = agency_id


def parts_for(agency_id: int, *, on: dt.date) -> list[Participation]:
    """The agency's parts in tasks with `moves`, how often each due date was set. One query.

    Those done, released or cancelled within some months stay, so that calendars strike them out.
    """
    parts = Participation.objects.filter(agency_id=agency_id, due_on__gte=on - BACK).exclude(state=PartState.DRAFT)
    counted = parts.annotate(moves=Count("due_dates")).select_related("task__programme")
    return list(counted.defer("due_computed", "task__reading", "task__quote").order_by("due_on", "pk"))
