"""A number is reserved, then stands on a paper or is void."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.agencies.models import Agency
from phoihop.foundation.agencies.queries import day_of
from phoihop.foundation.ledger import verbs as ledger
from phoihop.foundation.numbers import notation, queries, rules
from phoihop.foundation.numbers.models import Number
from phoihop.foundation.numbers.states import LIFE
from phoihop.foundation.numbers.verbs.holding import series_for, take_next
from phoihop.kit.verdict import NotAllowed
from phoihop.kit.vietnamese import fold, nfc


@transaction.atomic
def reserve_number(
    *,
    agency: Agency,
    paper_type: str,
    by: rules.Doer,
    at: dt.datetime,
    on: dt.date | None = None,
    about: Any = None,
    subject_line: str = "",
    body: str = "",
    symbol: str = "",
    unit: str = "",
) -> Number:
    """Give the next number of the series to which a paper of that kind and day (today) belongs.

    `about` is the row of the paper, where it is kept here. `symbol` replaces the usual one, for papers of several
    agencies ("QCPH-UBND-TAND"); `unit` drafted a letter. The number is taken when the transaction commits.
    """
    day = on or day_of(at)
    rules.may_reserve(by, agency, paper_type=paper_type, on=day, body=body).require()
    if not symbol:
        rules.has_symbol(agency, on=day, body=body).require()
        organ = queries.symbol_on(agency, day, body=body)
        symbol = notation.symbol_of(agency.regime, paper_type, organ, day, unit=unit)
    series = series_for(agency, paper_type, day, body=body)
    given = take_next(series)
    rules.may_carry(series, given, symbol=nfc(symbol)).require()
    if about is not None:
        rules.has_no_number(about, agency).require()
    number = Number(
        series=series,
        number=given,
        paper_type=paper_type,
        symbol=nfc(symbol),
        on=day,
        subject_line=nfc(subject_line).strip(),
        reserved_at=at,
        **_bound_to(about),
    )
    number.folded = _folded(number)
    number.save(force_insert=True)
    _record("number.reserved", number, by=by, at=at)
    return number


@transaction.atomic
def use_number(
    *,
    number: Number,
    subject_line: str,
    signer: str,
    by: rules.Doer,
    at: dt.datetime,
    on: dt.date | None = None,
    symbol: str = "",
    about: Any = None,
    recipients: str = "",
    kept_by: str = "",
    copies: int | None = None,
) -> Number:
    """Enter the paper that bears the number; `on` is its day (today), the rest the columns of the register."""
    day = on or day_of(at)
    symbol = nfc(symbol).strip() or number.symbol
    rules.may_use(by, number, on=day, today=day_of(at)).require()
    rules.may_carry(number.series, number.number, symbol=symbol).require()
    if not subject_line.strip():
        raise NotAllowed(_("Say what the paper is about: the book needs its subject line."))
    told: dict[str, Any] = {
        "symbol": symbol,
        "on": day,
        "subject_line": nfc(subject_line).strip(),
        "signer": nfc(signer).strip(),
        "recipients": nfc(recipients).strip(),
        "kept_by": nfc(kept_by).strip(),
        "copies": copies,
    }
    if about is not None and _bound_to(about) != {"subject_type": number.subject_type, "subject_id": number.subject_id}:
        rules.is_about_nothing_else(number).require()
        rules.has_no_number(about, number.series.agency).require()
        told |= _bound_to(about)
    folded = _folded(number, **told)
    LIFE.move(number, "use_number", used_at=at, folded=folded, **told)
    _record("number.used", number, by=by, at=at)
    return number


@transaction.atomic
def void_number(*, number: Number, reason: str, by: rules.Doer, at: dt.datetime) -> Number:
    """The number stays in the book, with the reason, and is never given again."""
    rules.may_void(by, number).require()
    if not reason.strip():
        raise NotAllowed(_("Say why the number is void: the book keeps the reason."))
    LIFE.move(number, "void_number", voided_at=at, reason=nfc(reason).strip())
    _record("number.voided", number, by=by, at=at, reason=number.reason)
    return number


def _bound_to(about: Any) -> dict[str, str]:
    return {} if about is None else {"subject_type": about._meta.label_lower, "subject_id": str(about.pk)}


def _folded(number: Number, **told: Any) -> str:
    """What the line is found by."""
    symbol, on = told.get("symbol", number.symbol), told.get("on", number.on)
    words = [notation.display(number.series.regime, number.number, symbol, on)]
    words += [told.get(name, getattr(number, name)) for name in ("subject_line", "signer", "recipients")]
    return fold(" ".join(word for word in words if word))


def _record(kind: str, number: Number, *, by: ledger.Doer, at: dt.datetime, **more: str) -> None:
    """People's names stand in subject lines, so those are only promised in the chain, as the signer is."""
    personal = {"subject_line": number.subject_line, "signer": number.signer}
    ledger.record(
        kind,
        on=number,
        by=by,
        at=at,
        personal=personal,
        number=number.display,
        seq=number.number,
        series=number.series_id,
        on_day=number.on.isoformat(),
        paper_type=number.paper_type,
        subject_type=number.subject_type,
        subject_id=number.subject_id,
        **more,
    )
