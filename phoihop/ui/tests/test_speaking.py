"""A refusal is told on the next page, in the reader's language."""

from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.utils.translation import override

from phoihop.kit.verdict import NotAllowed, StateMoved
from phoihop.ui.speaking import refusals_told, sentence


def a_request(rf):
    request = rf.get("/")
    request.session, request._messages = {}, None
    request._messages = FallbackStorage(request)
    return request


def test_a_refusal_becomes_a_message(rf):
    request = a_request(rf)
    with refusals_told(request):
        raise NotAllowed("Only the lead agency may do this.")
    assert [str(message) for message in get_messages(request)] == ["Only the lead agency may do this."]


def test_nothing_refused_nothing_told(rf):
    request = a_request(rf)
    with refusals_told(request):
        pass
    assert not list(get_messages(request))


def test_the_kits_sentence_is_translated():
    with override("vi"):
        assert "Someone" not in sentence(StateMoved())
