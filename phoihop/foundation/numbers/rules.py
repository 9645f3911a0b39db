"""Who may keep an agency's books, and why not."""

import datetime as dt
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import CLOCK, Actor, Clock
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.numbers import notation, queries
from phoihop.foundation.numbers.models import Number, Series, Symbol, Term
from phoihop.foundation.numbers.states import LIFE, State
from phoihop.kit.verdict import YES, Verdict, first_no, no

Doer = Actor | Clock

ONLY_ONCE = no(_("The series has begun already: its start is set once, before the first number is given."))


def may_keep_book(actor: Doer, agency: Agency) -> Verdict:
    """The clerk of the agency; and the installation itself, when a stage numbers its own papers."""
    if actor == CLOCK:
        return YES
    if not isinstance(actor, Actor) or not actor.may(Permission.SEAL):
        return no(_("Only a records clerk gives papers their numbers."))
    if actor.agency_id != agency.pk:
        return no(_("Only the agency itself keeps its book."))
    return YES


def may_keep_terms(actor: Doer, agency: Agency) -> Verdict:
    """Terms and abbreviations are kept by the clerk or the administrator of the agency."""
    if not isinstance(actor, Actor) or not (actor.may(Permission.SEAL) or actor.may(Permission.ADMINISTER)):
        return no(_("Only a records clerk or an administrator of the agency keeps its terms and abbreviations."))
    if actor.agency_id != agency.pk:
        return no(_("Only the agency itself keeps its terms and abbreviations."))
    return YES


# ── Terms and abbreviations ──────────────────────────────────────────────────


def may_open_term(actor: Doer, agency: Agency, *, from_on: dt.date) -> Verdict:
    return first_no(may_keep_terms(actor, agency), _counts_by_term(agency, from_on), _no_term_runs(agency, from_on))


def _counts_by_term(agency: Agency, on: dt.date) -> Verdict:
    if not notation.counts_by_term(agency.regime, on):
        return no(_("Only Party organs count by terms; the numbers of this agency begin anew each year."))
    return YES


def _no_term_runs(agency: Agency, from_on: dt.date) -> Verdict:
    last = queries.terms_of(agency).first()
    if last is None:
        return YES
    if last.until_on is None:
        return no(format_lazy(_("The term {name} is still running. Enter its last day first."), name=last.name))
    if from_on <= last.until_on:
        return no(
            format_lazy(
                _("The term {name} lasts until {day}. The next begins after that day."),
                name=last.name,
                day=f"{last.until_on:%d/%m/%Y}",
            )
        )
    return YES


def may_close_term(actor: Doer, term: Term, *, until_on: dt.date) -> Verdict:
    first = may_keep_terms(actor, term.agency)
    if not first:
        return first
    if term.until_on is not None:
        return no(_("The last day of this term is entered already."))
    if until_on < term.from_on:
        return no(_("A term cannot end before it begins."))
    later = Number.objects.not_void().filter(series__term=term, on__gt=until_on).select_related("series").order_by("on")
    paper = later.first()
    if paper is not None:
        sentence = _("Number {number} of this term is dated {day}, after that day. Void it first, or give a later day.")
        return no(format_lazy(sentence, number=paper.display, day=f"{paper.on:%d/%m/%Y}"))
    return YES


def may_name_symbol(actor: Doer, agency: Agency, *, text: str, body: str, from_on: dt.date) -> Verdict:
    first = may_keep_terms(actor, agency)
    if not first:
        return first
    if not notation.is_abbreviation(text):
        return no(_("An abbreviation is letters and digits without a space, such as UBND or TT.HĐND."))
    if Symbol.objects.filter(agency=agency, body=body, from_on=from_on).exists():
        return no(_("Another abbreviation already begins on that day."))
    others = {*queries.bodies_of(agency), ""} - {body}
    if any(queries.symbol_on(agency, from_on, body=other) == text for other in others):
        return no(_("This abbreviation is in use for another body of the agency: two papers would read alike."))
    return YES


# ── Numbers ──────────────────────────────────────────────────────────────────


def may_begin_series(actor: Doer, agency: Agency, *, paper_type: str, on: dt.date, body: str, number: int) -> Verdict:
    first = first_no(may_keep_book(actor, agency), has_a_place(agency, paper_type, on, body))
    if not first:
        return first
    if number < 2:
        return no(_("A series begins at 1 by itself. Give the first number not yet given on paper."))
    return YES


def may_reserve(actor: Doer, agency: Agency, *, paper_type: str, on: dt.date, body: str = "") -> Verdict:
    """Whether the next number may be given; the remedy is in the sentence."""
    return first_no(may_keep_book(actor, agency), _still_there(agency, on), has_a_place(agency, paper_type, on, body))


def _still_there(agency: Agency, on: dt.date) -> Verdict:
    if agency.ended_on and on >= agency.ended_on:
        return no(_("The agency has ended by that day: its successor numbers the paper."))
    return YES


def has_a_place(agency: Agency, paper_type: str, on: dt.date, body: str) -> Verdict:
    if not notation.is_type(agency.regime, paper_type, on):
        return no(
            format_lazy(_("Papers of the kind {kind} are not known here. Choose one of the list."), kind=paper_type)
        )
    if queries.place_of(agency, paper_type, on) is None:
        sentence = _("No term of the committee covers {day}. Enter the term in the book of papers first.")
        return no(format_lazy(sentence, day=f"{on:%d/%m/%Y}"))
    if body and body not in queries.bodies_of(agency):
        return no(_("This body does not number its papers apart. Enter its abbreviation in the book of papers first."))
    return YES


def has_symbol(agency: Agency, *, on: dt.date, body: str) -> Verdict:
    """Asked where the paper does not bring a symbol of its own."""
    if not queries.symbol_on(agency, on, body=body):
        sentence = _("No abbreviation of {name} is in force on {day}. Enter it in the book of papers first.")
        return no(format_lazy(sentence, name=body or agency.name, day=f"{on:%d/%m/%Y}"))
    return YES


def may_carry(series: Series, number: int, *, symbol: str) -> Verdict:
    """Whether this symbol may stand after the number: well written, and unlike every other of the agency's year."""
    if not notation.is_symbol(symbol):
        return no(
            format_lazy(
                _("A symbol is at most {most} letters and digits in groups with “-” or “/” between, without a space."),
                most=notation.LONGEST_SYMBOL,
            )
        )
    # In the Party a decision and a set of rules may read alike by right: kind of paper and date tell them apart.
    alike = Number.objects.filter(series__agency=series.agency_id, series__year=series.year, series__term=None)
    if series.term_id is None and alike.filter(number=number, symbol=symbol).exclude(series=series).exists():
        return no(_("Another paper of this year has the same number and symbol. Give the symbol of the body."))
    return YES


def has_no_number(subject: Any, agency: Agency) -> Verdict:
    given = queries.number_of(subject, agency=agency)
    if given is not None:
        return no(format_lazy(_("This paper has number {number} already."), number=given.display))
    return YES


def is_about_nothing_else(number: Number) -> Verdict:
    if number.subject_id:
        return no(_("This number is reserved for another paper. Reserve a number for this one."))
    return YES


def may_use(actor: Doer, number: Number, *, on: dt.date, today: dt.date) -> Verdict:
    first = first_no(may_keep_book(actor, number.series.agency), _is_still_reserved(number))
    if not first:
        return first
    if on > today:
        return no(_("A paper is entered when it is issued: the day cannot lie ahead."))
    if not number.series.covers(on):
        sentence = _("That day is not of {period}, to which this number belongs. Void the number and reserve another.")
        return no(format_lazy(sentence, period=number.series.period))
    return YES


def _is_still_reserved(number: Number) -> Verdict:
    if not LIFE.allows("use_number", number.state):
        return no(_("This number is not waiting for a paper any more."))
    return YES


def may_void(actor: Doer, number: Number) -> Verdict:
    """What a clerk entered by hand can be struck out; of a paper kept here only its own stage, as the clock, knows
    that it was never issued (a signing that stopped)."""
    first = may_keep_book(actor, number.series.agency)
    if not first:
        return first
    if not LIFE.allows("void_number", number.state):
        return no(_("This number is void already."))
    if number.state == State.USED and number.subject_id and actor != CLOCK:
        return no(
            _("A paper issued here bears this number. It is amended or replaced by another paper, never unnumbered.")
        )
    return YES
