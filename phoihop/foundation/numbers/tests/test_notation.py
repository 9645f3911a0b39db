import datetime as dt

import pytest

from phoihop.engines import regimes
from phoihop.foundation.numbers import notation
from tests.cast import TODAY

AUTUMN = dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("regime", "paper_type", "organ", "unit", "number", "written"),
    [
        ("state", "QCPH", "UBND", "", 5, "05/QCPH-UBND"),
        ("state", "KH", "TA", "", 22, "22/KH-TA"),
        ("state", "CV", "UBND", "VX", 15, "15/UBND-VX"),
        ("state", "CV", "UBND", "", 7, "07/UBND"),
        ("state", "QyĐ", "UBND", "", 10, "10/QyĐ-UBND"),
        ("party", "CTr", "ĐU", "", 5, "05-CTr/ĐU"),
        ("party", "QyĐ", "TW", "", 399, "399-QĐ/TW"),
        ("party", "GM", "TU", "", 3, "03-GM/TU"),
        ("party", "CV", "TU", "", 12, "12-CV/TU"),
    ],
)
def test_a_number_is_written_as_its_regime_writes_it(regime, paper_type, organ, unit, number, written):
    symbol = notation.symbol_of(regime, paper_type, organ, AUTUMN, unit=unit)
    assert notation.display(regime, number, symbol, AUTUMN) == written


def test_the_rules_of_the_day_decide():
    assert notation.symbol_of("party", "QyĐ", "TW", AUTUMN) == "QĐ/TW"
    assert notation.symbol_of("party", "QyĐ", "TW", TODAY) == "QĐi/TW"


def test_each_regime_has_its_own_kinds_of_paper():
    state, party = ({key for key, _ in notation.types_of(regime, AUTUMN)} for regime in ("state", "party"))
    assert party - state == {"KL", "TT"}
    assert {"DA", "HĐ"} < state - party
    assert {"QCPH", "CTrPH", "GM", "CV"} < state & party
    assert not notation.is_type("state", "XYZ", AUTUMN)


@pytest.mark.parametrize("regime", regimes.every(), ids=lambda regime: regime.key)
def test_every_kind_of_paper_of_the_rules_can_be_numbered(regime):
    ours = {kind.name.casefold() for kind in notation.PAPER_TYPES.values()}
    assert {one.name.casefold() for one in regime.types} <= ours


def test_no_two_kinds_of_the_state_read_alike():
    written = [notation.symbol_of("state", key, "X", AUTUMN) for key, _ in notation.types_of("state", AUTUMN)]
    assert len(written) == len(set(written)) == 30


@pytest.mark.parametrize("text", ["UBND", "TT.HĐND", "BXDĐ", "BCĐ35"])
def test_an_abbreviation_is_letters_and_digits(text):
    assert notation.is_abbreviation(text)


@pytest.mark.parametrize("text", ["", "UB ND", "UBND-VX", "35BCĐ", "UBND/", ".UBND", "U" * 31])
def test_what_is_no_abbreviation(text):
    assert not notation.is_abbreviation(text)


@pytest.mark.parametrize("text", ["QCPH-UBND-TAND", "QCPH/UBND-UBMTTQ", "QC-TT.HĐND-UBND", "CTr/ĐU"])
def test_a_symbol_is_groups_with_signs_between(text):
    assert notation.is_symbol(text)


@pytest.mark.parametrize("text", ["", "QCPH - UBND", "QCPH--UBND", "/UBND", "UBND-", "X" * 31])
def test_what_is_no_symbol(text):
    assert not notation.is_symbol(text)
