"""What numbers stand on: terms, abbreviations, and where a series begins."""

import datetime as dt

from django.db import transaction

from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.numbers import notation, rules
from phoihop.foundation.numbers.models import Series, Symbol, Term
from phoihop.foundation.numbers.verbs.holding import series_for
from phoihop.kit.vietnamese import nfc


@transaction.atomic
def open_term(*, agency: Agency, name: str, from_on: dt.date, by: Actor, at: dt.datetime) -> Term:
    """A committee's term begins: the papers of the agency are numbered from 01 again, kind by kind."""
    _one_at_a_time(agency)
    rules.may_open_term(by, agency, from_on=from_on).require()
    term = Term.objects.create(agency=agency, name=nfc(name).strip(), from_on=from_on)
    ledger.record("number.term_opened", on=term, by=by, at=at, name=term.name, from_on=from_on.isoformat())
    return term


@transaction.atomic
def close_term(*, term: Term, until_on: dt.date, by: Actor, at: dt.datetime) -> Term:
    """`until_on` is the last day, on which the next congress closed."""
    term = Term.objects.select_for_update(of=("self",)).select_related("agency").get(pk=term.pk)
    rules.may_close_term(by, term, until_on=until_on).require()
    term.until_on = until_on
    term.save(update_fields=["until_on"])
    ledger.record("number.term_closed", on=term, by=by, at=at, name=term.name, until_on=until_on.isoformat())
    return term


@transaction.atomic
def name_symbol(*, agency: Agency, text: str, from_on: dt.date, by: Actor, at: dt.datetime, body: str = "") -> Symbol:
    """What stands for the agency in numbers from that day on; with `body` for an advisory body, numbered apart."""
    text, body = nfc(text).strip(), nfc(body).strip()
    _one_at_a_time(agency)
    rules.may_name_symbol(by, agency, text=text, body=body, from_on=from_on).require()
    symbol = Symbol.objects.create(agency=agency, body=body, text=text, from_on=from_on)
    ledger.record(
        "number.symbol_named",
        on=symbol,
        by=by,
        at=at,
        text=text,
        body=body,
        agency=agency.name,
        from_on=from_on.isoformat(),
    )
    return symbol


@transaction.atomic
def begin_series_at(
    *, agency: Agency, number: int, on: dt.date, by: rules.Doer, at: dt.datetime, paper_type: str = "", body: str = ""
) -> Series:
    """Let a series go on where the paper book stopped: `number` is the first that is given here. Once, beforehand.

    `on` says of which year or term; `paper_type` is needed where each kind of paper has its own series.
    """
    if not paper_type and not notation.rules_of(agency.regime, on).series.per_type:
        paper_type = notation.LETTER
    rules.may_begin_series(by, agency, paper_type=paper_type, on=on, body=body, number=number).require()
    series = series_for(agency, paper_type, on, body=body)
    untouched = Series.objects.filter(pk=series.pk, first=1, last=0)
    if not untouched.update(first=number, last=number - 1):
        rules.ONLY_ONCE.require()
    series.refresh_from_db(fields=["first", "last"])
    ledger.record(
        "number.series_begun",
        on=series,
        by=by,
        at=at,
        period=series.period,
        paper_type=series.paper_type,
        body=body,
        first=number,
    )
    return series


def _one_at_a_time(agency: Agency) -> None:
    """Rules look at the agency's other rows: two who enter them at once wait for each other."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
