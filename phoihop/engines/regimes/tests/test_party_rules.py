"""The Party's two rule sets: what public implementations say of HD 05-HD/VPTW (2026) and HD 36-HD/VPTW (2018)."""

from datetime import date

import pytest

from phoihop.engines.regimes import Range, regime

HD05, HD36 = regime("hd05-2026"), regime("hd36-2018")


@pytest.mark.parametrize("rules", [HD05, HD36], ids=lambda one: one.key)
def test_neither_is_confirmed_and_both_say_why(rules):
    assert not rules.confirmed
    assert rules.doubts


@pytest.mark.parametrize("rules", [HD05, HD36], ids=lambda one: one.key)
def test_margins_are_fixed(rules):
    margins = {side: getattr(rules.page, side) for side in ("top", "bottom", "left", "right")}
    assert margins == {
        "top": Range(20, 20, 20),
        "bottom": Range(20, 20, 20),
        "left": Range(30, 30, 30),
        "right": Range(15, 15, 15),
    }


@pytest.mark.parametrize("rules", [HD05, HD36], ids=lambda one: one.key)
def test_the_head_is_the_partys_with_a_star(rules):
    (line,) = rules.letterhead.lines["vi"]
    assert line == ("party_title", "Đảng Cộng sản Việt Nam")
    assert (rules.letterhead.issuer_mark, rules.letterhead.rule) == ("star", Range(1, 1, 1))


def test_the_title_of_the_party_is_14_and_was_15_to_16():
    assert HD05.styles["party_title"].size == Range(14, 14, 14)
    assert (HD36.styles["party_title"].size.least, HD36.styles["party_title"].size.most) == (15, 16)


def test_the_colon_after_the_word_number_is_gone():
    assert (HD36.number.colon, HD05.number.colon) == (True, False)
    for rules in (HD05, HD36):
        assert rules.number.written("5", rules.number.symbol("NQ", "ĐU")) == "05-NQ/ĐU"


def test_numbers_run_by_type_and_term():
    assert (HD05.series.restarts, HD05.series.per_type) == ("term", True)


def test_body_of_2026_is_14_points_on_18_to_19_with_10_mm():
    assert HD05.styles["body"].size == Range(14, 14, 14)
    assert HD05.body.exact_leading == Range(18, 18, 19)
    assert HD05.body.line_spacing is None
    assert HD05.body.first_line_allowed == (10,)


def test_title_sizes():
    assert (HD05.styles["type_name"].size.least, HD05.styles["type_name"].size.most) == (14, 16)
    assert (HD36.styles["type_name"].size.least, HD36.styles["type_name"].size.most) == (15, 16)
    assert (HD05.title.dashes, HD36.title.dashes) == ("-----", "")


def test_bases_are_upright_with_a_dash():
    assert not HD05.styles["legal_basis"].italic
    assert (HD05.legal_bases.lead, HD05.legal_bases.between, HD05.legal_bases.last) == ("- ", ";", ".")


def test_outline_and_end_mark():
    assert (HD05.after_outline, HD05.end_mark) == ("-", ".")


def test_committees_never_sign_for_and_authorisation_uses_by_order():
    authority = HD05.authority
    assert [authority.prefix(key) for key in ("TM", "KT", "TL", "Q", "TUQ")] == ["T/M", "K/T", "T/L", "Q.", "T/L"]
    assert authority.never_for_collectives == ("KT",)
    assert "T/U" not in authority.prefixes.values()


def test_the_post_is_not_bold_but_the_name_is():
    assert (HD05.styles["signer_title"].bold, HD05.styles["signer_name"].bold) == (False, True)
    assert HD36.styles["signer_title"].bold


def test_recipients():
    label = HD05.styles["recipients_label"]
    assert (label.underline, label.bold, label.italic, label.size.used) == (True, False, False, 12)
    assert HD05.recipients.archive_alone + HD05.recipients.last == "Lưu Đảng ủy."
    old = HD36.styles["recipients_label"]
    assert (old.underline, old.bold, old.italic) == (False, True, True)


def test_words_of_the_forms():
    words = HD05.words["vi"]
    assert (words.to_leadership, words.to) == ("Kính trình", "Kính gửi")
    assert (words.secretary, words.chair) == ("Người ghi biên bản", "Chủ trì hội nghị")
    assert words.draft.format(draft=1) == "Dự thảo lần 1"
    assert (HD05.styles["subject_dispatch"].italic, HD05.styles["subject_dispatch"].size.used) == (True, 12)


def test_a_comma_stands_before_the_day_in_citations():
    assert HD05.dates.comma_before_day


def test_spelling():
    assert (HD05.spelling["Uỷ"], HD05.spelling["UỶ"]) == ("Ủy", "ỦY")


@pytest.mark.parametrize(
    ("symbol", "issuer", "may"),
    [
        ("CTr", "cell", True),
        ("QC", "committee", True),
        ("QC", "standing_committee", False),
        ("HD", "standing_committee", True),
        ("HD", "committee", False),
        ("CT", "committee", False),
        ("PA", "committee", None),
    ],
)
def test_who_may_issue_what_at_the_grass_roots(symbol, issuer, may):
    """QĐ 399-QĐ/TW, Điều 11 and 13."""
    assert HD05.may_issue(symbol, issuer) is may


def test_regulations_share_the_letters_of_decisions_since_2026():
    assert (HD05.symbol_of("Quy định"), HD36.symbol_of("Quy định")) == ("QĐ", "QĐi")


def test_the_new_rules_follow_the_old_without_a_gap():
    assert (HD36.valid_from, HD36.valid_until, HD05.valid_from) == (
        date(2018, 4, 3),
        date(2026, 5, 26),
        date(2026, 5, 27),
    )
