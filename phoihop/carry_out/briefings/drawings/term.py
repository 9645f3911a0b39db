"""The term of a programme as a line: papers signed, briefings held, difficulties that waited, agencies renamed."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from phoihop.agree.programmes.models import Programme
from phoihop.agree.signing.models import Signing
from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.carry_out.briefings.models.briefings import column_of
from phoihop.carry_out.briefings.states import AHEAD, State
from phoihop.carry_out.escalations import queries as escalations
from phoihop.carry_out.escalations.models import Difficulty
from phoihop.foundation.agencies.queries import day_of
from phoihop.kit.quarters import Period
from phoihop.ui.pictures import Lane, Mark, Span, Timeline


def timeline_of(
    series: Series,
    plan: Iterable[Briefing],
    signings: Iterable[Signing],
    programmes: Iterable[Programme],
    *,
    on: dt.date,
    then: bool = False,
) -> Timeline:
    """As the record has it at the end of that day. `plan` are the briefings of the series with the state and day they
    had then, `signings` those the reader may see, `programmes` those under the framework, with the names of their
    parties' agencies at hand. Reads `framework`; one query and those of the calendars.
    """
    framework = series.framework
    return Timeline(
        key="term",
        title=_("Timeline %(first)s–%(last)s") % {"first": framework.begins_on.year, "last": framework.ends_on.year},
        first=framework.begins_on,
        last=framework.ends_on,
        today=on,
        today_label=(_("As of %(day)s") if then else _("Today %(day)s")) % {"day": f"{on:%d/%m/%Y}"},
        lanes=tuple(
            lane
            for lane in (
                _papers(series, signings, on=on),
                _briefings(plan, on=on),
                _difficulties(series, on=on),
                _agencies(series, programmes, on=on),
            )
            if lane.marks or lane.spans
        ),
        headings=(
            _("Day"),
            pgettext("timeline", "Kind"),
            pgettext("timeline", "What"),
            pgettext("timeline", "Outcome"),
        ),
    )


def _papers(series: Series, signings: Iterable[Signing], *, on: dt.date) -> Lane:
    """One mark for each day papers were signed on, however many parties signed; and the end of the term."""
    days: dict[dt.date, Signing] = {}
    for one in signings:
        if one.signed_at and day_of(one.signed_at) <= on:
            days.setdefault(day_of(one.signed_at), one)
    signed = [
        Mark(
            day,
            one.title,
            "square",
            outcome=pgettext("timeline", "signed"),
            label=_("Signed %(day)s") % {"day": f"{day:%d/%m/%Y}"},
            url=reverse("signing:show", args=[one.pk]),
        )
        for day, one in sorted(days.items())
    ]
    ends = series.framework.ends_on
    over = ends < on
    end = Mark(
        ends,
        _("End of the term"),
        "square",
        "done" if over else "next",
        outcome=pgettext("timeline", "over") if over else pgettext("timeline", "to come"),
        label=pgettext("timeline", "Term ends"),
    )
    return Lane(pgettext("timeline", "Documents"), (*signed, end))


def _briefings(plan: Iterable[Briefing], *, on: dt.date) -> Lane:
    return Lane(_("Briefings"), tuple(_meeting(one, on=on) for one in plan), is_threaded=True)


def _meeting(briefing: Briefing, *, on: dt.date) -> Mark:
    state, day = briefing.state, day_of(briefing.held_at)
    tag = column_of(Period.from_key(briefing.period)) if briefing.period else ""
    late = _was_late(briefing)
    if state == State.CANCELLED:
        shown, outcome = "missed", pgettext("timeline", "not held")
    elif state in AHEAD and day >= on:
        shown, outcome = "next", pgettext("timeline", "to come")
    elif state in AHEAD:
        shown, outcome = "missed", pgettext("timeline", "not held yet")
    elif late:
        shown, outcome = "late", pgettext("timeline", "late")
    else:
        shown, outcome = "done", pgettext("timeline", "in time")
    return Mark(day, briefing.title, "round", shown, outcome, tag=tag, url=briefing.get_absolute_url())  # type: ignore[arg-type]


def _was_late(briefing: Briefing) -> bool:
    planned = briefing.planned.get("date", "")
    return bool(planned) and day_of(briefing.held_at) > dt.date.fromisoformat(planned)


def _difficulties(series: Series, *, on: dt.date) -> Lane:
    """Each stretch in which a leadership body had something before it, in its working days."""
    under = Difficulty.objects.filter(programme__framework=series.framework_id)
    if series.programme_id:
        under = Difficulty.objects.filter(programme=series.programme_id)
    found = escalations.stretches(under, escalations.Stage.DECISION, on=on)
    spans = [
        Span(
            one.since,
            one.until,
            str(one.difficulty),
            _counted(one.days, is_over=one.until is not None),
            one.difficulty.get_absolute_url(),
        )
        for one in found
    ]
    return Lane(pgettext("timeline", "Difficulties"), spans=tuple(spans))


def _counted(days: int, *, is_over: bool) -> str:
    said = (
        ngettext("%(days)d working day", "%(days)d working days", days)
        if is_over
        else ngettext("waiting for %(days)d working day", "waiting for %(days)d working days", days)
    )
    return said % {"days": days}


def _agencies(series: Series, programmes: Iterable[Programme], *, on: dt.date) -> Lane:
    """Agencies around the table that took another name within the term."""
    begins, ends = series.framework.begins_on, min(on, series.framework.ends_on)
    agencies = {party.agency_id: party.agency for one in programmes for party in one.parties.all()}
    renamed = [
        name
        for agency in agencies.values()
        for name in agency.names.all()
        if begins < name.from_on <= ends and name.from_on != agency.founded_on
    ]
    vietnamese = (get_language() or "vi").startswith("vi")
    marks = [
        Mark(
            one.from_on,
            one.name if vietnamese else one.name_en or one.name,
            "tick",
            outcome=one.legal_basis or pgettext("timeline", "takes this name"),
        )
        for one in sorted(renamed, key=lambda one: (one.from_on, one.pk))
    ]
    return Lane(pgettext("timeline", "Organisation"), tuple(marks))
