"""The books in which an agency enters its official papers: series, numbers, terms and abbreviations."""

import datetime as dt
from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q

from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.numbers import notation
from phoihop.foundation.numbers.states import LIFE, State


class Symbol(models.Model):
    """What stands for an agency in the numbers of its papers ("UBND", "BXDĐ"), from a day until another begins.

    `body` names an advisory body that numbers its papers apart; "" is the agency itself.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="symbols")
    body = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=notation.LONGEST_SYMBOL)
    from_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "body", "from_on"], name="one_symbol_begins_on_a_day")]

    def __str__(self) -> str:
        return self.text

    @property
    def ledger_chain(self) -> str:
        return f"within:{self.agency_id}"


class Term(models.Model):
    """A committee's term, from the close of one congress to the close of the next; `until_on` is its last day."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=60)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency"], condition=Q(until_on=None), name="one_term_runs_at_a_time"),
            models.UniqueConstraint(fields=["agency", "from_on"], name="one_term_begins_on_a_day"),
            models.CheckConstraint(
                name="a_term_ends_after_it_begins", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ledger_chain(self) -> str:
        return f"within:{self.agency_id}"

    def covers(self, day: dt.date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class Kept(models.QuerySet[Any]):
    """What is in a book stays in it."""

    def delete(self) -> NoReturn:
        raise TypeError("a number stays in its book: void it")


class SeriesQuerySet(Kept):
    def visible_to(self, actor: Actor) -> "SeriesQuerySet":
        """A book is its agency's own affair."""
        return self.filter(agency_id=actor.agency_id)


class Series(models.Model):
    """Numbers that follow one another: of a year for the State, of a term and a kind of paper for the Party.

    What restarts them, and whether each kind of paper counts by itself, is in the rule set of the day they began.
    Numbers run from `first` to `last` without a gap; an empty series has `last` = `first` - 1. The row is the lock
    under which the next number is given. Decree 30/2020 art. 15.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="series")
    regime = models.CharField(max_length=10, choices=Agency.Regime)
    year = models.PositiveSmallIntegerField(null=True)
    term = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="series")
    paper_type = models.CharField(max_length=10, blank=True)
    body = models.CharField(max_length=120, blank=True)
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField(default=0)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "paper_type", "body"],
                condition=Q(term=None),
                name="one_series_of_a_year_for_each_body_and_kind",
            ),
            models.UniqueConstraint(
                fields=["agency", "term", "paper_type", "body"],
                condition=Q(term__isnull=False),
                name="one_series_of_a_term_for_each_body_and_kind",
            ),
            models.CheckConstraint(
                name="a_series_is_of_a_year_or_of_a_term",
                condition=Q(year__isnull=False, term=None) | Q(year=None, term__isnull=False),
            ),
            models.CheckConstraint(
                name="a_series_begins_at_one_or_later_and_never_runs_back",
                condition=Q(first__gte=1, last__gte=F("first") - 1),
            ),
        ]

    @property
    def ledger_chain(self) -> str:
        return f"within:{self.agency_id}"

    def delete(self, *_args: Any, **_more: Any) -> NoReturn:
        raise TypeError("a series stays in its book")

    @property
    def is_empty(self) -> bool:
        return self.last < self.first

    @property
    def period(self) -> str:
        """ "2026", or the name of the term; reads `term`."""
        return self.term.name if self.term else str(self.year)

    @property
    def type_label(self) -> Any:
        """The kind of paper the series is kept for; "" where it takes every kind."""
        return notation.PAPER_TYPES[self.paper_type].label if self.paper_type else ""

    def covers(self, day: dt.date) -> bool:
        """Whether a paper of that day belongs here; reads `term`."""
        return self.term.covers(day) if self.term else day.year == self.year


class NumberQuerySet(Kept):
    def visible_to(self, actor: Actor) -> "NumberQuerySet":
        return self.filter(series__agency_id=actor.agency_id)

    def not_void(self) -> "NumberQuerySet":
        return self.exclude(state=State.VOIDED)


class Number(models.Model):
    """A line of the book. What paper it stands on is said by type and id, for papers outlive their rows.

    The columns are those of the register of outgoing papers (Decree 30/2020, annex IV), lengths those of annex VI.
    `folded` is what the line is found by: number, symbol, subject, signer and recipients, all without tones.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=LIFE.start)
    paper_type = models.CharField(max_length=10)
    symbol = models.CharField(max_length=notation.LONGEST_SYMBOL)
    on = models.DateField()
    subject_line = models.CharField(max_length=500, blank=True)
    signer = models.CharField(max_length=150, blank=True)
    recipients = models.CharField(max_length=1000, blank=True)
    kept_by = models.CharField(max_length=200, blank=True)
    copies = models.PositiveSmallIntegerField(null=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    reserved_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    folded = models.TextField()

    objects = NumberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="a_number_is_given_once"),
            models.UniqueConstraint(
                fields=["series", "subject_type", "subject_id"],
                condition=~Q(subject_id="") & ~Q(state=State.VOIDED),
                name="a_paper_has_one_number_in_a_series",
            ),
            models.CheckConstraint(
                name="a_number_was_entered_iff_used",
                condition=Q(state=State.RESERVED, used_at=None)
                | Q(state=State.VOIDED)
                | (Q(state=State.USED, used_at__isnull=False) & ~Q(subject_line="")),
            ),
            models.CheckConstraint(
                name="a_number_says_why_iff_void",
                condition=(Q(state=State.VOIDED, voided_at__isnull=False) & ~Q(reason=""))
                | (~Q(state=State.VOIDED) & Q(voided_at=None, reason="")),
            ),
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="numbers_by_paper")]

    def __str__(self) -> str:
        return self.display

    def delete(self, *_args: Any, **_more: Any) -> NoReturn:
        raise TypeError("a number stays in its book: void it")

    @property
    def display(self) -> str:
        """ "05/QCPH-UBND"; reads `series`."""
        return notation.display(self.series.regime, self.number, self.symbol, self.on)

    @property
    def type_label(self) -> Any:
        return notation.PAPER_TYPES[self.paper_type].label

    @property
    def ledger_chain(self) -> str:
        return self.series.ledger_chain
