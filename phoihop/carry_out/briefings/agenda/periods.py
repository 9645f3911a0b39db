"""The period a briefing looks back on, the one that comes next, and all of a term."""

from phoihop.carry_out.briefings.models import Briefing, Series
from phoihop.foundation.agencies.queries import day_of
from phoihop.kit import quarters
from phoihop.kit.quarters import Period, periods_between


def period_of(briefing: Briefing) -> Period:
    """Its own; an extraordinary one looks at the period in which it is held. Reads `series`."""
    series: Series = briefing.series
    cutoff = series.cutoff_day or None
    if briefing.period:
        return Period.from_key(briefing.period, cutoff_day=cutoff)
    return quarters.period_of(day_of(briefing.held_at), series.counted, cutoff_day=cutoff)


def term_of(series: Series) -> list[Period]:
    """Every period of the term, in order. Reads `framework`."""
    framework, cutoff = series.framework, series.cutoff_day or None
    return list(periods_between(framework.begins_on, framework.ends_on, series.counted, cutoff_day=cutoff))


def next_period(briefing: Briefing) -> Period:
    return period_of(briefing).next()
