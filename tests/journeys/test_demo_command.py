"""`phoihop demo` from an empty home: it plays, says what it made, and serves. (What the story leaves: demo/tests.)"""


def test_it_plays_and_says_what_it_made(site):
    told = site.made()
    assert set(told) == {"home", "url", "accounts", "signed_pdfs", "packs", "articles", "trust"}
    assert (told["home"], told["url"]) == (str(site.home), site.address)
    assert {"login", "role", "agency"} == set(told["accounts"][0])
    assert len(told["accounts"]) > 10
