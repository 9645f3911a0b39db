"""Old and open formats through the real LibreOffice, where it is installed."""

import pytest

from phoihop.engines.reading import Unreadable, read
from phoihop.engines.reading.tests.papers import simple_docx, tree

pytestmark = pytest.mark.slow
LINES = ("Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "1. Một việc:", "a) nhỏ;", "đ) lớn.", "2. Hai việc.")


@pytest.fixture(scope="module")
def converted(tmp_path_factory, libreoffice):
    """One paper in every format, made once."""
    folder = tmp_path_factory.mktemp("formats")
    (folder / "a.docx").write_bytes(simple_docx(*LINES))
    for wanted in ("doc", "odt", "pdf"):
        libreoffice(folder / "a.docx", wanted)
    return folder


@pytest.mark.parametrize("suffix", ["docx", "doc", "odt", "pdf"])
def test_every_format_gives_the_same_tree(converted, suffix):
    outline = read((converted / f"a.{suffix}").read_bytes(), filename=f"a.{suffix}")
    assert tree(outline.nodes) == [
        "chapter I",
        ["article 1", ["clause 1", ["point a", "point đ"], "clause 2"]],
    ]


def test_an_open_document_that_is_too_much_is_refused_before_it_is_converted(converted, monkeypatch):
    from phoihop.engines.reading import package

    monkeypatch.setattr(package.Package.read, "__defaults__", (100,))
    with pytest.raises(Unreadable) as refusal:
        read((converted / "a.odt").read_bytes())
    assert refusal.value.code == "zip-bomb"
