"""What people ask of the books. Reads only."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, Max, Min, Q, QuerySet, RowRange, Window
from django.db.models.functions import Coalesce, ExtractYear

from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.numbers import notation
from phoihop.foundation.numbers.models import Number, NumberQuerySet, Series, SeriesQuerySet, Symbol, Term
from phoihop.foundation.numbers.states import State
from phoihop.kit.vietnamese import fold

# ── Terms and abbreviations ──────────────────────────────────────────────────


def term_on(agency: Agency, day: dt.date) -> Term | None:
    """The term of the agency that covers this day, if one was entered."""
    ending = Q(until_on=None) | Q(until_on__gte=day)
    return Term.objects.filter(ending, agency=agency, from_on__lte=day).order_by("-from_on", "pk").first()


def terms_of(agency: Agency) -> QuerySet[Term]:
    return Term.objects.filter(agency=agency).order_by("-from_on", "pk")


def symbol_on(agency: Agency, day: dt.date, *, body: str = "") -> str:
    """What stands for the agency, or for an advisory body of it, in numbers of that day; "" when nobody has said."""
    named = Symbol.objects.filter(agency=agency, body=body, from_on__lte=day).order_by("-from_on", "pk")
    return named.values_list("text", flat=True).first() or ""


def symbols_of(agency: Agency) -> QuerySet[Symbol]:
    return Symbol.objects.filter(agency=agency).order_by("body", "-from_on", "pk")


def bodies_of(agency: Agency) -> list[str]:
    """Advisory bodies that number their papers apart."""
    named = Symbol.objects.filter(agency=agency).exclude(body="")
    return list(named.order_by("body").values_list("body", flat=True).distinct())


# ── Series ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Place:
    """Which series a paper belongs to, whether or not it has begun: the fields that tell series apart."""

    agency: Agency
    regime: str
    year: int | None
    term: Term | None
    paper_type: str
    body: str


def place_of(agency: Agency, paper_type: str, on: dt.date, *, body: str = "") -> Place | None:
    """None where numbers run by terms and no term covers that day."""
    series = notation.rules_of(agency.regime, on).series
    kind = paper_type if series.per_type else ""
    if series.restarts == "year":
        return Place(agency, agency.regime, on.year, None, kind, body)
    term = term_on(agency, on)
    return Place(agency, agency.regime, None, term, kind, body) if term else None


def series_at(place: Place) -> Series | None:
    return Series.objects.filter(
        agency=place.agency, year=place.year, term=place.term, paper_type=place.paper_type, body=place.body
    ).first()


@dataclass(frozen=True, slots=True)
class Next:
    """The number that would be given now; whoever reserves first has it."""

    number: int
    display: str


def next_number(agency: Agency, paper_type: str, on: dt.date, *, body: str = "", unit: str = "") -> Next | None:
    """A look ahead, nothing is kept. None where something is missing first: `may_reserve` and `has_symbol` say what."""
    place, organ = place_of(agency, paper_type, on, body=body), symbol_on(agency, on, body=body)
    if place is None or not organ or not notation.is_type(agency.regime, paper_type, on):
        return None
    series = series_at(place)
    number = series.last + 1 if series else 1
    symbol = notation.symbol_of(agency.regime, paper_type, organ, on, unit=unit)
    return Next(number, notation.display(agency.regime, number, symbol, on))


ORDERS = {"period": "begun", "kind": "paper_type", "last": "last"}


def series_of(agency: Agency, *, period: str = "", order: str = "-period") -> SeriesQuerySet:
    """The agency's series with `reserved`, `used` and `voided` counts. `period` is a year, or "term-<id>"."""
    found = Series.objects.filter(agency=agency).select_related("term")
    if period.startswith("term-") and period[5:].isdecimal():
        found = found.filter(term_id=int(period[5:]))
    elif period.isdecimal():
        found = found.filter(year=int(period))
    states = {state.lower(): Count("numbers", filter=Q(numbers__state=state)) for state in State.values}
    column = F(ORDERS.get(order.lstrip("-"), "begun"))
    by = column.desc() if order.startswith("-") else column.asc()
    begun = Coalesce(ExtractYear("term__from_on"), "year", output_field=IntegerField())
    return found.annotate(begun=begun, **states).order_by(by, "-term__from_on", "paper_type", "body", "pk")


def periods_of(agency: Agency) -> list[tuple[str, str]]:
    """(value, label) of each year or term that has a series, newest first."""
    years = Series.objects.filter(agency=agency, term=None).order_by("-year").values_list("year", flat=True)
    terms = Term.objects.filter(series__agency=agency).order_by("-from_on", "pk").distinct()
    return [(str(year), str(year)) for year in years.distinct()] + [(f"term-{term.pk}", term.name) for term in terms]


# ── Lines of the book ────────────────────────────────────────────────────────

LINE_ORDERS = {"number": ("series_id", "number"), "day": ("on", "number"), "subject": ("subject_line", "number")}


def book_of(
    agency: Agency,
    *,
    series: Series | None = None,
    year: int | None = None,
    state: str = "",
    words: str = "",
    order: str = "number",
) -> NumberQuerySet:
    """Lines of the agency's book, for a paginator: of one series, of one year's papers, or all of them."""
    found = Number.objects.filter(series__agency=agency).select_related("series__term")
    if series is not None:
        found = found.filter(series=series)
    if year is not None:
        found = found.filter(on__gte=dt.date(year, 1, 1), on__lte=dt.date(year, 12, 31))
    if state:
        found = found.filter(state=state)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    columns = LINE_ORDERS.get(order.lstrip("-"), LINE_ORDERS["number"])
    backwards = order.startswith("-")
    return found.order_by(*(F(one).desc() if backwards else F(one).asc() for one in columns), "pk")


def number_of(subject: Any, *, agency: Agency | None = None) -> Number | None:
    """The number this paper has (in that agency's book), void ones aside; the newest when it has several."""
    found = Number.objects.not_void().filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    if agency is not None:
        found = found.filter(series__agency=agency)
    return found.select_related("series__term").order_by("-pk").first()


def out_of_step(series: Series) -> list[Number]:
    """Entered papers dated before one that has a lower number: numbers follow the days (Decree 30/2020 art. 15)."""
    # A window reads the series once; a subquery for each line would take seconds in a book of thousands.
    latest = Window(Max("on"), order_by="number", frame=RowRange(start=None, end=-1))
    entered = Number.objects.filter(series=series, state=State.USED).select_related("series__term")
    return list(entered.annotate(latest=latest).filter(on__lt=F("latest")).order_by("number", "pk"))


# ── Is the book whole ────────────────────────────────────────────────────────


def gaps(series: Series) -> list[int]:
    """Numbers that ought to be in the series and are not: empty, always, unless someone wrote around the verbs."""
    present = set(series.numbers.values_list("number", flat=True))
    return [number for number in range(series.first, series.last + 1) if number not in present]


def unsound() -> QuerySet[Series]:
    """Series of the whole installation whose lines do not run from first to last; for `phoihop doctor`. One query."""
    counted = Series.objects.annotate(
        lines=Count("numbers"), lowest=Min("numbers__number"), highest=Max("numbers__number")
    )
    whole = Q(lines=F("last") - F("first") + 1) & (Q(lines=0) | Q(lowest=F("first"), highest=F("last")))
    return counted.exclude(whole).select_related("agency", "term").order_by("pk")
