"""The README's first screen: from the demonstration's list to a settled text in ten clicks or fewer."""


def test_a_head_answers_closes_and_settles_in_ten_clicks(visitor):
    """The last of the story's journeys to touch the ward's programme: it settles it."""
    head = visitor()
    page = head.page
    head.go("/demo/")
    clicks = 0

    def click(place):
        nonlocal clicks
        clicks += 1
        place.click()

    click(page.get_by_role("button", name="Nguyễn Thị Thu Hà"))
    click(page.get_by_role("link", name="Respond to remarks").first)
    click(page.get_by_label("Accepted", exact=True))
    click(page.get_by_role("button", name="Record the response"))
    click(page.get_by_role("link", name="Close the round"))
    click(page.get_by_role("button", name="Close the round"))
    click(page.get_by_role("link", name="Settle the round"))
    click(page.get_by_label("Settle the text as well"))
    click(page.get_by_role("button", name="Settle"))
    assert clicks <= 10
    head.go("/rooms/2/")
    assert "waits to be signed" in page.locator("main").inner_text()
    head.looks_right("settled")
