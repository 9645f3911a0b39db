"""What is really shown: direct formatting, styles along their chain, defaults, theme fonts."""

import pytest
from lxml import etree

from phoihop.engines.format_check.looks import Look, StyleSheet
from phoihop.engines.reading.numbering import W

NAMESPACE = W[1:-1]
THEME = etree.fromstring(
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>'
    '<a:minorFont><a:latin typeface="Cambria"/></a:minorFont></a:fontScheme></a:theme>'
)


def xml(content: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{NAMESPACE}">{content}</w:x>')[0]


def sheet(content: str, defaults: str = "") -> StyleSheet:
    root = f"<w:styles><w:docDefaults>{defaults}</w:docDefaults>{content}</w:styles>"
    return StyleSheet(xml(root), THEME)


def style(id: str, run: str = "", paragraph: str = "", kind: str = "paragraph", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = ' w:default="1"' if id == "Normal" else ""
    told = f"{based}<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>"
    return f'<w:style w:type="{kind}" w:styleId="{id}"{default}>{told}</w:style>'


def test_nothing_said_is_words_own_ten_points():
    assert StyleSheet(None, None).look("", None) == Look("Times New Roman", 10.0)


def test_the_nearest_saying_wins():
    styles = sheet(
        style("Normal", '<w:sz w:val="26"/>') + style("A", '<w:sz w:val="28"/>', base="Normal") + style("B", base="A"),
        '<w:rPrDefault><w:rPr><w:sz w:val="22"/><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr></w:rPrDefault>',
    )
    assert styles.look("", None) == Look("Arial", 13.0)
    assert styles.look("B", None).size == 14.0
    assert styles.look("B", xml('<w:rPr><w:sz w:val="24"/></w:rPr>')).size == 12.0


def test_bold_upon_bold_is_not_bold():
    """A toggle in a paragraph style and a character style cancel out (ECMA-376, part 1, §17.7.3)."""
    styles = sheet(style("Title", "<w:b/>") + style("Strong", "<w:b/>", kind="character"))
    assert styles.look("Title", None).bold
    assert not styles.look("Title", xml('<w:rPr><w:rStyle w:val="Strong"/></w:rPr>')).bold
    assert styles.look("Title", xml('<w:rPr><w:rStyle w:val="Strong"/><w:b/></w:rPr>')).bold


def test_vietnamese_letters_take_the_second_font():
    run = xml('<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Calibri"/></w:rPr>')
    assert sheet("").look("", run, ascii_only=True).font == "Times New Roman"
    assert sheet("").look("", run).font == "Calibri"


def test_theme_fonts_are_looked_up():
    run = xml('<w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:hAnsi="Arial"/></w:rPr>')
    assert sheet("").look("", run).font == "Cambria"


def test_styles_that_point_at_each_other_end():
    styles = sheet(style("A", "<w:i/>", base="B") + style("B", '<w:sz w:val="30"/>', base="A"))
    assert styles.look("A", None) == Look("Times New Roman", 15.0, italic=True)


def test_a_paragraph_takes_what_its_style_and_the_defaults_say():
    styles = sheet(
        style("Normal", paragraph='<w:jc w:val="both"/><w:ind w:firstLine="720"/>'),
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault>',
    )
    setting = styles.setting(xml('<w:pPr><w:spacing w:before="60"/></w:pPr>'))
    assert (setting.align, round(setting.first_line, 1), setting.before, setting.after) == ("both", 12.7, 3.0, 6.0)
    assert (setting.line, setting.rule) == (1.5, "auto")


@pytest.mark.parametrize(
    ("paragraph", "first_line", "left"),
    [('<w:ind w:left="720" w:hanging="360"/>', -6.35, 12.7), ('<w:ind w:start="567"/>', 0.0, 10.0)],
)
def test_indents_under_any_of_their_names(paragraph, first_line, left):
    setting = sheet("").setting(xml(f"<w:pPr>{paragraph}</w:pPr>"))
    assert (round(setting.first_line, 2), round(setting.left, 1)) == (first_line, left)


def test_exact_leading_is_told_in_points():
    setting = sheet("").setting(xml('<w:pPr><w:spacing w:line="360" w:lineRule="exact"/></w:pPr>'))
    assert (setting.line, setting.rule) == (18.0, "exact")


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "-99999999999", "abc", ""])
def test_measures_that_are_none_count_as_not_said(value):
    styles = sheet("")
    assert styles.look("", xml(f'<w:rPr><w:sz w:val="{value}"/></w:rPr>')).size == 10.0
    assert styles.setting(xml(f'<w:pPr><w:ind w:firstLine="{value}"/></w:pPr>')).first_line == 0.0
