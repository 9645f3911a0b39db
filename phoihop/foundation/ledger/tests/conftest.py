"""The ledger owns no kinds of its own; its tests speak with two that only they know."""

from pathlib import Path

import pytest

from phoihop.foundation.ledger import kinds


@pytest.fixture(autouse=True)
def _sentences(settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "sentences"]}]
    kinds.sentence_template.cache_clear()
    yield
    kinds.sentence_template.cache_clear()
