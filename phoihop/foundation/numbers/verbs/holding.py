"""The row under which numbers are given, one at a time."""

import datetime as dt

from django.db.models import F

from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.numbers import queries
from phoihop.foundation.numbers.models import Series, Term
from phoihop.kit.verdict import StateMoved


def series_for(agency: Agency, paper_type: str, on: dt.date, *, body: str) -> Series:
    """The series such a paper belongs to, begun if it has not; a term is held, lest it close meanwhile.

    Call it inside a transaction, after the rule that says there is such a place. Raises StateMoved when it is gone.
    """
    place = queries.place_of(agency, paper_type, on, body=body)
    if place is None or (place.term and not Term.objects.select_for_update().get(pk=place.term.pk).covers(on)):
        raise StateMoved
    series, _new = Series.objects.get_or_create(
        agency=agency,
        year=place.year,
        term=place.term,
        paper_type=place.paper_type,
        body=body,
        defaults={"regime": place.regime},
    )
    return series


def take_next(series: Series) -> int:
    """The next number. Counting up takes the row's lock and keeps it until the transaction ends, well or not.

    Whoever comes meanwhile waits and counts on from what was committed; what is rolled back was never counted.
    """
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db(fields=["first", "last"])
    return series.last
