"""How a view tells a person that the domain refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from phoihop.kit.verdict import NotAllowed


def sentence(refusal: NotAllowed) -> str:
    """The refusal in the reader's language; rules give lazy sentences, the kit plain English ones."""
    return gettext(str(refusal))


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Around one verb: a refusal becomes a message on the next page instead of an error."""
    try:
        yield
    except NotAllowed as refusal:
        messages.error(request, sentence(refusal))
