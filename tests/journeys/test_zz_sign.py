"""After the text is settled: two parties sign, number and seal a programme, and anyone checks it."""

from pathlib import Path


def test_a_programme_is_signed_by_both_parties_and_anyone_checks_it(visitor):
    """The text of the ward was settled by the journey before this one."""
    head = visitor()
    page = head.enter_as("Nguyễn Thị Thu Hà").page
    head.go("/rooms/2/")
    page.get_by_role("link", name="Prepare the signing").first.click()
    head.looks_right()
    page.get_by_role("button", name="Set the paper and prepare the signing").click()
    page.get_by_role("button", name="Open the signing").click()
    assert "is invited to sign" in page.locator("#now").inner_text()
    address = page.url.removeprefix(head.site.address)
    _sign(page, "Read and sign")
    head.looks_right()

    for clerk, person, number in (
        ("Bùi Tấn Đạt", "", "07"),
        ("Hồ Kim Yến", "Đặng Văn Thuận", "11"),
    ):
        if person:
            partner = visitor()
            partner.enter_as(person)
            partner.page.get_by_role("link", name="Read and sign").first.click()
            _sign(partner.page, "Read and sign")
        keeper = visitor()
        keeper.enter_as(clerk)
        keeper.go(address)
        keeper.page.get_by_role("link", name="Give the number").click()
        keeper.page.get_by_label("Number").fill(number)
        keeper.page.get_by_role("button", name="Give the number").click()
        _sign(keeper.page, "Put the seal")

    head.go(address)
    assert "Signed by all parties" in page.locator("#now").inner_text()
    code = page.locator("aside strong").first.inner_text()

    citizen = visitor(width=360)
    citizen.go(f"/xac-thuc/?code={code}")
    assert "Đặng Văn Thuận" in citizen.page.locator("main").inner_text()
    citizen.looks_right()


def _sign(page, link):
    if page.get_by_role("link", name=link).count():
        page.get_by_role("link", name=link).first.click()
    page.get_by_role("button", name="Sign in the demonstration").click()
    page.get_by_role("link", name="Back to the signing").click()


def test_the_ceremony_of_2021_as_it_is_kept(visitor):
    head = visitor()
    page = head.enter_as("Trần Thị Bích Vân").page
    head.go("/signings/1/")
    assert page.get_by_text("Valid", exact=True).count() >= 4
    head.looks_right("signing")
    page.get_by_role("link", name="The signed paper (PDF)").click(trial=True)
    head.go("/signings/1/screen/")
    head.looks_right()
    head.go("/signings/certificates/")
    head.looks_right()
    narrow = visitor(width=360)
    narrow.enter_as("Trần Thị Bích Vân").go("/signings/1/")
    narrow.looks_right()


def test_a_paper_of_2021_is_checked_by_its_file(visitor):
    citizen = visitor(script=False)
    page = citizen.go("/xac-thuc/")
    page.get_by_label("The signed PDF").set_input_files(
        {
            "name": "chuong-trinh.pdf",
            "mimeType": "application/pdf",
            "buffer": Path(citizen.site.made()["signed_pdfs"][0]).read_bytes(),
        }
    )
    page.get_by_role("button", name="Check the file").click()
    assert page.locator(".verdict").first.get_attribute("data-verdict") == "valid"
    assert "Trần Thị Bích Vân" in page.locator("main").inner_text()
