"""A file is handed out to those a stage answers for, as a download and nothing else."""

import pytest

from phoihop.foundation.files import queries, verbs, visibility
from phoihop.foundation.files.jobs import damaged
from phoihop.foundation.files.models import StoredFile
from phoihop.foundation.files.tests.test_keep import TEXT, root  # noqa: F401 — the fixture that gives tests a store
from tests.cast import LATER, MONDAY, lan, minh, sign_in, tu

pytestmark = pytest.mark.django_db


def a_file():
    return verbs.keep(data=TEXT, name="Dự thảo lần 2.txt", by=lan(), at=MONDAY, already_read=True)


def test_the_agency_that_handed_it_in_gets_it_back(client):
    file = a_file()
    answer = sign_in(client, lan()).get(f"/files/{file.pk}/")
    assert b"".join(answer) == TEXT
    assert (
        answer["Content-Disposition"] == "attachment; filename*=utf-8''D%E1%BB%B1%20th%E1%BA%A3o%20l%E1%BA%A7n%202.txt"
    )
    assert answer["Content-Type"] == "text/plain"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "sandbox"


def test_a_stranger_finds_nothing(client):
    file = a_file()
    assert sign_in(client, tu()).get(f"/files/{file.pk}/").status_code == 404
    assert client.get(f"/files/{'0' * 64}/").status_code == 404
    client.logout()
    assert client.get(f"/files/{file.pk}/").status_code == 302


def test_a_stage_may_answer_for_others(client, monkeypatch):
    file = a_file()
    monkeypatch.setattr(visibility, "_windows", list(visibility._windows))
    visibility.register(lambda actor, sha256: actor.name == "Minh" and sha256 == file.pk)
    actor = minh()
    verbs.keep(data=TEXT, name="Bản của Minh.txt", by=tu(), at=LATER, already_read=True)
    answer = sign_in(client, actor).get(f"/files/{file.pk}/")
    assert b"".join(answer) == TEXT
    assert queries.name_of(file, actor=actor) == "Dự thảo lần 2.txt"
    assert queries.name_of(file, actor=tu()) == "Bản của Minh.txt"


def test_a_file_nobody_named_is_called_by_its_hash():
    file = StoredFile.objects.create(sha256="a" * 64, size=1, media_type="text/plain", kept_at=MONDAY)
    assert queries.name_of(file) == "a" * 12


def test_a_damaged_file_is_not_handed_out(client):
    file = a_file()
    StoredFile.objects.update(damaged_at=LATER)
    assert damaged() == 1
    answer = sign_in(client, lan()).get(f"/files/{file.pk}/")
    assert answer.status_code == 409
    assert b"no longer what was handed in" in answer.content


def test_a_file_whose_bytes_are_gone_is_missing(client, root):  # noqa: F811 — the fixture imported above
    file = a_file()
    (root / file.path).unlink()
    assert sign_in(client, lan()).get(f"/files/{file.pk}/").status_code == 404
