"""Every URL, every kind of visitor. A new URL without a row in doors.py fails the build."""

import pytest
from django.urls import get_resolver, reverse

from tests.architecture.doors import DOORS, VISITORS
from tests.architecture.world import a_world
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


def all_names(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from all_names(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield namespace + pattern.name


def test_every_door_is_listed():
    assert sorted(set(all_names())) == sorted(DOORS)


def test_who_gets_in(client):
    """One world for all doors: it is only looked at, never changed, because only GET is asked."""
    world, wrong = a_world(), []
    for place, visitor in enumerate(VISITORS):
        client.logout()
        if world.visitors[visitor]:
            sign_in(client, world.visitors[visitor])
        for name, (arguments, *expected) in DOORS.items():
            url = reverse(name, args=[world.key(word) for word in arguments.split()])
            answer = client.get(url)
            if answer.streaming:
                # A download holds its file open until it is read. `answer.close()` would end the request, and with
                # it the database connection this test stands on.
                b"".join(answer.streaming_content)
            if answer.status_code != expected[place]:
                wrong.append(f"{name} as {visitor}: {answer.status_code}, expected {expected[place]}")
    assert not wrong, "\n".join(wrong)
