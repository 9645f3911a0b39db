"""What the pictures draw and what their tables say: one data, two looks, and nothing made up."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import typst
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from phoihop.engines.typesetting.fonts import fonts
from phoihop.ui import pictures
from phoihop.ui.pictures import COLUMN, PAGE, PAPER, Bar, Bars, Cell, Lane, Mark, Span, paint, wording
from phoihop.ui.pictures.shapes import CLASSES
from phoihop.ui.tests import pictures_specimen as specimen
from phoihop.ui.tests.test_pages import STATIC

FOUR = specimen.all_four()
EVERY = pytest.mark.parametrize("picture", FOUR, ids=lambda picture: picture.key)
SVG = "{http://www.w3.org/2000/svg}"


def words(svg, kind="text"):
    root = etree.fromstring(svg)
    return [node.text for node in root.iter(kind, SVG + kind)]


def texts(table):
    return [[entry.text for entry in row] for row in (*table.rows, *table.feet)]


@EVERY
def test_a_picture_is_an_image_with_a_title_and_a_description(picture):
    root = etree.fromstring(pictures.draw(picture))
    (image,) = root.findall("g[@role='img']")
    assert image.get("aria-labelledby") == f"{picture.key}-t {picture.key}-d"
    assert image.findtext(f"title[@id='{picture.key}-t']") == picture.title
    assert image.findtext(f"desc[@id='{picture.key}-d']") == pictures.describe(picture)
    assert not image.xpath(".//a")


@EVERY
def test_on_a_page_the_style_sheets_choose_every_colour(picture):
    svg = pictures.draw(picture, width=PAGE)
    assert not re.search(r"#[0-9a-f]{6}|\sstyle=|<style|<script|\son\w+=", svg)
    assert set(re.findall(r' class="([^"]+)"', svg)) <= {"timeline", "meter", *paint.LOOKS}
    assert "data-narrow" in pictures.draw(picture)
    assert "data-narrow" not in svg


@EVERY
def test_on_paper_it_carries_its_paint_and_needs_no_style_sheet(picture):
    svg = pictures.draw(picture, width=PAPER, standalone=True)
    root = etree.fromstring(svg)
    assert (root.get("width"), root.get("role")) == (str(PAPER), "img")
    assert not re.search(
        r' class=|data-(on|class)|<a |\bvar\(|"(?!url)[a-z-]*(ink|paper|accent|sheet|class)[a-z-]*"', svg
    )
    assert set(re.findall(r'"(#[0-9a-f]{3,6})"', svg)) <= set(paint.palette().values())


@EVERY
def test_page_and_paper_say_the_same(picture):
    page, paper = pictures.draw(picture), pictures.draw(picture, standalone=True)
    assert Counter(words(page)) == Counter(words(paper))


@pytest.mark.slow
@EVERY
def test_it_is_set_into_an_archivable_pdf(picture, tmp_path):
    source = tmp_path / "one.typ"
    source.write_text(
        "#set document(title: sys.inputs.title)\n"
        '#image(bytes(sys.inputs.drawn), format: "svg", width: 100%, alt: sys.inputs.told)',
        encoding="utf-8",
    )
    given_in = {
        "drawn": pictures.draw(picture, width=PAPER, standalone=True),
        "told": pictures.describe(picture),
        "title": picture.title,
    }
    compiler = typst.Compiler(input=str(source), font_paths=fonts(), ignore_system_fonts=True)
    _, warnings = compiler.compile_with_warnings(
        format="pdf", sys_inputs=given_in, pdf_standards=["a-2b"], timestamp=datetime(2025, 10, 16, tzinfo=UTC)
    )
    assert [warning.message for warning in warnings] == []


def test_the_drawing_knows_no_django():
    code = "import sys, phoihop.ui.pictures; print(any(name.split('.')[0] == 'django' for name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert told.stdout.strip() == "False"


def test_the_paint_of_papers_is_that_of_the_style_sheet():
    sheet = (STATIC / "css" / "records.css").read_text(encoding="utf-8")
    block = re.search(r"\n\.timeline \{(.*?)\n\}", sheet, re.DOTALL)[1]
    for name, look in paint.LOOKS.items():
        rule = re.search(rf"& {name} \{{(.*?)\}}" if name == "text" else rf"& \.{name} \{{(.*?)\}}", block, re.DOTALL)[
            1
        ]
        said = dict(re.findall(r"([\w-]+): ([^;]+);", rule))
        painted = {key: f"var(--{value})" if value in paint.palette() else value for key, value in look.items()}
        assert {key: said[key] for key in painted} == painted, name
    for name, look in paint.FILLS.items():
        assert f'& [data-class="{name}"] {{ fill: {_in_css(look["fill"])};' in sheet


def _in_css(value):
    return value if value.startswith("url") else f"var(--{value})"


def test_every_token_used_on_paper_is_known():
    used = {value for look in (*paint.LOOKS.values(), *paint.FILLS.values()) for value in look.values()}
    names = {value for value in used if re.fullmatch(r"[a-z-]{3,}", value)} - {"none"}
    assert names <= paint.palette().keys()


@EVERY
def test_whatever_is_typed_stays_text(picture):
    evil = '</title><script>alert("1")</script>&'
    changed = replace(picture, title=evil)
    for svg in (pictures.draw(changed), pictures.draw(changed, standalone=True)):
        assert "<script" not in svg
        assert evil in words(svg, "title")
    html = pictures.as_html(pictures.table(changed))
    assert "<script" not in html
    assert 'aria-label="&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;"' in html


def test_labels_and_addresses_are_escaped_too():
    bars = specimen.some_bars((("A & <B>", (1, 0, 0, 0, 0)),))
    bars = replace(bars, rows=(replace(bars.rows[0], urls=('/?a=1&b="2"', "", "", "", "")),))
    svg, html = pictures.draw(bars), pictures.as_html(pictures.table(bars))
    assert "A & <B>" in words(svg)
    assert etree.fromstring(svg).find(".//a").get("href") == '/?a=1&b="2"'
    assert '<a href="/?a=1&amp;b=&quot;2&quot;">1</a>' in html


# Numbers


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (7, "7"), (7.0, "7"), (28.5, "28,5"), (1284, "1.284"), (1234567.25, "1.234.567,2"), (-1500, "-1.500")],
)
def test_numbers_are_written_the_vietnamese_way(value, written):
    assert wording.number(value) == written


def test_a_share_has_a_comma_and_a_space_that_does_not_break():
    assert wording.percent(35, 64) == "54,7\N{NO-BREAK SPACE}%"
    assert wording.percent(3, 3) == "100\N{NO-BREAK SPACE}%"
    assert wording.percent(0, 0) == "–"


@pytest.mark.slow
@given(st.text("Viện kiểm sát nhân dân", max_size=80), st.integers(30, 300))
def test_a_label_takes_two_lines_and_never_more_than_its_room(label, room):
    lines = wording.lines_of(label, room)
    assert len(lines) <= 2
    assert all(wording.room_for(line) <= room for line in lines)
    if "…" not in "".join(lines):
        assert " ".join(lines).split() == label.split()


# The five classes


def test_bars_and_their_table_say_every_count_and_total():
    bars = specimen.some_bars()
    table = pictures.table(bars)
    for label, counts in specimen.BY_AGENCY:
        assert [label, *map(str, counts), str(sum(counts))] in texts(table)
    assert texts(table)[-1] == ["Cộng", "35", "9", "13", "4", "3", "64"]
    drawn = words(pictures.draw(bars))
    assert {"35", "13", "18 nhiệm vụ", "64 nhiệm vụ", *specimen.CLASSES} <= set(drawn)


def test_the_segments_of_a_bar_are_as_long_as_their_counts():
    bars = specimen.some_bars((("Một", (1, 2, 3, 4, 10)),))
    rects = etree.fromstring(pictures.draw(bars)).findall(".//g[@class='meter']/rect[@height='26']")
    wide = [float(rect.get("width")) for rect in rects]
    assert [rect.get("data-class") for rect in rects] == list(CLASSES)
    assert [round(one / wide[0]) for one in wide] == [1, 2, 3, 4, 10]
    assert [float(rect.get("x")) for rect in rects][1:] == pytest.approx(
        [float(rects[0].get("x")) + sum(wide[:n]) for n in range(1, 5)], abs=0.2
    )


def test_every_figure_leads_to_its_rows_but_nought_leads_nowhere():
    row = pictures.table(specimen.some_bars()).rows[2]
    assert [(entry.text, bool(entry.url)) for entry in row[1:]] == [
        *(("6", True), ("1", True), ("2", True), ("0", False), ("0", False), ("9", True))
    ]
    links = [node.get("href") for node in etree.fromstring(pictures.draw(specimen.some_bars())).iter("a")]
    assert links.count("/nhiem-vu/?muc=4") == 3  # two agencies and the total have something overdue


def test_a_row_of_nothing_and_no_rows_at_all_can_be_drawn():
    assert "0 nhiệm vụ" in words(pictures.draw(specimen.some_bars((("Một", (0, 0, 0, 0, 0)),))))
    empty = specimen.some_bars(())
    assert texts(pictures.table(empty)) == [["Cộng", *["0"] * 6]]
    etree.fromstring(pictures.draw(empty))


@pytest.mark.slow
@given(st.lists(st.tuples(*[st.integers(0, 3000)] * 5), max_size=12))
def test_the_totals_are_the_sums(counts):
    bars = Bars("k", "t", tuple(Bar(str(n), one) for n, one in enumerate(counts)), "h", specimen.CLASSES, "u", "Cộng")
    assert bars.totals.counts == tuple(sum(row[n] for row in counts) for n in range(5))
    assert bars.totals.total == sum(map(sum, counts))


# The heat map


def test_each_cell_of_the_heat_map_stands_in_the_table_with_what_it_is_a_part_of():
    heat = specimen.a_heat_map()
    table = pictures.table(heat)
    for row, entries in zip(heat.rows, table.rows, strict=True):
        said = [f"{cell.part}/{cell.whole}" if cell else "–" for cell in row.cells]
        assert [entry.text for entry in entries[1:-1]] == said
    part = sum(cell.part for row in heat.rows for cell in row.cells if cell)
    whole = sum(cell.whole for row in heat.rows for cell in row.cells if cell)
    assert table.feet[0][-1].text == f"{part}/{whole} ({wording.percent(part, whole)})"


def test_a_cell_says_its_number_and_its_share_without_colour():
    heat = specimen.a_heat_map(("Một",))
    heat = replace(
        heat, columns=heat.columns[:3], rows=(replace(heat.rows[0], cells=(Cell(1, 20), Cell(20, 20), None)),)
    )
    root = etree.fromstring(pictures.draw(heat))
    figures = [(node.text, node.get("data-on")) for node in root.iter("text") if node.get("data-on")]
    assert figures == [("1", "open"), ("20", "overdue")]
    (strokes,) = [node.get("d") for node in root.iter("path") if node.get("class") == "seal"]
    low, full = (int(one) for one in re.findall(r"M\d+ \d+h(\d+)", strokes))
    assert full / low == pytest.approx(20, rel=0.2)
    assert [node.get("fill-opacity") for node in root.iter("path") if node.get("data-class")] == ["0.14", None]


def test_a_quarter_in_which_nothing_fell_due_is_a_dash_and_not_a_nought():
    heat = specimen.a_heat_map(("Một",))
    heat = replace(
        heat, columns=heat.columns[:2], rows=(replace(heat.rows[0], cells=(Cell(0, 0, "/x/"), Cell(0, 4, "/y/"))),)
    )
    assert words(pictures.draw(heat)).count("–") == 1
    assert [(entry.text, entry.url) for entry in pictures.table(heat).rows[0][1:3]] == [("–", ""), ("0/4", "/y/")]


def test_a_row_of_the_wrong_length_is_an_error():
    heat = specimen.a_heat_map()
    with pytest.raises(ValueError, match="every row needs a cell"):
        replace(heat, columns=heat.columns[1:])


# Lead times


def test_median_and_percentile_count_only_decisions_taken():
    times = specimen.some_lead_times()
    assert (times.median, times.ninth) == (32.5, 70)
    drawn = words(pictures.draw(times))
    assert {"Trung vị 32,5 ngày", "90 % được quyết trong 70 ngày", "59 ngày", "Chưa quyết định: 2"} <= set(drawn)


@pytest.mark.slow
@given(st.lists(st.integers(0, 900), min_size=1, max_size=60))
def test_nine_in_ten_were_decided_within_the_percentile_and_not_a_day_sooner(days):
    times = specimen.some_lead_times(days, ())
    assert sum(one <= times.ninth for one in days) * 10 >= 9 * len(days)
    assert sum(one < times.ninth for one in days) * 10 < 9 * len(days)
    bins = [node.text for node in etree.fromstring(pictures.draw(times)).iter("title")][1:]
    assert sum(int(said.rsplit(" ", 1)[1]) for said in bins) == len(days)


def test_silence_comes_first_longest_first_in_the_table():
    rows = texts(pictures.table(specimen.some_lead_times()))
    assert [row[2] for row in rows[:3]] == ["Chưa quyết định", "Chưa quyết định", "06/12/2024"]
    assert [row[3] for row in rows[:3]] == ["59", "12", "125"]
    assert rows[-2:] == [["Trung vị", "", "", "32,5"], ["90 % được quyết trong", "", "", "70"]]


def test_without_a_decision_there_is_no_median():
    times = specimen.some_lead_times((), (("Kinh phí", 3),))
    assert (times.median, times.ninth) == (None, None)
    assert pictures.table(times).feet == ()
    assert "3 ngày" in words(pictures.draw(times))
    nothing = specimen.some_lead_times((), ())
    assert words(pictures.draw(nothing)) == ["Chưa có vướng mắc nào được trình."] == [pictures.describe(nothing)]


# The timeline


def a_line(*lanes, **changes):
    return replace(specimen.a_timeline(), lanes=lanes, **changes)


def test_every_mark_and_span_stands_in_the_table_in_the_order_of_days():
    line = specimen.a_timeline()
    rows = texts(pictures.table(line))
    assert len(rows) == sum(len(lane.marks) + len(lane.spans) for lane in line.lanes)
    assert rows[0] == ["15/01/2021", "Văn bản", "Ký chương trình", ""]
    assert ["21/09/2021", "Giao ban quý", "Giao ban quý III/2021", "không họp"] in rows
    assert ["18/08/2025 – …", "Vướng mắc", "Thiếu kinh phí điều tra dư luận", "chờ 59 ngày"] in rows
    assert [row[3] for row in rows if row[1] == "Giao ban quý"].count("không họp") == 1


def test_the_description_counts_the_outcomes():
    told = pictures.describe(specimen.a_timeline())
    assert "Giao ban quý: 15 đúng hạn, 1 không họp, 2 muộn, 2 chưa đến." in told
    assert "Hôm nay 16/10/2025" in told


def test_each_outcome_has_its_shape():
    root = etree.fromstring(pictures.draw(specimen.a_timeline(), width=PAGE))
    drawn = Counter(node.get("class") for node in root.iter("circle", "path"))
    assert drawn["dot"] == 15 + 4  # briefings, and reports in time
    assert (drawn["dot-missed"], drawn["dot-late"], drawn["event"], drawn["today"]) == (1, 3, 2, 1)
    assert (drawn["bar"], drawn["bar-open"]) == (4, 1)


def test_marks_stand_where_their_days_are():
    first, middle, last = date(2021, 1, 1), date(2023, 7, 2), date(2025, 12, 31)
    line = a_line(Lane("L", tuple(Mark(on, "x") for on in (first, middle, last)), is_threaded=True))
    at = [float(node.get("cx")) for node in etree.fromstring(pictures.draw(line, width=PAGE)).iter("circle")]
    assert at[1] - at[0] == pytest.approx(at[2] - at[1], abs=1)
    assert at[2] == PAGE - 14


def test_marks_too_near_are_drawn_as_one_with_their_number_and_the_worst_state():
    days = [date(2023, 5, 1) + timedelta(days=n) for n in range(3)]
    states = ("done", "missed", "late")
    marks = tuple(
        Mark(on, f"Hạn {n}", "diamond", state, url="/một/")
        for n, (on, state) in enumerate(zip(days, states, strict=True))
    )
    root = etree.fromstring(pictures.draw(a_line(Lane("Hạn", marks))))
    assert [node.text for node in root.iter("text") if node.get("class") == "faint"] == ["3"]
    assert [node.get("class") for node in root.iter("path") if "l7 7" in (node.get("d") or "")] == ["seal"]
    assert root.find(".//a").get("href") == "#line-table"
    assert "Hạn 0, 01/05/2023; Hạn 1" in root.find(".//a/title").text
    assert len(pictures.table(a_line(Lane("Hạn", marks))).rows) == 3


def test_what_overlaps_is_stacked():
    spans = tuple(Span(date(2022, 1, n), date(2022, 6, 1), f"V{n}", "120 ngày") for n in (1, 2, 3))
    root = etree.fromstring(pictures.draw(a_line(Lane("Vướng mắc", spans=spans))))
    heights = {
        re.match(r"M[\d.]+ ([\d.]+)", node.get("d"))[1] for node in root.iter("path") if node.get("class") == "bar"
    }
    assert len(heights) == 3


def test_a_day_beyond_the_term_stretches_nothing():
    line = specimen.a_timeline()
    after = replace(line, today=date(2027, 3, 1), today_label="Tính đến 01/3/2027")
    assert "Tính đến 01/3/2027" in words(pictures.draw(after))
    assert 'class="today"' not in pictures.draw(after)
    held_late = a_line(Lane("Giao ban", (Mark(date(2026, 2, 1), "Giao ban bù"),)))
    assert "2025" in words(pictures.draw(held_late, width=PAGE))


def test_a_label_without_room_is_left_to_the_table():
    long = (
        "Một nhãn rất dài không thể nào đặt vừa vào bức hình nhỏ này dù có xoay xở ra sao đi nữa, dài, dài, và dài mãi"
    )
    line = a_line(Lane("L", (Mark(date(2023, 1, 1), long, "square", label=long),)))
    assert long not in words(pictures.draw(line, width=PAPER))
    assert long in texts(pictures.table(line))[0]


# On a page


def test_the_tag_draws_the_figure_with_its_table_open_or_folded():
    draw = Template("{% load pictures %}{% picture p caption=c fold=f %}")
    bars = specimen.some_bars()
    folded = draw.render(Context({"p": bars, "c": "Chú <thích>", "f": "Xem bảng"}))
    assert "<details><summary>Xem bảng</summary><div" in folded
    assert "<figcaption>Chú &lt;thích&gt;</figcaption>" in folded
    assert pictures.as_html(pictures.table(bars)) in folded
    assert f'viewBox="0 0 {COLUMN} ' in folded
    plain = draw.render(Context({"p": bars, "c": "", "f": ""}))
    assert "<details>" not in plain
    assert "<figcaption>" not in plain
    alone = Template("{% load pictures %}{% picture_table p %}").render(Context({"p": bars}))
    assert alone == pictures.as_html(pictures.table(bars))


def test_the_same_data_gives_the_same_bytes():
    assert pictures.draw(specimen.a_heat_map()) == pictures.draw(specimen.a_heat_map())
