"""What waits for a person in briefings: to prepare, to hand in, to approve, to close, to number."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phoihop.carry_out.briefings.models import Briefing, Document, OwedPaper, Series
from phoihop.carry_out.briefings.states import AHEAD, AT_WORK, ItemState, State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.due import Due
from phoihop.kit.workdays import Computed

#: How long before papers are due a briefing comes onto the desk of whoever prepares it.
AHEAD_BY = dt.timedelta(days=21)
SOON = dt.timedelta(days=7)
MOST = 20


def waiting_on(actor: Actor, *, on: dt.date) -> list[Due]:
    """Rows for the desk. At most seven queries, however much others have."""
    dues: list[Due] = []
    hosted = _hosted(actor) if actor.may(Permission.MINUTE) or actor.may(Permission.SEAL) else None
    if hosted is not None and actor.may(Permission.MINUTE):
        dues += _to_call(hosted, on=on)
        dues += _to_minute(hosted)
    if hosted is not None and actor.may(Permission.SEAL):
        dues += _to_number(actor)
    if actor.may(Permission.REPORT) or actor.may(Permission.MINUTE):
        dues += _papers(actor, on=on)
    if actor.may(Permission.CHAIR):
        dues += _to_approve(actor)
    dues += _to_attend(actor, on=on)
    return dues


def _hosted(actor: Actor) -> Q:
    """Briefings this agency prepares, as a condition on them."""
    own = Q(framework__lead_agency_id=actor.agency_id) | Q(programme__standing_unit_id=actor.agency_id)
    return Q(series__in=Series.objects.filter(own).values("pk"))


def _rows(found: Q, **more: object) -> object:
    rows = Briefing.objects.filter(found, **more).select_related("series__framework", "series__programme")
    return rows.defer("message").order_by("held_at", "pk")


def _to_call(hosted: Q, *, on: dt.date) -> Iterator[Due]:
    """Due by the day papers are due: with them goes the invitation."""
    for briefing in _rows(hosted, state=State.PLANNED, papers_due_on__lte=on + AHEAD_BY)[:MOST]:  # type: ignore[index]
        yield _due(
            briefing,
            kind="briefing",
            what=_("Call “%(briefing)s”") % {"briefing": briefing.title},
            why=_("Because the agenda, the papers and the invitation are due before the meeting."),
            due_on=briefing.papers_due_on,
            computed=Computed.from_json(briefing.papers_computed).steps,
            act_label=_("Put the agenda together"),
            act_url=reverse("briefings:agenda", args=[briefing.pk]),
            is_primary=True,
        )


def _to_minute(hosted: Q) -> Iterator[Due]:
    """In session, or over with something left to write."""
    open_ = Q(items__removed_at=None, items__state__in=[ItemState.EMPTY, ItemState.DRAFT])
    for briefing in _rows(hosted, state__in=AT_WORK).annotate(left=Count("items", filter=open_))[:MOST]:  # type: ignore[attr-defined]
        if not briefing.left:
            continue
        yield _due(
            briefing,
            kind="briefing",
            what=_("Minutes of “%(briefing)s”") % {"briefing": briefing.title},
            why=ngettext(
                "Because the minutes of %(count)d item are not approved yet.",
                "Because the minutes of %(count)d items are not approved yet.",
                briefing.left,
            )
            % {"count": briefing.left},
            due_on=None,
            act_label=_("Write the minutes"),
            act_url=briefing.get_absolute_url(),
        )


def _to_number(actor: Actor) -> Iterator[Due]:
    """Papers of the agency without a number, the newest version of each."""
    own = Q(briefing__series__framework__lead_agency_id=actor.agency_id, briefing__series__programme=None)
    own |= Q(briefing__series__programme__standing_unit_id=actor.agency_id)
    rows = Document.objects.filter(own, number="", signed=None).exclude(kind=Document.Kind.PACK)
    found = rows.select_related("briefing__series__framework", "briefing__series__programme").order_by("-version")
    newest: dict[tuple[int, str], Document] = {}
    numbered = Document.objects.filter(own).exclude(number="").values_list("briefing_id", "kind")
    for document in found[: MOST * 3]:
        newest.setdefault((document.briefing_id, document.kind), document)
    done = set(numbered) if newest else set()
    for key, document in newest.items():
        if key in done:
            continue
        yield _due(
            document.briefing,
            kind="seal",
            what=_("%(paper)s of “%(briefing)s”")
            % {"paper": document.get_kind_display(), "briefing": document.briefing.title},
            why=_("Because the paper is set and has no number yet."),
            due_on=None,
            act_label=_("Give the number"),
            act_url=reverse("briefings:document", args=[document.briefing_id, document.pk]),
        )


def _papers(actor: Actor, *, on: dt.date) -> Iterator[Due]:
    owed = OwedPaper.objects.filter(agency_id=actor.agency_id, file=None, dropped_at=None, briefing__state__in=AHEAD)
    soon = owed.filter(briefing__papers_due_on__lte=on + AHEAD_BY)
    rows = soon.select_related("briefing__series__framework", "briefing__series__programme")
    for one in rows.order_by("briefing__papers_due_on", "pk")[:MOST]:
        yield _due(
            one.briefing,
            kind="file",
            what=_("Paper for “%(briefing)s”: %(title)s") % {"briefing": one.briefing.title, "title": one.title},
            why=_("Because this agency was asked for it."),
            due_on=one.briefing.papers_due_on,
            computed=Computed.from_json(one.briefing.papers_computed).steps,
            act_label=_("Hand in the paper"),
            act_url=reverse("briefings:paper", args=[one.briefing_id, one.pk]),
            is_primary=True,
        )


def _to_approve(actor: Actor) -> Iterator[Due]:
    """For whoever chairs: drafts to approve, or a briefing to close when none is left."""
    mine = Q(chair_agency_id=actor.agency_id) & (Q(chair_tenure=None) | Q(chair_tenure_id=actor.tenure_id))
    drafts = Count("items", filter=Q(items__removed_at=None, items__state=ItemState.DRAFT))
    for briefing in _rows(mine, state__in=AT_WORK).annotate(drafts=drafts)[:MOST]:  # type: ignore[attr-defined]
        if briefing.drafts:
            yield _due(
                briefing,
                kind="briefing",
                what=_("Approve the minutes of “%(briefing)s”") % {"briefing": briefing.title},
                why=ngettext(
                    "Because %(count)d draft waits for whoever chaired.",
                    "Because %(count)d drafts wait for whoever chaired.",
                    briefing.drafts,
                )
                % {"count": briefing.drafts},
                due_on=None,
                act_label=_("Read and approve"),
                act_url=briefing.get_absolute_url(),
                is_primary=True,
            )
        elif briefing.state == State.MINUTED:
            yield _due(
                briefing,
                kind="briefing",
                what=_("Close “%(briefing)s”") % {"briefing": briefing.title},
                why=_("Because its minutes are complete."),
                due_on=None,
                act_label=_("Close the briefing"),
                act_url=reverse("briefings:closing", args=[briefing.pk]),
            )


def _to_attend(actor: Actor, *, on: dt.date) -> Iterator[Due]:
    invited = Q(seats__agency_id=actor.agency_id)
    coming = Q(held_at__date__range=(on, on + SOON))
    for briefing in _rows(invited & coming, state=State.CALLED).distinct()[:MOST]:  # type: ignore[attr-defined]
        yield _due(
            briefing,
            kind="calendar",
            what=briefing.title,
            why=_("Because this agency is invited."),
            due_on=briefing.held_at.date(),
            act_label=_("Read the papers"),
            act_url=briefing.get_absolute_url(),
        )


def _due(
    briefing: Briefing,
    *,
    kind: str,
    what: str,
    why: str,
    due_on: dt.date | None,
    act_label: str,
    act_url: str,
    computed: tuple = (),
    is_primary: bool = False,
) -> Due:
    return Due(
        kind=kind,
        what=what,
        url=briefing.get_absolute_url(),
        why=why,
        due_on=due_on,
        act_label=act_label,
        act_url=act_url,
        framework_id=briefing.series.framework_id,
        programme=briefing.series.framework.title,
        computed=computed,
        is_primary=is_primary,
    )
