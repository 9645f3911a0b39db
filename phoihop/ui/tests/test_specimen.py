"""The living style sheet in a real browser, under the real content policy: wide and narrow, light and dark.

`python -m pytest phoihop/ui/tests/test_specimen.py --basetemp=DIR` leaves the pictures in DIR.
"""

import re

import pytest
from django.contrib.staticfiles import finders
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.translation import override

from phoihop.ui.drawings import ICONS
from phoihop.ui.tests import specimen
from tests.accessibility import findings

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'"
HOUSE = "http://house.test"


def the_html(name="ui/specimen.html"):
    request = RequestFactory().get("/?state=open")
    with override("vi"):
        context = Context({"request": request, "icon_names": ICONS, **specimen.context()})
        return get_template(name).template.render(context)


def as_an_old_browser_reads_it(css):
    """Nested rules dropped, new colours unknown, the fallbacks switched on."""
    css = re.sub(r"@supports not (selector\([^{]+\)|\([^{]+\)) \{", "@supports (display: block) {", css)
    css = re.sub(r"--[\w-]+: light-dark\(.+\);", "", css)
    nested = re.compile(r"(?m)^ *&[^{}]*\{[^{}]*\}\n?")
    while nested.search(css):
        css = nested.sub("", css)
    return css


@pytest.fixture
def opened(chromium):
    """A function that opens the specimen; what the browser complained of is in `page.complaints`."""
    pages = []

    def open_page(width=1280, scheme="light", html=None, old=False, **options):
        page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        pages.append(page)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        body = html or the_html()

        def serve(route):
            path = route.request.url.removeprefix(HOUSE).split("?")[0]
            found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
            if path == "/":
                headers = {"Content-Security-Policy": POLICY}
                route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=headers)
            elif found and old and found.endswith(".css"):
                with open(found) as css:
                    route.fulfill(body=as_an_old_browser_reads_it(css.read()), content_type="text/css")
            elif found:
                route.fulfill(path=found)
            else:
                route.fulfill(status=404, body="")

        page.route("**/*", serve)
        page.goto(HOUSE)
        return page

    yield open_page
    for page in pages:
        page.close()


def overflow(page):
    """What sticks out of the window, outside the regions meant to scroll."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("body *")]
          .filter(node => node.getBoundingClientRect().right > innerWidth && !node.closest(".scroll"))
          .map(node => node.outerHTML.slice(0, 120))"""
    )


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_component_is_accessible_and_fits(opened, tmp_path, width, scheme):
    page = opened(width, scheme)
    assert page.complaints == []
    assert overflow(page) == []
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=tmp_path / f"specimen-{width}-{scheme}.png", full_page=True)
    assert findings(page) == []


@pytest.mark.parametrize("name", ["404.html", "403_csrf.html", "500.html"])
def test_error_pages_are_accessible(opened, name):
    page = opened(360, html=the_html(name))
    assert overflow(page) == []
    assert findings(page) == []


def test_at_320_px_and_double_size_nothing_is_cut(opened):
    assert overflow(opened(320)) == []
    assert overflow(opened(640, device_scale_factor=2)) == []


def test_without_script_the_page_is_whole(opened):
    page = opened(360, java_script_enabled=False)
    assert page.locator("[data-theme-switch]").is_hidden()
    assert page.get_by_role("button", name="Ghi trả lời").first.is_visible()
    page.get_by_role("button", name="Mục").click()
    assert page.get_by_role("link", name="Lịch").is_visible()


def test_the_menu_opens_and_closes_by_keyboard(opened):
    page = opened(360)
    page.get_by_role("button", name="Mục").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Lịch").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("link", name="Lịch").is_hidden()


def test_the_first_tab_skips_to_the_content(opened):
    page = opened(html=the_html("404.html"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_appearance_is_kept(opened):
    page = opened()
    switch = page.locator("[data-theme-switch]")
    switch.click()
    assert switch.inner_text() == "Giao diện: tối"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    for said in ("sáng", "theo máy"):
        switch.click()
        assert switch.inner_text() == f"Giao diện: {said}"
    contrast = page.locator("[data-contrast-switch]")
    contrast.click()
    assert contrast.get_attribute("aria-pressed") == "true"


def test_unsent_words_are_guarded_and_kept(opened):
    page = opened()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#plain_wording").fill("Hằng quý, các bên")
    page.reload()
    assert asked == ["beforeunload"]
    # The success message of this page says that something was posted well; the draft was never sent, so it stays.
    assert page.locator("#plain_wording").input_value() == "Hằng quý, các bên"
    assert page.locator("#plain_wording + .note").inner_text().startswith("Đã lấy lại")


def test_below_the_floor_the_page_is_plain_and_whole(opened, tmp_path):
    for width in (1280, 360):
        page = opened(width, old=True)
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=tmp_path / f"older-{width}.png", full_page=True)
        assert overflow(page) == []
        assert page.get_by_role("link", name="Lịch").is_visible()
        assert page.get_by_role("button", name="Đăng xuất").is_visible()
        primary = page.locator('button[data-rank="primary"]').first
        assert primary.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(0, 85, 92)"
