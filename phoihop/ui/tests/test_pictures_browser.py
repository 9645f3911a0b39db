"""The pictures in a real browser, under the real content policy: wide and narrow, light and dark.

`python -m pytest phoihop/ui/tests/test_pictures_browser.py --basetemp=DIR` leaves the pictures in DIR.
"""

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.utils.translation import override

from phoihop.ui.tests import pictures_specimen
from tests.accessibility import findings

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
HOUSE = "http://house.test"
PAGE = """{% load pictures ui static %}<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Hình · Phối Hợp</title>
<link rel="stylesheet" href="/static/ui/css/app.css"></head><body>{% include "ui/_hatch.html" %}
<main class="wrap"><div class="page stack" data-gap="wide"><h1>Hình của một chương trình</h1>
<section>{% picture line across="page" fold="Xem bảng" caption="Chấm đặc: họp đúng hạn." %}</section>
<div class="with-aside"><div class="stack" data-gap="wide">
<section>{% picture bars %}</section><section>{% picture heat %}</section><section>{% picture lead %}</section>
</div><aside><p>Bên lề</p></aside></div></div></main></body></html>"""


def the_html():
    names = ("line", "bars", "heat", "lead")
    with override("vi"):
        return Template(PAGE).render(Context(dict(zip(names, pictures_specimen.all_four(), strict=True))))


@pytest.fixture
def opened(chromium):
    pages = []

    def open_page(width, scheme="light"):
        page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        pages.append(page)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))

        def serve(route):
            path = route.request.url.removeprefix(HOUSE)
            if path == "/":
                headers = {"Content-Security-Policy": POLICY}
                route.fulfill(body=the_html(), content_type="text/html; charset=utf-8", headers=headers)
            elif found := path.startswith("/static/") and finders.find(path.removeprefix("/static/")):
                route.fulfill(path=found)
            else:
                route.fulfill(status=404 if path == "/favicon.ico" else 200, body=path)

        page.route("**/*", serve)
        page.goto(HOUSE)
        return page

    yield open_page
    for page in pages:
        page.close()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
def test_the_pictures_are_accessible_fit_and_obey_the_policy(opened, tmp_path, width, scheme):
    page = opened(width, scheme)
    page.screenshot(path=tmp_path / f"pictures-{width}-{scheme}.png", full_page=True)
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(page, colours=width == 1280) == []
    assert page.get_by_role("img", name="Quá hạn theo quý").count() == 1


@pytest.mark.slow
def test_no_words_of_a_picture_cover_one_another(opened):
    page = opened(1280)
    covered = page.evaluate(
        """() => [...document.querySelectorAll("svg.timeline")].flatMap(svg => {
          const words = [...svg.querySelectorAll("text")].map(node => [node.textContent, node.getBBox()]);
          return words.flatMap(([one, a], n) => words.slice(n + 1).filter(([two, b]) =>
            Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 &&
            Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 4
          ).map(([two]) => one + " / " + two));
        })"""
    )
    assert covered == []


@pytest.mark.slow
def test_no_words_of_a_picture_are_cut_off(opened):
    page = opened(1280)
    cut = page.evaluate(
        """() => [...document.querySelectorAll("svg.timeline")].flatMap(svg =>
          [...svg.querySelectorAll("text")].filter(node => {
            const box = node.getBBox(), view = svg.viewBox.baseVal;
            const right = box.x + box.width - view.width, below = box.y + box.height - view.height;
            return box.x < -1 || box.y < -1 || right > 1 || below > 1;
          }).map(node => node.textContent))"""
    )
    assert cut == []


@pytest.mark.slow
def test_a_pointer_goes_from_a_figure_to_its_rows_and_a_keyboard_from_the_table(opened):
    page = opened(1280)
    assert page.evaluate("""[...document.querySelectorAll("svg a")].every(node => node.tabIndex === -1)""")
    page.locator("svg a", has_text="Ủy ban nhân dân phường: Quá hạn 2").locator("path").click()
    page.wait_for_url(HOUSE + "/nhiem-vu/?muc=4")
    page.goto(HOUSE)
    page.locator("#by-agency-table td a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(HOUSE + "/nhiem-vu/?muc=0")
