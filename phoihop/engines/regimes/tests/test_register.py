"""Finding the rule set for an organ and a day, and refusing data that does not fit."""

import dataclasses
from datetime import date

import pytest

from phoihop.engines import regimes
from phoihop.engines.regimes.content import NumberForm, Range
from phoihop.engines.regimes.reading import UnreadableRegime, built


@pytest.mark.parametrize(
    ("organ", "on", "key"),
    [
        ("state", date(2020, 3, 5), "nd30-2020"),
        ("state", date(2026, 11, 25), "nd30-2020"),
        ("state", date(2011, 1, 1), "nd30-2020"),
        ("party", date(2026, 5, 26), "hd36-2018"),
        ("party", date(2026, 5, 27), "hd05-2026"),
        ("party", date(2009, 1, 1), "hd36-2018"),
    ],
)
def test_the_rules_of_the_day_are_chosen(organ, on, key):
    assert regimes.choose(organ, on).key == key


def test_an_unknown_name_is_refused_with_those_that_exist():
    with pytest.raises(regimes.UnknownRegime, match="nd30-2020, hd36-2018, hd05-2026"):
        regimes.regime("nd78-1931")


def test_an_unknown_kind_of_organ_is_refused():
    with pytest.raises(regimes.UnknownRegime, match="loại cơ quan"):
        regimes.choose("company", date(2026, 1, 1))  # type: ignore[arg-type]


@pytest.mark.parametrize("rules", regimes.every(), ids=lambda one: one.key)
def test_what_we_set_is_what_the_rules_allow(rules):
    for name, style in rules.styles.items():
        assert style.size.allows(style.size.used), name
    for side in ("top", "bottom", "left", "right"):
        margin = getattr(rules.page, side)
        assert margin.allows(margin.used), side
    assert rules.body.first_line in rules.body.first_line_allowed
    assert (rules.body.line_spacing is None) != (rules.body.exact_leading is None)


@pytest.mark.parametrize("rules", regimes.every(), ids=lambda one: one.key)
def test_every_line_of_the_head_has_a_style(rules):
    for lines in rules.letterhead.lines.values():
        assert {style for style, _ in lines} <= rules.styles.keys()


def test_all_rule_sets_know_the_same_elements():
    heads = {"national_title", "motto", "party_title"}
    first, *others = [one.styles.keys() - heads for one in regimes.every()]
    assert all(one == first for one in others)


def test_rules_cannot_be_changed():
    rules = regimes.regime("nd30-2020")
    with pytest.raises(dataclasses.FrozenInstanceError):
        rules.key = "mine"  # type: ignore[misc]
    with pytest.raises(TypeError):
        rules.styles["body"] = rules.styles["to"]  # type: ignore[index]


def test_a_rule_set_holds_from_its_first_to_its_last_day():
    old = regimes.regime("hd36-2018")
    assert [
        old.holds_on(day) for day in (date(2018, 4, 2), date(2018, 4, 3), date(2026, 5, 26), date(2026, 5, 27))
    ] == [
        False,
        True,
        True,
        False,
    ]


def test_a_range_without_a_most_has_no_upper_end():
    assert Range(6, 6).allows(60)
    assert not Range(6, 6).allows(5.9)
    assert Range(20, 20, 25).allows(25.04, tolerance=0.05)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"colon": True, "after_number": "/", "between_groups": "-"}, "missing .'pad_below'"),
        ({"colon": True, "after_number": "/", "between_groups": "-", "pad_below": 10, "x": 1}, "unknown .'x'"),
        ({"colon": 1, "after_number": "/", "between_groups": "-", "pad_below": 10}, "nd.json.colon"),
        ({"colon": True, "after_number": "/", "between_groups": "-", "pad_below": True}, "nd.json.pad_below"),
        ([], "must be"),
    ],
)
def test_data_that_does_not_fit_names_its_place(given, told):
    with pytest.raises(UnreadableRegime, match=told):
        built(NumberForm, given, "nd.json")
