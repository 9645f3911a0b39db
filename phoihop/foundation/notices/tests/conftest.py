"""An event that only these tests know, with its sentences in tests/templates."""

from pathlib import Path

import pytest
from django.utils import translation

from phoihop.foundation.ledger import kinds


@pytest.fixture(autouse=True)
def papers(settings):
    """`paper.sent` and `paper.returned` are kinds with a sentence while the test runs."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    kinds.sentence_template.cache_clear()
    with translation.override("en"):  # the page in Vietnamese must not leave its language to the next test
        yield
    kinds.sentence_template.cache_clear()
