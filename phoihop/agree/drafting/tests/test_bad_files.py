"""Files nobody should send: on the page each is one sentence, and nothing of it stays."""

from collections.abc import Callable
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phoihop.agree.drafting.models import Import, Text
from phoihop.agree.drafting.tests.factories import an_empty_text
from phoihop.agree.programmes.tests.factories import a_framework
from phoihop.engines.reading import MAX_BYTES
from phoihop.engines.reading.refusals import SENTENCES
from phoihop.engines.reading.tests.papers import repacked, simple_docx
from phoihop.engines.reading.tests.pdfs import pdf
from phoihop.engines.reading.tests.test_refusals import compound, zipped
from phoihop.foundation.files.models import Handing, StoredFile
from phoihop.foundation.ledger.models import Entry
from tests.cast import lan, sign_in

pytestmark = pytest.mark.django_db

BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("trong.docx", bytes, "empty"),
    "blank": ("trong.txt", partial(bytes, 3), "empty"),
    "truncated zip": ("cut.docx", lambda: simple_docx()[:-200], "truncated"),
    "zip bomb": (
        "bom.docx",
        lambda: zipped({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": bytes(30 * 2**20)}),
        "zip-bomb",
    ),
    "password": ("khoa.docx", lambda: compound("EncryptedPackage", "EncryptionInfo"), "password"),
    "macros": ("macro.docx", lambda: repacked(simple_docx(), change={"word/vbaProject.bin": b"x"}), "macros"),
    "macros by name": ("macro.docm", simple_docx, "macros"),
    "renamed program": ("quy-che.docx", lambda: b"MZ\x90\0" * 99, "executable"),
    "scanned PDF": ("quet.pdf", lambda: pdf([], pictures=True), "no-text"),
    "unknown letters": ("la.txt", lambda: bytes(range(128, 256)) * 20, "encoding"),
    "a spreadsheet": ("bang.xlsx", lambda: zipped({"[Content_Types].xml": b"spreadsheetml"}), "not-word"),
    "a secret": ("mat.docx", lambda: simple_docx("ỦY BAN", "TỐI MẬT", "QUY CHẾ", "Điều 1. Một"), "secret"),
    "too large": ("lon.txt", lambda: b"a" * (MAX_BYTES + 1), "too-large"),
}


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """Where files would be kept."""
    folder = tmp_path / "files"
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.FILES_ROOT = folder
    return folder


def sentence(code):
    """What stays of a sentence when its blanks are left out."""
    return SENTENCES[code].split("{")[0].strip()


def traces(store):
    rows = [model.objects.count() for model in (Import, StoredFile, Handing, Entry)]
    return rows, [path for path in store.rglob("*") if path.is_file()]


@pytest.mark.parametrize("bad", BAD)
def test_one_sentence_and_nothing_kept(client, store, bad):
    name, make, code = BAD[bad]
    lead = lan()
    text = an_empty_text(by=lead)
    before = traces(store)
    response = sign_in(client, lead).post(
        reverse("drafting:upload", args=[text.pk]), {"file": SimpleUploadedFile(name, make())}
    )
    assert response.status_code == 422
    shown = response.content.decode()
    assert sentence(code) in shown
    assert "Traceback" not in shown
    assert traces(store) == before


@pytest.mark.parametrize("bad", ["empty", "zip bomb", "renamed program"])
def test_nor_is_a_text_begun_with_one(client, store, bad):
    name, make, code = BAD[bad]
    lead = lan()
    framework = a_framework(by=lead)
    before = traces(store)
    response = sign_in(client, lead).post(
        reverse("drafting:begin_with_document", args=[framework.pk]), {"file": SimpleUploadedFile(name, make())}
    )
    assert response.status_code == 422
    assert sentence(code) in response.content.decode()
    assert not Text.objects.exists()
    assert traces(store) == before


def test_nor_with_nothing_at_all(client):
    lead = lan()
    framework = a_framework(by=lead)
    response = sign_in(client, lead).post(reverse("drafting:begin_with_document", args=[framework.pk]), {})
    assert response.status_code == 422
    assert "Choose a document, or paste its text." in response.content.decode()
    assert not Text.objects.exists()


def test_a_document_under_a_wrong_name_is_told_the_right_one(client, store):
    lead = lan()
    text = an_empty_text(by=lead)
    before = traces(store)
    wrong = SimpleUploadedFile("quy-che.pdf", simple_docx())
    response = sign_in(client, lead).post(reverse("drafting:upload", args=[text.pk]), {"file": wrong})
    assert response.status_code == 422
    assert "rename it to quy-che.docx" in response.content.decode()
    assert traces(store) == before
