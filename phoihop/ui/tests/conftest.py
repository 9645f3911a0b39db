import pytest


@pytest.fixture(autouse=True)
def _no_house_around(settings):
    """These tests hold whatever the stages do."""
    settings.ROOT_URLCONF = "phoihop.ui.tests.urls"
