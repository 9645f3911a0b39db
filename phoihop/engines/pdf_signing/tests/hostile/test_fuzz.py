"""Bytes flipped at random: within what a signature covers none is ever *valid*, and nothing crashes."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phoihop.engines.pdf_signing.tests.hostile import papers
from phoihop.engines.pdf_signing.tests.pki import pki
from phoihop.engines.pdf_signing.verifying import verify

pytestmark = pytest.mark.slow


@settings(max_examples=60)
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flip_of_a_covered_byte_is_valid(at, bit):
    pdf = papers.one()
    begin, end = papers.last_signature(pdf)
    place = int(at * (len(pdf) - (end - begin)))
    place += (end - begin) if place >= begin else 0
    made = pdf[:place] + bytes([pdf[place] ^ (1 << bit)]) + pdf[place + 1 :]
    assert verify(made, roots=pki().roots).verdict in ("invalid", "indeterminate", "unreadable", "unsigned")


@pytest.mark.parametrize("seed", range(20))
def test_no_flip_in_an_older_revision_is_valid(seed):
    """Covered by two signatures and text between them: a flip anywhere before the last signature's own digits."""
    pdf = papers.two()
    begin, _ = papers.last_signature(pdf)
    dice = random.Random(seed)
    first, end = papers.last_signature(papers.one())
    place = dice.choice([place for place in (dice.randrange(begin), dice.randrange(first)) if not first <= place < end])
    made = pdf[:place] + bytes([pdf[place] ^ (1 << dice.randrange(8))]) + pdf[place + 1 :]
    assert verify(made, roots=pki().roots).verdict != "valid"


@pytest.mark.parametrize("seed", range(20))
def test_noise_never_crashes(seed):
    """Many bytes at once, anywhere, signatures and tables too."""
    dice = random.Random(seed)
    made = bytearray(papers.two())
    for _ in range(dice.choice([1, 5, 40])):
        made[dice.randrange(len(made))] = dice.randrange(256)
    assert verify(bytes(made), roots=pki().roots).verdict != "valid"
