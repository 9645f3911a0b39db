import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _a_clean_counter():
    """Attempts from one address are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def door(settings):
    """After signing in one lands on the own account, whatever the desk looks like."""
    settings.LOGIN_REDIRECT_URL = "agencies:account"
    return settings
