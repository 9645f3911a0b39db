"""Every main page in Vietnamese and English, wide and narrow, with and without script: axe, width, and the picture."""

import pytest

PAGES = {
    "desk": "/desk/",
    "programmes": "/frameworks/",
    "room": "/rooms/2/",
    "parties": "/frameworks/2/",
    "text-long": "/texts/2/",
    "versions": "/texts/2/versions/",
    "comparison": "/texts/2/comparison/?old=7&new=8",
    "history": "/texts/2/history/",
    "consultation": "/consultations/3/",
    "consultations": "/consultations/",
    "response-table": "/consultations/2/table/",
    "legal-bases": "/legal-bases/",
    "calendar": "/calendar/",
    "agencies": "/agencies/",
    "account": "/account/",
    "ledger": "/ledger/framework:2/",
    "anchors": "/ledger/anchors/",
    "notices": "/notices/",
}


@pytest.mark.parametrize("width", [1280, 360])
def test_every_main_page_in_vietnamese(visitor, width):
    head = visitor(width=width, language="vi-VN").enter_as("Nguyễn Thị Thu Hà")
    for name, path in PAGES.items():
        head.go(path)
        head.looks_right(f"{name}-{width}" if width != 1280 else name)


def test_every_main_page_without_script_in_english(visitor):
    plain = visitor(script=False, width=360).enter_as("Nguyễn Thị Thu Hà")
    for path in PAGES.values():
        plain.go(path)
        assert plain.page.locator("main h1").first.is_visible()


def test_the_remark_form_works_without_script_and_by_keyboard(visitor):
    officer = visitor(script=False).enter_as("Huỳnh Ngọc Diễm")
    page = officer.go("/consultations/3/")
    page.keyboard.press("Tab")
    assert "main" in page.evaluate("document.activeElement.getAttribute('href')")
    page.get_by_label("Noted", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Keep as a draft").focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("Noted", exact=True).is_checked()


def test_people_outside_see_sign_in_and_the_list_of_the_demonstration(visitor):
    nobody = visitor(language="vi-VN")
    nobody.go("/accounts/login/")
    nobody.looks_right("sign-in")
    nobody.go("/demo/")
    nobody.looks_right("demo")


def test_the_language_switch_stays(visitor):
    head = visitor(language="vi-VN").enter_as("Nguyễn Thị Thu Hà")
    page = head.go("/desk/")
    assert page.locator("h1").inner_text() == "Bàn làm việc"
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Desk"
    head.go("/frameworks/")
    assert page.locator("h1").inner_text() == "Programmes"
    page.get_by_role("button", name="Tiếng Việt").click()


def test_pages_print_on_paper(visitor, tmp_path):
    head = visitor(language="vi-VN").enter_as("Nguyễn Thị Thu Hà")
    page = head.go("/consultations/2/table/")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    page.pdf(path=tmp_path / "table.pdf")
    assert (tmp_path / "table.pdf").stat().st_size > 10_000
